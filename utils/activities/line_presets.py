"""Ready-made histories for the line builder: the classic pitfalls of counting, each in a few rows."""

from functools import cache

import pandas as pd

from utils.activities.histories import complete, rows_of
from utils.clinic import best_responses, count_lines, response_timeline
from utils.evidence import table

FIELDS = ["event", "drugs", "start", "stop", "planned", "response", "reason"]
FIRST = """
start | VRd | 2020-01-13 | 2020-06-01 | 1 | VGPR | induction
sct | ASCT | 2020-07-13 | | 1 | | planned from the start
start | R | 2020-10-12 | {stop} | 1 | VGPR | planned maintenance, 10 mg
"""

MARTA = "Marta, 2018 to 2026"
EXAMPLES = {
    "Everything planned: four phases, one line": """
start | D-VRd | 2020-01-13 | 2020-05-04 | 1 | VGPR | induction
sct | ASCT | 2020-06-15 | | 1 | | planned
start | D-VRd | 2020-09-07 | 2020-11-02 | 1 | CR | planned consolidation
start | R | 2020-12-07 | 2024-12-02 | 1 | CR | planned maintenance""",
    "Two transplants, planned as a pair (tandem)": """
start | VRd | 2020-01-13 | 2020-06-01 | 1 | PR | induction
sct | ASCT | 2020-07-13 | | 1 | | first of a planned pair
sct | ASCT | 2020-12-14 | | 1 | | second of a planned pair
start | R | 2021-03-15 | 2024-03-04 | 1 | CR | planned maintenance""",
    "One drug left out, one dose lowered": """
start | VRd | 2021-02-01 | 2021-12-06 | 1 | VGPR | first treatment
drop | bortezomib | 2021-06-07 | | 0 | | numb feet: intolerance
dose | lenalidomide | 2021-08-02 | | 0 | | low counts: 25 mg to 15 mg""",
    "One drug added, not planned": """
start | Rd | 2021-02-01 | 2022-08-01 | 1 | MR | first treatment
add | daratumumab | 2021-10-04 | | 0 | VGPR | the response was slow""",
    "One drug exchanged for another because of harm": """
start | VRd | 2021-02-01 | 2022-02-07 | 1 | PR | first treatment
substitute | bortezomib, carfilzomib | 2021-06-07 | | 0 | | numb feet: intolerance""",
    "A pause, then the same treatment again": """
start | Rd | 2021-02-01 | 2022-01-10 | 1 | PR | first treatment
pause | Rd | 2021-07-05 | 2021-09-06 | 0 | | an operation""",
    "A pause of six months, then the same treatment again": """
start | Rd | 2021-02-01 | 2022-10-10 | 1 | PR | first treatment
pause | Rd | 2021-07-05 | 2022-01-03 | 0 | | an operation that healed slowly""",
    "Four drugs, then two of them go on": """
start | D-VRd | 2021-02-01 | 2023-06-05 | 1 | VGPR | first treatment, no transplant
drop | bortezomib | 2021-08-02 | | 1 | | as planned after six months""",
    "A drug added in the second month, not planned": """
start | Vd | 2021-02-01 | 2021-12-06 | 1 | MR | first treatment
add | lenalidomide | 2021-03-29 | | 0 | VGPR | the response was slow""",
    "A bridge with the drugs of a relapse": """
start | VRd | 2021-02-01 | 2022-08-01 | 1 | PR | first treatment
progression | | 2022-07-25 | | | | while on VRd
bridge | DPd | 2022-08-15 | 2022-09-26 | 1 | | between collection and infusion
start | cilta-cel | 2022-10-17 | 2022-10-17 | 0 | CR | one infusion""",
    "A second transplant that was not planned": FIRST.format(stop="2022-10-03") + """
progression | | 2022-09-26 | | | | while on lenalidomide
start | DKd | 2022-10-10 | 2023-03-06 | 0 | VGPR | first relapse
sct | ASCT | 2023-04-17 | | 0 | | from cells stored in 2020""",
    "Progression on maintenance": FIRST.format(stop="2022-10-03") + """
progression | | 2022-09-26 | | | | while on lenalidomide 10 mg
start | DKd | 2022-10-10 | 2023-11-06 | 0 | VGPR | first relapse""",
    "Stopped for harm, and still working": """
start | VRd | 2020-01-13 | 2021-03-01 | 1 | VGPR | first treatment
drop | bortezomib | 2020-05-04 | | 0 | | numb feet: intolerance
progression | | 2021-02-22 | | | | while on lenalidomide""",
    "The 60-day rule: progression on day 60": """
start | Rd | 2024-03-04 | 2026-03-01 | 1 | VGPR | first treatment
progression | | 2026-04-30 | | | | 60 days after the last dose""",
    "The 60-day rule: progression on day 61": """
start | Rd | 2024-03-04 | 2026-03-01 | 1 | VGPR | first treatment
progression | | 2026-05-01 | | | | 61 days after the last dose""",
    "A bridge before CAR T cells: conventions differ": """
start | DPd | 2021-02-01 | 2022-08-01 | 1 | PR | first treatment
progression | | 2022-07-25 | | | | while on DPd
bridge | cyclophosphamide, dexamethasone | 2022-08-15 | 2022-09-05 | 1 | | between collection and infusion
start | cilta-cel | 2022-10-03 | 2022-10-03 | 0 | CR | one infusion""",
}  # fmt: skip


def example_names() -> list[str]:
    """What the learner can start from, Marta first."""
    return [MARTA, *EXAMPLES]


def example_rows(name: str) -> pd.DataFrame:
    """The rows of one example; a table of its own, free to be changed."""
    return _rows(name).copy()


@cache
def _rows(name: str) -> pd.DataFrame:
    if name == MARTA:
        return _marta_rows()
    text = EXAMPLES[name]
    cells = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line]
    return complete(pd.DataFrame(cells, columns=FIELDS))


def _marta_rows() -> pd.DataFrame:
    history = table("marta_history")
    timeline = response_timeline(table("marta_labs"), count_lines(history).starts)
    return rows_of(history, timeline.progressions, best_responses(timeline, history))

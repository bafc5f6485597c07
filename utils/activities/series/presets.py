"""Ready-made series for the response classifier: Marta's four treatments, and the classic traps, all made up."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from utils.activities.series.pasting import write_table
from utils.activities.series.reading import DATE, START, THERAPY, Series, check_series, read_series
from utils.clinic import count_lines
from utils.evidence import table

USUAL = ("m_protein", "urine_m_protein", "kappa_flc", "lambda_flc", "serum_immunofixation", "urine_immunofixation",
         "marrow_plasma_cells", "marrow_clonal_cells", "new_lesion", "haemoglobin", "calcium", "creatinine")  # fmt: skip
NAMES = {
    "m_protein": "M-protein",
    "urine_m_protein": "urine M-protein",
    "kappa_flc": "kappa",
    "lambda_flc": "lambda",
}
MARTA = (
    "Marta 1: first treatment",
    "Marta 2: DKd",
    "Marta 3: PVd",
    "Marta 4: CAR T cells",
)


@dataclass(frozen=True)
class Trap:
    """A made-up series and what it teaches: `moral` is what the rule cannot say by itself."""

    text: str
    moral: str


HEAD = "date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),serum immunofixation,urine immunofixation"
TRAPS = {
    "Trap: a single spike": Trap(f"""{HEAD}
2023-03-06,start,3.6,0,+,-
2023-04-03,,2.1,0,+,-
2023-05-02,,1.2,0,+,-
2023-06-05,,0.6,0,+,-
2023-07-03,,0.33,0,+,-
2023-08-07,,0.30,0,+,-
2023-10-02,,0.28,0,+,-
2023-12-04,,0.30,0,+,-
2024-02-05,,0.84,0,+,-
2024-03-04,,0.31,0,+,-
2024-05-06,,0.29,0,+,-
2024-07-01,,0.30,0,+,-
""", "one high value that the next visit did not repeat is no progression: the rule asks for two in a row."),
    "Trap: light chains escape": Trap("""date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),kappa (mg/L),lambda (mg/L),serum immunofixation,creatinine (mg/dL)
2022-05-02,start,2.8,60,310,9,+,0.9
2022-06-06,,1.5,40,140,9,+,0.9
2022-07-04,,0.7,20,52,10,+,0.8
2022-09-05,,0.27,10,24,11,+,0.8
2022-11-07,,0.22,10,19,11,+,0.8
2023-02-06,,0.20,10,18,11,+,0.8
2023-05-08,,0.20,10,31,10,+,0.9
2023-07-03,,0.21,20,88,10,+,0.9
2023-08-07,,0.20,40,196,9,+,1.1
2023-09-04,,0.21,80,430,9,+,1.4
""", "the word rests on the M-protein, which lies still, while the clone has gone over to light chains alone. The rule of 2016 counts them only where no M-protein can be followed; the flag is there so that somebody looks."),
    "Trap: antibody as M-protein": Trap("""date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),serum immunofixation,urine immunofixation,marrow plasma cells (%)
2021-09-06,start,3.0,0,+,-,
2021-10-04,,1.6,0,+,-,
2021-11-01,,0.7,0,+,-,
2022-01-03,,0.2,0,+,-,
2022-04-04,,0.06,0,+,-,2
2022-08-01,,0.05,0,+,-,
2022-12-05,,0.05,0,+,-,
2023-04-03,,0.05,0,+,-,
2023-10-02,,0,0,-,-,1
2024-01-08,,0,0,-,-,
""", "from the fifth visit the faint band was the anti-CD38 antibody itself, an IgG kappa like the M-protein. The rule cannot know; a special immunofixation could have told them apart. After the antibody was stopped, the band went."),
    "Trap: no baseline": Trap(f"""{HEAD}
2024-01-08,start,,,,
2024-03-18,,0.9,0,+,-
2024-04-15,,0.5,0,+,-
2024-05-20,,0.4,0,+,-
2024-07-01,,0.4,0,+,-
2024-09-02,,0.4,0,+,-
2024-11-04,,0.7,0,+,-
2025-01-06,,1.0,0,+,-
2025-02-03,,1.3,0,+,-
""", "treatment began before the M-protein was ever measured: no fall can be graded, however deep. A rise still can, because it counts from the lowest value."),
    "Trap: blood first, then body": Trap("""date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),serum immunofixation,haemoglobin (g/dL),calcium (mg/dL),new lesion
2020-02-03,start,3.4,0,+,10.1,9.4,
2020-03-02,,1.9,0,+,10.9,9.3,
2020-04-06,,0.8,0,+,11.6,9.3,
2020-06-01,,0.33,0,+,12.4,9.4,
2020-09-07,,0.30,0,+,12.8,9.3,
2021-03-01,,0.30,0,+,12.9,9.4,
2021-09-06,,0.52,0,+,12.8,9.3,
2021-12-06,,0.86,0,+,12.6,9.4,
2022-02-07,,1.2,0,+,12.2,9.4,
2022-05-02,,1.7,0,+,11.6,9.6,
2022-07-04,,2.3,0,+,10.4,10.1,yes
""", "for five months only the blood test rose (biochemical); then a new lesion and a fall of haemoglobin made it clinical. The date of progression is the first of them all."),
    "Trap: IgA by two methods": Trap("""date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),serum immunofixation,other method (g/dL),note
2023-01-09,start,2.4,0,+,4.1,by electrophoresis
2023-02-06,,1.5,0,+,2.6,by electrophoresis
2023-03-06,,0.9,0,+,1.7,by electrophoresis
2023-05-08,,0.5,0,+,1.1,by electrophoresis
2023-07-03,,0.4,0,+,0.98,by electrophoresis
2023-09-04,,0.4,0,+,0.97,by electrophoresis
2023-11-06,,0.96,0,+,0.40,total IgA from another laboratory
2024-01-08,,0.95,0,+,0.38,total IgA from another laboratory
2024-03-04,,0.39,0,+,0.96,by electrophoresis again
2024-05-06,,0.38,0,+,0.95,by electrophoresis again
""", "nothing rose: total IgA, which counts healthy IgA as well, was compared with a spike on electrophoresis. The grey line is the method that was not used that day; one method must be kept from baseline on."),
    "Only light chains": Trap("""date,therapy,M-protein (g/dL),urine M-protein (mg/24 h),kappa (mg/L),lambda (mg/L),serum immunofixation,urine immunofixation,marrow plasma cells (%)
2024-02-05,start,0.1,120,860,10,+,+,35
2024-03-04,,0.1,60,520,9,+,+,
2024-04-08,,0,30,210,9,+,+,
2024-05-06,,0,10,74,10,+,+,
2024-07-01,,0,0,30,11,-,+,
2024-09-02,,0,0,15,12,-,-,2
2024-11-04,,0,0,14,12,-,-,
2025-03-03,,0,0,40,11,-,-,
2025-05-05,,0,0,128,10,-,-,
2025-06-02,,0,10,190,10,-,+,
""", "where no M-protein can be followed, the difference of the light chains takes its place: half for PR, a tenth for VGPR, and no minimal response."),
}  # fmt: skip


def example_names() -> list[str]:
    """Every ready-made series, in the order shown."""
    return [*MARTA, *TRAPS]


@cache
def example_series(name: str) -> Series:
    """A ready-made series by its name."""
    return read_series(TRAPS[name].text) if name in TRAPS else marta_series(MARTA.index(name))


def moral_of(name: str) -> str:
    """What a trap teaches beyond the rule; empty for the others."""
    return TRAPS[name].moral if name in TRAPS else ""


def marta_series(number: int) -> Series:
    """Marta's visits of one treatment (0 is the first), from the baseline before it to the last before the next."""
    labs, starts = (
        table("marta_labs"),
        [pd.Timestamp(day) for day in count_lines(table("marta_history")).starts],
    )
    begins, ends = starts[number], [*starts, pd.Timestamp.max][number + 1]
    first = labs.loc[labs["date"] <= begins, "date"].max()
    mine = labs[(labs["date"] >= first) & (labs["date"] <= ends) & labs["test"].isin(USUAL)]
    wide = mine.pivot(index="date", columns="test", values="value")
    units = mine.drop_duplicates("test").set_index("test")["unit"]
    tests = [test for test in USUAL if test in wide]
    names = {test: NAMES.get(test, test.replace("_", " ")) for test in tests}
    heads = [DATE, THERAPY, *(names[t] if units[t] == "coded" else f"{names[t]} ({units[t]})" for t in tests)]
    rows = [[f"{day:%Y-%m-%d}", "", *(_write(row[test]) for test in tests)] for day, row in wide.iterrows()]
    if first == begins:
        rows[0][1] = START
    else:
        rows.insert(1, [f"{begins:%Y-%m-%d}", START, *([""] * len(tests))])
    return check_series(heads, rows)


def _write(value: float) -> str:
    return "" if pd.isna(value) else f"{value:g}"


def example_text(name: str) -> str:
    """The table of a ready-made series, as it is shown for editing."""
    made = example_series(name)
    return write_table(made.headings, made.rows)

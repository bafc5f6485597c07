"""Check a page: every number of a pasted text held against the course's tables, offline; it never says that anything is true."""

from functools import lru_cache

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.matching.prose import MOST_LETTERS
from utils.activities.matching.reading import Reading, read_page
from utils.activities.matching.verdicts import UNREAD, VERDICTS
from utils.activities.webpage.examples import EXAMPLES, FIRST
from utils.activities.webpage.form import PageForm
from utils.activities.webpage.page import write_page
from utils.charts.page_marks import draw_marks

HEADINGS = {"printed": "As printed", "verdict": "Mark", "note": "Why", "rows": "Row"}
MEANS = (
    "A mark says where a number stands in this course's tables, not that a page is right: a true number can stand beside a false "
    "sentence. What is not found may be true all the same; the tables hold a part of what is published."
)


def page_check(example: str = FIRST) -> Activity:
    """Paste any text; its numbers are marked: as sourced here, older cut, other population or arm, not found.

    example: where to start, one of `utils.activities.webpage.examples.EXAMPLES`. The text never leaves the kernel.
    """
    form = PageForm()
    activity = Activity(
        name="page_check",
        title="Check a page: where do its numbers stand?",
        subtitle="Numbers of the text by their mark; each is held against the trial, arm, measure and unit that the text names",
        label="illustrative",
        controls=[Select("example", "Text", list(EXAMPLES), value=example)],
        compute=count_marks,
        chart=draw_marks,
        describe=describe_marks,
        caution=warn_of_reading,
        page=lambda controls, _tables: write_page(read_now(controls)),
        source="the course's tables of results and harms; every mark names its row and its source; example texts are made up",
        inputs={"own": None},
        below=[form.view],
        alone=["example"],
        prompts=[
            "Open a mark of the press release. Which number was worked out from another?",
            "Choose the page that was right three years ago. Which numbers have moved since, and which way?",
            "Choose the forum post. Every number is in the tables: what is wrong all the same?",
            "Choose the mixed-up units. Say for each number what it really measures.",
            "Paste a page of your own. Which of its numbers are not found, and where would you look next?",
        ],
        headings=HEADINGS,
    )
    form.connect(activity)
    return activity


def read_now(controls: Settings) -> Reading:
    """The reading of the pasted text, or of the example."""
    return _read(controls.own if controls.own is not None else EXAMPLES[controls.example])


@lru_cache(maxsize=16)
def _read(text: str) -> Reading:
    return read_page(text)


def count_marks(controls: Settings) -> dict[str, pd.DataFrame]:
    """`marks` (one row a number: printed, verdict, note, rows) and `counts` (one row a mark: verdict, numbers, share, label)."""
    reading = read_now(controls)
    columns = ["printed", "verdict", "note", "rows"]
    rows = [(m.text, m.verdict, m.note, "; ".join(m.ids[:3])) for m in reading.marks]
    marks = pd.DataFrame(rows, columns=columns).astype(str)
    kinds = [*VERDICTS, UNREAD]
    found = [sum(mark.verdict == kind for mark in reading.marks) for kind in kinds]
    counts = pd.DataFrame({"verdict": kinds, "numbers": found})
    counts["share"] = counts["numbers"] / max(1, sum(found))
    counts["label"] = counts["numbers"].astype(str)
    return {"marks": marks, "counts": counts}


def describe_marks(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """How many numbers carry which mark, in one sentence, and what that means in another."""
    counts = dict(zip(tables["counts"]["verdict"], tables["counts"]["numbers"], strict=True))
    total = sum(counts.values())
    if not total:
        return "No number with a unit that these tables hold (per cent, months, years, hazard ratio) was found in this text."
    said = [f"{number} {verdict}" for verdict, number in counts.items() if number]
    numbers = "1 number" if total == 1 else f"{total} numbers"
    return f"{numbers} with a unit: {', '.join(said)}."


def warn_of_reading(controls: Settings, _tables: dict) -> str:
    """What a mark does not mean, and what of this text could not be read."""
    reading = read_now(controls)
    said = [MEANS]
    if not reading.english:
        said.append("This text does not seem to be English: its numbers were left alone.")
    elif reading.unread:
        said.append("Numbers in words or with a decimal comma were not compared.")
    if reading.given > MOST_LETTERS:
        said.append(f"Only the first {MOST_LETTERS:,} of {reading.given:,} letters were read.")
    if reading.dropped:
        said.append("Only the first 200 numbers carry a mark.")
    return " ".join(said)

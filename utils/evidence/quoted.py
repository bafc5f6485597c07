"""Which results the course quotes, and which of those were read a second time in another source."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from utils.evidence.errors import CourseDataError
from utils.evidence.package import Package
from utils.evidence.paths import COURSE_DATA
from utils.evidence.tables import table

QUOTING = (
    "notebooks/*.ipynb",
    "course_data/questions/*",
    "course_data/exercises/*",
    "course_data/teaching/*",
    "course_data/options.csv",
    "utils/**/*.py",
)
WORD = re.compile(r"[a-z0-9][a-z0-9_.\-]*[a-z0-9]")
DIFFERS = "differs:"
COPIES = ("the same abstract", "the same report")  # they secure the copying, not the finding
TABLE = "second_readings"


def quoted_results(course: Path = COURSE_DATA.parent) -> list[str]:
    """Ids of outcomes that a notebook, question, exercise, run sheet, treatment option or module names."""
    known = set(table("outcomes")["id"])
    files = (file for pattern in QUOTING for file in course.glob(pattern) if file.is_file())
    return sorted(known & {word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))})


def second_reading_lines() -> list[str]:
    """What `course.py evidence` says: how many quoted results were read twice, how many independently, and which were not."""
    notes = table(TABLE).set_index("id")["note"]
    quoted = quoted_results()
    without = [name for name in quoted if name not in notes.index]
    copied = [name for name in quoted if name in notes.index and str(notes[name]).startswith(COPIES)]
    read, whole = len(quoted) - len(without), len(quoted)
    apart = read - len(copied)
    first = (
        f"{read} of {whole} quoted results ({_share(read, whole)}) were read in a second source, "
        f"{apart} ({_share(apart, whole)}) in one that is not a copy of the first"
    )
    missing = [f"  {name}" for name in without] + [f"  {name} (a copy)" for name in copied]
    return [f"{first}; the others:" if missing else first, *missing]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"


def check_second_readings(package: Package) -> Iterator[CourseDataError]:
    """A second reading names another source than the result does, and prints the same number or says that it does not."""
    if TABLE not in package.resources:
        return
    results = package.frame("outcomes").set_index("id")
    for row, reading in enumerate(package.frame(TABLE).itertuples(), start=2):
        if reading.id in results.index:  # an unknown id is a broken reference, reported as such
            yield from _faults(row, reading, results.loc[reading.id])


def _faults(row: int, reading: tuple, result: pd.Series) -> Iterable[CourseDataError]:
    place = (f"{TABLE}.csv", row)
    source = reading.second_source_id
    if source == result["source_id"]:
        seen = f"'{source}', which '{reading.id}' rests on already"
        yield CourseDataError(*place, "second_source_id", seen, "another source", "read a second one")
    said = not pd.isna(reading.note) and reading.note.startswith(DIFFERS)
    agrees = reading.value == result["value"]
    if not agrees and not said:
        mend = f"read both again; if they do disagree, begin the note with '{DIFFERS}'"
        seen = f"{reading.value:g}; '{reading.id}' says {result['value']:g}"
        yield CourseDataError(*place, "value", seen, "the same number", mend)
    if agrees and said:
        mend = "take the note back, or write what the second source prints"
        yield CourseDataError(*place, "note", f"'{DIFFERS}' beside the same number", "an honest note", mend)

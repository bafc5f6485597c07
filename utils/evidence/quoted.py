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
COPY = "the same abstract"
TABLE = "second_readings"


def quoted_results(course: Path = COURSE_DATA.parent) -> list[str]:
    """Ids of outcomes that a notebook, question, exercise, run sheet, treatment option or module names."""
    known = set(table("outcomes")["id"])
    files = (file for pattern in QUOTING for file in course.glob(pattern) if file.is_file())
    return sorted(known & {word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))})


def second_reading_lines() -> list[str]:
    """What `course.py evidence` says: the share of quoted results with a second source, then those without."""
    quoted, read = quoted_results(), set(table(TABLE)["id"])
    without = [name for name in quoted if name not in read]
    n = len(quoted) - len(without)
    notes = table(TABLE).set_index("id")["note"].reindex(quoted)
    copies = sum(str(note).startswith(COPY) for note in notes)
    first = (
        f"{n} of {len(quoted)} quoted results ({100 * n / len(quoted):.0f} %) were read in a second source, "
        f"{copies} of them in a copy of the same abstract"
    )
    return [f"{first}; without:" if without else first, *(f"  {name}" for name in without)]


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

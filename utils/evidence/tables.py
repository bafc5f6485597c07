"""Every table of course_data as a tidy, typed DataFrame that a caller cannot spoil for the next one."""

from functools import cache
from pathlib import Path

import pandas as pd

from utils.evidence.cells import read_columns
from utils.evidence.columns import typed_column
from utils.evidence.errors import CourseDataError, UnknownTable
from utils.evidence.paths import COURSE_DATA
from utils.evidence.schema import Resource, resources


def table(name: str) -> pd.DataFrame:
    """One table of the evidence, typed as course_data/datapackage.json declares it.

    Returns a fresh copy: sort, filter or overwrite it freely. Raises UnknownTable for a name that is not
    declared, CourseDataError (file, row, column, how to mend) for a file that breaks its own rules.
    """
    return _kept(name).copy()


def read_table(resource: Resource, folder: Path = COURSE_DATA) -> pd.DataFrame:
    """The same, from any folder and without the memory: what the checks and their tests use."""
    cells = read_columns(resource, folder)
    frame = pd.DataFrame({f.name: typed_column(resource.path, f, cells[f.name]) for f in resource.fields})
    _refuse_duplicates(resource, cells)
    return frame


def declared(name: str) -> Resource:
    """The schema of one table; raises UnknownTable with the nearest names."""
    known = resources()
    if name not in known:
        raise UnknownTable(name, known, "course_data/datapackage.json", "table_names()")
    return known[name]


def table_names() -> list[str]:
    """The names that `table` accepts."""
    return sorted(resources())


@cache
def _kept(name: str) -> pd.DataFrame:
    return read_table(declared(name))


def _refuse_duplicates(resource: Resource, cells: dict[str, list[str]]) -> None:
    unique = [(f.name,) for f in resource.fields if f.unique]
    for key in {*unique, *([resource.primary_key] if resource.primary_key else [])}:
        first: dict[tuple[str, ...], int] = {}
        for row, value in enumerate(zip(*(cells[c] for c in key), strict=True), start=2):
            if first.setdefault(value, row) != row:
                seen = f"'{' + '.join(value)}' stands in row {first[value]} already"
                mend = "delete one of the two rows, or give one another id"
                raise CourseDataError(resource.path, row, " + ".join(key), seen, "each once", mend)

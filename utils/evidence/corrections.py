"""What the course corrected, when and why: a dated log that must agree with the tables it speaks of."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas as pd

from utils.evidence.errors import CourseDataError
from utils.evidence.package import Package
from utils.evidence.tables import table

LOG = "changes"
VALUE = "value"
MEANING = "meaning"  # the number stayed; what was said of it was wrong
REMOVED = "removed"


class LoggedValue(NamedTuple):
    """The value that the log says a fact has now, and the notebooks that printed the earlier one."""

    now: str
    notebooks: frozenset[str]


def changes_of(notebook: str) -> pd.DataFrame:
    """The corrections that concern what notebook `"07"` prints, oldest first."""
    rows = table(LOG)
    named = rows["notebooks"].fillna("").str.split(";").map(lambda listed: notebook in listed)
    return rows[named].sort_values(["date", "change_id"], kind="stable", ignore_index=True)


def evidence_date() -> date:
    """The day of the evidence that this copy of the course holds: its newest reading of a source or its newest correction."""
    days = [table("sources")["reviewed"].max(), table(LOG)["date"].max()]
    return max(day for day in days if pd.notna(day)).date()


def logged_values() -> dict[str, LoggedValue]:
    """Facts whose number was corrected, by id, with the value of the latest correction."""
    rows = table(LOG)
    rows = rows[rows["column"] == VALUE].sort_values(["date", "change_id"], kind="stable")
    return {
        row.id: LoggedValue(_text(row.now), frozenset(_text(row.notebooks).split(";")))
        for row in rows.itertuples()
    }


def check_changes(package: Package) -> Iterator[CourseDataError]:
    """Each correction is dated, follows from the one before it, and the last is what the table says today."""
    if LOG not in package.resources:
        return
    rows = package.frame(LOG)
    rows = rows.assign(row=range(2, len(rows) + 2)).sort_values(["date", "change_id"], kind="stable")
    for row in rows[rows["date"] > pd.Timestamp(date.today())]["row"]:
        yield _fault(row, "date", "a day to come", "today or earlier", "write the day of the correction")
    for (name, item, column), steps in rows.groupby(["table", "id", "column"], sort=False):
        yield from _check_steps(package, name, item, column, list(steps.itertuples()))


def _check_steps(
    package: Package, name: str, item: str, column: str, steps: list
) -> Iterator[CourseDataError]:
    for earlier, later in zip([None, *steps], steps, strict=False):
        if later.before == later.now or (pd.isna(later.before) and pd.isna(later.now)):
            yield _fault(
                later.row, "now", f"'{item}' did not change", "another value", "say what it was before"
            )
        if earlier is not None and column != MEANING and _text(earlier.now) != _text(later.before):
            seen = f"'{_text(later.before)}' after '{_text(earlier.now)}'"
            yield _fault(
                later.row, "before", seen, "what the correction before it ended in", "mend the chain"
            )
    yield from _check_end(package, name, item, column, steps[-1])


def _check_end(package: Package, name: str, item: str, column: str, last: tuple) -> Iterator[CourseDataError]:
    resource = package.resources.get(name)
    if resource is None:
        return  # the enum of the column names every table; a copy may hold fewer
    cells = package.cells(name)
    found = cells[resource.fields[0].name]
    if (_text(last.now) == REMOVED) is (item in found):
        seen = f"'{item}' is {'still' if item in found else 'not'} in {name}.csv"
        yield _fault(last.row, "id", seen, "a row of that table, or 'removed'", "log what became of it")
    elif column not in (MEANING, *cells):
        yield _fault(last.row, "column", f"'{column}'", f"a column of {name}.csv, or '{MEANING}'", "name it")
    elif item in found and column != MEANING and cells[column][found.index(item)] != _text(last.now):
        seen = f"'{cells[column][found.index(item)]}' in {name}.csv, '{_text(last.now)}' here"
        mend = "log the change: its day, why, the source and the notebooks that print it"
        yield _fault(last.row, "now", seen, "the same", mend)


def _fault(row: int, column: str, seen: str, expected: str, mend: str) -> CourseDataError:
    return CourseDataError(f"{LOG}.csv", row, column, seen, expected, mend)


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)

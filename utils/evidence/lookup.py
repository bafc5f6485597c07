"""One sourced number, found by its id whichever table it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from utils.evidence.cells import read_columns
from utils.evidence.errors import CourseDataError, UnknownFact
from utils.evidence.paths import COURSE_DATA
from utils.evidence.schema import Resource, resources


@dataclass(frozen=True)
class Fact:
    """One row of a fact table.

    `shown` is the value as its source prints it ('0.60'; empty when not reached), `value` the number
    (None when not reached), `row` the whole row as text.
    """

    id: str
    value: float | None
    shown: str
    unit: str
    source_id: str
    table: str
    row: dict[str, str]


def fact(id: str) -> Fact:
    """The one row with this id, from any fact table; raises UnknownFact with the nearest ids."""
    found = find_fact(id)
    if found is None:
        raise UnknownFact(id, facts(), "any fact table of course_data", "facts()")
    return found


def find_fact(id: str) -> Fact | None:
    """The same, or None."""
    return facts().get(id)


@cache
def facts() -> dict[str, Fact]:
    """Every sourced number of the course by id, over all tables with `id, value, unit, source_id`.

    Raises CourseDataError when two tables use one id.
    """
    return index_facts((r, read_columns(r, COURSE_DATA)) for r in resources().values() if r.holds_facts)


def index_facts(tables: Iterable[tuple[Resource, dict[str, list[str]]]]) -> dict[str, Fact]:
    """Facts by id, from tables given as their schema and their cells by column."""
    index: dict[str, Fact] = {}
    for resource, cells in tables:
        if not resource.holds_facts:
            continue
        for number, values in enumerate(zip(*cells.values(), strict=True), start=2):
            row = _fact(resource.name, dict(zip(cells, values, strict=True)))
            if row.id in index:
                raise _twice(resource.path, number, row, index[row.id])
            index[row.id] = row
    return index


def _fact(table: str, row: dict[str, str]) -> Fact:
    shown = row["value"]
    value = float(shown) if _is_number(shown) else None
    return Fact(row["id"], value, shown, row["unit"], row["source_id"], table, row)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _twice(file: str, number: int, row: Fact, first: Fact) -> CourseDataError:
    seen = f"'{row.id}' is used in {first.table}.csv already"
    return CourseDataError(
        file, number, "id", seen, "each id once in all of course_data", "rename one of the two"
    )

"""Every rule the evidence must keep, as functions over a folder: each returns the problems it found.

The tests run them over course_data and over copies with one thing broken.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from utils.evidence.cells import read_columns
from utils.evidence.citations import PLACES
from utils.evidence.errors import CourseDataError, nearest
from utils.evidence.lookup import facts
from utils.evidence.paths import COURSE_DATA
from utils.evidence.schema import ForeignKey, Resource, resources
from utils.evidence.tables import read_table

LABELS = ("observed", "modelled", "illustrative")


def problems(folder: Path = COURSE_DATA) -> list[CourseDataError]:
    """Everything wrong with the data package in `folder`, worst first; empty when it can be trusted."""
    unreadable = list(check_tables(folder))
    if unreadable:
        return unreadable
    found = (check(folder) for check in (check_foreign_keys, check_fact_ids, check_sources, check_words))
    return [problem for check in found for problem in check] + _result_problems(folder)


def check_tables(folder: Path) -> Iterator[CourseDataError]:
    """Each file can be read, keeps its types and ranges, and has no duplicated key."""
    for resource in resources(folder).values():
        try:
            read_table(resource, folder)
        except CourseDataError as problem:
            yield problem


def check_foreign_keys(folder: Path) -> Iterator[CourseDataError]:
    """Each reference to another table finds its row."""
    cells = {name: read_columns(resource, folder) for name, resource in resources(folder).items()}
    for resource in resources(folder).values():
        for key in resource.foreign_keys:
            yield from _broken(resource, key, cells)


def check_fact_ids(folder: Path) -> Iterator[CourseDataError]:
    """No two facts of the course share an id, in whichever tables they stand; each table says what its numbers are."""
    try:
        facts.__wrapped__(folder)
    except CourseDataError as problem:
        yield problem
    for resource in resources(folder).values():
        if resource.holds_facts and resource.label not in LABELS:
            seen = f"{resource.name} has the epistemic label '{resource.label}'"
            mend = 'give the resource a "label"'
            yield CourseDataError("datapackage.json", None, None, seen, f"one of {', '.join(LABELS)}", mend)


def check_sources(folder: Path) -> Iterator[CourseDataError]:
    """Each source that was seen can be opened, and no number rests on one known from memory only."""
    sources = _frame("sources", folder).set_index("source_id", drop=False)
    for row, source in enumerate(sources.to_dict("records"), start=2):
        if source["confirmation"] != "recalled" and all(pd.isna(source[place]) for place in PLACES):
            mend = "find its doi, PubMed number, registry number or web address"
            yield CourseDataError(
                "sources.csv", row, "doi", f"'{source['source_id']}' has no address", "one", mend
            )
    recalled = set(sources.index[sources["confirmation"] == "recalled"])
    for fact in facts.__wrapped__(folder).values():
        if fact.source_id in recalled:
            seen = f"'{fact.id}' rests on '{fact.source_id}', which nobody has seen"
            yield CourseDataError(f"{fact.table}.csv", None, "source_id", seen, "a seen source", "look it up")


def check_words(folder: Path) -> Iterator[CourseDataError]:
    """No review date lies in the future; `confirmation` is one word."""
    today = pd.Timestamp(date.today())
    for resource in resources(folder).values():
        frame = _frame(resource.name, folder)
        dates = [f.name for f in resource.fields if f.type == "date" and f.name == "reviewed"]
        for column in dates:
            yield from _late(resource, frame[column], today)
        if "confirmation" in frame:
            yield from _wordy(resource, frame["confirmation"])


def _frame(name: str, folder: Path) -> pd.DataFrame:
    return read_table(resources(folder)[name], folder)


def _result_problems(folder: Path) -> list[CourseDataError]:
    from utils.evidence.result_checks import RESULT_CHECKS

    frames = {name: _frame(name, folder) for name in ("outcomes", "arms", "endpoints")}
    return [problem for check in RESULT_CHECKS for problem in check(frames)]


def _broken(resource: Resource, key: ForeignKey, cells: dict) -> Iterator[CourseDataError]:
    known = set(_tuples(cells[key.table], key.targets))
    for row, value in enumerate(_tuples(cells[resource.name], key.columns), start=2):
        if all(value) and value not in known:
            shown = " + ".join(value)
            close = nearest(shown, (" + ".join(k) for k in known), 1)
            mend = f"write '{close[0]}', or add the row there" if close else f"add it to {key.table}.csv"
            expected = f"a value of {key.table}.csv, {' + '.join(key.targets)}"
            yield CourseDataError(resource.path, row, " + ".join(key.columns), f"'{shown}'", expected, mend)


def _tuples(cells: dict[str, list[str]], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(cells[column] for column in columns), strict=True)


def _late(resource: Resource, column: pd.Series, today: pd.Timestamp) -> Iterator[CourseDataError]:
    for place, value in column[column > today].items():
        mend = "write the day on which it was read"
        yield CourseDataError(
            resource.path, place + 2, column.name, f"{value:%Y-%m-%d}", "today or earlier", mend
        )


def _wordy(resource: Resource, column: pd.Series) -> Iterator[CourseDataError]:
    words = column.dropna().astype(str)
    for place, value in words[~words.str.fullmatch("[a-z]+")].items():
        seen, mend = f"'{value}'", "put the explanation into another column"
        yield CourseDataError(resource.path, place + 2, column.name, seen, "one lower-case word", mend)

"""Every rule the evidence must keep, as functions over a data package: each yields the problems it found.

The tests run them over course_data and over copies with one thing broken.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd

from utils.evidence.citations import PLACES
from utils.evidence.corrections import check_changes
from utils.evidence.errors import CourseDataError, nearest
from utils.evidence.package import Package
from utils.evidence.paths import COURSE_DATA
from utils.evidence.quoted import check_second_readings
from utils.evidence.result_checks import RESULT_CHECKS
from utils.evidence.schema import ForeignKey, Resource

LABELS = ("observed", "modelled", "illustrative")
CITED = re.compile(
    r"""\b[Ss]ources?: ([a-z][a-z0-9_.-]*\d[a-z0-9_-]*)|\b(?:rule|RULE)\s*=\s*["']([a-z0-9_.-]+)["']"""
)


def problems(folder: Path = COURSE_DATA) -> list[CourseDataError]:
    """Everything wrong with the data package in `folder`; empty when it can be trusted."""
    package = Package(folder)
    unreadable = list(check_tables(package))
    checks = (
        check_foreign_keys,
        check_fact_ids,
        check_sources,
        check_words,
        check_results,
        check_second_readings,
        check_changes,
    )
    return unreadable or list(chain.from_iterable(check(package) for check in checks))


def check_tables(package: Package) -> Iterator[CourseDataError]:
    """Each file can be read, keeps its types and ranges, and has no duplicated key."""
    for name in package.resources:
        try:
            package.frame(name)
        except CourseDataError as problem:
            yield problem


def check_foreign_keys(package: Package) -> Iterator[CourseDataError]:
    """Each reference to another table finds its row."""
    for resource in package.resources.values():
        for key in resource.foreign_keys:
            yield from _broken(resource, key, package)


def check_fact_ids(package: Package) -> Iterator[CourseDataError]:
    """No two facts of the course share an id, in whichever tables they stand; each table labels its numbers."""
    try:
        len(package.facts)
    except CourseDataError as problem:
        yield problem
    for resource in package.resources.values():
        if resource.holds_facts and resource.label not in LABELS:
            seen = f"{resource.name} has the epistemic label '{resource.label}'"
            mend = 'give the resource a "label"'
            yield CourseDataError("datapackage.json", None, None, seen, f"one of {', '.join(LABELS)}", mend)


def check_sources(package: Package) -> Iterator[CourseDataError]:
    """Each source that was seen can be opened, and no number rests on one known from memory only."""
    sources = package.frame("sources")
    for row, source in enumerate(sources.to_dict("records"), start=2):
        if source["confirmation"] != "recalled" and all(pd.isna(source[place]) for place in PLACES):
            mend = "find its doi, PubMed number, registry number or web address"
            yield CourseDataError(
                "sources.csv", row, "doi", f"'{source['source_id']}' has no address", "one", mend
            )
    recalled = set(sources["source_id"][sources["confirmation"] == "recalled"])
    for resource in package.resources.values():
        if resource.holds_facts:
            yield from _unseen(resource, package.cells(resource.name), recalled)


def check_words(package: Package) -> Iterator[CourseDataError]:
    """No review date lies in the future; `confirmation` is one word."""
    today = pd.Timestamp(date.today())
    for resource in package.resources.values():
        frame = package.frame(resource.name)
        if "reviewed" in frame:
            yield from _late(resource, frame["reviewed"], today)
        if "confirmation" in frame:
            yield from _wordy(resource, frame["confirmation"])


def check_results(package: Package) -> Iterator[CourseDataError]:
    """The rules of outcomes: intervals, ratios, ids, duplicates."""
    frames = {name: package.frame(name) for name in ("outcomes", "arms", "endpoints")}
    return chain.from_iterable(check(frames) for check in RESULT_CHECKS)


def uncited(code: Path, package: Package) -> Iterator[str]:
    """Source ids that the code under `code` names ('Source: iss05.', `rule="iss05"`) and sources.csv lacks."""
    known = set(package.frame("sources")["source_id"])
    for file in sorted(code.rglob("*.py")):
        named = {a or b for a, b in CITED.findall(file.read_text(encoding="utf-8"))}
        yield from (f"{file.name}: {name}" for name in sorted(named - known))


def _broken(resource: Resource, key: ForeignKey, package: Package) -> Iterator[CourseDataError]:
    known = set(_tuples(package.cells(key.table), key.targets))
    for row, value in enumerate(_tuples(package.cells(resource.name), key.columns), start=2):
        if all(value) and value not in known:
            shown = " + ".join(value)
            close = nearest(shown, (" + ".join(k) for k in known), 1)
            mend = f"write '{close[0]}', or add the row there" if close else f"add it to {key.table}.csv"
            expected = f"a value of {key.table}.csv, {' + '.join(key.targets)}"
            yield CourseDataError(resource.path, row, " + ".join(key.columns), f"'{shown}'", expected, mend)


def _tuples(cells: dict[str, list[str]], columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(cells[column] for column in columns), strict=True)


def _unseen(resource: Resource, cells: dict[str, list[str]], recalled: set[str]) -> Iterator[CourseDataError]:
    for row, source_id in enumerate(cells["source_id"], start=2):
        if source_id in recalled:
            seen = f"the number rests on '{source_id}', which nobody has seen"
            yield CourseDataError(
                resource.path, row, "source_id", seen, "a source that was seen", "look it up"
            )


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

"""The control *as of*: a year at whose end the tables are shown; its last stop is today."""

from functools import cache

import pandas as pd

from utils.activities.controls import Range
from utils.evidence import Past, as_of, table

FIRST_YEAR = 2003


@cache
def this_year() -> int:
    """The year in which the tables were last reviewed: the stop of the dial that says today."""
    return int(table("sources")["reviewed"].max().year)


def as_of_control(hint: str = "") -> Range:
    """The dial, standing on today."""
    years = range(FIRST_YEAR, this_year() + 1)
    return Range("as_of", "As of", values=years, value=this_year(), show=say_when, hint=hint)


def say_when(year: float) -> str:
    """A stop of the dial in words."""
    return "today" if year >= this_year() else f"the end of {int(year)}"


@cache
def past_at(year: int) -> Past:
    """The tables at a stop of the dial."""
    return as_of(None if year >= this_year() else year)


@cache
def known_ids(name: str, year: int) -> frozenset[str]:
    """First column of the rows of a table that were known at a stop of the dial."""
    return frozenset(_names(table(name)) - _names(past_at(year).later(name)))


def know_by(results: pd.DataFrame, year: int) -> pd.DataFrame:
    """The results published at a stop of the dial; a cut counts as superseded only once the later one was known."""
    if year >= this_year():
        return results
    then = results[results["id"].isin(known_ids("outcomes", year))]
    return then.assign(superseded=~then["id"].isin(_newest(year)))


@cache
def _newest(year: int) -> frozenset[str]:
    return frozenset(past_at(year)["outcomes"]["id"])


def _names(rows: pd.DataFrame) -> set[str]:
    return set(rows.iloc[:, 0].astype(str))

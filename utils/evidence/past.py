"""The tables as they stood on a day: what had been published, approved or tried by then.

A date that is known only to its month or year counts from the last day of that month or year, so nothing appears
too early; what carries no date at all is shown only today. A result counts from the day of the source that the
course cites for it, which may be later than its first announcement.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

import pandas as pd

from utils.evidence.tables import declared, table, table_names

FIRST_YEAR = 1900
PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
PRECISION = {"year": slice(0, 4), "month": slice(0, 7), "day": slice(0, 10)}


class UnreadableDay(ValueError):  # noqa: N818 - the name is what a reader sees first
    """A day on which the tables cannot be shown."""


def as_of(day: str | int | date | None = None) -> "Past":
    """The tables of the course as they stood at the end of `day`.

    day: a year (2021), a month ("2021-06"), a day ("2021-06-15") or a date; None is today. `as_of("2021-06")["approvals"]`
    is a DataFrame with the columns of `table("approvals")` and the rows that were known on 30 June 2021.
    Raises UnreadableDay for anything else and for a day that has not begun.

    >>> "approval-fda-talquetamab-2023" in set(as_of("2023-07")["approvals"]["approval_id"])
    False
    """
    return Past(last_day(day))


class Past(Mapping):
    """Tables by name as they stood at the end of `day`; those that carry no dates are as today.

    Settings of sequencing, definitions and the fictional patient carry no dates.
    """

    def __init__(self, day: date):
        self.day = day
        self.today = day >= date.today()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """One table, without what was not known yet; raises UnknownTable with the nearest names."""
        rows = table(name)
        if self.today:
            return rows
        known = rows[self._known(name, rows)].reset_index(drop=True)
        return _latest_cuts(known) if name == "outcomes" else known

    def __iter__(self) -> Iterator[str]:
        """Names of all tables."""
        return iter(table_names())

    def __len__(self) -> int:
        """How many tables there are."""
        return len(table_names())

    def later(self, name: str) -> pd.DataFrame:
        """The rows of a table that were not known yet, or whose date is not known."""
        rows = table(name)
        return rows[[False] * len(rows) if self.today else ~self._known(name, rows)].reset_index(drop=True)

    def _known(self, name: str, rows: pd.DataFrame) -> pd.Series:
        rule = RULES.get(name) or (_by_source if "source_id" in declared(name).columns else None)
        if rule is None:
            return pd.Series(True, index=rows.index)
        return rule(rows) <= pd.Timestamp(self.day)  # an unknown day is never reached


def last_day(day: str | int | date | None) -> date:
    """The last day of a year, month or day as people write it; today for None."""
    if day is None:
        return date.today()
    text = day.isoformat()[:10] if isinstance(day, date) else str(day).strip()
    found = PERIOD.fullmatch(text)
    try:
        end = _end(*found.groups()) if found else None
    except ValueError:
        end = None
    if end is None or end.year < FIRST_YEAR:
        raise UnreadableDay(f"{day!r} is no day: write a year, a month or a day, such as 2021 or '2021-06'.")
    begun = date(end.year, int(found[2] or 1), int(found[3] or 1))
    if begun > date.today():
        raise UnreadableDay(f"{day} has not come yet: the tables can be shown up to today, {date.today()}.")
    return end


def _end(year: str, month: str | None, day: str | None) -> date:
    last = int(month or 12)
    return date(int(year), last, int(day or monthrange(int(year), last)[1]))


def _ends(periods: pd.Series) -> pd.Series:
    """Last days of periods written as text; NaT where nothing stands."""
    days = [
        pd.NaT if pd.isna(text) else pd.Timestamp(_end(*PERIOD.fullmatch(text).groups())) for text in periods
    ]
    return pd.Series(pd.to_datetime(days), index=periods.index)


def _by_source(rows: pd.DataFrame) -> pd.Series:
    return rows["source_id"].map(_publication_days())


def _by_publication(rows: pd.DataFrame) -> pd.Series:
    return _ends(rows["published"])


def _by_correction(rows: pd.DataFrame) -> pd.Series:
    return rows["date"]


def _by_second_source(rows: pd.DataFrame) -> pd.Series:
    return rows["second_source_id"].map(_publication_days())


def _by_decision(rows: pd.DataFrame) -> pd.Series:
    """Day of a decision of an agency or a milestone, as exactly as it is known."""
    texts = [
        None if pd.isna(day) else day.isoformat()[PRECISION[precision]]
        for day, precision in zip(
            rows["date"], rows["date_precision"].astype(object).fillna("day"), strict=True
        )
    ]
    return _ends(pd.Series(texts, index=rows.index, dtype=object))


def _by_first_result(rows: pd.DataFrame) -> pd.Series:
    results = table("outcomes")
    return rows["trial_id"].map(_by_source(results).groupby(results["trial_id"]).min())


def _by_first_use(rows: pd.DataFrame) -> pd.Series:
    """First approval or first result of a drug. What is older than modern labels, and a procedure, was always known.

    A drug without any date is shown only today, unless nothing but its age was read (vincristine and its like).
    """
    days = rows["drug_id"].map(_first_uses())
    old = rows["approval_note"].fillna("").str.match("older than modern labels|introduced about")
    old |= rows["label_status"].eq("procedure").astype(bool)
    unread = days.isna() & rows["label_status"].eq("not read").astype(bool)
    return days.mask(old | unread, pd.Timestamp(FIRST_YEAR, 1, 1))


def _by_label(rows: pd.DataFrame) -> pd.Series:
    """An option counts from its first label; without a label read, from its first result, once its drugs were approved."""
    approved, results = table("approvals"), table("outcomes")
    approved = approved[approved["status"].isin(["approved", "withdrawn"])]
    labels = dict(zip(approved["approval_id"], _by_decision(approved), strict=True))
    found = dict(zip(results["id"], _by_source(results), strict=True))
    drugs = _item_days()
    return pd.Series([_option_day(row, labels, found, drugs) for row in rows.itertuples()], index=rows.index)


def _option_day(option: tuple, labels: dict, results: dict, drugs: dict) -> pd.Timestamp:
    always = pd.Timestamp(FIRST_YEAR, 1, 1)
    label = [labels[name] for name in _split(option.approvals) if name in labels]
    shown = [results[name] for name in _split(option.facts) if name in results]
    first = min(
        [day for day in label or shown if pd.notna(day)], default=pd.NaT if label or shown else always
    )
    needed = [drugs[item] for item in _split(option.items) if item in drugs]
    return pd.NaT if pd.isna(first) else max([first, *needed])


def _item_days() -> dict[str, pd.Timestamp]:
    """When each drug, and the first drug of each class, was first approved or first reported."""
    drugs = table("drugs")
    days = _by_first_use(drugs)
    by_drug = dict(zip(drugs["drug_id"], days, strict=True))
    return by_drug | days.groupby(drugs["class_id"].astype(object)).min().to_dict()


def _latest_cuts(results: pd.DataFrame) -> pd.DataFrame:
    """Leave out a cut that a later row supersedes, among those that were known.

    An earlier cut keeps its id, so that what is quoted stays findable.
    """
    plain = results["id"].str.replace(r"-cut_\d{4}", "", regex=True)
    year = results["id"].str.extract(r"-cut_(\d{4})")[0].fillna("9999")
    newest = year.groupby(plain).transform("max")
    return results[year == newest].reset_index(drop=True)


@cache
def _publication_days() -> dict[str, pd.Timestamp]:
    sources = table("sources")
    return dict(zip(sources["source_id"], _ends(sources["published"]), strict=True))


@cache
def _first_uses() -> dict[str, pd.Timestamp]:
    approvals, arms, drugs = table("approvals"), table("arms"), table("drugs")
    decided = approvals[approvals["status"].isin(["approved", "withdrawn"])]
    first_year = drugs["first_fda_year"].astype(object).where(drugs["first_fda_year"].notna(), None)
    days = [
        *_spread(decided["drugs"], _by_decision(decided)),
        *_spread(arms["drugs"], _by_first_result(arms)),
        *_spread(drugs["drug_id"], _ends(first_year.map(lambda year: None if year is None else str(year)))),
    ]
    listed = pd.DataFrame(days, columns=["drug_id", "day"]).dropna()
    return listed.groupby("drug_id")["day"].min().to_dict()


def _spread(names: pd.Series, days: pd.Series) -> Iterator[tuple[str, pd.Timestamp]]:
    for cell, day in zip(names, days, strict=True):
        yield from ((name, day) for name in _split(cell))


def _split(cell: object) -> list[str]:
    return [] if pd.isna(cell) or not cell else str(cell).split(";")


RULES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "sources": _by_publication,
    "approvals": _by_decision,
    "milestones": _by_decision,
    "trials": _by_first_result,
    "arms": _by_first_result,
    "drugs": _by_first_use,
    "second_readings": _by_second_source,
    "options": _by_label,
    "changes": _by_correction,
}

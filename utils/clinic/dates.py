"""Dates as they arrive (text, pandas, Python) turned into plain days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from utils.clinic.errors import ClinicError
from utils.clinic.unknown import is_unknown


def is_blank(value: Any) -> bool:
    """An empty cell, however pandas or a CSV writes it."""
    return is_unknown(value) or str(value).strip() == "None"


def as_date(value: Any, where: str) -> date | None:
    """The day of an ISO text, a date or a timestamp; None when blank. Anything else is refused.

    >>> as_date("2018-03-05", "row 1")
    datetime.date(2018, 3, 5)
    """
    if is_blank(value):
        return None
    if isinstance(value, datetime):  # pandas.Timestamp too
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ClinicError(
            f"{where}: {value!r} is not a date. Write it as year-month-day: 2018-03-05."
        ) from None


def known_dates(values: Any, where: str) -> list[date]:
    """Several days in order. A day that is not known is refused: leaving it out would answer as if it had not been.

    >>> known_dates(["2021-05-01", "2018-03-05"], "starts")
    [datetime.date(2018, 3, 5), datetime.date(2021, 5, 1)]
    """
    several = [values] if isinstance(values, (str, date)) or is_unknown(values) else list(values)
    days = [as_date(value, f"{where}, number {place}") for place, value in enumerate(several, 1)]
    if None in days:
        raise ClinicError(
            f"{where}, number {days.index(None) + 1}: the date is not known. Give it as year-month-day, or leave it out "
            "knowingly when there was none."
        )
    return sorted(days)


def as_dates(values: Any, where: str) -> list[date]:
    """Several days in order, blanks left out; a single day is a list of one.

    >>> as_dates("2018-03-05", "starts")
    [datetime.date(2018, 3, 5)]
    """
    several = [values] if isinstance(values, (str, date)) or values is None else values
    return sorted(day for day in (as_date(value, where) for value in several) if day)

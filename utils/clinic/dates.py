"""Dates as they arrive (text, pandas, Python) turned into plain days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from utils.clinic.errors import ClinicError


def is_blank(value: Any) -> bool:
    """An empty cell, however pandas or a CSV writes it."""
    return value is None or str(value).strip() in {"", "nan", "NaN", "NaT", "<NA>", "None"}


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


def as_dates(values: Any, where: str) -> list[date]:
    """Several days in order, blanks left out; a single day is a list of one.

    >>> as_dates("2018-03-05", "starts")
    [datetime.date(2018, 3, 5)]
    """
    several = [values] if isinstance(values, (str, date)) or values is None else values
    return sorted(day for day in (as_date(value, where) for value in several) if day)

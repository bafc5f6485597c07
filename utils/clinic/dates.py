"""Dates as they arrive (text, pandas, Python) turned into plain days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .errors import ClinicError


def as_date(value: Any, where: str) -> date | None:
    """The day of an ISO text, a date or a timestamp; None when blank. Anything else is refused.

    >>> as_date("2018-03-05", "row 1")
    datetime.date(2018, 3, 5)
    """
    if isinstance(value, datetime):  # pandas.Timestamp too; NaT is not equal to itself
        return value.date() if value == value else None
    if isinstance(value, date):
        return value
    if value is None or value != value or not str(value).strip():
        return None
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise ClinicError(
            f"{where}: {value!r} is not a date. Write it as year-month-day: 2018-03-05."
        ) from None

"""Dates as they arrive (text, pandas, Python) turned into plain days."""

from __future__ import annotations

import re
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
    text = str(value).strip()
    try:
        return date.fromisoformat(_WITH_TIME.sub("", text))
    except ValueError:
        raise ClinicError(
            f"{where}: {value!r} is not a date. Write it as year-month-day: 2018-03-05.{name_form(text)}"
        ) from None


_WITH_TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$")
_PARTS = re.compile(r"(\d{1,2})\s*([/.\- ])\s*(\d{1,2})\s*\2\s*(\d{2}|\d{4})")


def name_form(text: str) -> str:
    """How a day in another form may be meant, so that the person can write the right one; empty when it is no day.

    >>> name_form("19.04.2018"), name_form("04/05/2018")
    (' Here: 2018-04-19.', ' Here either 2018-04-05 (month first) or 2018-05-04 (day first).')
    """
    found = _PARTS.fullmatch(text)
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return " A number such as this is a spreadsheet's count of days: format the column as a date first."
    if re.fullmatch(r"\d{4}[/.]\d{1,2}[/.]\d{1,2}", text):
        return f" Here: {'-'.join(f'{int(part):02d}' for part in re.split('[/.]', text))}."
    if not found:
        return ""
    first, other, year = int(found[1]), int(found[3]), found[4]
    years = year if len(year) == 4 else f"20{year}"
    doubt = "" if len(year) == 4 else f", if {years} is meant"
    month_first, day_first = _iso(years, first, other), _iso(years, other, first)
    if month_first and day_first and month_first != day_first:
        return f" Here either {month_first} (month first) or {day_first} (day first){doubt}."
    return f" Here: {month_first or day_first}{doubt}." if month_first or day_first else ""


def _iso(year: str, month: int, day: int) -> str:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""


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

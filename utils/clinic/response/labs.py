"""A tidy table of laboratory results (date, test, value, unit) turned into dated, unit-checked visits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from utils.clinic.dates import as_date
from utils.clinic.detection import LIMITS, Below, is_too_coarse, read_limit
from utils.clinic.errors import ClinicError, ImpossibleValueError, LabsError
from utils.clinic.response.measurable import FLC_RATIO_NORMAL
from utils.clinic.units import (
    Test,
    ask_percent,
    check,
    conversion,
    find_test,
    looks_like_fraction,
    write_unit,
)
from utils.clinic.unknown import is_unknown

COLUMNS = ("date", "test", "value", "unit")
_WORDS = {
    "positive": 1.0, "detected": 1.0, "present": 1.0, "yes": 1.0, "true": 1.0,
    "negative": 0.0, "not detected": 0.0, "absent": 0.0, "no": 0.0, "false": 0.0,
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """Everything measured on one day, by test name, in the clinic's units."""

    date: date
    values: dict[str, float]


def read_labs(labs: Any) -> tuple[Visit, ...]:
    """Visits in date order, every value converted once and refused when impossible.

    labs: DataFrame with the columns date, test, value, unit; one row a result, dates ascending. An amount below the
    laboratory's limit is written as it is reported: '<0.1', 'not detected', 'detected, not quantifiable'.
    Raises LabsError (columns, order, duplicates, blanks), UnitError, ImpossibleValueError.
    """
    if not hasattr(labs, "columns"):
        raise LabsError(
            f"The labs are a {type(labs).__name__}. Give a DataFrame with the columns {', '.join(COLUMNS)}."
        )
    missing = [name for name in COLUMNS if name not in labs.columns]
    if missing:
        raise LabsError(
            f"The labs lack the column(s) {', '.join(missing)}; they need {', '.join(COLUMNS)}.{_name_cause(labs)}"
        )
    visits: list[Visit] = []
    days: dict[Any, date] = {}
    tests: dict[tuple, tuple[Test, float]] = {}
    rows = zip(*(labs[name].tolist() for name in COLUMNS), strict=True)
    for number, (raw_day, name, value, unit) in enumerate(rows, 1):
        day = days.get(raw_day) or days.setdefault(raw_day, _day(raw_day, number))
        key = (name, None) if is_unknown(unit) else (name, unit)
        if key not in tests:
            tests[key] = _meet(name, key[1], value, number)
        _store(visits, day, *tests[key], value, number)
    if not visits:
        raise LabsError("The labs are empty: at least a baseline visit is needed.")
    return tuple(visits)


def _name_cause(labs: Any) -> str:
    """A file whose columns are parted by semicolons or tabs arrives as one column."""
    names = [str(name) for name in labs.columns]
    for sign, word, code in ((";", "semicolons", "sep=';', decimal=','"), ("\t", "tabs", r"sep='\t'")):
        if any(sign in name for name in names):
            return f" Its columns are parted by {word}: read the file with pd.read_csv(name, {code}), or save it with commas."
    return ""


def _meet(name: str, unit: Any, value: Any, number: int) -> tuple[Test, float]:
    """A test in a unit, seen for the first time: known and convertible, or refused with its row."""
    try:
        test = find_test(name)
        return test, conversion(test, unit, value)
    except ClinicError as error:
        raise type(error)(f"labs row {number}: {error}") from None
    except TypeError:
        raise LabsError(f"labs row {number}: {name!r} is not the name of a test.") from None


def _day(raw: Any, number: int) -> date:
    day = as_date(raw, f"labs row {number}")
    if day is None:
        raise LabsError(f"labs row {number} has no date. Write the day as year-month-day.")
    return day


def _store(visits: list[Visit], day: date, test: Test, factor: float, value: Any, number: int) -> None:
    """Put one result into the visit of its day."""
    if not visits or day > visits[-1].date:
        visits.append(Visit(day, {}))
    elif day < visits[-1].date:
        raise LabsError(
            f"labs row {number}: {day} comes after {visits[-1].date}. Sort with labs.sort_values('date')."
        )
    if test.name in visits[-1].values:
        raise LabsError(f"labs row {number}: {test.name} is given twice on {day}. Keep one of the two.")
    number_ = _number(value, test, factor, number)
    if not test.low <= number_ <= test.high:
        _refuse(test, number_, value, factor, number)
    visits[-1].values[test.name] = number_


def _number(value: Any, test: Test, factor: float, number: int) -> float:
    """The figure in the clinic's unit; a limit of the laboratory stays a limit; anything else is refused."""
    where = f"labs row {number}: {test.name}"
    result = _figure(value, test, factor)
    if result is None or result != result:
        raise LabsError(f"{where} is {value!r}, not a number. {_advise(value, test)}")
    if is_too_coarse(result, test.name):
        raise LabsError(
            f"{where} is {value!r}: a limit above {LIMITS[test.name]:g} {test.unit} cannot tell the categories apart. "
            "Ask the laboratory for the figure."
        )
    if test.name == "del17p" and looks_like_fraction(result):
        raise ImpossibleValueError(f"{where} is {value!r} %: {ask_percent(result)}.")
    return result


def _figure(value: Any, test: Test, factor: float) -> float | None:
    try:
        figure = float(value)
        return figure if factor == 1.0 else round(figure * factor, 6)
    except (TypeError, ValueError):
        if test.unit == "coded":
            return _WORDS.get(str(value).strip().casefold())
        return None if is_unknown(value) else read_limit(value, test.name, factor)


def _advise(value: Any, test: Test) -> str:
    """What to write instead, by what was written."""
    text = str(value).strip()
    if is_unknown(value):
        return "Leave the row out when the test was not done."
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"Write the decimals with a point: {text.replace(',', '.')} (for a whole file: pd.read_csv(name, decimal=','))."
    if re.match(r"[<≤]", text):
        return f"A limit is not read for {test.name}: give the figure, or leave the row out."
    if re.match(r"-?\d", text):
        return "Give the figure alone; the unit has its own column."
    if test.name in LIMITS:
        return "Below the laboratory's limit is written as <0.1, a protein seen but not measured as 'detected, not quantifiable'; leave the row out when the test was not done."
    if test.unit == "coded":
        return "Write positive or negative (1 or 0); leave the row out when the test was not done."
    return "Give the figure alone; leave the row out when the test was not done."


def _refuse(test: Test, number_: float, value: Any, factor: float, number: int) -> None:
    unit = write_unit(next((unit for unit, known in test.factors.items() if known == factor), test.unit))
    written = f"{value:g}" if not isinstance(value, str) else value.strip()
    try:
        check(test.name, number_, shown=f"{written} {unit}" if written[:1] not in "<≤" else "")
    except ImpossibleValueError as error:
        raise ImpossibleValueError(f"labs row {number}: {error}") from None
    raise ClinicError(f"labs row {number}: {test.name} {value!r} cannot be used.")


def read_light_chains(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits with involved chain, difference and ratio; the first abnormal ratio decides which side is involved."""
    side, read = "", []
    for visit in visits:
        side = side or involved_side(visit.values)
        read.append(Visit(visit.date, with_light_chains(visit.values, side)))
    return tuple(read)


def involved_side(values: dict[str, float]) -> str:
    """'kappa' or 'lambda' when the ratio is abnormal; empty when it is normal or not measured."""
    kappa, lambda_ = values.get("kappa_flc"), values.get("lambda_flc")
    if kappa is None or lambda_ is None:
        return ""
    if kappa > FLC_RATIO_NORMAL[1] * lambda_:
        return "kappa"
    return "lambda" if kappa < FLC_RATIO_NORMAL[0] * lambda_ else ""


def with_light_chains(values: dict[str, float], side: str) -> dict[str, float]:
    """The values with involved chain, difference and ratio (kappa to lambda) worked out."""
    kappa, lambda_ = values.get("kappa_flc"), values.get("lambda_flc")
    if kappa is None or lambda_ is None:
        involved, other = values.get("involved_flc"), values.get("uninvolved_flc")
        return values if involved is None or other is None else {"dflc": round(involved - other, 6), **values}
    involved, other = (lambda_, kappa) if side == "lambda" else (kappa, lambda_)
    ratio = round(kappa / lambda_, 6) if lambda_ else 1_000_000.0 if kappa else 1.0
    if not _ratio_holds(kappa, lambda_, ratio):
        return {"involved_flc": involved, "dflc": round(involved - other, 6), **values}
    return {"involved_flc": involved, "dflc": round(involved - other, 6), "flc_ratio": ratio, **values}


def _ratio_holds(kappa: float, lambda_: float, ratio: float) -> bool:
    """With a chain below the limit the ratio is known only when it is abnormal whatever the chain was."""
    if isinstance(kappa, Below):
        return not isinstance(lambda_, Below) and ratio < FLC_RATIO_NORMAL[0]
    return not isinstance(lambda_, Below) or ratio > FLC_RATIO_NORMAL[1]


def labs_on(labs: Any, day: Any = None, within_days: int = 0) -> dict[str, float]:
    """What was known on a day, by test name in the clinic's units: the latest value of each test.

    day: the first visit when not given. within_days: how far back a value may lie. Raises LabsError.

    >>> import pandas as pd
    >>> labs_on(pd.DataFrame({"date": ["2018-03-05"], "test": ["m_protein"], "value": [42], "unit": ["g/L"]}))
    {'m_protein': 4.2}
    """
    visits = read_labs(labs)
    if is_unknown(within_days) or not hasattr(within_days, "__float__"):
        raise LabsError(
            "within_days is not known. Write how many days a value may be old; 0 for the day itself."
        )
    on = visits[0].date if day is None else as_date(day, "day")
    if on is None:
        raise LabsError(
            f"The day is not known ({day!r}). Give it as year-month-day, or leave it out for the first visit."
        )
    known: dict[str, float] = {}
    for visit in visits:
        if 0 <= (on - visit.date).days <= within_days:
            known.update(visit.values)
    if not known:
        raise LabsError(f"No visit on {on}. The visits run from {visits[0].date} to {visits[-1].date}.")
    return known

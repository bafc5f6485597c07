"""A laboratory sheet as a person writes it: own units, own limits, own words for yes and no; read into the clinic's units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from utils.clinic.errors import ClinicError, LabsError, nearest
from utils.clinic.staging.criteria import Limits
from utils.clinic.units import TESTS, Test, check_all, convert, find_test, write_unit
from utils.clinic.unknown import is_unknown

COLUMNS = ("test", "value", "unit", "limit")
MOST_ROWS = 60
_OWN_LIMIT = {"ldh": "upper", "calcium": "upper", "haemoglobin": "lower"}
_YES = frozenset({"1", "yes", "y", "true", "present", "positive", "found", "detected", "+"})
_NO = frozenset({"0", "no", "n", "false", "absent", "negative", "not found", "not detected", "none"})
_ONE_STEP = {"coded", "score", "count", "copies lost", "years", "%", "ratio"}  # a number alone says all


@dataclass(frozen=True)
class Sheet:
    """What a sheet says: values by test name in the clinic's units, and the laboratory's own limits."""

    known: dict[str, float]
    limits: Limits


def read_sheet(rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """Read rows of test, value, unit and (for LDH, calcium, haemoglobin) the laboratory's own limit in the same unit.

    A blank or unknown value is a test not done. LDH may come in U/L with its upper limit. A decimal comma is read; a
    comma that could part thousands is refused. Raises LabsError naming the row and the column.

    >>> sheet = read_sheet([{"test": "LDH", "value": "300", "unit": "U/L", "limit": "250"},
    ...                     {"test": "albumin", "value": "36", "unit": "g/L", "limit": ""}])
    >>> sheet.known
    {'ldh': 1.2, 'albumin': 3.6}
    """
    known: dict[str, float] = {}
    limits: dict[str, float] = {}
    rows = list(rows) if isinstance(rows, (list, tuple)) else [rows]
    if not all(isinstance(row, Mapping) for row in rows):
        raise LabsError(
            "A sheet is a list of rows, each with test, value and unit: [{'test': 'b2m', 'value': 4.1, ...}]."
        )
    if len(rows) > MOST_ROWS:
        raise LabsError(f"The sheet has {len(rows):,} rows; one person on one day has at most {MOST_ROWS}.")
    for number, row in enumerate(rows, start=1):
        test = _test(row, number)
        if test.name in known:
            raise LabsError(f"Row {number}, column test: {test.name} stands here twice. Keep one of the two.")
        value = row.get("value", "")
        if not is_unknown(value):
            known[test.name] = _value(test, row, number)
        limits |= _limit(test, row, number)
    return Sheet(known, Limits(**limits))


def _test(row: Mapping[str, Any], number: int) -> Test:
    name = str(row.get("test", "")).strip()
    if not name:
        raise LabsError(f"Row {number}, column test: the name of the test is missing.")
    try:
        return find_test(name)
    except ClinicError as problem:
        raise LabsError(
            f"Row {number}, column test: {name[:40]!r} is not known.{nearest(name, TESTS)}"
        ) from problem


def _value(test: Test, row: Mapping[str, Any], number: int) -> float:
    text = str(row.get("value", "")).strip()
    if test.unit == "coded":
        return _read_yes(test, text, number)
    amount = _read_number(text, number, "value")
    unit = str(row.get("unit", "") or "").strip()
    if test.name == "ldh" and _fold(unit) in ("u/l", "iu/l", "ukat/l", "µkat/l"):
        return _share_of_limit(test, amount, row, number)
    unit = unit or _only_unit(test, number)
    try:
        amount = convert(test.name, amount, unit)
        check_all(**{test.name: amount})  # a share of cells given as a fraction
    except ClinicError as problem:
        raise LabsError(f"Row {number}, column value: {problem}") from problem
    return amount


def _read_yes(test: Test, text: str, number: int) -> float:
    folded = " ".join(text.casefold().split())
    if folded in _YES or folded in _NO:
        return float(folded in _YES)
    raise LabsError(
        f"Row {number}, column value: {test.name} {text[:40]!r} is not read. Write yes, no, or leave it empty when it was not done."
    )


def _read_number(text: str, number: int, column: str) -> float:
    """A number with a point or a decimal comma; '1,200' could be either and is asked back."""
    if re.fullmatch(r"[-+]?\d+,\d{3}", text):
        raise LabsError(
            f"Row {number}, column {column}: {text!r} could be {text.replace(',', '')} or {text.replace(',', '.')}. Write it without the comma."
        )
    try:
        return float(text.replace(",", ".") if re.fullmatch(r"[-+]?\d+,\d+", text) else text)
    except ValueError as problem:
        raise LabsError(
            f"Row {number}, column {column}: {text[:40]!r} is not a number. Write the figure alone, such as 4.1."
        ) from problem


def _fold(unit: str) -> str:
    return unit.casefold().replace(" ", "").replace("μ", "µ")


def _only_unit(test: Test, number: int) -> str:
    if test.unit in _ONE_STEP:
        return next(iter(test.factors))
    units = ", ".join(write_unit(unit) for unit in test.factors) + (", U/L" if test.name == "ldh" else "")
    raise LabsError(f"Row {number}, column unit: {test.name} has no unit. Write one of: {units}.")


def _share_of_limit(test: Test, amount: float, row: Mapping[str, Any], number: int) -> float:
    """LDH is judged against the laboratory's own upper limit, which differs from place to place."""
    limit = row.get("limit", "")
    if is_unknown(limit):
        raise LabsError(
            f"Row {number}, column limit: LDH in {row['unit']} needs the laboratory's own upper limit, in the same unit."
        )
    upper = _read_number(str(limit).strip(), number, "limit")
    if upper <= 0:
        raise LabsError(f"Row {number}, column limit: an upper limit of {upper:g} is impossible.")
    try:
        return convert(test.name, round(amount / upper, 6), "x ULN")
    except ClinicError as problem:
        raise LabsError(f"Row {number}, column value: {problem}") from problem


def _limit(test: Test, row: Mapping[str, Any], number: int) -> dict[str, float]:
    """The laboratory's own limit as `Limits` names it."""
    text = row.get("limit", "")
    if is_unknown(text):
        return {}
    if test.name not in _OWN_LIMIT:
        raise LabsError(
            f"Row {number}, column limit: no rule asks for a laboratory's own limit of {test.name}. Leave it empty; limits count for {', '.join(_OWN_LIMIT)}."
        )
    limit = _read_number(str(text).strip(), number, "limit")
    if test.name == "ldh":
        return {}
    try:
        converted = convert(test.name, limit, str(row.get("unit", "") or ""))
    except ClinicError as problem:
        raise LabsError(f"Row {number}, column limit: {problem}") from problem
    return {{"calcium": "calcium_uln_mg_dl", "haemoglobin": "hb_lln_g_dl"}[test.name]: converted}


def split_table(text: str) -> list[dict[str, str]]:
    """Rows of a pasted table: columns parted by tabs, semicolons or bars, or by commas when there are none of these.

    A first line of headings is read as such; without it the columns are test, value, unit, limit. The semicolon of
    t(4;14) parts no columns. Raises LabsError.

    >>> split_table("albumin;36,5;g/L\\nt(4;14);yes")
    [{'test': 'albumin', 'value': '36,5', 'unit': 'g/L', 'limit': ''}, {'test': 't_4_14', 'value': 'yes', 'unit': '', 'limit': ''}]
    """
    safe = re.sub(r"t\((\d+)[;,](\d+)\)", r"t_\1_\2", text, flags=re.IGNORECASE)
    lines = [line for line in safe.splitlines() if line.strip()]
    if not lines:
        raise LabsError("Nothing was pasted. Write one test a line: name; value; unit; limit.")
    if len(lines) > MOST_ROWS + 1:
        raise LabsError(f"The table has {len(lines):,} lines; one person on one day has at most {MOST_ROWS}.")
    mark = next((mark for mark in ("\t", ";", "|") if any(mark in line for line in lines)), ",")
    cells = [[cell.strip().strip('"') for cell in line.split(mark)] for line in lines]
    heads = [cell.casefold() for cell in cells[0]]
    if "test" in heads and "value" in heads:
        strange = [head for head in heads if head not in (*COLUMNS, "date")]
        if strange:
            raise LabsError(
                f"Row 1: the column {strange[0][:40]!r} is not known. They are: {', '.join(COLUMNS)}."
            )
        return [_as_row(heads, row, number) for number, row in enumerate(cells[1:], start=1)]
    return [_as_row(COLUMNS, row, number) for number, row in enumerate(cells, start=1)]


def _as_row(heads: Iterable[str], cells: list[str], number: int) -> dict[str, str]:
    heads = list(heads)
    if len(cells) > len(heads):
        raise LabsError(
            f"Row {number} has {len(cells)} columns, at most {len(heads)} are read. Part columns by semicolons when numbers have commas."
        )
    row = dict(zip(heads, cells, strict=False))
    return {column: row.get(column, "") for column in COLUMNS}

"""Turn the text of a column into numbers, dates, truth values or categories; missing stays missing."""

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from utils.evidence.cells import SAVE_AS
from utils.evidence.errors import CourseDataError, nearest
from utils.evidence.schema import Field

TEXT = pd.Series(["text"]).dtype  # `object` in pandas 2, `str` in pandas 3: missing shows as NaN in both
TRUTH = {"true": True, "false": False}


def _truth(cell: str) -> bool:
    return TRUTH[cell]


def _date(cell: str) -> str:
    return date.fromisoformat(cell).isoformat()


READERS: dict[str, tuple[Callable, str, str]] = {
    "number": (float, "float64", "a number such as 12.5"),
    "integer": (int, "Int64", "a whole number such as 12"),
    "year": (int, "Int64", "a year such as 2024"),
    "boolean": (_truth, "boolean", "true or false"),
    "date": (_date, "datetime64[ns]", "a date such as 2026-06-30"),
}


def typed_column(file: str, field: Field, cells: list[str]) -> pd.Series:
    """One column in its own type, as datapackage.json declares it.

    string -> text; number -> float64; integer, year -> Int64; boolean -> boolean; date -> datetime64;
    an enumerated string -> categorical, ordered where the order means something.
    Raises CourseDataError for the first cell that breaks the field's rules.
    """
    values = _values(file, field, cells)
    _refuse_missing(file, field, values)
    if field.enum and field.type == "string":
        return pd.Series(pd.Categorical(values, categories=list(field.enum), ordered=field.ordered))
    if field.type in READERS:
        return pd.Series(values, dtype=READERS[field.type][1])
    return pd.Series([float("nan") if v is None else v for v in values], dtype=TEXT)


def _values(file: str, field: Field, cells: list[str]) -> list:
    read, _, expected = READERS.get(field.type, (str, "", "text"))
    values: list = []
    for row, cell in enumerate(cells, start=2):
        try:
            value = read(cell) if cell else None
        except (ValueError, KeyError):
            raise _bad_cell(file, row, field, cell, expected) from None
        if value is not None:
            _refuse_value(file, row, field, cell, value)
        values.append(value)
    return values


def _refuse_value(file: str, row: int, field: Field, cell: str, value: object) -> None:
    if field.enum and cell not in field.enum:
        close = nearest(cell, field.enum, 1)
        mend = f"write '{close[0]}'" if close else "choose one of these, or add it to datapackage.json"
        raise CourseDataError(file, row, field.name, f"'{cell}'", f"one of {', '.join(field.enum)}", mend)
    if field.minimum is not None and value < field.minimum or value != value:
        raise CourseDataError(
            file, row, field.name, cell, f"{field.minimum:g} or more", "compare with the source"
        )
    if field.maximum is not None and value > field.maximum:
        raise CourseDataError(
            file, row, field.name, cell, f"{field.maximum:g} or less", "compare with the source"
        )
    if field.pattern and not re.fullmatch(field.pattern, cell):
        raise CourseDataError(
            file, row, field.name, f"'{cell}'", f"the form {field.pattern}", "rewrite the cell"
        )


def _refuse_missing(file: str, field: Field, values: list) -> None:
    if field.required and None in values:
        row = values.index(None) + 2
        raise CourseDataError(
            file, row, field.name, "an empty cell", "a value", "fill it from the source or leave the row out"
        )


def _bad_cell(file: str, row: int, field: Field, cell: str, expected: str) -> CourseDataError:
    comma = re.fullmatch(r"-?\d+,\d+", cell) and field.type in ("number", "integer")
    mend = f"write {cell.replace(',', '.')} ({SAVE_AS})" if comma else "correct the cell, or leave it empty"
    return CourseDataError(file, row, field.name, f"'{cell}'", expected, mend)

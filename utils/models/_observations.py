"""What was observed of each person, read strictly: months, whether the event was seen, which group.

Nothing is guessed. A cell that is not known (None, NaN, NaT, pd.NA, empty text), a word where a number is meant, a
fraction or another code is refused with its row: a person counted from 1, and the index of the table it came from.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable

import numpy as np
import pandas as pd

from utils.models._checks import ParameterError

PLAIN = "biuf"  # NumPy's own booleans, whole numbers and decimals: no cell of these can be a word


def is_unknown(value) -> bool:
    """True for None, NaN, NaT, pd.NA and empty text: nobody wrote down what it is."""
    if isinstance(value, str):
        return not value.strip()
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def read_months(name: str, values) -> np.ndarray:
    """Months as decimals, 0 upwards; refuses words, True and False, dates and lengths of time. Raises ParameterError."""
    wanted = "a number of months, 0 or more"
    cells = _flat(values)
    if cells.dtype.kind in "iuf":
        months = cells.astype(float)
        _refuse(name, values, cells, ~((months >= 0) & np.isfinite(months)), wanted)
        return months
    _refuse(name, values, cells, _marked(cells, _is_month), wanted)
    return cells.astype(float)


def read_flags(name: str, values, wanted: str) -> np.ndarray:
    """True and False from booleans or 0 and 1; refuses everything else. Raises ParameterError."""
    codes = _read_codes(name, values, wanted)
    _refuse(name, values, _flat(values), codes > 1, wanted)
    return codes.astype(bool)


def read_causes(name: str, values) -> np.ndarray:
    """Which event came first: whole numbers, 0 for none yet. Raises ParameterError."""
    return _read_codes(name, values, "0 (none yet) or the number of the event that came first: 1, 2, ...")


def read_labels(name: str, values) -> np.ndarray:
    """Any words or numbers that name groups; refuses what is not known. Raises ParameterError."""
    cells = _flat(values)
    if cells.dtype.kind in "biu":
        return cells
    _refuse(name, values, cells, _marked(cells, lambda cell: not is_unknown(cell)), "the name of a group")
    return cells


def _read_codes(name: str, values, wanted: str) -> np.ndarray:
    cells = _flat(values)
    if cells.dtype.kind == "b":
        return cells
    if cells.dtype.kind in "iuf":
        with np.errstate(invalid="ignore"):
            _refuse(
                name, values, cells, ~((cells >= 0) & (cells == np.floor(cells)) & (cells < 2**31)), wanted
            )
    else:
        _refuse(name, values, cells, _marked(cells, _is_code), wanted)
    return cells.astype(np.int64)


def _flat(values) -> np.ndarray:
    """One cell a person; a column of a table that can hold missing values keeps them as they are."""
    if isinstance(values, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
        plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in PLAIN
        return values.to_numpy() if plain else np.array(list(values) + [None], dtype=object)[:-1]
    if isinstance(values, np.ndarray | range):
        return np.asarray(values).ravel()
    # NumPy makes [1, ""] two words and [True, 2] two numbers: ask for the cells as they were written
    return np.array(values, dtype=object).ravel()


def _marked(cells: np.ndarray, is_good: Callable[[object], bool]) -> np.ndarray:
    return np.array([not is_good(cell) for cell in cells], dtype=bool)


def _is_month(cell) -> bool:
    real = isinstance(cell, numbers.Real) and not isinstance(cell, bool | np.bool_)
    return real and 0 <= float(cell) < float("inf")


def _is_code(cell) -> bool:
    if isinstance(cell, bool | np.bool_):
        return True
    return _is_month(cell) and float(cell) == int(cell) and cell < 2**31


def _refuse(name: str, values, cells: np.ndarray, bad: np.ndarray, wanted: str) -> None:
    if not bad.any():
        return
    row = int(np.argmax(bad))
    cell = cells[row].item() if isinstance(cells[row], np.generic) else cells[row]
    seen = "not known" if is_unknown(cell) else repr(cell)
    index = f" (index {values.index[row]!r})" if isinstance(values, pd.Series) else ""
    more = f"; so are {int(bad.sum()) - 1} others" if bad.sum() > 1 else ""
    raise ParameterError(
        f"{name}, row {row + 1}{index}: {seen}{more}. Each must be {wanted}. Nothing is guessed: write down what is "
        "known, or leave the person out and say how many were."
    )

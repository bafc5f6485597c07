"""Guards shared by the models: an error names the parameter, its unit, what was seen and its range."""

from __future__ import annotations

import numbers

import numpy as np


class ParameterError(ValueError):
    """A model was given a number it cannot work with; the message says which, its unit and its range."""


def require_range(name: str, value, low: float, high: float, unit: str, *, open_low: bool = False):
    """Return `value` as float (array) when every entry lies in the range; otherwise explain.

    Raises ParameterError, also for text, missing values and infinities.
    """
    try:
        numbers_seen = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ParameterError(
            f"{name} = {value!r} is not a number. {_range(low, high, unit, open_low)}"
        ) from None
    if numbers_seen.size > 1 and low < numbers_seen.min() and numbers_seen.max() < high:
        return numbers_seen  # a missing value makes both comparisons false
    too_low = numbers_seen <= low if open_low else numbers_seen < low
    bad = ~np.isfinite(numbers_seen) | too_low | (numbers_seen > high)
    if bad.any():
        seen = float(numbers_seen[bad].ravel()[0])
        raise ParameterError(f"{name} = {seen:g} is out of range. {_range(low, high, unit, open_low)}")
    return numbers_seen if numbers_seen.ndim else float(numbers_seen)


def require_probability(name: str, value):
    """Return `value` when it is a probability or share, 0 to 1."""
    return require_range(name, value, 0.0, 1.0, "a share, no unit")


def require_count(name: str, value, low: int, high: int, unit: str) -> int:
    """Return `value` as int when it is a whole number in the range; True and 3.5 are not counts."""
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)
    if not whole:
        raise ParameterError(
            f"{name} = {value!r} is not a whole number. {name} counts {unit}, {low:,} to {high:,}."
        )
    if not low <= value <= high:
        raise ParameterError(
            f"{name} = {value:,} is out of range. {name} counts {unit}, {low:,} to {high:,}."
        )
    return int(value)


def require_seed(seed) -> int:
    """Return the seed of the random numbers: a whole number from 0 up, so that a run can be repeated."""
    whole = isinstance(seed, numbers.Integral) and not isinstance(seed, bool | np.bool_)
    if not whole or seed < 0 or seed >= 2**63:
        raise ParameterError(
            f"seed = {seed!r} is not a usable seed. seed is a whole number (no unit), 0 to 2^63 - 1; "
            "the same seed gives the same people."
        )
    return int(seed)


def _range(low: float, high: float, unit: str, open_low: bool) -> str:
    above = "above" if open_low else "from"
    limit = "upwards" if np.isinf(high) else f"to {high:g}"
    return f"It must lie {above} {low:g} {limit} ({unit})."

"""The one place that decides what 'not known' is. Every rule asks here before it judges.

Not known are None, NaN, NaT, pandas' NA, empty text, and the words people and laboratories write for it ('n/a', 'unknown',
'not done' ...). Three writings are left out on purpose, since they also mean a result: '-' is how laboratories print a
negative immunofixation, 'none' is a count of zero or 'no translocation', and 'nd' is not detected as often as not done.
They are refused in words where they cannot be used.
"""

from __future__ import annotations

from typing import Any

from utils.clinic.errors import ClinicError

WORDS = frozenset(
    {
        "", "nan", "nat", "<na>", "na", "n/a", "n.a.", "#n/a", "null", "unknown", "not known", "unk", "missing", "?",
        "not done", "not measured", "not available", "not assessed", "not tested", "pending",
    }
)  # fmt: skip


def is_unknown(value: Any) -> bool:
    """True for a value that says nothing, however pandas, a CSV or a person writes it.

    >>> [is_unknown(value) for value in (None, float("nan"), " ", "n/a", 0, False, "none", "-")]
    [True, True, True, True, False, False, False, False]
    """
    if value is None:
        return True
    if isinstance(value, str):
        return " ".join(value.split()).casefold() in WORDS
    if isinstance(value, (bool, int)):
        return False
    return type(value).__name__ in ("NAType", "NaTType") or _is_nan(value)


def _is_nan(value: Any) -> bool:
    """NaN is the one value that differs from itself; arrays and tables are no single value."""
    if not hasattr(value, "__float__") or getattr(value, "ndim", 0):
        return False
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return False


def known(value: Any) -> Any:
    """The value itself, or None when it is not known.

    >>> known(float("nan")), known("unknown"), known(0)
    (None, None, 0)
    """
    return None if is_unknown(value) else value


def known_all(*values: Any) -> tuple[Any, ...]:
    """Several values, each itself or None."""
    return tuple(known(value) for value in values)


def read_flag(name: str, value: Any) -> bool | None:
    """Present or absent, given as 0, 1, True or False; None when not known; anything else is refused."""
    value = known(value)
    if value not in (0, 1, None):
        raise ClinicError(
            f"{name} {value!r} is neither present (True) nor absent (False). Use None when not done."
        )
    return None if value is None else bool(value)

"""What a check reports: the key of a message and the values to put into it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

RIGHT = "right"


@dataclass(frozen=True)
class Finding:
    """The key of a message in the exercise's file, and what was seen."""

    key: str
    seen: dict = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """Whether the answer solves the exercise."""
        return self.key == RIGHT


def found(key: str, **seen) -> Finding:
    """Report a message with what was seen."""
    return Finding(key, seen)


CHECKS: dict[str, Callable] = {}


def checks(exercise_id: str) -> Callable:
    """Register a check: a function of the learner's answer that returns a Finding."""

    def register(function: Callable) -> Callable:
        CHECKS[exercise_id] = function
        return function

    return register


def missing_columns(answer, columns: Iterable[str]) -> Finding | None:
    """Report that the answer is no table, or which columns it lacks; None when all are there."""
    if isinstance(answer, pd.Series):
        answer = answer.reset_index()
    if not isinstance(answer, pd.DataFrame):
        return found("not_a_table", kind=_kind(answer))
    absent = [name for name in columns if name not in answer.columns]
    return found("no_column", name=absent[0], names=", ".join(map(str, answer.columns))) if absent else None


def read_number(answer) -> float | None:
    """Read an answer as one number: a Python or NumPy number, or a table with one cell."""
    if isinstance(answer, pd.DataFrame | pd.Series) and answer.size == 1:
        answer = answer.to_numpy().ravel()[0]
    if isinstance(answer, bool) or not hasattr(answer, "__float__"):
        return None
    return float(answer)


def say_number(number: float) -> str:
    """Say a number as a person would: one decimal, three below one.

    >>> say_number(50.7074), say_number(0.507074), say_number(100.0)
    ('50.7', '0.507', '100')
    """
    return f"{round(number, 1 if abs(number) >= 1 else 3):.10g}"


def is_near(answer: float, target: float, share: float = 0.005) -> bool:
    """Whether two numbers agree within half a per cent, which forgives rounding."""
    return abs(answer - target) <= max(abs(target) * share, 0.05)


def _kind(answer) -> str:
    return {"int": "a number", "float": "a number", "str": "a text", "list": "a list"}.get(
        type(answer).__name__, f"a {type(answer).__name__}"
    )

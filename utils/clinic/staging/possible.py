"""Missing tests widen the answer: run a rule over every result the missing tests could still bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any


def explore(
    decide: Callable[..., Any],
    given: Mapping[str, Any],
    choices: Mapping[str, Sequence[Any]],
) -> tuple[list[Any], tuple[str, ...]]:
    """Every answer that is still possible, and the missing tests that could change it.

    decide: the rule, called with all its tests by name. given: what is known; None marks a test
    that was not done. choices: for each test, one value from every interval its thresholds cut out.

    >>> explore(lambda hb, ca: "CRAB" if hb < 10 or ca > 11 else "none",
    ...         {"hb": 9.0, "ca": None}, {"hb": (13, 9), "ca": (9, 12)})
    (['CRAB'], ())
    """
    missing = [name for name in given if given[name] is None and name in choices]
    answers: dict[tuple, Any] = {}
    for filling in product(*(choices[name] for name in missing)):
        answers[filling] = decide(**{**given, **dict(zip(missing, filling, strict=True))})
    needs = tuple(name for place, name in enumerate(missing) if _matters(answers, place))
    distinct: list[Any] = []
    for answer in answers.values():
        if answer not in distinct:
            distinct.append(answer)
    return distinct, needs


def _matters(answers: dict[tuple, Any], place: int) -> bool:
    """Does the answer change when only this missing test changes?"""
    seen: dict[tuple, Any] = {}
    for filling, answer in answers.items():
        others = filling[:place] + filling[place + 1 :]
        if seen.setdefault(others, answer) != answer:
            return True
    return False

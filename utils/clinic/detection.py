"""What a laboratory reports below what it can measure: a limit ('<0.1'), or a protein that is seen and not quantified.

Both are amounts, so that the deepest responses are not lost; immunofixation then decides whether the protein is gone.
"""

from __future__ import annotations

import re
from typing import Any


class Below(float):
    """Less than this figure: the laboratory's limit. It never equals or exceeds the limit.

    A fall to it is at least as large as the fall to the limit, and a rise to it is none.

    >>> Below(0.1) < 0.1, Below(0.1) >= 0.1, f"{Below(0.1):g}"
    (True, False, '<0.1')
    """

    def __lt__(self, other: Any) -> bool:
        return float(self) <= other

    def __ge__(self, other: Any) -> bool:
        return float(self) > other

    def __format__(self, spec: str) -> str:
        return f"<{format(float(self), spec)}"

    def __repr__(self) -> str:
        return f"<{float(self):g}"

    __hash__ = float.__hash__


class Trace(float):
    """Seen, and too little to be measured: counted as 0, and never as gone."""

    def __format__(self, spec: str) -> str:
        return "a trace"

    __hash__ = float.__hash__


# The largest limit that still tells the categories apart, in the clinic's unit of the test.
LIMITS = {
    "m_protein": 0.5, "urine_m_protein": 100.0, "kappa_flc": 26.0, "lambda_flc": 26.0, "involved_flc": 26.0,
    "uninvolved_flc": 26.0, "marrow_plasma_cells": 5.0,
}  # fmt: skip
PROTEINS = ("m_protein", "urine_m_protein")
_TRACE = re.compile(
    r"(detected|seen|present|positive|visible)\W+(but\W+)?(not|un|too small|too little)\W*(quantif|measur|to be)|^dnq$|^faint",
    re.IGNORECASE,
)
_ABSENT = {
    "not detected", "undetectable", "not detectable", "not seen", "below the limit", "below limit", "below detection limit",
    "below the limit of detection", "below the limit of quantification", "absent", "negative", "none detected", "bdl", "blq",
}  # fmt: skip
_LESS = re.compile(r"^(?:<|≤|&lt;|less than|below)\s*=?\s*(\d+(?:[.,]\d+)?)$", re.IGNORECASE)


def read_limit(text: str, test: str, factor: float = 1.0) -> float | None:
    """The amount that '<0.1' or 'detected, not quantifiable' stands for; None when the text says neither.

    factor: from the reported unit to the clinic's. The caller judges whether the limit is fine enough (`LIMITS`).

    >>> read_limit("<1", "m_protein", 0.1), read_limit("not detected", "m_protein"), read_limit("soon", "m_protein")
    (<0.1, 0.0, None)
    """
    words = " ".join(str(text).split())
    less = _LESS.match(words)
    if less and test in LIMITS:
        return Below(round(float(less[1].replace(",", ".")) * factor, 6))
    if test in PROTEINS and _TRACE.search(words):
        return Trace(0.0)
    return 0.0 if test in PROTEINS and words.casefold() in _ABSENT else None


def is_too_coarse(value: float, test: str) -> bool:
    """A limit above which the categories can no longer be told apart."""
    return isinstance(value, Below) and float(value) > LIMITS[test]

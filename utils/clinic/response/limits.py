"""The figures that the next words of response and of progression ask for, from baseline and nadir (resp16)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from utils.clinic.response.measurable import Labs, Measurable

UNITS = {"m_protein": "g/dL", "urine_m_protein": "mg/24 h", "dflc": "mg/L", "marrow_plasma_cells": "%", "plasmacytoma_spd": "cm2"}  # fmt: skip
# The rise in amount that counts as progression; from a serum nadir of 5 g/dL another one, and that alone.
RISES = {"m_protein": 0.5, "urine_m_protein": 200.0, "dflc": 100.0, "marrow_plasma_cells": 10.0}
HIGH_NADIR_G_DL, HIGH_RISE_G_DL = 5.0, 1.0
RISE_RATIO = 1.25
URINE_PR, URINE_VGPR = 200.0, 100.0  # mg in 24 h, to be below


@dataclass(frozen=True)
class Arms:
    """The two figures of the rule of progression, both of which a value must reach.

    by_percent: the nadir and a quarter of it; None where the amount alone decides (a nadir of 0, or of 5 g/dL or more).
    by_amount: the nadir and the amount. beyond: the value must exceed `by_amount`, not only reach it (light chains).
    """

    by_percent: float | None
    by_amount: float
    beyond: bool = False

    @property
    def both(self) -> float:
        """The higher of the two: progression begins there."""
        return max(self.by_percent or 0.0, self.by_amount)


def followed_test(measurable: Measurable) -> str:
    """The test that is followed first: serum, urine, light chains, marrow or a lesion; empty when none can be."""
    kept = {"m_protein": measurable.serum, "urine_m_protein": measurable.urine, "dflc": measurable.flc,
            "marrow_plasma_cells": measurable.marrow, "plasmacytoma_spd": measurable.lesion}  # fmt: skip
    return next((name for name, yes in kept.items() if yes), "")


def response_limits(test: str, baseline: float) -> dict[str, float]:
    """Word -> the highest value of this test that still reaches it; urine below 200 and below 100 mg is to be undercut.

    >>> response_limits("m_protein", 4.0)
    {'MR': 3.0, 'PR': 2.0, 'VGPR': 0.4}
    """
    shares = {"MR": 0.75, "PR": 0.5, "VGPR": 0.1}
    limits = {word: round(baseline * share, 6) for word, share in shares.items()}
    if test == "m_protein":
        return limits
    if test == "urine_m_protein":
        return {
            "MR": round(baseline * 0.5, 6),
            "PR": max(round(baseline * 0.1, 6), URINE_PR),
            "VGPR": URINE_VGPR,
        }
    if test == "marrow_plasma_cells":
        return {"PR": limits["PR"]}
    return {"PR": limits["PR"], "VGPR": limits["VGPR"]}


def progression_arms(test: str, nadir: float) -> Arms | None:
    """From which values on this test counts as progression; None for a lesion, whose rule is another.

    >>> progression_arms("m_protein", 1.0), progression_arms("m_protein", 6.0).both
    (Arms(by_percent=1.25, by_amount=1.5, beyond=False), 7.0)
    """
    if test not in RISES:
        return None
    low = float(nadir)
    if test == "m_protein" and low >= HIGH_NADIR_G_DL:
        return Arms(None, round(low + HIGH_RISE_G_DL, 6))
    by_percent = round(low * RISE_RATIO, 6) if low > 0 else None
    return Arms(by_percent, round(low + RISES[test], 6), beyond=test == "dflc")


def write_at_most(test: str, value: float) -> str:
    """A figure to stay at or below, rounded so that the rounded one keeps the rule: 0.333 g/dL is 0.33."""
    return _write(test, value, floor)


def write_at_least(test: str, value: float) -> str:
    """A figure to reach, rounded so that the rounded one keeps the rule: 0.333 g/dL is 0.34."""
    return _write(test, value, ceil)


def _write(test: str, value: float, turn: object) -> str:
    places = 100 if test == "m_protein" else 1
    return f"{turn(round(value * places, 6)) / places:g} {UNITS[test]}"


def value_of(labs: Labs, test: str) -> str:
    """A measured value with its unit; 'not measured' where there is none."""
    value = labs.get(test)
    return "not measured" if value is None else f"{value:.4g} {UNITS[test]}"

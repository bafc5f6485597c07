"""A stretch of constant treatment: how clones and M-protein move through it, and when the rise meets the IMWG rule."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from utils.models._checks import ParameterError
from utils.models._units import CENTURY_DAYS, RISE_G_L, RISE_RATIO


@dataclass
class Segment:
    """A stretch of constant treatment: cells and M-protein at its start, and each clone's net growth."""

    line: int
    on: bool
    start: float
    end: float
    cells: np.ndarray
    m0: float
    rates: np.ndarray
    clearance: float | None

    def burden(self, t: float) -> float:
        return float(self.cells @ np.exp(self.rates * t))

    def m_protein(self, t):
        """M-protein t days into the segment; t may be an array."""
        t = np.asarray(t, dtype=float)[..., None]
        if self.clearance is None:
            return np.exp(self.rates * t) @ self.cells
        c, total = self.clearance, self.rates + self.clearance
        larger = np.exp(
            np.maximum(self.rates, -c) * t
        )  # keeps the difference of exponentials from overflowing
        width = np.where(np.abs(total) < 1e-12, 1.0, np.abs(total))
        grown = larger * np.where(np.abs(total) < 1e-12, t, -np.expm1(-width * t) / width)
        return np.exp(-c * t[..., 0]) * self.m0 + c * (grown @ self.cells)

    def lag(self, t: float) -> float:
        """Sign of dM/dt: burden above M-protein means it is rising."""
        return self.burden(t) - float(self.m_protein(t))


def find_progression(segment: Segment) -> tuple[float, float, float]:
    """Nadir (g/L), progression level (g/L) and day of the first rise that meets the IMWG serum rule."""
    if segment.rates.max() <= 0:
        raise ParameterError(
            f"kills of line {segment.line} kill every clone, so it never fails. "
            "Keep a clone that resists all its classes, or lower a kill rate (per day)."
        )
    turn = _lowest_burden_day(segment)
    early = _early_rise(segment, turn)
    if early is not None:
        return segment.m0, _target(segment.m0), early
    nadir_day = _nadir_day(segment, turn)
    nadir = float(segment.m_protein(nadir_day))
    target = _target(nadir)
    return nadir, target, _crossing(segment, target, nadir_day)


def _target(nadir: float) -> float:
    return max(RISE_RATIO * nadir, nadir + RISE_G_L)


def _lowest_burden_day(segment: Segment) -> float:
    def slope(t: float) -> float:
        return float((segment.cells * segment.rates) @ np.exp(segment.rates * t))

    return 0.0 if slope(0.0) >= 0 else brentq(slope, 0.0, _bracket(segment, slope), xtol=1e-10, rtol=1e-14)


def _early_rise(segment: Segment, turn: float) -> float | None:
    """M-protein lags, so it may still rise after cells begin to die: does that alone meet the rule?"""
    if segment.clearance is None or segment.lag(0.0) <= 0 or segment.lag(turn) >= 0:
        return None
    peak_day = brentq(segment.lag, 0.0, turn, xtol=1e-10, rtol=1e-14)
    target = _target(segment.m0)
    if float(segment.m_protein(peak_day)) < target:
        return None
    return brentq(lambda t: float(segment.m_protein(t)) - target, 0.0, peak_day, xtol=1e-10, rtol=1e-14)


def _nadir_day(segment: Segment, turn: float) -> float:
    if segment.clearance is None:
        return turn
    if segment.lag(turn) >= 0:
        return 0.0
    return brentq(segment.lag, turn, _bracket(segment, segment.lag, turn), xtol=1e-10, rtol=1e-14)


def _crossing(segment: Segment, target: float, nadir_day: float) -> float:
    def above(t: float) -> float:
        return math.log(float(segment.m_protein(t)) / target)

    return brentq(above, nadir_day, _bracket(segment, above, nadir_day), xtol=1e-10, rtol=1e-14)


def _bracket(segment: Segment, rising, start: float = 0.0) -> float:
    """A day by which `rising` has become positive, found by doubling; a century is the end of the search."""
    step = 8.0
    while rising(start + step) <= 0:
        step *= 2
        if step > CENTURY_DAYS:
            raise ParameterError(
                f"line {segment.line} would last more than 100 years. Lower its kill rates (per day), raise "
                "the resistant share, or raise growth_per_day."
            )
    return start + step

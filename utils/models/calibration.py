"""Fit the potencies and the real world's effect to the calibrated targets; hold everything else back.

`fit` changes only the parameters named in `_targets.FITTED` and reads only the calibrated targets. One honest
limit: the *form* of the model (a brake by the antibody, the drift after failure on treatment, wide luck) was
chosen while its authors could see the held-out table, so held out means not fitted, not unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import least_squares

from utils.models import _priors
from utils.models._lab import Lab
from utils.models._reasons import reason
from utils.models._targets import CALIBRATED, FITTED, TARGETS, Target
from utils.models.presets import COLUMNS, RANGES, Preset, shift_value

RELATIVE_ERROR = 0.12  # how well a published median is taken to be known, arm by arm (estimate)
PRIOR_SD = 0.8  # natural log: the search may leave its start freely, but pays a little for it
TIGHT = {"line_sd": 0.2, "depth_exponent": 0.1}  # shape parameters that few targets inform are held closer
DRAWS, DRAW_SEED = 48, 11
FIT_PEOPLE, CHECK_PEOPLE = 4000, 20_000
REASON_FROM = 20.0  # per cent: beyond this a miss is explained


@dataclass(frozen=True)
class Fit:
    """Fitted values, and shifts of all uncertain parameters drawn together (parameter to one shift a draw)."""

    values: dict[str, float]
    shifts: dict[str, list[float]]


def start_presets() -> dict[str, Preset]:
    """Every preset before calibration."""
    return {name: apply_fit(name, {}) for name in _priors.PRESETS}


def apply_fit(name: str, fitted: dict[str, float]) -> Preset:
    """A preset with the fitted values in the places that are calibrated there."""
    chosen = _priors.priors(name)
    values = {
        key: fitted.get(key, p.value) if p.basis == "calibrated" else p.value for key, p in chosen.items()
    }
    return Preset(name, values)


def fit(
    report: Callable[[str], None] = lambda line: None, *, people: int = FIT_PEOPLE, rounds: int = 24
) -> Fit:
    """Least squares on the logarithm of the calibrated targets, starting from the priors."""
    targets = [t for t in TARGETS if t.kind == CALIBRATED]
    start = np.log([_prior_value(name) for name in FITTED])

    hold = np.array([TIGHT.get(name, PRIOR_SD) for name in FITTED])

    def misses(x: np.ndarray) -> np.ndarray:
        lab = Lab(_presets_from(x), people)
        miss = [_miss(t, lab.read(t)) for t in targets]
        report(f"  sum of squared misses {np.sum(np.square(miss)):8.2f}")
        return np.concatenate([miss, (x - start) / hold])

    limits = np.log([[max(RANGES[n][0], 1e-3), min(RANGES[n][1], _ceiling(n))] for n in FITTED]).T
    found = least_squares(misses, start, bounds=limits, diff_step=0.06, max_nfev=rounds, x_scale=0.2)
    values = dict(zip(FITTED, np.exp(found.x).tolist(), strict=True))
    return Fit(values, draw_shifts(values, targets, people))


def draw_shifts(
    values: dict[str, float], targets: list[Target], people: int = FIT_PEOPLE
) -> dict[str, list[float]]:
    """Draws of every uncertain parameter that the calibrated targets still allow (Laplace's approximation).

    What is known beforehand is each prior's limits; what the targets add is how they answer to a small change
    of each parameter. Where the model cannot meet its targets, the spread is widened by that misfit.
    """
    known = {name: _prior_sd(name) for name in RANGES if _prior_sd(name) > 0}
    width = np.array(list(known.values()))
    base = _target_misses(values, {}, targets, people)
    answers = [
        (_target_misses(values, {name: 0.3 * sd}, targets, people) - base) / (0.3 * sd)
        for name, sd in known.items()
    ]
    information = np.array(answers) @ np.array(answers).T + np.diag(1 / width**2)
    misfit = max(1.0, float(np.mean(base**2)))
    spread = np.linalg.inv(information) * misfit
    draws = np.random.default_rng(DRAW_SEED).multivariate_normal(np.zeros(len(known)), spread, DRAWS)
    bound = 2.5 * width  # no draw leaves what was plausible beforehand by much
    return dict(zip(known, np.round(np.clip(draws, -bound, bound), 4).T.tolist(), strict=True))


def draws_table(found: Fit, date: str) -> pd.DataFrame:
    """One row per draw and parameter: course_data/model_draws.csv."""
    rows = [
        (draw + 1, name, shift, "log-odds" if RANGES[name][2] == "share" else "natural log", date)
        for name, shifts in found.shifts.items()
        for draw, shift in enumerate(shifts)
    ]
    return pd.DataFrame(rows, columns=["draw", "parameter", "shift", "scale", "date"])


def presets_table(found: Fit, date: str) -> pd.DataFrame:
    """Every parameter of every preset with its limits and origin: course_data/model_presets.csv."""
    rows = [
        (name, *_row(parameter, prior, found), date)
        for name in _priors.PRESETS
        for parameter, prior in _priors.priors(name).items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def calibration_table(presets: dict[str, Preset], date: str, *, people: int = CHECK_PEOPLE) -> pd.DataFrame:
    """Published against simulated, calibrated apart from held out: course_data/calibration.csv.

    Read with fresh people (another seed than the fit's). Columns: target_id, kind, published, simulated, unit,
    miss_pct, source_id, what, why (where it misses by more than 20 %), date.
    """
    lab = Lab(presets, people, seed=2718)
    return pd.DataFrame([_result(target, lab.read(target), date) for target in TARGETS])


def _result(target: Target, simulated: float, date: str) -> dict:
    miss = 100 * (simulated / target.published - 1)
    return {
        "target_id": target.id,
        "kind": target.kind,
        "published": target.published,
        "simulated": round(simulated, 3),
        "unit": target.unit,
        "miss_pct": round(miss, 1),
        "source_id": target.source_id,
        "what": target.what,
        "why": reason(target.id) if abs(miss) > REASON_FROM else "",
        "date": date,
    }


def _miss(target: Target, simulated: float) -> float:
    """Misses in standard errors: months on the logarithm, per cent on the log-odds."""
    if target.unit == "%":
        odds = [np.log(x / (100 - x)) for x in (np.clip(simulated, 0.1, 99.9), target.published)]
        return (odds[0] - odds[1]) / RELATIVE_ERROR
    return np.log(max(simulated, 1e-3) / target.published) / RELATIVE_ERROR


def _presets_from(x: np.ndarray) -> dict[str, Preset]:
    fitted = dict(zip(FITTED, np.exp(x).tolist(), strict=True))
    return {name: apply_fit(name, fitted) for name in _priors.PRESETS}


def _prior_value(name: str) -> float:
    return _priors.priors("real_world")[name].value


def _ceiling(name: str) -> float:
    return 0.98 if RANGES[name][2] == "share" else 40.0


def _target_misses(values, shift: dict[str, float], targets: list[Target], people: int) -> np.ndarray:
    presets = {name: _shifted(apply_fit(name, values), shift) for name in _priors.PRESETS}
    lab = Lab(presets, people)
    return np.array([_miss(t, lab.read(t)) for t in targets])


def _shifted(preset: Preset, shift: dict[str, float]) -> Preset:
    return preset.changed(**{name: shift_value(name, preset[name], by) for name, by in shift.items()})


def _prior_sd(name: str) -> float:
    """Spread of a prior on the scale its parameter is shifted on."""
    prior = _priors.priors("real_world")[name]
    if prior.basis == "calibrated":
        return TIGHT.get(name, PRIOR_SD)
    low, high = (max(x, 0.1 * prior.value) for x in (prior.low, prior.high))
    if RANGES[name][2] == "share":
        low, high = (x / (1 - min(x, 0.99)) for x in (low, high))
    return float(np.log(high / low) / 3.92) if prior.value > 0 else 0.0


def _row(parameter: str, prior, found: Fit) -> tuple:
    value, low, high = prior.value, prior.low, prior.high
    if prior.basis == "calibrated":
        value = found.values[parameter]
        low, high = (
            shift_value(parameter, value, q) for q in np.quantile(found.shifts[parameter], (0.025, 0.975))
        )
        low, high = min(low, value), max(high, value)
    numbers = (float(f"{x:.4g}") for x in (value, low, high))
    return parameter, *numbers, RANGES[parameter][2], prior.basis, prior.source_id, prior.note

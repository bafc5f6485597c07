"""Fit the potencies and the real world's effect to the calibrated targets; hold everything else back.

`fit` changes only the parameters whose basis is "calibrated" and reads only the calibrated targets. One honest
limit: the *form* of the model (a brake by the antibody, the drift after failure on treatment, wide luck) was
chosen while its authors could see the held-out table, so held out means not fitted, not unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.optimize import least_squares

from utils.models._lab import Lab
from utils.models._reasons import reason
from utils.models.presets import CALIBRATED, RANGES, Preset, preset_names, preset_table, shift_value
from utils.models.targets import KINDS, Target, targets

RELATIVE_ERROR = 0.12  # how well a published median is taken to be known, arm by arm (estimate)
SUBGROUP_ERROR = 2 * RELATIVE_ERROR  # of a part of an arm, with a quarter of the people (estimate)
PRIOR_SD = 0.8  # natural log: the search may leave its start freely, but pays a little for it
TIGHT = {"line_sd": 0.2}  # shape parameters that few targets inform are held closer
DRAWS, DRAW_SEED = 48, 11
FIT_PEOPLE, CHECK_PEOPLE = 1500, 12_000
REASON_FROM = 20.0  # per cent: beyond this a miss is explained


@dataclass(frozen=True)
class Fit:
    """Fitted values, and shifts of all uncertain parameters drawn together (parameter to one shift a draw)."""

    values: dict[str, float]
    shifts: dict[str, list[float]]


def fitted_names() -> list[str]:
    """The parameters that `fit` moves: calibrated in routine care, and with them wherever else they are."""
    return [name for name, row in _rows("real_world").items() if row.basis == CALIBRATED]


def apply_fit(name: str, fitted: dict[str, float]) -> Preset:
    """A preset with the fitted values in the places that are calibrated there (without any: where the search begins)."""
    rows = _rows(name)
    values = {
        key: fitted.get(key, row.start) if row.basis == CALIBRATED else row.value for key, row in rows.items()
    }
    return Preset(name, values)


def fit(
    report: Callable[[str], None] = lambda line: None, *, people: int = FIT_PEOPLE, rounds: int = 24
) -> Fit:
    """Least squares on the logarithm of the calibrated targets, from the present values, held loosely at the priors."""
    names, aims = fitted_names(), [t for t in targets() if t.kind == CALIBRATED]
    start = np.log([_rows("real_world")[name].start for name in names])
    hold = np.array([TIGHT.get(name, PRIOR_SD) for name in names])

    def misses(x: np.ndarray) -> np.ndarray:
        lab = Lab(_presets_from(dict(zip(names, np.exp(x).tolist(), strict=True))), people)
        miss = [_miss(t, lab.read(t)) for t in aims]
        report(f"  sum of squared misses {np.sum(np.square(miss)):8.2f}")
        return np.concatenate([_soften(np.array(miss)), (x - start) / hold])

    limits = np.log([[max(RANGES[n][0], 1e-3), min(RANGES[n][1], _ceiling(n))] for n in names]).T
    here = np.clip(np.log([_rows("real_world")[name].value for name in names]), *limits)
    found = least_squares(misses, here, bounds=limits, diff_step=0.06, max_nfev=rounds, x_scale=0.2)
    values = dict(zip(names, np.exp(found.x).tolist(), strict=True))
    return Fit(values, draw_shifts(values, aims, people))


def draw_shifts(
    values: dict[str, float], aims: list[Target], people: int = FIT_PEOPLE
) -> dict[str, list[float]]:
    """Draws of every uncertain parameter that the calibrated targets still allow (Laplace's approximation).

    What is known beforehand is each prior's limits; what the targets add is how they answer to a small change
    of each parameter. Where the model cannot meet its targets, the spread is widened by that misfit.
    """
    known = {name: _prior_sd(name) for name in RANGES if _prior_sd(name) > 0}
    width = np.array(list(known.values()))
    base = _target_misses(values, {}, aims, people)
    answers = [
        (_target_misses(values, {name: 0.3 * sd}, aims, people) - base) / (0.3 * sd)
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
    """course_data/model_presets.csv with the calibrated rows as fitted now; estimates and published values stay."""
    table = preset_table()
    for at, row in table.iterrows():
        if row["basis"] == CALIBRATED:
            value, shifts = found.values[row["parameter"]], found.shifts[row["parameter"]]
            limits = [shift_value(row["parameter"], value, q) for q in np.quantile(shifts, (0.025, 0.975))]
            low, high = min(*limits, value), max(*limits, value)
            table.loc[at, ["value", "low", "high"]] = [float(f"{x:.4g}") for x in (value, low, high)]
            table.loc[at, "date"] = pd.Timestamp(date)
    return table


def calibration_table(
    presets: dict[str, Preset], date: str, *, people: int = CHECK_PEOPLE, kinds=KINDS
) -> pd.DataFrame:
    """Published against simulated, calibrated apart from held out: course_data/calibration.csv.

    Read with fresh people (another seed than the fit's). kinds: which of the three sets. Columns: target_id, kind, published, simulated, unit,
    miss_pct, source_id, what, why (where it misses by more than 20 %), date.
    """
    lab = Lab(presets, people, seed=2718)
    return pd.DataFrame(
        [_result(target, lab.read(target), date) for target in targets() if target.kind in kinds]
    )


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
    error = SUBGROUP_ERROR if target.id.count("-") > 2 else RELATIVE_ERROR
    if target.unit == "%":
        odds = [np.log(x / (100 - x)) for x in (np.clip(simulated, 0.1, 99.9), target.published)]
        return (odds[0] - odds[1]) / error
    return np.log(max(simulated, 1e-3) / target.published) / error


def _soften(misses: np.ndarray) -> np.ndarray:
    """Beyond one standard error a miss counts in proportion, not squared: one odd trial must not bend all others."""
    return np.sign(misses) * np.sqrt(2 * (np.sqrt(1 + misses**2) - 1))


def _presets_from(fitted: dict[str, float]) -> dict[str, Preset]:
    return {name: apply_fit(name, fitted) for name in preset_names()}


@cache
def _rows(preset: str) -> dict:
    table = preset_table()
    return {row.parameter: row for row in table[table["preset"] == preset].itertuples(index=False)}


def _ceiling(name: str) -> float:
    return 0.98 if RANGES[name][2] == "share" else 40.0


def _target_misses(values, shift: dict[str, float], aims: list[Target], people: int) -> np.ndarray:
    presets = {name: _shifted(one, shift) for name, one in _presets_from(values).items()}
    lab = Lab(presets, people)
    return np.array([_miss(t, lab.read(t)) for t in aims])


def _shifted(preset: Preset, shift: dict[str, float]) -> Preset:
    return preset.changed(**{name: shift_value(name, preset[name], by) for name, by in shift.items()})


def _prior_sd(name: str) -> float:
    """Spread of a prior on the scale its parameter is shifted on."""
    prior = _rows("real_world")[name]
    if prior.basis == CALIBRATED:
        return TIGHT.get(name, PRIOR_SD)
    low, high = (max(x, 0.1 * prior.value) for x in (prior.low, prior.high))
    if RANGES[name][2] == "share":
        low, high = (x / (1 - min(x, 0.99)) for x in (low, high))
    return float(np.log(high / low) / 3.92) if prior.value > 0 else 0.0

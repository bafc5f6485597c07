"""The numbers a virtual cohort runs on: every parameter with its unit, its range, and where it comes from.

A preset is a set of values, each published, calibrated or an *estimate*, with the limits between which the
uncertainty ensemble draws it. The table is course_data/model_presets.csv, taken from `evidence`; callers may hand over
a table of their own (`from_table`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from utils import evidence
from utils.models._checks import ParameterError, require_count, require_range, require_seed
from utils.models.regimens import AGENT_NAMES, suggest

CALIBRATED = "calibrated"
BASES = ("published", CALIBRATED, "estimate")

READ = ("parameter", "value", "low", "high")

# parameter -> (lowest, highest, unit). A value outside is refused.
RANGES: dict[str, tuple[float, float, str]] = {
    "age_mean_years": (18.0, 100.0, "years"),
    "age_sd_years": (0.0, 30.0, "years"),
    "high_risk_share": (0.0, 1.0, "share"),
    "high_risk_regrowth_ratio": (0.1, 10.0, "ratio"),
    "frail_share_at_70": (0.0, 1.0, "share"),
    "frail_odds_per_year": (0.5, 2.0, "odds ratio"),
    "intermediate_share": (0.0, 1.0, "share"),
    "start_g_l": (1.0, 150.0, "g/L"),
    "start_sd_ln": (0.0, 2.0, "natural log"),
    "kill_per_day": (0.001, 1.0, "per day"),
    "kill_sd_ln": (0.0, 2.0, "natural log"),
    "regrowth_per_day": (0.0001, 0.2, "per day"),
    "regrowth_sd_ln": (0.0, 2.0, "natural log"),
    "growth_per_line_ratio": (0.5, 3.0, "ratio"),
    "effect": (0.0, 3.0, "ratio"),
    "potency_base": (0.0, 30.0, "e-foldings"),
    **{f"potency_{agent}": (0.0, 60.0, "e-foldings") for agent in AGENT_NAMES},
    "brake_anti_cd38": (0.0, 0.95, "share"),
    "person_sd": (0.0, 3.0, "natural log"),
    "line_sd": (0.0, 3.0, "natural log"),
    "response_base": (0.0, 10.0, "natural log"),
    "response_agent": (0.0, 10.0, "natural log"),
    "response_car_t": (0.0, 10.0, "natural log"),
    "left_failed": (0.0, 1.0, "share"),
    "left_exposed": (0.0, 1.0, "share"),
    "left_cross": (0.0, 1.0, "share"),
    "drift_per_line": (0.0, 3.0, "natural log"),
    "drift_refractory": (0.0, 3.0, "natural log"),
    "drift_t_cell_ratio": (0.0, 1.0, "share"),
    "toxicity_stop_share": (0.0, 1.0, "share"),
    "toxicity_frail_ratio": (0.1, 10.0, "ratio"),
    "dropout_after_1": (0.0, 1.0, "share"),
    "dropout_after_2": (0.0, 1.0, "share"),
    "dropout_after_3": (0.0, 1.0, "share"),
    "dropout_after_4": (0.0, 1.0, "share"),
    "dropout_after_5": (0.0, 1.0, "share"),
    "dropout_odds_per_year": (0.5, 2.0, "odds ratio"),
    "dropout_fitness_ratio": (0.5, 10.0, "odds ratio"),
    "dropout_no_response_ratio": (0.5, 10.0, "odds ratio"),
    "months_after_dropout": (0.1, 60.0, "months"),
    "gap_days": (0.0, 3650.0, "days"),
    "death_per_year_at_70": (0.0, 1.0, "per year"),
    "death_rise_per_year": (0.001, 0.3, "per year"),
    "death_frail_ratio": (0.1, 10.0, "ratio"),
    "death_per_line_ratio": (1.0, 3.0, "ratio"),
}


@dataclass(frozen=True)
class Preset:
    """A named set of parameter values with the limits of what is plausible for each.

    Read a value by its name, `preset["kill_per_day"]`; change some with `preset.changed(kill_per_day=0.02)`.
    """

    name: str
    values: Mapping[str, float]
    low: Mapping[str, float] = dataclasses.field(default_factory=dict)
    high: Mapping[str, float] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = [name for name in RANGES if name not in self.values]
        if missing:
            raise ParameterError(f"preset {self.name!r} lacks {missing[0]!r} ({RANGES[missing[0]][2]}).")
        for name, value in self.values.items():
            _check_value(name, value)

    def __getitem__(self, parameter: str) -> float:
        return self.values[parameter]

    def changed(self, **values: float) -> Preset:
        """The same preset with some values replaced; each is checked. Raises ParameterError."""
        return dataclasses.replace(self, values={**self.values, **values})


def preset(name: str | Preset | Mapping[str, float] | pd.DataFrame = "real_world") -> Preset:
    """The preset of this name: real_world, trial, era_before_2005, era_2005_2015, era_2015_2023, era_quadruplets.

    Also accepts a `Preset`, a mapping of changes to real_world, or rows of the presets table holding one preset.
    Raises ParameterError with the closest known name.
    """
    if isinstance(name, Preset):
        return name
    if isinstance(name, pd.DataFrame):
        return from_table(name)
    if isinstance(name, Mapping):
        return preset("real_world").changed(**name)
    if name not in preset_names():
        raise ParameterError(f"preset {name!r} is unknown. {suggest(str(name), preset_names())}")
    return _built_in_all()[name]


def preset_names() -> list[str]:
    """The presets that come with the course, in the order of the table."""
    return list(_built_in_all())


def preset_table() -> pd.DataFrame:
    """Every parameter of every built-in preset: one row each, course_data/model_presets.csv."""
    return evidence.table("model_presets")


@cache
def _built_in_all() -> dict[str, Preset]:
    table = preset_table()
    return {name: from_table(table, name) for name in dict.fromkeys(table["preset"])}


def from_table(table: pd.DataFrame, name: str | None = None) -> Preset:
    """A preset from rows of the presets table (columns preset, parameter, value, low, high).

    name: which preset, when the table holds several. Raises ParameterError.
    """
    names = list(dict.fromkeys(table["preset"]))
    if name is None and len(names) != 1:
        raise ParameterError(
            f"the table holds {len(names)} presets. Say which: {', '.join(map(str, names))}."
        )
    rows = table[table["preset"] == (name or names[0])]
    if rows.empty:
        raise ParameterError(f"preset {name!r} is not in the table. {suggest(str(name), map(str, names))}")
    return _from_rows(name or names[0], rows[list(READ)].itertuples(index=False, name=None))


def draw_presets(base: str | Preset, draws: int, seed: int) -> list[Preset]:
    """Parameter sets that fit the calibration targets about as well: the ensemble behind an uncertainty interval.

    `python3 course.py calibrate` drew them together, so that parameters which make up for one another stay
    together; the shifts (course_data/model_draws.csv) are applied to this preset's own values. Up to
    as many draws as the table holds, all are different. Raises ParameterError.
    """
    base = preset(base)
    require_count("draws", draws, 1, 10_000, "parameter draws")
    rng = np.random.default_rng(require_seed(seed))
    drawn = _shifts()
    known = len(next(iter(drawn.values())))
    order = np.concatenate([rng.permutation(known) for _ in range(-(-draws // known))])[:draws]
    return [
        base.changed(**{name: shift_value(name, base[name], shifts[k]) for name, shifts in drawn.items()})
        for k in order
    ]


@cache
def _shifts() -> dict[str, list[float]]:
    rows = evidence.table("model_draws").sort_values("draw", kind="stable")
    return {name: list(some) for name, some in rows.groupby("parameter", sort=False)["shift"]}


def shift_value(name: str, value: float, shift: float) -> float:
    """The value moved on its own scale: log-odds for a share, logarithm for everything else, within its range."""
    low, high, unit = RANGES[name]
    if value <= 0 or (unit == "share" and value >= 1):
        return value
    if unit == "share":
        odds = value / (1 - value) * np.exp(shift)
        return float(np.clip(odds / (1 + odds), low, high))
    return float(np.clip(value * np.exp(shift), low, high))


def _from_rows(name: str, rows) -> Preset:
    values, low, high = {}, {}, {}
    for parameter, value, least, most in rows:
        values[parameter] = float(value)
        if pd.notna(least) and pd.notna(most):
            low[parameter], high[parameter] = float(least), float(most)
    return Preset(name, MappingProxyType(values), MappingProxyType(low), MappingProxyType(high))


def _check_value(name: str, value) -> None:
    if name not in RANGES:
        raise ParameterError(f"parameter {name!r} is unknown. {suggest(name, RANGES)}")
    low, high, unit = RANGES[name]
    require_range(name, value, low, high, unit)

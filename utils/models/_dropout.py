"""Who gets no further line: registries publish averages, the model needs the chance of a typical person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from utils.models.presets import Preset

YEARS_TO_FAILURE = 2.0  # about how long after diagnosis a first line fails (estimate)
NO_RESPONSE_SHARE = 0.15  # of first lines (estimate)
STEPS = 25  # each comes closer by at least a half: more than float32 can tell
ASKED = (
    "age_mean_years", "age_sd_years", "frail_share_at_70", "frail_odds_per_year", "intermediate_share",
    "dropout_odds_per_year", "dropout_fitness_ratio", "dropout_no_response_ratio",
)  # fmt: skip


def centre_dropout(preset: Preset, shares) -> np.ndarray:
    """The chance for somebody of mean age and intermediate fitness that averages to these shares at the first line.

    The chance rises steeply with age and frailty, so the average lies above the typical person's. At later lines the
    average follows from who is still there.
    """
    return np.array(_centre(tuple(shares), tuple(preset[name] for name in ASKED)), dtype=np.float32)


@lru_cache(maxsize=256)
def _centre(shares: tuple[float, ...], asked: tuple[float, ...]) -> tuple[float, ...]:
    offsets, weight = _spread_of_odds(dict(zip(ASKED, asked, strict=True)))
    given = np.array(shares)
    inner = np.clip(given, 1e-6, 1 - 1e-6)
    aim = np.log(inner / (1 - inner))
    centre = aim.copy()
    for _ in range(STEPS):
        mean = np.clip((1 / (1 + np.exp(-(centre[:, None] + offsets)))) @ weight, 1e-9, 1 - 1e-9)
        centre = np.clip(centre + aim - np.log(mean / (1 - mean)), -30, 30)
    return tuple(np.where((given > 0) & (given < 1), 1 / (1 + np.exp(-centre)), given).tolist())


def _spread_of_odds(q: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Logarithms of the odds against the typical person's, over age, fitness and response, and how common each is."""
    z = np.linspace(-2.5, 2.5, 11)
    age = np.clip(q["age_mean_years"] + q["age_sd_years"] * z, 18, 100)
    share = min(max(q["frail_share_at_70"], 1e-6), 1 - 1e-6)
    odds = share / (1 - share) * q["frail_odds_per_year"] ** (age - 70)
    frail = odds / (1 + odds)
    middle = np.minimum(q["intermediate_share"], 1 - frail)
    fitness = np.stack([1 - frail - middle, middle, frail], axis=1)
    no_response = np.array([1 - NO_RESPONSE_SHARE, NO_RESPONSE_SHARE])
    bell = np.exp(-(z**2) / 2)
    weight = (bell / bell.sum())[:, None, None] * fitness[:, :, None] * no_response
    years = np.log(q["dropout_odds_per_year"]) * (age - q["age_mean_years"] + YEARS_TO_FAILURE)
    steps = np.log(q["dropout_fitness_ratio"]) * np.array([-1.0, 0.0, 1.0])
    bad = np.array([0.0, np.log(q["dropout_no_response_ratio"])])
    offsets = years[:, None, None] + steps[:, None] + bad
    return offsets.ravel(), weight.ravel()

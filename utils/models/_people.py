"""Who the virtual people are: age, fitness, risk, how their disease behaves, and when other causes would end life."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from utils.models._units import RISE_G_L
from utils.models.presets import Preset
from utils.models.regimens import AGENT_NAMES

f32 = np.float32


@dataclass
class People:
    """Those about to start a line; every field has one entry a person (`left` one row)."""

    person: np.ndarray
    age: np.ndarray
    fitness: np.ndarray
    high_risk: np.ndarray
    refractory: np.ndarray
    exposed: np.ndarray
    left: np.ndarray
    start: np.ndarray
    luck: np.ndarray
    ln_ratio: np.ndarray
    kill: np.ndarray
    regrowth: np.ndarray
    rise: np.ndarray
    death: np.ndarray
    cut: np.ndarray
    log_odds: np.ndarray
    toxicity: np.ndarray

    def keep(self, chosen: np.ndarray) -> People:
        """Only these people, in the same order."""
        return People(
            **{field.name: getattr(self, field.name).take(chosen, axis=0) for field in fields(self)}
        )


def keyed_generator(seed: int, block: int, stream: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(block, stream))))


def draw_people(q: Preset, follow_up, seed: int, block: int, count: int) -> People:
    rng = keyed_generator(seed, block, 0)
    z = rng.standard_normal((5, count), dtype=f32)
    u = rng.random((4, count), dtype=f32)
    age = np.clip(f32(q["age_mean_years"]) + f32(q["age_sd_years"]) * z[0], 18, 100, dtype=f32)
    high_risk, fitness = u[0] < f32(q["high_risk_share"]), _draw_fitness(q, age, u[1])
    frail = fitness == 2
    regrowth = f32(q["regrowth_per_day"]) * np.exp(f32(q["regrowth_sd_ln"]) * z[1])
    regrowth *= np.where(high_risk, f32(q["high_risk_regrowth_ratio"]), f32(1))
    kill = f32(q["kill_per_day"]) * np.exp(f32(q["kill_sd_ln"]) * z[2])
    death = _draw_death(q, age, frail, u[2])
    toxic = f32(q["toxicity_stop_share"]) * np.where(frail, f32(q["toxicity_frail_ratio"]), f32(1))
    return People(
        person=np.arange(count, dtype=np.int32),
        age=age,
        fitness=fitness,
        high_risk=high_risk,
        refractory=np.zeros(count, dtype=np.int16),
        exposed=np.zeros(count, dtype=np.int16),
        left=np.ones((count, len(AGENT_NAMES)), dtype=f32),
        start=np.zeros(count, dtype=f32),
        luck=f32(q["person_sd"]) * z[3],
        ln_ratio=np.log(kill / regrowth),
        kill=kill,
        regrowth=regrowth,
        rise=f32(RISE_G_L / q["start_g_l"]) * np.exp(f32(-q["start_sd_ln"]) * z[4]),
        death=death,
        cut=_draw_cut(follow_up, u[3]),
        log_odds=_find_log_odds(q, age, fitness),
        toxicity=np.minimum(toxic, f32(1)),
    )


def _draw_fitness(q: Preset, age, u) -> np.ndarray:
    share = min(max(q["frail_share_at_70"], 1e-6), 1 - 1e-6)
    frail = f32(share / (1 - share)) * np.exp(f32(np.log(q["frail_odds_per_year"])) * (age - f32(70)))
    frail /= 1 + frail
    return (u < frail).astype(np.int8) + (u < frail + f32(q["intermediate_share"]))


def _find_log_odds(q: Preset, age, fitness) -> np.ndarray:
    """Of no further line, against somebody of mean age and intermediate fitness."""
    years = f32(np.log(q["dropout_odds_per_year"])) * (age - f32(q["age_mean_years"]))
    return years + f32(np.log(q["dropout_fitness_ratio"])) * (fitness - f32(1))


def _draw_death(q: Preset, age, frail, u) -> np.ndarray:
    """Months to death from anything but myeloma: a hazard that rises with age as Gompertz described."""
    rise = f32(q["death_rise_per_year"])
    now = f32(q["death_per_year_at_70"]) * np.exp(rise * (age - f32(70)))
    now *= np.where(frail, f32(q["death_frail_ratio"]), f32(1))
    with np.errstate(divide="ignore", over="ignore"):
        return np.log1p(-rise / now * np.log(1 - u)) * (f32(12) / rise)


def _draw_cut(follow_up, u) -> np.ndarray:
    if follow_up is None:
        return np.full(u.size, np.inf, dtype=f32)
    low, high = follow_up
    return f32(low) + f32(high - low) * u

"""One block of virtual people through their lines: the arithmetic behind `cohort.simulate`.

Blocks are fixed (BLOCK people, random numbers keyed by seed, block and line), so the answer depends neither on
the chunk size nor on the number of threads, and person 17 draws the same luck under every policy. All numbers
are float32: half the memory traffic, and the errors (1e-6) are far below the Monte Carlo noise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from utils.models._units import DAYS_PER_MONTH, RISE_G_L, RISE_RATIO
from utils.models.policies import MOST_LINES, Policy
from utils.models.presets import Preset
from utils.models.regimens import AGENT_NAMES, AGENTS, REGIMENS, T_CELL_AGENTS

BLOCK = 16_384  # large enough to hide the cost of a call, small enough to stay in the cache
REFRACTORY_DAYS = 60.0  # progression on treatment or within 60 days of stopping it (source: rep11)
UNBENT = np.float32(5.0)  # at this many e-foldings the exponent changes nothing
LEAST_LN_P, MOST_LN_P = np.float32(np.log(1e-30)), np.float32(np.log(0.9))
EVENTS = ("progressed", "died", "ongoing at the cut")
NEXT = ("next line", "no further line", "died", "data cut")
RESPONSES = ("none", "partial", "very good partial", "complete depth")
RESPONSE_LEVELS = np.array([0.5, 0.1, 0.01], dtype=np.float32)  # of the starting M-protein (source: resp16)
ANTI_CD38 = AGENT_NAMES.index("anti_cd38")
HOLDS = np.array([[agent in plan.agents for agent in AGENT_NAMES] for plan in REGIMENS.values()])
RELATED = np.array(
    [
        [AGENTS[agent] in {AGENTS[x] for x in plan.agents} for agent in AGENT_NAMES]
        for plan in REGIMENS.values()
    ]
)
f32 = np.float32


@dataclass(frozen=True)
class Model:
    """A preset and a policy made ready for arrays."""

    preset: Preset
    policy: Policy
    follow_up: tuple[float, float] | None
    potency: np.ndarray  # regimen x agent
    brake: np.ndarray  # regimen: how much its antibody slows resistant cells in disease that never met one
    memory: np.ndarray  # all regimens ended as planned, then all failed, x agent: what is left of its potency
    bits: np.ndarray  # regimen: agents as a mask
    planned_days: np.ndarray
    dropout: np.ndarray
    lines: int


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
    shift: np.ndarray
    ln_ratio: np.ndarray
    kill: np.ndarray
    regrowth: np.ndarray
    rise: np.ndarray
    death: np.ndarray
    cut: np.ndarray
    odds: np.ndarray
    toxicity: np.ndarray

    def keep(self, chosen: np.ndarray) -> People:
        """Only these people, in the same order."""
        return People(
            **{field.name: getattr(self, field.name).take(chosen, axis=0) for field in fields(self)}
        )


def build_model(preset: Preset, policy: Policy, follow_up, drift: bool, max_lines: int) -> Model:
    """Turn parameters by name into the arrays a block works with."""
    potency = (HOLDS * np.array([preset[f"potency_{agent}"] for agent in AGENT_NAMES])).astype(f32)
    drops = [preset[f"dropout_after_{min(k, 5)}"] for k in range(1, MOST_LINES + 1)]
    return Model(
        preset=preset,
        policy=policy,
        follow_up=follow_up,
        potency=potency * f32(preset["effect"]),
        brake=(potency[:, ANTI_CD38] > 0) * f32(preset["brake_anti_cd38"]),
        memory=np.concatenate([_memory(preset, drift, failed) for failed in (False, True)]),
        bits=np.array(
            [sum(1 << AGENT_NAMES.index(a) for a in r.agents) for r in REGIMENS.values()], dtype=np.int16
        ),
        planned_days=np.array([r.planned_months * DAYS_PER_MONTH for r in REGIMENS.values()], dtype=f32),
        dropout=np.array(drops, dtype=f32),
        lines=min(max_lines, policy.last_line),
    )


def _memory(preset: Preset, drift: bool, failed: bool) -> np.ndarray:
    """What a line leaves of each agent's potency: its own agents, their relatives, and the drift of all."""
    own = preset["left_failed"] if failed else preset["left_exposed"]
    related = preset["left_cross"] if failed else np.sqrt(preset["left_exposed"])
    table = np.where(HOLDS, own, np.where(RELATED, related, 1.0))
    return (table * _drift(preset, failed) if drift else table).astype(f32)


def _drift(preset: Preset, failed: bool) -> np.ndarray:
    """What one line leaves of agents it did not contain; T-cell therapies feel only a share of it."""
    loss = preset["drift_per_line"] + (preset["drift_refractory"] if failed else 0.0)
    felt = [preset["drift_t_cell_ratio"] if agent in T_CELL_AGENTS else 1.0 for agent in AGENT_NAMES]
    return np.exp(-loss * np.array(felt))


def simulate_block(model: Model, seed: int, block: int, count: int) -> dict[str, np.ndarray]:
    """All lines of one block of people, rows ordered by person and line."""
    everyone = _draw_people(model, seed, block, count)
    survival, died = np.minimum(everyone.death, everyone.cut), everyone.death <= everyone.cut
    people, lines = everyone, []
    for line in range(1, model.lines + 1):
        luck = _draw_luck(seed, block, line, count)
        rows, people = _run_line(model, people, line, luck, survival, died)
        lines.append(rows)
        if not people.person.size:
            break
    return _order_rows(lines, everyone, survival, died, block * BLOCK)


def _generator(seed: int, block: int, stream: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(block, stream))))


def _draw_luck(seed: int, block: int, line: int, count: int):
    """One normal and three uniforms a person and line, drawn for all so that luck belongs to the person."""
    rng = _generator(seed, block, line)
    return rng.standard_normal(count, dtype=f32), rng.random((3, count), dtype=f32)


def _draw_people(model: Model, seed: int, block: int, count: int) -> People:
    q, rng = model.preset, _generator(seed, block, 0)
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
        shift=f32(q["person_sd"]) * z[3] - f32(q["effect"] * q["potency_base"]),
        ln_ratio=np.log(kill / regrowth),
        kill=kill,
        regrowth=regrowth,
        rise=f32(RISE_G_L / q["start_g_l"]) * np.exp(f32(-q["start_sd_ln"]) * z[4]),
        death=death,
        cut=_draw_cut(model.follow_up, u[3]),
        odds=np.exp(f32(np.log(q["dropout_odds_per_year"])) * (age - f32(q["age_mean_years"]))),
        toxicity=np.minimum(toxic, f32(1)),
    )


def _draw_fitness(q: Preset, age, u) -> np.ndarray:
    share = min(max(q["frail_share_at_70"], 1e-6), 1 - 1e-6)
    frail = f32(share / (1 - share)) * np.exp(f32(np.log(q["frail_odds_per_year"])) * (age - f32(70)))
    frail /= 1 + frail
    return (u < frail).astype(np.int8) + (u < frail + f32(q["intermediate_share"]))


def _draw_death(q: Preset, age, frail, u) -> np.ndarray:
    """Months to death from anything but myeloma: a hazard that rises with age as Gompertz described."""
    rise = f32(q["death_rise_per_year"])
    now = f32(q["death_per_year_at_70"]) * np.exp(rise * (age - f32(70)))
    now *= np.where(frail, f32(q["death_frail_ratio"]), f32(1))
    with np.errstate(divide="ignore"):
        return np.log1p(-rise / now * np.log(1 - u)) * (f32(12) / rise)


def _draw_cut(follow_up, u) -> np.ndarray:
    if follow_up is None:
        return np.full(u.size, np.inf, dtype=f32)
    low, high = follow_up
    return f32(low) + f32(high - low) * u


def _run_line(model: Model, people: People, line: int, luck, survival, died):
    """One line of everybody still treated: what they get, how long it lasts, who goes on."""
    q, who = model.preset, people.person
    z, u = (luck[0], luck[1]) if who.size == luck[0].size else (luck[0].take(who), luck[1].take(who, axis=1))
    code = model.policy.assign(people, line, who.size)
    faster = f32(q["growth_per_line_ratio"] ** (line - 1))
    ln_p = people.shift - _depth(model, code, people.left) + f32(q["line_sd"]) * z
    np.clip(ln_p, LEAST_LN_P, MOST_LN_P, out=ln_p)
    ln_p[u[0] < f32(q["primary_refractory_share"])] = MOST_LN_P
    days, nadir, stop, early = _time_progression(model, people, code, ln_p, faster, u[1])
    months = days * f32(1 / DAYS_PER_MONTH)
    end = people.start + months
    last = np.minimum(people.death, people.cut)
    failed = end < last
    months, end = np.where(failed, months, last - people.start), np.minimum(end, last)
    onward, after = _pass_on(model, people, line, end, failed, u[2], survival, died)
    rows = _rows(people, line, code, months, failed, nadir, early, after)
    return rows, _remember(model, people, code, days, stop, onward, end)


def _depth(model: Model, code, left) -> np.ndarray:
    """E-foldings of resistant cells this regimen removes: potencies of what still works, a little less than summed."""
    total = np.einsum("nk,nk->n", model.potency.take(code, axis=0), left)
    bend = f32(model.preset["depth_exponent"])
    if bend == 1:
        return total
    return np.exp(bend * np.log(np.maximum(total, f32(1e-6)) / UNBENT)) * UNBENT


def _time_progression(model: Model, people: People, code, ln_p, faster, u_toxic):
    """Days to progression (IMWG serum rule), nadir (share of the start), the day treatment stops, and if too early.

    The same closed form as `kinetics`; two Newton steps from the law ln(h / p) / rr, the first of which costs
    one exponential because the resistant part equals h there.
    """
    kill, untreated = people.kill, people.regrowth * faster
    brake = 1 - model.brake.take(code) * people.left[:, ANTI_CD38]
    regrowth = untreated * brake
    p = np.exp(ln_p)
    ln_rest = np.log(1 - p)
    turn = np.maximum((ln_rest - ln_p + people.ln_ratio - np.log(faster * brake)) / (kill + regrowth), f32(0))
    nadir = np.where(turn > 0, np.exp(ln_p + regrowth * turn) * (1 + regrowth / kill), f32(1))
    level = np.maximum(f32(RISE_RATIO) * nadir, nadir + people.rise)
    days = (np.log(level) - ln_p) / regrowth
    fading = np.exp(ln_rest - kill * days)
    days -= fading / np.maximum(regrowth * level - kill * fading, f32(1e-9))
    fading, rising = np.exp(ln_rest - kill * days), np.exp(ln_p + regrowth * days)
    days -= (fading + rising - level) / np.maximum(regrowth * rising - kill * fading, f32(1e-9))
    planned = model.planned_days.take(code)
    toxic = f32(365) * u_toxic / np.maximum(people.toxicity, f32(1e-9)) + f32(14)
    stop = np.where(u_toxic < people.toxicity, np.minimum(planned, toxic), planned)
    early = (stop < planned) & (stop < days)
    _regrow_untreated(people, ln_p, ln_rest, (regrowth, untreated), turn, nadir, days, stop)
    return days, nadir, stop, early


def _regrow_untreated(people, ln_p, ln_rest, rates, turn, nadir, days, stop) -> None:
    """After an early stop sensitive cells grow back too, so progression comes sooner (changes days, nadir)."""
    early = np.flatnonzero(stop < days)
    if not early.size:
        return
    t, (braked, free) = stop[early], (rate[early] for rate in rates)
    level = np.exp(ln_rest[early] - people.kill[early] * t) + np.exp(ln_p[early] + braked * t)
    lowest = np.where(t < turn[early], level, nadir[early])
    target = np.maximum(f32(RISE_RATIO) * lowest, lowest + people.rise[early])
    days[early] = np.minimum(days[early], t + np.log(target / level) / free)
    nadir[early] = lowest


def _pass_on(model: Model, people: People, line: int, end, failed, u, survival, died):
    """Who starts a next line, and what became of the others; fills in their survival."""
    base = model.dropout[line - 1] if line < model.lines else f32(1)
    odds = base / np.maximum(f32(1) - base, f32(1e-9)) * people.odds
    chance = odds / (1 + odds) if base < 1 else np.ones_like(odds)
    drops = failed & (u < chance)
    next_start = end + f32(model.preset["gap_days"] / DAYS_PER_MONTH)
    last = np.minimum(people.death, people.cut)
    onward = failed & ~drops & (next_start < last)
    _end_lives(model, people, end, drops, u / chance, survival, died)
    after = np.where(people.death <= people.cut, np.int8(2), np.int8(3))
    after[drops] = 1
    after[onward] = 0
    return onward, after


def _end_lives(model: Model, people: People, end, drops, u, survival, died) -> None:
    """Without a further line life is short: an exponential time, cut off by other causes and the data cut.

    u: given that it lay below the chance of dropping out, the draw as a share of that chance is uniform again.
    """
    gone = np.flatnonzero(drops)
    who = people.person[gone]
    mean = f32(model.preset["months_after_dropout"] / np.log(2))
    until = np.minimum(end[gone] - mean * np.log(np.maximum(1 - u[gone], f32(1e-7))), people.death[gone])
    died[who] = until <= people.cut[gone]
    survival[who] = np.minimum(until, people.cut[gone])


def _remember(model: Model, people: People, code, days, stop, onward, end) -> People:
    """Those who go on, with what this line taught their disease."""
    kept = np.flatnonzero(onward)
    rest, code = people.keep(kept), code.take(kept)
    failed_on = days.take(kept) - stop.take(kept) <= f32(REFRACTORY_DAYS)
    rest.left *= model.memory.take(code + failed_on * np.int16(len(REGIMENS)), axis=0)
    bits = model.bits.take(code)
    rest.exposed |= bits
    rest.refractory |= np.where(failed_on, bits, np.int16(0))
    rest.start = end.take(kept) + f32(model.preset["gap_days"] / DAYS_PER_MONTH)
    return rest


def _rows(people: People, line: int, code, months, failed, nadir, early, after) -> tuple:
    """This line's columns, packed eight bytes wide so that putting rows in order moves each of them twice only."""
    count = people.person.size
    small, times = np.empty((count, 8), dtype=np.int8), np.empty((count, 2), dtype=f32)
    small[:, 0], small[:, 1], small[:, 4], small[:, 5] = line, code, after, early
    small[:, 2] = np.where(failed, 0, np.where(people.death <= people.cut, 1, 2))
    small[:, 3] = (nadir <= RESPONSE_LEVELS[:, None]).sum(axis=0, dtype=np.int8)
    small[:, 6:] = people.refractory.view(np.int8).reshape(count, 2)
    times[:, 0], times[:, 1] = people.start, months
    return people.person, small.view(np.int64).ravel(), times.view(np.int64).ravel()


def _order_rows(lines, everyone: People, survival, died, first_person: int) -> dict[str, np.ndarray]:
    """Rows by person and line; `small` and `times` are unpacked views, `own` and `flags` repeat the person's."""
    count = np.bincount(np.concatenate([rows[0] for rows in lines]), minlength=everyone.person.size)
    offset, who = np.cumsum(count) - count, np.repeat(everyone.person, count)
    small, times = np.empty(who.size, dtype=np.int64), np.empty(who.size, dtype=np.int64)
    for line, (person, own_small, own_times) in enumerate(lines):
        place = offset.take(person) + line
        small[place], times[place] = own_small, own_times
    own, flags = np.stack([everyone.age, survival], axis=1), np.zeros((count.size, 4), dtype=np.int8)
    flags[:, 0], flags[:, 1], flags[:, 2] = everyone.fitness, everyone.high_risk, died
    return {
        "person": who + np.int32(first_person),
        "small": small.view(np.int8).reshape(-1, 8),
        "times": times.view(f32).reshape(-1, 2),
        "own": own.view(np.int64).take(who).view(f32).reshape(-1, 2),
        "flags": flags.view(np.int32).take(who).view(np.int8).reshape(-1, 4),
    }

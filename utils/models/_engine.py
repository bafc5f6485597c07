"""One block of virtual people through their lines: the arithmetic behind `cohort.simulate`.

Blocks are fixed (BLOCK people, random numbers keyed by seed, block and line), so the answer depends neither on
the chunk size nor on the number of threads, and person 17 draws the same luck under every policy. All numbers
are float32: half the memory traffic, and the errors (1e-6) are far below the Monte Carlo noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.models._people import People, draw_people, keyed_generator
from utils.models._units import DAYS_PER_MONTH, RISE_RATIO
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
    everyone = draw_people(model.preset, model.follow_up, seed, block, count)
    survival, died = np.minimum(everyone.death, everyone.cut), everyone.death <= everyone.cut
    people, lines = everyone, []
    for line in range(1, model.lines + 1):
        luck = _draw_luck(seed, block, line, count)
        rows, people = _run_line(model, people, line, luck, survival, died)
        lines.append(rows)
        if not people.person.size:
            break
    return _order_rows(lines, everyone, survival, died, block * BLOCK)


def _draw_luck(seed: int, block: int, line: int, count: int):
    """One normal and three uniforms a person and line, drawn for all so that luck belongs to the person."""
    rng = keyed_generator(seed, block, line)
    return rng.standard_normal(count, dtype=f32), rng.random((3, count), dtype=f32)


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
    _end_lives(model, people, end, drops, u / np.maximum(chance, f32(1e-9)), survival, died)
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

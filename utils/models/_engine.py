"""One block of virtual people through their lines: the arithmetic behind `cohort.simulate`.

Blocks are fixed (BLOCK people, random numbers keyed by seed, block and line), so the answer depends neither on
the chunk size nor on the number of threads, and person 17 draws the same luck under every policy. All numbers
are float32: half the memory traffic, and the errors (1e-6) are far below the Monte Carlo noise.
"""

from __future__ import annotations

import numpy as np

from utils.models._model import ANTI_CD38, Model
from utils.models._people import People, draw_people, keyed_generator
from utils.models._units import DAYS_PER_MONTH, RISE_RATIO
from utils.models.regimens import REGIMENS

BLOCK = 16_384  # large enough to hide the cost of a call, small enough to stay in the cache
REFRACTORY_DAYS = 60.0  # progression on treatment or within 60 days of stopping it (source: rep11)
LEAST_LN_P, MOST_LN_P = np.float32(np.log(1e-30)), np.float32(np.log(0.9))
EVENTS = ("progressed", "died", "ongoing at the cut")
NEXT = ("next line", "no further line", "died", "data cut")
RESPONSES = ("none", "partial", "very good partial", "complete depth")
RESPONSE_LEVELS = np.array([0.5, 0.1, 0.01], dtype=np.float32)  # of the starting M-protein (source: resp16)
f32 = np.float32


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
    depth, reached = _reach(model, code, people.left)
    ln_p = -depth * np.exp(people.luck + f32(q["line_sd"]) * z)
    np.clip(ln_p, LEAST_LN_P, MOST_LN_P, out=ln_p)
    ln_p[u[0] < np.exp(-reached)] = MOST_LN_P
    days, nadir, stop, early = _time_progression(model, people, code, ln_p, faster, u[1])
    months = days * f32(1 / DAYS_PER_MONTH)
    end = people.start + months
    last = np.minimum(people.death, people.cut)
    failed = end < last
    months, end = np.where(failed, months, last - people.start), np.minimum(end, last)
    onward, after = _pass_on(model, people, line, end, failed, nadir, u[2], survival, died)
    rows = _rows(people, line, code, months, failed, nadir, early, after)
    rest = _remember(model, people, code, days, stop, onward, end)
    _bring_death_nearer(model, rest, survival, died)
    return rows, rest


def _reach(model: Model, code, left) -> tuple[np.ndarray, np.ndarray]:
    """E-foldings of resistant cells this regimen removes, and minus the logarithm of the chance that it does nothing.

    Both add up over the agents that still work: a second drug deepens the remission, and reaches people whom the first
    did not reach at all.
    """
    depth, reached = np.full(code.size, model.base[0]), np.full(code.size, model.base[1])
    first, flat = np.arange(0, left.size, left.shape[1]), left.ravel()
    for agent, potency, response in zip(model.agents.T, model.potency.T, model.response.T, strict=True):
        working = flat.take(first + agent.take(code))
        depth += potency.take(code) * working
        reached += response.take(code) * working
    return depth, reached


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
    planned = model.stop_days.take(code)
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


def _pass_on(model: Model, people: People, line: int, end, failed, nadir, u, survival, died):
    """Who starts a next line, and what became of the others; fills in their survival."""
    chance = _chance_of_no_further_line(model, people, line, end, nadir)
    drops = failed & (u < chance)
    next_start = end + f32(model.preset["gap_days"] / DAYS_PER_MONTH)
    last = np.minimum(people.death, people.cut)
    onward = failed & ~drops & (next_start < last)
    _end_lives(model, people, end, drops, u / np.maximum(chance, f32(1e-9)), survival, died)
    after = np.where(people.death <= people.cut, np.int8(2), np.int8(3))
    after[drops] = 1
    after[onward] = 0
    return onward, after


def _chance_of_no_further_line(model: Model, people: People, line: int, end, nadir) -> np.ndarray:
    """Rises with age at that time, with frailty, and when the line that failed had brought no response."""
    base = model.dropout[line - 1] if line < model.lines else f32(1)
    if not 0 < base < 1:
        return np.full(end.size, base, dtype=f32)
    q = model.preset
    log_odds = people.log_odds + f32(np.log(q["dropout_odds_per_year"]) / 12) * end
    log_odds += f32(np.log(q["dropout_no_response_ratio"])) * (nadir > RESPONSE_LEVELS[0])
    np.clip(log_odds, -50, 50, out=log_odds)  # what lies beyond is certain, and its exponential overflows
    return 1 / (1 + np.exp(-log_odds) * ((1 - base) / base))


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
    days, rest_of = days.take(kept), np.int16(len(REGIMENS))
    failed_on = days - stop.take(kept) <= f32(REFRACTORY_DAYS)
    alone = days - model.fixed_days.take(code) > f32(REFRACTORY_DAYS)
    row = code + failed_on * rest_of + (failed_on & alone) * rest_of
    rest.left *= model.memory.take(row, axis=0)
    rest.exposed |= model.bits.take(code)
    rest.refractory |= model.failed_bits.take(row)
    rest.start = end.take(kept) + f32(model.preset["gap_days"] / DAYS_PER_MONTH)
    return rest


def _bring_death_nearer(model: Model, rest: People, survival, died) -> None:
    """Each further line leaves people frailer: what remained of their cumulative hazard is used up faster."""
    ratio = f32(model.preset["death_per_line_ratio"])
    if ratio == 1:
        return
    rise = f32(model.preset["death_rise_per_year"] / 12)
    to_come = rise * (rest.death - rest.start)
    near = np.minimum(to_come, f32(80))  # beyond that an exponential overflows, and the ratio is a mere shift
    rest.death = rest.start + (np.log1p(np.expm1(near) / ratio) + (to_come - near)) / rise
    survival[rest.person] = np.minimum(rest.death, rest.cut)
    died[rest.person] = rest.death <= rest.cut


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

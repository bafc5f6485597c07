"""The virtual cohort written one person at a time: the peer of the vectorised one, and an independent check on it.

Same preset, same policy, same arithmetic, in plain Python with `math` and `random` (or handed-in luck, so that a
test can compare it with the vectorised rows person by person). `simpy_cohort` lives the same lives as processes.
"""

import math
import random

from utils.models._dropout import centre_dropout
from utils.models.policies import check_policy
from utils.models.presets import preset as find_preset
from utils.models.regimens import AGENT_NAMES, AGENTS, REGIMEN_NAMES, REGIMENS, T_CELL_AGENTS

DAYS = 365.25 / 12


class Person:
    """Who somebody is: what the policy may ask about, and how their disease behaves."""

    def __init__(self, q, z, u, follow_up):
        self.age = min(max(q["age_mean_years"] + q["age_sd_years"] * z[0], 18.0), 100.0)
        self.high_risk = u[0] < q["high_risk_share"]
        odds = q["frail_share_at_70"] / (1 - q["frail_share_at_70"])
        odds *= q["frail_odds_per_year"] ** (self.age - 70)
        frail = odds / (1 + odds)
        self.fitness = 2 if u[1] < frail else 1 if u[1] < frail + q["intermediate_share"] else 0
        self.regrowth = q["regrowth_per_day"] * math.exp(q["regrowth_sd_ln"] * z[1])
        self.regrowth *= q["high_risk_regrowth_ratio"] if self.high_risk else 1.0
        self.kill = q["kill_per_day"] * math.exp(q["kill_sd_ln"] * z[2])
        self.luck = q["person_sd"] * z[3]
        self.rise = 5.0 / (q["start_g_l"] * math.exp(q["start_sd_ln"] * z[4]))
        hazard = q["death_per_year_at_70"] * math.exp(q["death_rise_per_year"] * (self.age - 70))
        hazard *= q["death_frail_ratio"] if self.fitness == 2 else 1.0
        rise = q["death_rise_per_year"]
        self.death = 12 / rise * math.log1p(-rise / hazard * math.log(1 - u[2]))
        self.cut = math.inf if follow_up is None else follow_up[0] + (follow_up[1] - follow_up[0]) * u[3]
        self.odds = q["dropout_fitness_ratio"] ** (self.fitness - 1)
        self.toxicity = min(
            q["toxicity_stop_share"] * (q["toxicity_frail_ratio"] if self.fitness == 2 else 1.0), 1.0
        )
        self.left = dict.fromkeys(AGENT_NAMES, 1.0)
        self.refractory = self.exposed = 0


def choose(policy, person, line):
    """The first rule that fits."""
    for rule in policy.rules:
        if all(_holds(key, wanted, person, line) for key, wanted in rule.when):
            return REGIMENS[REGIMEN_NAMES[rule.code]]
    raise AssertionError("the last rule has no conditions")


def _holds(key, wanted, person, line):
    if key == "line":
        return line in wanted
    if key == "from_line":
        return line >= wanted
    if key in ("refractory", "exposed"):
        return getattr(person, key) & wanted != 0
    if key in ("not_refractory", "not_exposed"):
        return getattr(person, key[4:]) & wanted == 0
    if key == "fitness":
        return person.fitness in wanted
    if key == "high_risk":
        return person.high_risk == wanted
    return person.age >= wanted if key == "age_from" else person.age < wanted


def time_line(q, person, regimen, line, z, u):
    """Days to progression, nadir as a share of the start, day of stopping."""
    total = q["potency_base"] + sum(q[f"potency_{agent}"] * person.left[agent] for agent in regimen.agents)
    depth = total * q["effect"]
    ln_p = min(max(-depth * math.exp(person.luck + q["line_sd"] * z), math.log(1e-30)), math.log(0.9))
    reached = q["response_base"]
    for agent in regimen.agents:
        reached += q["response_car_t" if agent == "bcma_car_t" else "response_agent"] * person.left[agent]
    if u[0] < math.exp(-reached):
        ln_p = math.log(0.9)
    free = person.regrowth * q["growth_per_line_ratio"] ** (line - 1)
    brake = q["brake_anti_cd38"] * person.left["anti_cd38"] if "anti_cd38" in regimen.agents else 0.0
    rr, rs, p = free * (1 - brake), person.kill, math.exp(ln_p)
    turn = max((math.log(1 - p) - ln_p + math.log(rs / rr)) / (rs + rr), 0.0)
    nadir = (1 - p) * math.exp(-rs * turn) + p * math.exp(rr * turn)
    level = max(1.25 * nadir, nadir + person.rise)
    days = (math.log(level) - ln_p) / rr
    for _ in range(2):
        fading, rising = (1 - p) * math.exp(-rs * days), math.exp(ln_p + rr * days)
        days -= (fading + rising - level) / max(rr * rising - rs * fading, 1e-9)
    stop = math.inf if regimen.kept else regimen.planned_months * DAYS
    if u[1] < person.toxicity:
        stop = min(stop, 365 * u[1] / person.toxicity + 14)
    if stop < days:
        now = (1 - p) * math.exp(-rs * stop) + math.exp(ln_p + rr * stop)
        nadir = now if stop < turn else nadir
        level = max(1.25 * nadir, nadir + person.rise)
        days = min(days, stop + math.log(level / now) / free)
    return days, nadir, stop


def remember(q, person, regimen, failed, drift):
    """What the line taught the disease. failed: the agents it grew under, or None."""
    person.exposed |= sum(1 << AGENT_NAMES.index(agent) for agent in regimen.agents)
    person.refractory |= sum(1 << AGENT_NAMES.index(agent) for agent in failed or ())
    loss = q["drift_per_line"] + (0.0 if failed is None else q["drift_refractory"]) if drift else 0.0
    failed = failed or ()
    failed_classes = {AGENTS[agent] for agent in failed}
    exposed_classes = {AGENTS[agent] for agent in regimen.agents if agent not in failed}
    for agent in AGENT_NAMES:
        keep = math.exp(-loss * (q["drift_t_cell_ratio"] if agent in T_CELL_AGENTS else 1.0))
        if agent in regimen.agents:
            keep *= q["left_failed"] if agent in failed else q["left_exposed"]
        elif AGENTS[agent] in failed_classes:
            keep *= q["left_cross"]
        elif AGENTS[agent] in exposed_classes:
            keep *= math.sqrt(q["left_exposed"])
        person.left[agent] *= keep


def grown_under(regimen, days, stop):
    """The agents that were still given when the disease grew; None when treatment had ended."""
    if days - stop > 60:
        return None
    alone = regimen.kept and days - regimen.planned_months * DAYS > 60
    return regimen.kept if alone else regimen.agents


def chance_of_no_further_line(q, person, line, end, nadir):
    """Higher for the old, the frail, and when the line had brought no response."""
    base = q["typical"][line - 1]
    odds = base / (1 - base) * person.odds
    odds *= q["dropout_odds_per_year"] ** (person.age - q["age_mean_years"] + end / 12)
    odds *= q["dropout_no_response_ratio"] if nadir > 0.5 else 1.0
    return odds / (1 + odds)


def bring_death_nearer(q, person, now):
    """What remains of the cumulative hazard is used up faster after each line."""
    rise = q["death_rise_per_year"] / 12
    past, end = math.exp(rise * now), math.exp(rise * person.death)
    person.death = math.log(past + (end - past) / q["death_per_line_ratio"]) / rise


def make_ready(preset):
    """The preset's values, and the chance of dropping out of a typical person."""
    q = dict(find_preset(preset).values)
    shares = [q[f"dropout_after_{min(line, 5)}"] for line in range(1, 13)]
    return q | {"typical": centre_dropout(q, shares).tolist()}


def live(q, policy, person, luck, lines, drift=True):
    """One life as a generator: yields (row, months until what comes next); the caller decides what time is."""
    start, last, survival, died = 0.0, min(person.death, person.cut), None, None
    for line in range(1, lines + 1):
        z, u = next(luck)
        regimen = choose(policy, person, line)
        days, nadir, stop = time_line(q, person, regimen, line, z, u)
        end = start + days / DAYS
        failed = end < last
        row = {"line": line, "regimen": regimen.name, "start_month": start, "months": min(end, last) - start}
        row["event"] = (
            "progressed" if failed else "died" if person.death <= person.cut else "ongoing at the cut"
        )
        row["depth"] = nadir
        if not failed:
            yield row, 0.0
            break
        chance = 1.0 if line == lines else chance_of_no_further_line(q, person, line, end, nadir)
        if u[2] < chance:
            until = min(
                end - q["months_after_dropout"] / math.log(2) * math.log(1 - u[2] / chance), person.death
            )
            survival, died = min(until, person.cut), until <= person.cut
            yield row, survival - end
            break
        start = end + q["gap_days"] / DAYS
        yield row, start - end
        if start >= last:
            break
        remember(q, person, regimen, grown_under(regimen, days, stop), drift)
        bring_death_nearer(q, person, start)
        last = min(person.death, person.cut)
    person.survival = last if survival is None else survival
    person.died = person.death <= person.cut if died is None else died


def _draws(rng):
    return [rng.gauss(0, 1) for _ in range(5)], [rng.random() for _ in range(4)]


def _luck(rng):
    while True:
        yield rng.gauss(0, 1), [rng.random() for _ in range(3)]


def loop_cohort(policy, n, seed, *, preset="real_world", follow_up=None, lines=6, drift=True, luck=None):
    """Everybody in turn: a list of one dict per person and line. luck: per person (z, u, iterator), for tests."""
    q, policy, rng, rows = make_ready(preset), check_policy(policy), random.Random(seed), []
    for number in range(n):
        z, u, per_line = (*_draws(rng), _luck(rng)) if luck is None else luck[number]
        person = Person(q, z, u, follow_up)
        own = []
        for row, _ in live(q, policy, person, per_line, lines, drift):
            row.update(
                person=number, age_years=person.age, fitness=person.fitness, high_risk=person.high_risk
            )
            own.append(row)
        for row in own:
            row.update(survival_months=person.survival, died=person.died)
        rows += own
    return rows


def simpy_cohort(policy, n, seed, *, preset="real_world", follow_up=None, lines=6):
    """The same lives as SimPy processes on one clock."""
    import simpy

    q, policy, rng, rows = make_ready(preset), check_policy(policy), random.Random(seed), []
    env = simpy.Environment()

    def process(number):
        person = Person(q, *_draws(rng), follow_up)
        for row, wait in live(q, policy, person, _luck(rng), lines):
            yield env.timeout(row["months"])
            row.update(
                person=number, age_years=person.age, fitness=person.fitness, high_risk=person.high_risk
            )
            rows.append(row)
            if wait:
                yield env.timeout(wait)

    for number in range(n):
        env.process(process(number))
    env.run()
    return rows

"""The sums of `utils.models.kinetics`, written as chart parameters, so that the browser answers by itself.

Names and order are those of that module's docstring; a number at the end is the line of therapy. The tests hold
every value to `kinetics.progressions`. The expressions use only what Vega and Python share (`if(test, a, b)` for
a choice), so that the tests can read them without a browser.
"""

from collections.abc import Mapping

import altair as alt

from utils.models.kinetics import DAYS_PER_MONTH, RISE_G_L, RISE_RATIO

MOST_LINES = 5
NEWTON_STEPS = 3
MOST_RESISTANT = 0.9  # share; a line starts with at least one sensitive cell in ten


def timeline_parameters(start_g_l: float, gap_days: float) -> dict[str, str]:
    """Name -> expression, in order, from the controls to every line's start, lowest point and progression.

    Expects the controls lines, halving_days, resistant_pct, selection_ratio, doubling_days, growth_ratio,
    new_target and limit_g_l. Lists over the lines end in `_all`: p (share), rr (per day), m (g/L at the start),
    nadir (g/L), target (g/L at progression), days (remission), start (day). start_g_l: M-protein at the very start;
    gap_days: from progression to the next line.
    """
    made = {"rs": "log(2) / halving_days", "p": "resistant_pct / 100"}
    for k in range(1, MOST_LINES + 1):
        made |= _line(k, start_g_l, gap_days)
    for name in ("p", "rr", "m", "nadir", "target", "days", "start"):
        made[f"{name}_all"] = "[" + ", ".join(f"{name}_{k}" for k in range(1, MOST_LINES + 1)) + "]"
    made["end_month"] = f"(start_all[lines - 1] + days_all[lines - 1]) / {DAYS_PER_MONTH}"
    return made | _hidden(start_g_l)


def as_params(expressions: Mapping[str, str]) -> list[alt.Parameter]:
    """The expressions as parameters of a chart."""
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _line(k: int, start_g_l: float, gap_days: float) -> dict[str, str]:
    before = k - 1
    selected = f"min({MOST_RESISTANT}, p * pow(selection_ratio, {before}))"
    p, rr, m = f"p_{k}", f"rr_{k}", f"m_{k}"
    made = {
        p: selected if k == 1 else f"if(new_target == {k}, p, {selected})",
        rr: f"log(2) / doubling_days * pow(growth_ratio, {before})",
        m: str(start_g_l) if k == 1 else f"target_{before} * exp(rr_{before} * {gap_days})",
        f"nadir_day_{k}": _nadir_day(p, rr),
        f"nadir_{k}": _level(m, p, rr, f"nadir_day_{k}"),
        f"target_{k}": _target(f"nadir_{k}"),
        f"day_0_{k}": f"log(target_{k} / ({m} * {p})) / {rr}",
    }
    for step in range(NEWTON_STEPS):
        made[f"day_{step + 1}_{k}"] = _newton(f"day_{step}_{k}", m, p, rr, f"target_{k}")
    made[f"days_{k}"] = f"day_{NEWTON_STEPS}_{k}"
    made[f"start_{k}"] = "0" if k == 1 else f"start_{before} + days_{before} + {gap_days}"
    return made


def _hidden(start_g_l: float) -> dict[str, str]:
    """Months of the first line below the limit of the test: the curve's crossing down, and its crossing up."""
    # Where the curve never goes below the limit, both searches get a level just above its lowest point.
    made = {
        "sought": "max(limit_g_l, 1.01 * nadir_1)",
        "fall_0": "0",
        "rise_0": "log(sought / (m_1 * p_1)) / rr_1",
    }
    for step in range(NEWTON_STEPS + 1):
        for way in ("fall", "rise"):
            made[f"{way}_{step + 1}"] = _newton(f"{way}_{step}", str(start_g_l), "p_1", "rr_1", "sought")
    last = NEWTON_STEPS + 1
    until = f"min(rise_{last}, days_1)"
    made["hidden_months"] = f"if(nadir_1 < limit_g_l, ({until} - fall_{last}) / {DAYS_PER_MONTH}, 0)"
    return made


def _nadir_day(p: str, rr: str) -> str:
    return f"max(0, log((1 - {p}) * rs / ({p} * {rr})) / (rs + {rr}))"


def _level(m: str, p: str, rr: str, day: str) -> str:
    return f"{m} * ((1 - {p}) * exp(-rs * {day}) + {p} * exp({rr} * {day}))"


def _target(nadir: str) -> str:
    return f"max({RISE_RATIO} * {nadir}, {nadir} + {RISE_G_L})"


def _newton(day: str, m: str, p: str, rr: str, target: str) -> str:
    fading, rising = f"(1 - {p}) * exp(-rs * {day})", f"{p} * exp({rr} * {day})"
    gap = f"log({m} * ({fading} + {rising}) / {target})"
    return f"{day} - {gap} * ({fading} + {rising}) / ({rr} * {rising} - rs * {fading})"

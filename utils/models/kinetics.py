"""M-protein under treatment: two populations of cells, one that the drugs kill and one that they do not.

Within one line of therapy, with M0 the M-protein at its start (g/L),

    M(t) = M0 [ (1 - p) exp(-rs t) + p exp(rr t) ]        t in days

rs is the kill rate of sensitive cells (per day), rr the regrowth rate of resistant cells (per day), p the
*effective* resistant fraction (source: myklebust_2024, 229 people of the IKEMA trial). Progression follows
the IMWG serum rule (source: resp16): at least 25 % and at least 5 g/L above the lowest value.

The same sums for a chart that computes in the browser, in order, each from the ones before (`closed_form`
returns exactly these, so the two can be compared):

    nadir_day       = max(0, log((1 - p) * rs / (p * rr)) / (rs + rr))      (0 when p = 1)
    nadir_g_l       = M(nadir_day)
    progression_g_l = max(1.25 * nadir_g_l, nadir_g_l + 5)
    day_0           = log(progression_g_l / (M0 * p)) / rr                  the law: always a little late
    day_k+1         = day_k - (log(M(day_k)) - log(progression_g_l)) * M(day_k) / M'(day_k)
    M'(t)           = M0 * (-rs * (1 - p) * exp(-rs * t) + rr * p * exp(rr * t))

log M is convex and day_0 lies to the right of the answer, so every Newton step comes closer and none
overshoots; two or three steps are exact to the width of a line on a chart.
Off therapy the whole burden regrows: M(t) = M(progression) * exp(off * t), `off` the untreated growth rate.
A teaching model, not for treatment choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from utils.models._checks import ParameterError, require_count, require_range
from utils.models._clones import Course, clone_curve, clone_progressions, genotype_shares
from utils.models._remission import check_rates, m_protein, remission_length
from utils.models._units import CENTURY_DAYS, DAYS_PER_MONTH, RISE_G_L, RISE_RATIO

__all__ = [
    "FOUR_LINES",
    "Course",
    "Line",
    "clone_curve",
    "clone_progressions",
    "closed_form",
    "curve",
    "genotype_shares",
    "m_protein",
    "progressions",
    "remission_length",
]


@dataclass(frozen=True)
class Line:
    """One line of therapy as the M-protein sees it.

    kill_per_day, regrowth_per_day: rates of sensitive and resistant cells, per day, above 0.
    resistant_fraction: effective share of cells the regimen does not kill at its start, above 0 to 1.
    gap_days: days from progression to the next line. The defaults are estimates.
    """

    kill_per_day: float = 0.015
    regrowth_per_day: float = 0.005
    resistant_fraction: float = 0.01
    gap_days: float = 45.0
    name: str = ""

    def __post_init__(self) -> None:
        check_rates(self.resistant_fraction, self.regrowth_per_day, self.kill_per_day)
        require_range("gap_days", self.gap_days, 0.0, CENTURY_DAYS, "days")


# Four lines of one illustrative person: each regimen leaves more resistant cells than the one before.
FOUR_LINES = (
    Line(0.035, 0.0050, 0.003, name="line 1"),
    Line(0.035, 0.0056, 0.03, name="line 2"),
    Line(0.030, 0.0064, 0.10, name="line 3"),
    Line(0.025, 0.0072, 0.30, name="line 4"),
)


def closed_form(line: Line, start_g_l: float, newton_steps: int = 3) -> dict[str, float]:
    """The quantities of the module's docstring, in order, for one line: what a chart computes by itself.

    Returns nadir_day, nadir_g_l, progression_g_l, day_0 (the law) up to day_<newton_steps>.
    """
    require_range("start_g_l", start_g_l, 0.0, 200.0, "g/L", open_low=True)
    p, rr, rs = line.resistant_fraction, line.regrowth_per_day, line.kill_per_day
    nadir_day = max(0.0, math.log((1 - p) * rs / (p * rr)) / (rs + rr)) if p < 1 else 0.0
    nadir = _level(nadir_day, start_g_l, p, rr, rs)
    target = max(RISE_RATIO * nadir, nadir + RISE_G_L)
    day = math.log(target / (start_g_l * p)) / rr
    values = {"nadir_day": nadir_day, "nadir_g_l": nadir, "progression_g_l": target, "day_0": day}
    for step in range(1, newton_steps + 1):
        day = _newton(day, math.log(target), start_g_l, p, rr, rs)
        values[f"day_{step}"] = day
    return values


def progressions(lines: Iterable[Line | Mapping] = FOUR_LINES, *, start_g_l: float = 30.0) -> pd.DataFrame:
    """When each line fails, to the day, by the IMWG serum rule: one row a line.

    Columns: line, name, start_day, start_g_l, nadir_day, nadir_g_l, progression_day, progression_g_l,
    next_start_day (all days counted from the first line's first day), remission_months.
    Between lines the burden regrows at the failing line's regrowth rate. Raises ParameterError.
    """
    rows, day, level = [], 0.0, require_range("start_g_l", start_g_l, 0.0, 200.0, "g/L", open_low=True)
    for number, line in enumerate(as_lines(lines), start=1):
        row = _follow_line(number, line, day, level)
        rows.append(row)
        day = row["next_start_day"]
        level = row["progression_g_l"] * math.exp(line.regrowth_per_day * line.gap_days)
        if level > 1e4:
            raise ParameterError(
                f"gap_days = {line.gap_days:g} after line {number} lets the M-protein reach {level:.3g} g/L. "
                "Shorten the gap (days) or slow the regrowth (per day)."
            )
    return pd.DataFrame(rows)


def curve(
    lines: Iterable[Line | Mapping] = FOUR_LINES,
    *,
    start_g_l: float = 30.0,
    points: int = 400,
    until_days: float | None = None,
) -> pd.DataFrame:
    """M-protein over successive lines of therapy: one row per time.

    lines: `Line` objects or mappings with its fields, in the order given. start_g_l: level at day 0, g/L.
    points: how many evenly spaced times; until_days: the last (default: when the last line has failed).
    Columns: day, month, line, on_therapy, m_protein_g_l, sensitive_g_l, resistant_g_l. Between lines
    (`on_therapy` False) cells are counted as resistant to the line that failed. Raises ParameterError.

    >>> curve(points=3)["line"].tolist()
    [1, 2, 4]
    """
    require_count("points", points, 2, 1_000_000, "times")
    lines = as_lines(lines)
    table = progressions(lines, start_g_l=start_g_l)
    starts = table["start_day"].to_numpy()
    last = _last_day(table, until_days)
    days = np.linspace(0.0, last, points)
    k = np.searchsorted(starts, days, side="right") - 1
    return _curve_rows(days, k, lines, table)


def as_lines(lines: Iterable[Line | Mapping]) -> list[Line]:
    """Accept `Line` objects or mappings with the same names; refuse an empty list or an unknown name."""
    if isinstance(lines, pd.DataFrame):
        lines = lines.to_dict("records")
    known = {field.name for field in fields(Line)}
    made = [line if isinstance(line, Line) else _line_from(line, known) for line in lines]
    if not made:
        raise ParameterError("lines is empty. Give at least one Line(kill_per_day, regrowth_per_day, ...).")
    return made


def _line_from(mapping: Mapping, known: set[str]) -> Line:
    unknown = set(mapping) - known
    if unknown:
        raise ParameterError(
            f"A line has no field {sorted(unknown)[0]!r}. Its fields: {', '.join(sorted(known))}."
        )
    return Line(**mapping)


def _level(t: float, m0: float, p: float, rr: float, rs: float) -> float:
    return m0 * ((1 - p) * math.exp(-rs * t) + p * math.exp(rr * t))


def _newton(day: float, log_target: float, m0: float, p: float, rr: float, rs: float) -> float:
    fading, rising = (1 - p) * math.exp(-rs * day), p * math.exp(rr * day)
    slope = rr * rising - rs * fading
    return day - (math.log(m0 * (fading + rising)) - log_target) * (fading + rising) / slope


def _follow_line(number: int, line: Line, start_day: float, level: float) -> dict:
    found = closed_form(line, level, newton_steps=0)
    p, rr, rs = line.resistant_fraction, line.regrowth_per_day, line.kill_per_day
    days, log_target = found["day_0"], math.log(found["progression_g_l"])
    for _ in range(60):
        closer = _newton(days, log_target, level, p, rr, rs)
        if abs(closer - days) <= 1e-12 * max(1.0, days):
            break
        days = closer
    return {
        "line": number,
        "name": line.name or f"line {number}",
        "start_day": start_day,
        "start_g_l": level,
        "nadir_day": start_day + found["nadir_day"],
        "nadir_g_l": found["nadir_g_l"],
        "progression_day": start_day + days,
        "progression_g_l": found["progression_g_l"],
        "next_start_day": start_day + days + line.gap_days,
        "remission_months": days / DAYS_PER_MONTH,
    }


def _last_day(table: pd.DataFrame, until_days: float | None) -> float:
    if until_days is None:
        return float(table["next_start_day"].iloc[-1])
    return require_range("until_days", until_days, 0.0, CENTURY_DAYS, "days", open_low=True)


def _curve_rows(days: np.ndarray, k: np.ndarray, lines: list[Line], table: pd.DataFrame) -> pd.DataFrame:
    rates = np.array([(x.resistant_fraction, x.regrowth_per_day, x.kill_per_day) for x in lines])
    p, rr, rs = rates[k].T
    start, failed = table["start_day"].to_numpy()[k], table["progression_day"].to_numpy()[k]
    m0, level = table["start_g_l"].to_numpy()[k], table["progression_g_l"].to_numpy()[k]
    on = days <= failed
    since = np.minimum(days, failed) - start
    sensitive = np.where(on, m0 * (1 - p) * np.exp(-rs * since), 0.0)
    resistant = np.where(on, m0 * p * np.exp(rr * since), level * np.exp(rr * np.maximum(days - failed, 0.0)))
    columns = {
        "day": days,
        "month": days / DAYS_PER_MONTH,
        "line": k + 1,
        "on_therapy": on,
        "m_protein_g_l": sensitive + resistant,
        "sensitive_g_l": sensitive,
        "resistant_g_l": resistant,
    }
    return pd.DataFrame(columns, copy=False)

"""M-protein over one line of therapy or several: what the laboratory sees, what it cannot see, how long each remission lasts."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, CONTEXT, DASHED, GREY, VERMILLION, WIDTH
from utils.models.kinetics import DAYS_PER_MONTH

LOWEST_G_L, HIGHEST_G_L, HEIGHT = 0.01, 100, 250
MODEL = "computed with the two-population model of Myklebust et al. 2024"
UNSEEN = "in the grey, the test sees nothing"
LAW_PCT = (0.001, 100)


def plot_m_protein(
    curve: pd.DataFrame,
    lines: pd.DataFrame | None = None,
    *,
    resistant: bool = False,
    limit_g_l: float | None = None,
) -> alt.LayerChart:
    """M-protein month by month; the same picture grows with what is handed over.

    curve: from `kinetics.curve`. lines: from `kinetics.progressions`, to mark progression and write each remission
    above its line. resistant: draw these cells on their own. limit_g_l: the least that the test can see, g/L.
    """
    months = _months(12 * math.ceil(curve["month"].iloc[-1] / 12))
    layers = [_limit(limit_g_l)] if limit_g_l else []
    layers += _curves(curve, months, resistant)
    layers += _remissions(lines, months) if lines is not None else []
    return present(
        alt.layer(*layers).properties(width=WIDTH - 60, height=HEIGHT),
        title=_finding(curve, lines, resistant, limit_g_l),
        subtitle="One made-up person; M-protein in g/L, each gridline ten times the one below",
        source=MODEL,
        label="modelled",
        description=_describe(curve, lines, limit_g_l),
        name=f"m_protein_{curve['line'].max()}_{'hidden' if limit_g_l else 'resistant' if resistant else 'seen'}",
    )


def plot_remission_law(law: pd.DataFrame) -> alt.LayerChart:
    """How long a remission lasts, by the share of cells that resist: a straight line for each speed of growth.

    law: columns `resistant_pct` (%), `remission_months`, and `growth` (words for the curve's name).
    """
    x = alt.X("resistant_pct:Q", title="Resistant cells at the start (%)", **_decades())
    top = 12 * math.ceil(law["remission_months"].max() / 12)
    ticks = alt.Axis(values=list(range(0, top + 1, 12 * math.ceil(top / 84))))
    y = alt.Y("remission_months:Q", title="Remission (months)", scale=alt.Scale(domain=[0, top]), axis=ticks)
    names = list(law["growth"].unique())
    colour = alt.Color("growth:N", scale=alt.Scale(domain=names, range=[BLUE, VERMILLION]), legend=None)
    dash = alt.StrokeDash("growth:N", scale=alt.Scale(domain=names, range=[[1, 0], DASHED]), legend=None)
    lines = alt.Chart(law).mark_line(clip=True).encode(x=x, y=y, color=colour, strokeDash=dash)
    starts = law[law["resistant_pct"] == law["resistant_pct"].min()]
    words = alt.Chart(starts).mark_text(align="left", dx=10, dy=-6).encode(x=x, y=y, text="growth:N")
    steps = [_ten_fold(rows) for _, rows in law.groupby("growth", sort=False)]
    said = "; ".join(
        f"{name}: about {step:.0f} months more for each ten-fold fewer"
        for name, step in zip(names, steps, strict=True)
    )
    return present(
        alt.layer(lines, words).properties(width=WIDTH - 60, height=220),
        title=f"Ten times fewer resistant cells buy about {steps[0]:.0f} months, again and again",
        subtitle="Months from the start of a line to progression, by the share of cells that the treatment cannot kill",
        source=MODEL,
        label="modelled",
        description=f"Falling straight lines. {said}.",
        name="remission_law",
    )


def _ten_fold(rows: pd.DataFrame) -> float:
    """Months that the sparsest ten-fold of the line is worth."""
    ordered = rows.sort_values("resistant_pct")
    least = ordered["resistant_pct"].iloc[0]
    tenth = ordered.loc[ordered["resistant_pct"] >= 10 * least * 0.999].iloc[0]
    return ordered["remission_months"].iloc[0] - tenth["remission_months"]


def _decades() -> dict:
    scale = alt.Scale(type="log", domain=list(LAW_PCT))
    return {"scale": scale, "axis": alt.Axis(values=[0.001, 0.01, 0.1, 1, 10, 100], format="~g")}


def _months(most: int) -> dict:
    ticks = list(range(0, most + 1, 12 * math.ceil(most / 132)))
    return {"scale": alt.Scale(domain=[0, most]), "axis": alt.Axis(values=ticks, title="Months")}


def grams(field: str) -> alt.Y:
    """The axis of the M-protein: each gridline ten times the one below."""
    scale = alt.Scale(type="log", domain=[LOWEST_G_L, HIGHEST_G_L])
    axis = alt.Axis(values=[0.01, 0.1, 1, 10, 100], format="~g")
    return alt.Y(f"{field}:Q", title="M-protein (g/L)", scale=scale, axis=axis)


def _curves(curve: pd.DataFrame, months: dict, resistant: bool) -> list[alt.Chart]:
    columns = ["month", "line", "on_therapy", "m_protein_g_l", "resistant_g_l"]
    rows = curve[columns].round({"month": 3, "m_protein_g_l": 4, "resistant_g_l": 4})
    x = alt.X("month:Q", **months)
    whole = alt.Chart(rows).mark_line(color=BLUE, strokeWidth=2.6, clip=True)
    drawn = [whole.encode(x=x, y=grams("m_protein_g_l"))]
    if resistant:
        treated = alt.Chart(rows).transform_filter("datum.on_therapy")
        dashed = treated.mark_line(color=VERMILLION, strokeDash=DASHED, clip=True)
        drawn.append(dashed.encode(x=x, y=grams("resistant_g_l"), detail="line:N"))
        drawn.append(_name_of_resistant(rows, x))
    return drawn


def _name_of_resistant(rows: pd.DataFrame, x: alt.X) -> alt.Chart:
    first = rows[rows["line"] == rows["line"].min()]
    place = first.iloc[[len(first) * 2 // 5]].assign(says="resistant cells")
    words = alt.Chart(place).mark_text(align="left", dx=6, dy=14)
    return words.encode(x=x, y=grams("resistant_g_l"), text="says:N")


def _limit(limit_g_l: float) -> alt.LayerChart:
    base = alt.Chart(pd.DataFrame({"limit": [limit_g_l], "floor": [LOWEST_G_L], "says": [UNSEEN]}))
    shade = base.mark_rect(color=CONTEXT, opacity=0.3).encode(y=grams("limit"), y2="floor:Q")
    edge = base.mark_rule(color=GREY).encode(y=grams("limit"))
    words = base.mark_text(align="right", baseline="bottom", dx=-6, dy=-5)
    return alt.layer(shade, edge, words.encode(x=alt.value("width"), y=grams("floor"), text="says:N"))


def _remissions(lines: pd.DataFrame, months: dict) -> list[alt.Chart]:
    begin, end = (lines[f"{name}_day"] / DAYS_PER_MONTH for name in ("start", "progression"))
    said = [f"{months:.0f}" for months in lines["remission_months"]]
    columns = {
        "begin": begin,
        "end": end,
        "middle": (begin + end) / 2,
        "level": lines["progression_g_l"],
        "says": [f"{said[0]} months", *said[1:]],
    }
    base = alt.Chart(pd.DataFrame(columns).round(3))
    above = alt.value(-6)
    bars = base.mark_rule(strokeWidth=3, color=BLUE)
    marks = base.mark_point(shape="triangle-up", size=80, color=VERMILLION, opacity=1)
    return [
        bars.encode(x=alt.X("begin:Q", **months), x2="end:Q", y=above),
        base.mark_text(dy=-10).encode(x=alt.X("middle:Q", **months), y=above, text="says:N"),
        marks.encode(x=alt.X("end:Q", **months), y=grams("level")),
    ]


def _hidden_months(curve: pd.DataFrame, limit_g_l: float) -> float:
    first = curve[curve["line"] == curve["line"].min()]
    step = curve["month"].iloc[1] - curve["month"].iloc[0]
    return float((first["m_protein_g_l"] < limit_g_l).sum() * step)


def _finding(
    curve: pd.DataFrame, lines: pd.DataFrame | None, resistant: bool, limit_g_l: float | None
) -> str:
    if lines is not None and len(lines) > 1:
        spans = [f"{months:.0f}" for months in lines["remission_months"]]
        return f"Each remission is shorter than the last: {', '.join(spans[:-1])} and {spans[-1]} months"
    if limit_g_l:
        return f"For {_hidden_months(curve, limit_g_l):.0f} months the test sees nothing, and the resistant cells grow"
    lowest = curve.loc[curve["m_protein_g_l"].idxmin()]
    if resistant:
        share = curve["resistant_g_l"].iloc[0] / curve["m_protein_g_l"].iloc[0]
        return f"The few that resist, {100 * share:g} % of the cells, grow from the first day"
    return f"The M-protein falls for {lowest['month']:.0f} months, then it turns"


def _describe(curve: pd.DataFrame, lines: pd.DataFrame | None, limit_g_l: float | None) -> str:
    lowest = curve.loc[curve["m_protein_g_l"].idxmin()]
    said = (
        f"A curve of M-protein from {curve['m_protein_g_l'].iloc[0]:.0f} g/L, "
        f"lowest at {lowest['m_protein_g_l']:.2g} g/L in month {lowest['month']:.0f}."
    )
    if limit_g_l:
        hidden = _hidden_months(curve, limit_g_l)
        said += f" In the first line it lies below {limit_g_l:g} g/L, where the test sees nothing, for {hidden:.0f} months."
    if lines is not None:
        spans = ", ".join(f"{months:.0f}" for months in lines["remission_months"])
        said += f" Remissions in months, line by line: {spans}."
    return said

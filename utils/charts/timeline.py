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
SEEN = ["too little to measure", "measured"]
MOST_ROWS = 90  # of a curve; more cannot be told apart on a page


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
    layers += _remissions(lines) if lines is not None else []
    return present(
        alt.layer(*layers).properties(width=WIDTH - 60, height=HEIGHT),
        title=_finding(curve, lines, resistant, limit_g_l),
        subtitle="One made-up person; M-protein in g/L, each gridline ten times the one below",
        source=MODEL,
        label="modelled",
        description=_describe(curve, lines, limit_g_l),
        name=f"m_protein_{curve['line'].max()}_{'hidden' if limit_g_l else 'resistant' if resistant else 'seen'}",
    )


def plot_m_protein_tests(tests: pd.DataFrame, starts: pd.DataFrame) -> alt.LayerChart:
    """One person's M-protein, test by test, with the day each line of therapy began.

    tests: columns `date` and `value` (g/L); a value of 0 is drawn at the foot, as too little to measure.
    starts: columns `start` (date) and `drugs`, one row a line.
    """
    rows = tests[["date", "value"]].assign(
        level=tests["value"].clip(lower=LOWEST_G_L), seen=tests["value"].map(lambda g_l: SEEN[int(g_l > 0)])
    )
    rows["run"] = (tests["value"] <= 0).cumsum()  # a line joins only neighbours that were both measured
    x = alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    shape = alt.Shape("seen:N", scale=alt.Scale(domain=SEEN, range=["triangle-down", "circle"]), title=None)
    fill = alt.Color("seen:N", scale=alt.Scale(domain=SEEN, range=[GREY, BLUE]), title=None)
    points = alt.Chart().mark_point(size=45, opacity=1).encode(x=x, y=grams("level"), shape=shape, color=fill)
    measured = alt.Chart().transform_filter(f"datum.seen == '{SEEN[1]}'")
    path = measured.mark_line(strokeWidth=1).encode(x=x, y=grams("level", axis=True), detail="run:N")
    begun = alt.Chart(starts[["start", "drugs"]]).encode(x=alt.X("start:T"))
    rules = begun.mark_rule(color=GREY, strokeDash=DASHED)
    names = begun.mark_text(align="left", dx=4, dy=8).encode(y=alt.value(0), text="drugs:N")
    unseen = int((rows["seen"] == SEEN[0]).sum())
    return present(
        alt.layer(
            rules, alt.layer(path, points, data=_as_text(rows.drop(columns="value"))), names
        ).properties(width=WIDTH - 60, height=HEIGHT),
        title=f"{len(starts)} lines so far: down, too little to measure in {unseen} tests, and up again",
        subtitle="Marta, who is made up; M-protein in g/L, each gridline ten times the one below",
        source="table marta_labs of this course",
        label="illustrative",
        description=f"{len(rows)} tests of one person's M-protein, from {rows['value'].iloc[0]:g} g/L; too little to measure in {unseen} "
        f"of them; the last is {rows['value'].iloc[-1]:g} g/L. Lines of therapy: {', '.join(starts['drugs'])}.",
        name="m_protein_tests",
    )


def _months(most: int) -> dict:
    ticks = list(range(0, most + 1, 12 * math.ceil(most / 132)))
    return {"scale": alt.Scale(domain=[0, most], nice=False), "axis": alt.Axis(values=ticks, title="Months")}


def grams(field: str, axis: bool = False) -> alt.Y:
    """A level of M-protein; one layer of a chart brings the axis, each gridline ten times the one below."""
    if not axis:
        return alt.Y(f"{field}:Q")
    scale = alt.Scale(type="log", domain=[LOWEST_G_L, HIGHEST_G_L])
    axis = alt.Axis(values=[0.01, 0.1, 1, 10, 100], format="~g")
    return alt.Y(f"{field}:Q", title="M-protein (g/L)", scale=scale, axis=axis)


def _curves(curve: pd.DataFrame, months: dict, resistant: bool) -> list[alt.Chart]:
    columns = ["month", "m_protein_g_l", *(["line", "resistant_g_l"] if resistant else [])]
    treated = curve.assign(resistant_g_l=curve["resistant_g_l"].where(curve["on_therapy"]))
    rows = treated.iloc[:: math.ceil(len(curve) / MOST_ROWS)][columns].round(3)
    x = alt.X("month:Q", **months)
    place = alt.X("month:Q")
    drawn = [
        alt.Chart().mark_line(strokeWidth=2.6, clip=True).encode(x=x, y=grams("m_protein_g_l", axis=True))
    ]
    if resistant:
        dashed = alt.Chart().mark_line(color=VERMILLION, strokeDash=DASHED, clip=True)
        dashed = dashed.transform_filter("datum.resistant_g_l > 0")
        drawn.append(dashed.encode(x=place, y=grams("resistant_g_l"), detail="line:N"))
        drawn.append(_name_of_resistant(rows))
    return [alt.layer(*drawn, data=_as_text(rows))]


def _as_text(rows: pd.DataFrame) -> alt.InlineData:
    """Rows as one line of text: a notebook with several curves stays small."""
    text = rows.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return alt.InlineData(text, format=alt.CsvDataFormat(type="csv"))


def _name_of_resistant(rows: pd.DataFrame) -> alt.Chart:
    first = rows[rows["line"] == rows["line"].min()]
    place = first.iloc[[len(first) * 2 // 5]].assign(says="resistant cells")
    words = alt.Chart(place).mark_text(align="left", dx=6, dy=14)
    return words.encode(x="month:Q", y=grams("resistant_g_l"), text="says:N")


def _limit(limit_g_l: float) -> alt.LayerChart:
    base = alt.Chart(pd.DataFrame({"limit": [limit_g_l], "floor": [LOWEST_G_L], "says": [UNSEEN]}))
    shade = base.mark_rect(color=CONTEXT, opacity=0.3).encode(y=grams("limit"), y2="floor:Q")
    edge = base.mark_rule(color=GREY).encode(y=grams("limit"))
    words = base.mark_text(align="right", baseline="bottom", dx=-6, dy=-5)
    return alt.layer(shade, edge, words.encode(x=alt.value("width"), y=grams("floor"), text="says:N"))


def _remissions(lines: pd.DataFrame) -> list[alt.Chart]:
    begin, end = (lines[f"{name}_day"] / DAYS_PER_MONTH for name in ("start", "progression"))
    said = [f"{months:.0f}" for months in lines["remission_months"]]
    columns = {
        "begin": begin,
        "end": end,
        "middle": (begin + end) / 2,
        "level": lines["progression_g_l"],
        "says": [f"{said[0]} months", *said[1:]],
    }
    base = alt.Chart()
    above = alt.value(-6)
    bars = base.mark_rule(strokeWidth=3, color=BLUE)
    marks = base.mark_point(shape="triangle-up", size=80, color=VERMILLION, opacity=1)
    drawn = alt.layer(
        bars.encode(x="begin:Q", x2="end:Q", y=above),
        base.mark_text(dy=-10).encode(x="middle:Q", y=above, text="says:N"),
        marks.encode(x="end:Q", y=grams("level")),
        data=pd.DataFrame(columns).round(3),
    )
    return [drawn]


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

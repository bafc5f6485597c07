"""A ward's chart sheet: four signs over 72 hours, filled where help is needed, and lanes for the grades given."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, CONTEXT, DASHED, GREY, INK, PAPER, VERMILLION

WIDTH, HEIGHT = 660, 300
HOURS = 72
GUTTER, LEFT = 62, 76  # pixels at the right for the latest value, at the left for the names of lanes
# What is drawn: column, name, unit, lowest and highest value, line to compare with, column that fills, top of its band.
BANDS = (
    ("temperature", "Temperature", "°C", 36, 40.5, 38.0, "", 16),
    ("systolic", "Upper blood pressure", "", 75, 140, 0, "held", 70),
    ("saturation", "Oxygen", "%", 88, 100, 0, "fed", 124),
    ("ice", "ICE points", "", 0, 10, 0, "", 178),
)
TALL = 34  # pixels of a band
LANES = {"CRS, you": 230, "CRS, rule": 246, "ICANS, you": 264, "ICANS, rule": 280}


def draw_ward(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """The sheet up to now, and the grades that may be shown.

    tables: `sheet` and `now` (hour, the columns of `BANDS`), `grades` (hour, lane, grade, counts, says). Nothing is filtered here.
    """
    layers = [layer for band in BANDS for layer in _band(tables, *band)]
    lanes = pd.DataFrame({"lane": list(LANES), "y": list(LANES.values()), "hour": 0})
    whole = alt.layer(*_lane_names(lanes), *layers, *_grades(tables["grades"]))
    return whole.properties(width=WIDTH, height=HEIGHT).configure_mark(aria=False)


def _x() -> alt.X:
    scale = alt.Scale(domain=[0, HOURS], nice=False, range=[LEFT, alt.ExprRef(f"width - {GUTTER}")])
    axis = alt.Axis(
        values=[0, 24, 48, 72],
        title="Hour of the shift",
        grid=False,
        domain=False,
        tickSize=4,
        labelFlush=False,
    )
    return alt.X("hour:Q", scale=scale, axis=axis)


def _px(field: str) -> alt.Y:
    """A place in pixels from the top."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, HEIGHT], range=[0, HEIGHT], nice=False), axis=None)


def _place(column: str, lowest: float, highest: float, top: float) -> str:
    share = f"({highest} - clamp(datum.{column}, {lowest}, {highest})) / {highest - lowest}"
    return f"{top} + {TALL} * {share}"


def _band(
    tables: dict,
    column: str,
    name: str,
    unit: str,
    lowest: float,
    highest: float,
    limit: float,
    fills: str,
    top: float,
) -> list[alt.Chart]:
    """One sign: its name, a line through the rounds, dots that are filled where help is needed, its latest value."""
    place = _place(column, lowest, highest, top)
    seen = alt.Chart(tables["sheet"]).transform_calculate(y=place)
    helped = f"datum.{fills}" if fills else (f"datum.{column} >= {limit}" if limit else "false")
    fill = alt.condition(helped, alt.value(VERMILLION), alt.value(PAPER))
    line = seen.mark_line(color=GREY, strokeWidth=1.2).encode(x=_x(), y=_px("y"))
    dots = seen.mark_point(size=34, stroke=INK, strokeWidth=1.2, opacity=1).encode(
        x=_x(), y=_px("y"), fill=fill
    )
    latest = alt.Chart(tables["now"]).transform_calculate(
        y=place, says=f"format(datum.{column}, '{'.1f' if column == 'temperature' else 'd'}') + ' {unit}'"
    )
    value = latest.mark_text(align="left", fontSize=12, fontWeight=600, color=INK, dx=8).encode(
        x=alt.value(alt.ExprRef(f"width - {GUTTER}")), y=_px("y"), text="says:N"
    )
    own = alt.Chart(
        pd.DataFrame({"name": [name], "y": [top - 9], "limit": [_level(limit, lowest, highest, top)]})
    )
    label = own.mark_text(align="left", fontSize=11, color=INK).encode(
        x=alt.value(0), y=_px("y"), text="name:N"
    )
    ruled = own.mark_rule(color=CONTEXT, strokeDash=DASHED).encode(
        x=alt.value(LEFT), x2=alt.value(alt.ExprRef(f"width - {GUTTER}")), y=_px("limit")
    )
    said = own.mark_text(align="right", fontSize=11, color=INK, dx=-6, text=f"{limit:.1f}").encode(
        x=alt.value(LEFT), y=_px("limit")
    )
    return [*([ruled, said] if limit else []), label, line, dots, value]


def _level(value: float, lowest: float, highest: float, top: float) -> float:
    return top + TALL * (highest - value) / (highest - lowest)


def _lane_names(lanes: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(lanes)
    names = base.mark_text(align="left", fontSize=11, color=INK).encode(
        x=alt.value(0), y=_px("y"), text="lane:N"
    )
    right = alt.value(alt.ExprRef(f"width - {GUTTER}"))
    lines = base.mark_rule(color=CONTEXT, strokeWidth=0.6).encode(x=alt.value(LEFT - 6), x2=right, y=_px("y"))
    return [lines, names]


def _grades(grades: pd.DataFrame) -> list[alt.Chart]:
    """A square at its hour in its lane, coloured where the grade is not 0, and the digit where it changes."""
    places = ", ".join(f"'{lane}': {y}" for lane, y in LANES.items())
    base = alt.Chart(grades).transform_calculate(y=f"({{{places}}})[datum.lane]")
    ground = alt.condition("datum.counts", alt.value(BLUE), alt.value(PAPER))
    letters = alt.condition("datum.counts", alt.value(PAPER), alt.value(INK))
    dots = base.mark_square(size=alt.ExprRef("width < 440 ? 80 : 150"), opacity=1).encode(
        x=_x(), y=_px("y"), color=ground
    )
    digits = base.mark_text(fontSize=alt.ExprRef("width < 440 ? 10 : 11"), fontWeight=600).encode(
        x=_x(), y=_px("y"), text="says:N", color=letters
    )
    return [dots, digits]

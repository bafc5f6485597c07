"""The marks of trial results: words above, point and interval below, an axis that holds any of the units."""

from __future__ import annotations

from collections.abc import Collection

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, GRID, INK, VERMILLION, WIDTH, YELLOW

ROW = 40  # pixels: a line of words with the interval under it
TIPS = {
    "label": "Trial",
    "shown": "Result",
    "people": "Counted",
    "follow_up": "Follow-up",
    "source": "Source",
}
TEXT = {"baseline": "middle", "dy": -8, "aria": False}
NARROW = 460  # pixels: below this the interval is left to the tooltip, the table and the list of sources


def draw_results(tables: dict[str, pd.DataFrame], intervals: bool = True, indent: int = 0) -> alt.LayerChart:
    """The picture of `lay_out`: words above, point and interval below, an open arrow for what is not reached.

    indent: pixels kept for the letter by which a row is chosen.
    """
    rows, ticks = alt.Chart(tables["rows"]), alt.Chart(tables["ticks"])
    y = alt.Y("row:O", axis=None)
    lettered = indent > 0  # a picture that will be fed other rows keeps every kind of mark ready
    # Two groups, so that each table is stored once and not in every layer.
    axis = alt.layer(*_axis(ticks, lettered or tables["ticks"]["strong"].any()))
    bars = _intervals(rows, lettered or tables["rows"]["arrow"].any()) if intervals else []
    chosen = [_band(rows), _letter(rows)] if lettered else []
    marks = alt.layer(*chosen, *_words(rows, indent), *bars, *_points(rows, tables["rows"].columns)).encode(
        y=y
    )
    return alt.layer(axis, marks).properties(width=WIDTH, height=alt.Step(ROW))


def _x(column: str) -> alt.X:
    return alt.X(f"{column}:Q", axis=None, scale=alt.Scale(domain=[0, 1]))


def _band(rows: alt.Chart) -> alt.Chart:
    """A pale band behind the results that were chosen."""
    return rows.transform_filter("datum.chosen").mark_rect(aria=False, color=YELLOW, opacity=0.35)


def _axis(ticks: alt.Chart, strong: bool) -> list[alt.Chart]:
    foot = {"y": alt.value("height")}
    line = ticks.mark_rule(aria=False, color=GRID).encode(x=_x("at"))
    one = ticks.transform_filter("datum.strong").mark_rule(
        aria=False, color=VERMILLION, strokeWidth=1.5, strokeDash=[4, 3]
    )
    words = ticks.mark_text(aria=False, dy=14, baseline="middle").encode(x=_x("at"), text="words:N", **foot)
    title = ticks.mark_text(
        aria=False, align="left", dy=34, baseline="middle", color="#4A4A4A", limit={"expr": "width + 20"}
    )
    return [
        line,
        *([one.encode(x=_x("at"))] if strong else []),
        words,
        title.encode(x=alt.value(0), text="title:N", **foot),
    ]


def _intervals(rows: alt.Chart, arrows: bool) -> list[alt.Chart]:
    known = rows.transform_filter("isValid(datum.low) && isValid(datum.high)")
    bar = known.mark_rule(aria=False, color=INK, strokeWidth=2.5, yOffset=6).encode(x=_x("low"), x2="high:Q")
    arrow = rows.transform_filter("datum.arrow").mark_point(
        aria=False,
        shape="triangle-right",
        size=90,
        filled=False,
        color=INK,
        strokeWidth=1.8,
        xOffset=7,
        yOffset=6,
        opacity=1,
    )
    return [bar, *([arrow.encode(x=alt.value("width"))] if arrows else [])]


def _points(rows: alt.Chart, columns: Collection[str]) -> list[alt.Chart]:
    tips = [alt.Tooltip(f"{column}:N", title=title) for column, title in TIPS.items() if column in columns]
    fill = alt.condition("datum.comparator", alt.value("#FFFFFF"), alt.value(BLUE))
    seen = rows.transform_filter("isValid(datum.at)").mark_point(
        aria=False, size=75, stroke=BLUE, strokeWidth=2, filled=True, opacity=1, yOffset=6
    )
    area = rows.mark_rect(aria=False, opacity=0).encode(tooltip=tips)
    return [seen.encode(x=_x("at"), fill=fill), area]


def _letter(rows: alt.Chart) -> alt.Chart:
    """The letter by which a row is chosen."""
    return rows.mark_text(align="left", fontWeight=700, **TEXT).encode(x=alt.value(0), text="letter:N")


def _words(rows: alt.Chart, indent: int) -> list[alt.Chart]:
    """The label and the number; a picture too narrow for the interval shows the number alone."""
    rim = {
        "stroke": "white",
        "strokeWidth": 4,
        "strokeJoin": "round",
    }  # keeps words readable over the rules of the axis
    column = f"(width < {NARROW} ? datum.brief : datum.shown)"
    room = {"expr": f"width - {indent + 12} - 6.8 * length{column}"}
    made = []
    for look in (rim, {}):
        label = rows.mark_text(align="left", limit=room, dx=indent, **TEXT, **look)
        shown = rows.mark_text(align="right", fontWeight=600, text={"expr": column}, **TEXT, **look)
        made += [label.encode(x=alt.value(0), text="label:N"), shown.encode(x=alt.value("width"))]
    return made

"""The marks of trial results: words above, point and interval below, an axis that holds any of the units."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from utils.charts.fit import break_lines
from utils.charts.present import NARROW
from utils.charts.theme import BLUE, GRID, INK, VERMILLION, WIDTH, YELLOW

ROW, NARROW_ROW = (
    40,
    54,
)  # pixels: at most two lines of words (three on a narrow page) with the interval under them
TIPS = {
    "label": "Trial",
    "shown": "Result",
    "people": "Counted",
    "follow_up": "Follow-up",
    "source": "Source",
}
LINE, LOWEST = 13, -1  # pixels: from line to line of words, and where the lowest stands above the interval
UNDER = 11  # pixels: the interval below the middle of its row
LETTER, NARROW_LETTER = (
    6.9,
    6.3,
)  # pixels of one letter at 12 and 11, in the widest font a page may fall back to
LEAST, LEAST_NARROW = 530, 236  # pixels that the words may count on, in the wide form and in the narrow one
RIM = {
    "stroke": "white",
    "strokeWidth": 4,
    "strokeJoin": "round",
}  # keeps words readable over the rules of the axis
PADDING = {"left": 5, "top": 5, "right": 10, "bottom": 18}
LINES, NARROW_LINES = ("upper", "lower"), ("narrow_1", "narrow_2", "narrow_3")


def draw_results(
    tables: dict[str, pd.DataFrame], intervals: bool = True, indent: int = 0, narrow: bool = False
) -> alt.LayerChart:
    """The picture of `lay_out`: words above, point and interval below, an open arrow for what is not reached.

    indent: pixels kept for the letter by which a row is chosen. narrow: three lines of words, and the interval itself
    is left to the tooltip, the table and the list of sources.
    """
    if not (indent or narrow):
        return _draw_still(tables, intervals)
    lines = NARROW_LINES if narrow else LINES
    rows, ticks = alt.Chart(tables["rows"]), alt.Chart(tables["ticks"])
    # Two groups, so that each table is stored once and not in every layer; every kind of mark stands ready for other rows.
    axis = alt.layer(*_axis(ticks, strong=True))
    bars = _intervals(rows, arrows=True) if intervals else []
    words = _words(rows, indent, lines, "brief" if narrow else "shown")
    marks = [_band(rows), _letter(rows), *words, *bars, *_points(rows, tables["rows"].columns)]
    width = LEAST if narrow else WIDTH
    drawn = alt.layer(axis, alt.layer(*marks).encode(y=alt.Y("row:O", axis=None)))
    drawn = drawn.properties(width=width, height=alt.Step(NARROW_ROW if narrow else ROW))
    # A view keeps the room that its first rows needed; the two lines under a narrow axis need theirs always.
    return (drawn.properties(padding=PADDING) if narrow else drawn).configure_mark(aria=False)


def _draw_still(tables: dict[str, pd.DataFrame], intervals: bool) -> alt.LayerChart:
    """The picture for a saved page, which breaks its own lines and makes its rows higher where the page is narrow."""
    rows = tables["rows"].drop(columns=[*LINES, "brief"], errors="ignore")
    axis = alt.layer(*_axis(alt.Chart(tables["ticks"]), tables["ticks"]["strong"].any()))
    bars = _intervals(alt.Chart(), rows["arrow"].any()) if intervals else []
    marks = alt.layer(*_still_words(), *bars, *_points(alt.Chart(), rows.columns), data=rows).encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    # Beside the lowest line stands the number; on a narrow page it stands below a label that would leave it no room.
    beside = f"width / {LETTER} - 2 - 1.1 * length(datum.shown)"
    below = f"page < {NARROW} && length(datum.label) > {beside} ? {LINE} : 0"
    broken = marks.transform_calculate(down=below)
    broken = broken.transform_calculate(
        said=break_lines("datum.label", f"max(9, datum.down ? width / {LETTER} : {beside})")
    )
    height = alt.param(name="height", expr=f"{len(rows)} * (page < {NARROW} ? {NARROW_ROW} : {ROW})")
    drawn = alt.layer(axis, broken).add_params(height)
    # With an open arrow the axis has two lines of words on a narrow page.
    room = {"padding": PADDING} if rows["arrow"].any() else {}
    return drawn.properties(width=WIDTH, height=len(rows) * ROW, **room).configure_mark(aria=False)


@lru_cache(maxsize=4096)
def wrap_label(label: str, beside: str, width: int, lines: int, indent: int) -> list[str]:
    """The label in at most so many lines, the lowest of which leaves room for the words beside it.

    >>> wrap_label("MAIA 2019: D-Rd against Rd", "0.56", 520, 2, 18)
    ['', 'MAIA 2019: D-Rd against Rd']
    """
    letter = LETTER if lines <= len(LINES) else NARROW_LETTER
    whole = int((width - indent) / letter)
    last = int((width - indent - 14) / letter - len(beside) * 1.1)
    trial, _, treatment = label.partition(": ")
    # The trial on a line of its own, as a reader would break it, unless that takes too many lines.
    ways = [[f"{trial}:", treatment], [label]] if len(label) > last else [[label]]
    tried = [_fill(parts, whole, last) for parts in ways]
    found = next((way for way in tried if len(way) <= lines), tried[-1])
    return [""] * (lines - len(found)) + found


def _fill(parts: list[str], whole: int, last: int) -> list[str]:
    """Each part in lines of at most `whole` letters; the last line of all has at most `last`."""
    found = [
        line
        for part in parts
        for line in textwrap.wrap(part, whole, break_long_words=False, break_on_hyphens=False)
    ]
    while len(found[-1]) > last:
        head = textwrap.wrap(found[-1], last, break_long_words=False, break_on_hyphens=False)
        found[-1:] = [head[0], " ".join(head[1:])]
    return found


def _x(column: str) -> alt.X:
    return alt.X(f"{column}:Q", axis=None, scale=alt.Scale(domain=[0, 1]))


def _band(rows: alt.Chart) -> alt.Chart:
    """A pale band behind the results that were chosen."""
    return rows.transform_filter("datum.chosen").mark_rect(color=YELLOW, opacity=0.35)


def _axis(ticks: alt.Chart, strong: bool) -> list[alt.Chart]:
    foot = {"y": alt.value("height")}
    line = ticks.mark_rule(color=GRID).encode(x=_x("at"))
    one = ticks.transform_filter("datum.strong").mark_rule(
        color=VERMILLION, strokeWidth=1.5, strokeDash=[4, 3]
    )
    words = ticks.mark_text(dy=14, baseline="middle").encode(x=_x("at"), text="words:N", **foot)
    # A narrow page has no room for the whole title in one line.
    ticks = ticks.transform_calculate(parts=f"width < {LEAST} ? split(datum.title, '; ') : [datum.title]")
    look = {"align": "left", "baseline": "middle", "color": "#4A4A4A", "lineHeight": 12, "dy": 28}
    look["fontSize"] = {"expr": f"width < {LEAST} ? 11 : 12"}
    titled = {"x": alt.value(0), "text": "parts:N", **foot}
    title = ticks.mark_text(**look).encode(**titled)
    return [
        line,
        *([one.encode(x=_x("at"))] if strong else []),
        words,
        title,
    ]


def _still_words() -> list[alt.Chart]:
    """The label, broken by the page, and the number beside its last line, or below it where the page is narrow."""
    made = []
    for look in (RIM, {}):
        text = alt.Chart().mark_text(
            align="left", baseline="middle", lineHeight=LINE, text={"expr": "datum.said"},
            dy={"expr": f"{LOWEST} - datum.down - {LINE} * (length(datum.said) - 1)"}, **look,
        )  # fmt: skip
        number = alt.Chart().mark_text(align="right", fontWeight=600, dy=LOWEST, baseline="middle", **look)
        made += [text.encode(x=alt.value(0)), number.encode(x=alt.value({"expr": "width"}), text="shown:N")]
    return made


def _intervals(rows: alt.Chart, arrows: bool) -> list[alt.Chart]:
    known = rows.transform_filter("isValid(datum.low) && isValid(datum.high)")
    bar = known.mark_rule(color=INK, strokeWidth=2.5, yOffset=UNDER).encode(x=_x("low"), x2="high:Q")
    arrow = rows.transform_filter("datum.arrow").mark_point(
        shape="triangle-right",
        size=90,
        filled=False,
        color=INK,
        strokeWidth=1.8,
        xOffset=7,
        yOffset=UNDER,
        opacity=1,
    )
    return [bar, *([arrow.encode(x=alt.value("width"))] if arrows else [])]


def _points(rows: alt.Chart, columns: Collection[str]) -> list[alt.Chart]:
    tips = [alt.Tooltip(f"{column}:N", title=title) for column, title in TIPS.items() if column in columns]
    fill = alt.condition("datum.comparator", alt.value("#FFFFFF"), alt.value(BLUE))
    seen = rows.transform_filter("isValid(datum.at)").mark_point(
        size=75, stroke=BLUE, strokeWidth=2, filled=True, opacity=1, yOffset=UNDER
    )
    area = rows.mark_rect(opacity=0).encode(tooltip=tips)
    return [seen.encode(x=_x("at"), fill=fill), area]


def _letter(rows: alt.Chart) -> alt.Chart:
    """The letter by which a row is chosen."""
    letter = rows.mark_text(align="left", fontWeight=700, baseline="middle", dy=LOWEST)
    return letter.encode(x=alt.value(0), text="letter:N")


def _words(rows: alt.Chart, indent: int, lines: Sequence[str], column: str) -> list[alt.Chart]:
    """The lines of the label, and the number beside the lowest of them."""
    small = {"fontSize": 11} if len(lines) > len(LINES) else {}
    made = []
    for look in (RIM, {}):
        look = {"baseline": "middle", **small, **look}
        for above, line in enumerate(reversed(lines)):
            text = rows.transform_filter(f"datum.{line} != ''") if above else rows
            text = text.mark_text(align="left", dx=indent, dy=LOWEST - LINE * above, **look)
            made.append(text.encode(x=alt.value(0), text=f"{line}:N"))
        number = rows.mark_text(align="right", fontWeight=600, dy=LOWEST, **look)
        made.append(number.encode(x=alt.value("width"), text=f"{column}:N"))
    return made

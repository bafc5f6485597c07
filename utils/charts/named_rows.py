"""Rows whose names stand above their marks: they need no column of their own, so they fit a phone."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from utils.charts.fit import break_lines
from utils.charts.theme import INK

ROW = 36  # pixels: a line of words with the mark under it
LINE = 14
SHORT = 38  # letters that a phone shows in one line
INKS = (
    {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"},
    {"color": INK},
)  # a rim keeps rules off the words
MARK = {"yOffset": 9}  # how far a mark lies under the middle of its row


def row_of(field: str, order: list[str]) -> alt.Y:
    """The place of a row, in this order, without an axis: the name is written by `write_names`."""
    return alt.Y(f"{field}:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def height_of(names: Iterable[str]) -> int:
    """Pixels for these rows; names that a phone breaks in two get a line more."""
    lengths = [len(name) for name in names]
    return (ROW if max(lengths) <= SHORT else ROW + LINE) * len(lengths)


def write_names(base: alt.Chart, field: str, y: alt.Y, rim: bool = False) -> list[alt.Chart]:
    """The name of each row at the left, above its mark, broken where the page ends; `rim` where a rule runs behind."""
    lines = break_lines(f"datum['{field}']", "width / 6.1")
    look = {
        "text": {"expr": lines},
        "dy": {"expr": f"1 - {LINE} * (length({lines}) - 1)"},
        "lineHeight": LINE,
    }
    places = base.encode(x=alt.value(0), y=y)
    return [
        places.mark_text(align="left", baseline="bottom", **look, **ink) for ink in INKS[0 if rim else 1 :]
    ]


def write_values(base: alt.Chart, text: str, turn: str, **look: object) -> list[alt.Chart]:
    """A number beside its mark: at the right, or at the left where `turn`, an expression of the row, says so."""
    side = {"align": {"expr": f"{turn} ? 'right' : 'left'"}, "dx": {"expr": f"{turn} ? -10 : 10"}}
    places = base.encode(text=f"{text}:N")
    return [places.mark_text(baseline="middle", **MARK, **side, **look, **ink) for ink in INKS]

"""Bars of how many numbers of a text carry which mark."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, GREY, INK, PURPLE, VERMILLION

COLOURS = {
    "as sourced here": BLUE,
    "older cut": VERMILLION,
    "other population or arm": PURPLE,
    "not found": GREY,
    "not read": "#B8B8B8",
}
# Long names on two lines: a phone is narrow.
TWO_LINES = (
    "datum.value === 'other population or arm' ? ['other population', 'or arm']"
    " : datum.value === 'as sourced here' ? ['as sourced', 'here'] : datum.value"
)


def draw_marks(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """One bar a mark, as long as its share of the numbers, its count at the end.

    tables: `counts` with the columns verdict, share (0 to 1), label.
    """
    base = alt.Chart(tables["counts"])
    axis = alt.Axis(title=None, labelExpr=TWO_LINES, domain=False, ticks=False, labelFontSize=12)
    marks = alt.Y("verdict:N", sort=list(COLOURS), axis=axis, scale=alt.Scale(domain=list(COLOURS)))
    share = alt.X("share:Q", scale=alt.Scale(domain=[0, 1.12]), axis=None)
    colour = alt.Color(
        "verdict:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
    )
    bars = base.mark_bar(height=18).encode(x=share, y=marks, color=colour)
    count = base.mark_text(align="left", dx=6, fontSize=13, fontWeight=600, color=INK).encode(
        x=share, y=marks, text="label:N"
    )
    return alt.layer(bars, count).properties(width=600, height=150)

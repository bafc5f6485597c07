"""Brackets above a history: a second way of counting its lines, and where the lines stood before the last edit."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import GREY, INK, VERMILLION

GHOST, CLAIMS = 28, 44  # pixels above the numbered events: the former lines, the second ruler
TICK = 5
WHOLE, NUMBER = 74, 11  # pixels of a bracket that has room for "≠ Claims 2", and for "2" alone


def draw_rulers(tables: dict[str, pd.DataFrame], foot: float, x: alt.X) -> list[alt.Chart]:
    """The layers. tables: `claims` (number, start, middle, stop, differs), `ghosts` (start, stop).

    foot: where the row of line names stands, in pixels from the top of the lanes. x: makes the shared axis of a column.
    """
    return [
        *_bracket(alt.Chart(tables["ghosts"]), foot - GHOST, x, color=GREY, strokeDash=[3, 3]),
        *_bracket(alt.Chart(tables["claims"]), foot - CLAIMS, x, color=GREY, strokeWidth=1.6),
        *_name_claims(alt.Chart(tables["claims"]), foot - CLAIMS, x),
    ]


def _bracket(rows: alt.Chart, y: float, x: alt.X, **look: object) -> list[alt.Chart]:
    """A line from the first day to the last with a tick where it begins."""
    along = rows.mark_rule(**look).encode(x=x("start"), x2="stop:T", y=alt.value(y))
    tick = rows.mark_rule(**look).encode(x=x("start"), y=alt.value(y - TICK), y2=alt.value(y + TICK))
    return [along, tick]


def _name_claims(rows: alt.Chart, y: float, x: alt.X) -> list[alt.Chart]:
    """Its number above each bracket; where it is another number than the guideline's, a sign says so."""
    wide = "scale('x', datum.stop) - scale('x', datum.start)"
    sign = "(datum.differs ? '≠ ' : '')"
    says = f"{sign} + ({wide} > {WHOLE} ? 'Claims ' + datum.number : {wide} > {NUMBER} * (1 + datum.differs) ? datum.number : '')"
    ink = alt.condition("datum.differs", alt.value(VERMILLION), alt.value(INK))
    text = rows.mark_text(text={"expr": says}, baseline="bottom", fontSize=11, fontWeight=600)
    return [text.encode(x=x("middle"), y=alt.value(y - TICK + 1), color=ink)]

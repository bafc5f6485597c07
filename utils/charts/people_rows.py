"""Series as people: a dot a person, filled who responded; where the number is not known, a dashed frame instead."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, DASHED, GREY, INK, PAPER

WIDTH, ROWS, TALL = 660, 5, 62  # pixels of the drawing, series at most, pixels of each
HEIGHT = ROWS * TALL
LINES, ACROSS = 3, 65  # dots stand three high and so many side by side at most


def draw_people(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """Each series on its own lines: name, numbers, people.

    tables: `series` (place, name, says, known), `people` (place, column, line, responded).
    """
    base = alt.Chart(tables["series"]).transform_calculate(
        first=f"datum.place * {TALL} + 12", second=f"datum.place * {TALL} + 27", top=f"datum.place * {TALL} + 34",
        foot=f"datum.place * {TALL} + 52",
    )  # fmt: skip
    words = {"align": "left", "color": INK, "baseline": "bottom"}
    name = base.mark_text(fontWeight=600, fontSize=12, **words).encode(
        x=alt.value(0), y=_px("first"), text="name:N"
    )
    says = base.mark_text(fontSize=11, **words).encode(x=alt.value(0), y=_px("second"), text="says:N")
    unknown = base.mark_rect(filled=False, stroke=GREY, strokeDash=DASHED).encode(
        x=alt.value(0), x2=alt.value(alt.ExprRef("width * 0.5")), y=_px("top"), y2="foot:Q",
        opacity=alt.condition("datum.known", alt.value(0), alt.value(1)),
    )  # fmt: skip
    return (
        alt.layer(unknown, name, says, _dots(tables["people"]))
        .properties(width=WIDTH, height=HEIGHT)
        .configure_mark(aria=False)
    )


def _px(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, HEIGHT], range=[0, HEIGHT], nice=False), axis=None)


def _dots(people: pd.DataFrame) -> alt.Chart:
    """One dot a person, as large as the width allows."""
    step = f"min(width / {ACROSS}, 7)"
    base = alt.Chart(people).transform_calculate(y=f"datum.place * {TALL} + 37 + 6 * datum.line")
    x = alt.X(
        "column:Q",
        scale=alt.Scale(domain=[0, ACROSS], range=[3, alt.ExprRef(f"3 + {ACROSS} * {step}")], nice=False),
        axis=None,
    )
    fill = alt.condition("datum.responded", alt.value(BLUE), alt.value(PAPER))
    size = alt.ExprRef(f"pow({step} * 0.74, 2)")
    return base.mark_point(size=size, stroke=BLUE, strokeWidth=0.9, opacity=1).encode(
        x=x, y=_px("y"), fill=fill
    )

"""One patient by every staging system: a strip of cells for each, and below them each result on its ruler."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, CONTEXT, GREY, INK, PAPER, VERMILLION, WIDTH

TOP, PITCH, STRIP = 14, 36, 18  # pixels: first words, from system to system, the cells
UNDER = 7  # pixels: from the words to their cells
RULE, FIRST = 26, 14  # pixels: from ruler to ruler, before the first
STARTS = 0.5  # of the width: where the rulers begin; left of it their names
NARROW, NARROWEST = 440, 300  # pixels, below which words are shortened, and once more
DARK = "#A84300"  # vermillion, dark enough for words
PALE = "#DCE9F3"
QUIET = "#5A5A5A"  # words of what is not the case, readable on white
MOST_RULERS = 5
SYSTEMS = 9  # strips: the systems and the row of single findings


def draw_staging(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """Filled cells are certain, dashed ones still possible, a thick rim marks what a change brought.

    tables: `systems` (row, head, brief, year, note, only, moved), `cells` (row, x0, x1, mid, label, brief, state, flipped),
    `rulers` (row, words, brief, at, done, moved), `cuts` (row, at, says); places are shares of the width.
    """
    foot = TOP + PITCH * SYSTEMS
    height = foot + FIRST + RULE * MOST_RULERS
    layers = [
        *_cells(alt.Chart(tables["cells"]), height),
        *_heads(alt.Chart(tables["systems"])),
        *_rulers(alt.Chart(tables["rulers"]), foot + FIRST),
        *_cuts(alt.Chart(tables["cuts"]), foot + FIRST),
    ]
    return alt.layer(*layers).properties(width=WIDTH + 20, height=height).configure_mark(aria=False)


def _x(field: str, axis: bool = False) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1]), axis=None) if axis else alt.X(f"{field}:Q")


def _y(field: str, height: int | None = None) -> alt.Y:
    """A place in pixels from the top; one layer brings the height for all of them."""
    if height is None:
        return alt.Y(f"{field}:Q")
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def _cells(base: alt.Chart, height: int) -> list[alt.Chart]:
    base = base.transform_calculate(
        top=f"{TOP} + {PITCH} * datum.row + {UNDER}",
        bottom=f"datum.top + {STRIP}",
        middle=f"datum.top + {STRIP / 2}",
    )
    box = {"x": _x("x0", axis=True), "x2": "x1:Q", "y": _y("top", height), "y2": "bottom:Q"}
    drawn = [
        base.transform_filter(f"datum.state == '{state}'").mark_rect(cornerRadius=3, **look).encode(**box)
        for state, look in (
            ("is not", {"fill": PAPER, "stroke": CONTEXT, "strokeWidth": 0.8}),
            ("may be", {"fill": PALE, "stroke": BLUE, "strokeWidth": 1.4, "strokeDash": [4, 3]}),
            ("is", {"fill": BLUE, "stroke": BLUE, "strokeWidth": 1}),
        )
    ]
    rim = base.transform_filter("datum.flipped").mark_rect(
        cornerRadius=4, fill=None, fillOpacity=0, stroke=VERMILLION, strokeWidth=3
    )
    ink = {
        "condition": [
            {"test": "datum.state == 'is'", "value": PAPER},
            {"test": "datum.state == 'may be'", "value": INK},
        ],
        "value": QUIET,
    }
    words = base.transform_calculate(shown=f"width < {NARROW} ? datum.brief : datum.label").mark_text(
        baseline="middle", fontSize={"expr": f"width < {NARROW} ? 10.5 : 12"}
    )
    return [*drawn, rim.encode(**box), words.encode(x=_x("mid"), y=_y("middle"), text="shown:N", color=ink)]


def _heads(base: alt.Chart) -> list[alt.Chart]:
    """Name and year over each strip at the left, what became of it at the right; in the strip, to whom it does not apply."""
    base = base.transform_calculate(
        line=f"{TOP} + {PITCH} * datum.row", inside=f"datum.line + {UNDER + STRIP / 2}",
        called=f"width < {NARROWEST} ? datum.brief : datum.head",
        named="datum.year ? datum.called + ' · ' + datum.year : datum.called",
        noted="datum.moved && 7.2 * length(datum.named) + 6.2 * length(datum.note) > width ? 'changed' : datum.note",
    )  # fmt: skip
    ink = alt.condition("datum.moved", alt.value(DARK), alt.value(INK))
    left, right, y = alt.value(2), alt.value({"expr": "width - 2"}), _y("line")
    name = base.mark_text(align="left", fontWeight=600, fontSize=12)
    note = base.mark_text(align="right", fontSize={"expr": f"width < {NARROW} ? 11 : 12"})
    only = base.mark_text(align="left", baseline="middle", fontStyle="italic", color=QUIET)
    return [
        name.encode(x=left, y=y, text="named:N"),
        note.encode(x=right, y=y, text="noted:N", color=ink),
        only.encode(x=alt.value(8), y=_y("inside"), text="only:N"),
    ]


def _rulers(base: alt.Chart, top: int) -> list[alt.Chart]:
    """A line for each result, its words at the left, and the person's dot; without a dot it was not done."""
    base = base.transform_calculate(
        line=f"{top + 14} + {RULE} * datum.row", begins=f"{STARTS}", ends="0.985",
        spot=f"{STARTS} + datum.at * (0.985 - {STARTS})", shown=f"width < {NARROWEST} ? datum.brief : datum.words",
    )  # fmt: skip
    y = _y("line")
    ink = alt.condition("datum.moved", alt.value(DARK), alt.value(INK))
    fill = alt.condition("datum.moved", alt.value(VERMILLION), alt.value(INK))
    return [
        base.mark_text(align="left", baseline="middle").encode(
            x=alt.value(2), y=y, text="shown:N", color=ink
        ),
        base.mark_rule(strokeWidth=2, color=CONTEXT).encode(x=_x("begins"), x2="ends:Q", y=y),
        base.transform_filter("datum.done")
        .mark_circle(size=95, opacity=1)
        .encode(x=_x("spot"), y=y, color=fill),
    ]


def _cuts(base: alt.Chart, top: int) -> list[alt.Chart]:
    """Cut-offs as strokes through the ruler, each with its figure above."""
    base = base.transform_calculate(
        line=f"{top + 14} + {RULE} * datum.row", above="datum.line - 6", below="datum.line + 6", over="datum.line - 12",
        spot=f"{STARTS} + datum.at * (0.985 - {STARTS})",
    )  # fmt: skip
    stroke = base.mark_rule(strokeWidth=2, color=GREY).encode(x=_x("spot"), y=_y("above"), y2="below:Q")
    figure = base.mark_text(baseline="middle", fontSize=10.5, color=INK)
    return [stroke, figure.encode(x=_x("spot"), y=_y("over"), text="says:N")]

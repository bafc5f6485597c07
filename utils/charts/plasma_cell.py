"""The plasma cell with the parts that treatments aim at, and when the drugs of a class got their first label."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, CONTEXT, GREY, INK, PAPER, VERMILLION, WIDTH

FIRST, LAST = 2003, 2026  # years of the strip under the cell
TOP, BOTTOM = -4, 158  # the drawing's own measure from top to bottom, where the cell ends at about 100
STILL = 106  # where the cell alone ends
UNIT = 2.25  # pixels of one unit of height
ROW, ROWS_AT = 9.5, 126  # the strip: height of a row, place of the first
# Across, where the page has room for the names beside the cell; on a phone the drawing leaves more to them.
ACROSS = [("domainMin", "width < 380 ? -10 : 0"), ("domainMax", "width < 380 ? 130 : 100")]
LEFT, RIGHT = 20.5, 70.5  # where the words of both sides end and begin

# Where each part lies, on which side its name stands and how high. The cell is drawn, not measured.
PLACES = {
    "SLAMF7": (32.4, 17.6, "left", 8),
    "CD38": (25.9, 31, "left", 22),
    "BCMA": (23.3, 44.7, "left", 36),
    "GPRC5D": (23.3, 59.3, "left", 50),
    "T cell": (23, 76, "left", 66),
    "marrow": (29, 93, "left", 87),
    "bone": (38, 101, "left", 99),
    "proteasome": (49, 21, "right", 8),
    "cereblon": (56, 31, "right", 22),
    "steroid receptor": (59, 42, "right", 36),
    "BCL-2": (60, 54, "right", 50),
    "exportin-1": (53.6, 62, "right", 64),
    "topoisomerase": (47, 72, "right", 78),
    "DNA": (41, 79, "right", 93),
}
# Middle, half-width, half-height, fill: what is drawn behind the parts.
SHAPES = {
    "cell": (45, 52, 22, 42, "#F7F1E3"),
    "nucleus": (43, 66, 11, 20, "#DCE9F3"),
    "mitochondrion": (60, 54, 4, 6, "#EFE6F0"),
    "T cell": (23, 76, 4.2, 7, "#E4F1EA"),
    "bone": (47, 101, 24, 2.5, "#EEEEEE"),
}


def plot_plasma_cell(lit: list[str] | None = None) -> alt.LayerChart:
    """The cell with every part that a treatment aims at; those in `lit` filled, all when none are named."""
    chosen = list(PLACES) if lit is None else lit
    drawn = alt.layer(*_shapes(STILL), *_parts(mark_targets(chosen), STILL))
    return present(
        _frame(drawn, STILL),
        title="Treatments aim at the surface of the plasma cell, at its inside, at its nucleus and at its neighbours",
        subtitle="A plasma cell in the bone marrow; sizes and places are not to scale",
        source="the tables of classes and drugs, each with its sources",
        label="illustrative",
        description=f"A plasma cell with a nucleus, a T cell beside it and bone under it. Filled parts: {', '.join(chosen)}.",
        name="plasma_cell",
    )


def mark_targets(lit: list[str]) -> pd.DataFrame:
    """One row a part of the cell: target, x, y, side, at (height of its name), from (where its line begins), lit."""
    rows = [
        {"target": target, "x": x, "y": y, "side": side, "at": at, "from": LEFT + 1 if side == "left" else RIGHT - 1,
         "lit": target in lit}
        for target, (x, y, side, at) in PLACES.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def lay_out_strip(drugs: pd.DataFrame, until: int) -> pd.DataFrame:
    """The rows under the cell, one a drug. drugs: columns short, year (missing: no dated label), words (said instead).

    Returns short, year, x, row, words, dated, late (its words stand at the left of its mark), until.
    """
    rows = []
    for place, drug in enumerate(drugs.itertuples(index=False)):
        dated = pd.notna(drug.year)
        x = place_year(drug.year) if dated else 2
        words = f"{drug.short} {int(drug.year)}" if dated else f"{drug.short}: {drug.words}"
        rows.append((drug.short, x, ROWS_AT + ROW * place, words, dated, dated and x > 55, place_year(until)))
    none = [("", 2, ROWS_AT, "no drug of this class was known yet", False, False, place_year(until))]
    return pd.DataFrame(rows or none, columns=["short", "x", "row", "words", "dated", "late", "until"])


def place_year(year: float) -> float:
    """Where a year lies on the strip."""
    return round(3 + (year - FIRST) / (LAST - FIRST) * 94, 3)


def draw_class(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """The cell above, the strip of first labels below.

    tables: `targets` as `mark_targets` makes it, `strip` as `lay_out_strip` makes it.
    """
    drawn = alt.layer(*_shapes(), *_parts(tables["targets"]), *_strip(tables["strip"]))
    return _frame(drawn, BOTTOM).configure_mark(aria=False)


def _frame(drawn: alt.LayerChart, bottom: float) -> alt.LayerChart:
    return drawn.properties(width=WIDTH, height=round((bottom - TOP) * UNIT)).resolve_scale(
        color="independent"
    )


def _x(field: str) -> alt.X:
    ends = {end: {"expr": words} for end, words in ACROSS}
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(**ends, nice=False, zero=False))


def _y(field: str, bottom: float = BOTTOM) -> alt.Y:
    return alt.Y(
        f"{field}:Q", axis=None, scale=alt.Scale(domainMin=TOP, nice=False, zero=False, reverse=True)
    )


def _shapes(bottom: float = BOTTOM) -> list[alt.Chart]:
    """Outlines as filled polygons: they become narrower with the page, as a circle of pixels would not."""
    layers = []
    for x, y, wide, high, fill in SHAPES.values():
        rim = [
            (x + wide * math.cos(a), y + high * math.sin(a)) for a in (k * math.pi / 24 for k in range(49))
        ]
        outline = pd.DataFrame(
            [(round(px, 1), round(py, 1), k) for k, (px, py) in enumerate(rim)], columns=["x", "y", "k"]
        )
        layers.append(
            alt.Chart(outline)
            .mark_line(filled=True, fill=fill, fillOpacity=1, stroke=GREY, strokeWidth=1)
            .encode(x=_x("x"), y=_y("y", bottom), order="k:Q")
        )
    return layers


def _parts(targets: pd.DataFrame, bottom: float = BOTTOM) -> list[alt.Chart]:
    base = alt.Chart(targets)
    shown = alt.condition("datum.lit", alt.value(1), alt.value(0.35))
    line = base.mark_rule(color=GREY, strokeWidth=1).encode(
        x=_x("from"), x2="x:Q", y=_y("at", bottom), y2="y:Q", opacity=shown
    )
    dot = base.mark_point(shape="circle", filled=True, opacity=1, strokeWidth=1.5).encode(
        x=_x("x"),
        y=_y("y", bottom),
        size=alt.condition("datum.lit", alt.value(170), alt.value(45)),
        fill=alt.condition("datum.lit", alt.value(VERMILLION), alt.value(PAPER)),
        stroke=alt.condition("datum.lit", alt.value(INK), alt.value(GREY)),
    )
    return [line, dot, *(_names(base, side, bottom) for side in ("left", "right"))]


def _names(base: alt.Chart, side: str, bottom: float) -> alt.Chart:
    """Names of one side; those lit stand bold, the others are plain."""
    at = LEFT if side == "left" else RIGHT
    mine = base.transform_filter(f"datum.side === '{side}'").transform_calculate(word_x=str(at))
    look = {
        "align": "right" if side == "left" else "left",
        "baseline": "middle",
        "fontSize": 12,
        "color": INK,
    }
    return mine.mark_text(
        **look, fontWeight={"expr": "datum.lit ? 700 : 400"}, opacity={"expr": "datum.lit ? 1 : 0.8"}
    ).encode(x=_x("word_x"), y=_y("at", bottom), text="target:N")


def _strip(strip: pd.DataFrame) -> list[alt.Chart]:
    years = pd.DataFrame(
        {"x": [place_year(y) for y in range(2005, LAST, 5)], "year": [str(y) for y in range(2005, LAST, 5)]}
    )
    years = years.assign(top=ROWS_AT - 5, bottom=BOTTOM - 1, named=ROWS_AT - 8)
    head = pd.DataFrame({"x": [0], "y": [ROWS_AT - 16], "words": ["First label in the United States"]})
    # Words without a date begin at the left; on a phone the drawing begins further out (see `ACROSS`).
    base = alt.Chart(strip).transform_calculate(place=f"datum.dated ? datum.x : ({ACROSS[0][1]}) + 2")
    grid = alt.Chart(years)
    rule = grid.mark_rule(color=CONTEXT, strokeWidth=1).encode(x=_x("x"), y=_y("top"), y2="bottom:Q")
    # Five years of a phone are narrower than the word for a year: there only every tenth is named.
    told = grid.transform_filter("datum.year !== '2005' && (width >= 380 || datum.year % 10 === 0)")
    named = told.mark_text(color=INK, fontSize=12).encode(x=_x("x"), y=_y("named"), text="year:N")
    title = alt.Chart(head).mark_text(align="left", color=INK, fontSize=12, fontWeight=600).encode(
        x=_x("x"), y=_y("y"), text="words:N"
    )  # fmt: skip
    dial = base.transform_aggregate(until="max(until)").transform_calculate(
        top=str(ROWS_AT - 5), bottom=str(BOTTOM - 1)
    )
    now = dial.mark_rule(color=BLUE, strokeWidth=2, strokeDash=[5, 3]).encode(
        x=_x("until"), y=_y("top"), y2="bottom:Q"
    )
    dots = base.mark_point(shape="diamond", filled=True, size=90, fill=VERMILLION, stroke=INK).encode(
        x=_x("x"), y=_y("row"), opacity=alt.condition("datum.dated", alt.value(1), alt.value(0))
    )
    side = {
        "align": {"expr": "datum.late ? 'right' : 'left'"},
        "dx": {"expr": "datum.dated ? (datum.late ? -10 : 10) : 0"},
    }
    rim = base.mark_text(baseline="middle", stroke=PAPER, strokeWidth=4, strokeJoin="round", **side)
    words = base.mark_text(baseline="middle", color=INK, **side)
    texts = [mark.encode(x=_x("place"), y=_y("row"), text="words:N") for mark in (rim, words)]
    return [rule, named, title, now, *texts[:1], dots, *texts[1:]]

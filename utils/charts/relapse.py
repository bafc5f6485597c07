"""Options at a relapse as a grid: what each one brings, and what that still does."""

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, GREY, GRID, INK, ORANGE, VERMILLION

FAMILIES = ["PI", "IMiD", "anti-CD38", "BCMA", "GPRC5D", "other", "chemotherapy"]
STATES = ["not used yet", "used, may still work", "new, but a relative stopped working", "stopped working"]
SHAPES = ["circle", "circle", "diamond", "cross"]
STROKES = [BLUE, BLUE, INK, VERMILLION]
FILLS = ["#FFFFFF", BLUE, ORANGE, VERMILLION]
ROW = 21
WIDTH = 690  # pixels: names, grid and labels side by side
NARROW = (
    560  # pixels: below this names are short, and labels are left to the table and the list under the picture
)
LEFT, RIGHT = (
    f"(width < {NARROW} ? 160 : 376)",
    f"(width < {NARROW} ? width - 26 : 532)",
)  # the grid's outer columns
LABELS_WIDTH = 130
LABELS = alt.ExprRef(f"width < {NARROW} ? 0 : {WIDTH - LABELS_WIDTH}")
SMALL = alt.ExprRef(f"width < {NARROW} ? 11 : 11.5")
SHORT = {"chemotherapy": "chemo"}


def draw_options(frame: pd.DataFrame) -> alt.LayerChart:
    """One row an option, one column a family of treatments, one mark for what the option brings from it.

    frame: columns option, brief (its name for narrow pages), position, family, state, named, labels, first (of its
    option). Options not named for the situation are grey.
    """
    count = int(frame["position"].max())
    base = alt.Chart(frame).transform_calculate(px=_place("datum.family"))
    y = alt.Y("position:Q", axis=None, scale=alt.Scale(domain=[0.3, count + 0.7], reverse=True, nice=False))
    return alt.layer(*_columns(), *_names(base, y), _marks(base, y), _labels(base, y), *_headings()).properties(
        width=WIDTH, height=ROW * count
    ).configure_view(stroke=None)  # fmt: skip


def _place(family: str) -> str:
    """Where a family's column stands, as a share of the width, whatever that is now."""
    step = f"({RIGHT} - {LEFT}) / {len(FAMILIES) - 1}"
    return f"({LEFT} + indexof({FAMILIES!r}, {family}) * {step}) / width"


def _x() -> alt.X:
    return alt.X("px:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 1], nice=False))


def _columns() -> list[alt.Chart]:
    """The columns with their names, turned so far that neighbours do not touch."""
    heads = pd.DataFrame({"family": FAMILIES, "head": [SHORT.get(name, name) for name in FAMILIES]})
    base = alt.Chart(heads).transform_calculate(px=_place("datum.family")).encode(x=_x())
    head = base.mark_text(angle=305, align="left", baseline="middle", fontSize=SMALL, color=INK)
    return [
        base.mark_rule(color=GRID).encode(y=alt.value(0), y2=alt.value("height")),
        head.encode(y=alt.value(-8), text="head:N"),
    ]


def _names(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    says = {"expr": f"width < {NARROW} ? datum.brief : datum.option"}
    words = {"align": "left", "baseline": "middle", "text": says, "fontSize": SMALL}
    base = base.transform_filter(alt.datum.first)
    named = base.transform_filter(alt.datum.named)
    look = {"x": alt.value(14), "y": y}
    return [
        named.mark_text(fontWeight=600, color=INK, **words).encode(**look),
        base.transform_filter("!datum.named").mark_text(color=GREY, **words).encode(**look),
        named.mark_text(text="▸", color=INK, align="left", baseline="middle").encode(x=alt.value(0), y=y),
    ]


def _marks(base: alt.Chart, y: alt.Y) -> alt.Chart:
    def scale(colours: list[str]) -> alt.Scale:
        return alt.Scale(domain=STATES, range=colours)

    columns = alt.ExprRef(f"width < {NARROW} ? 1 : 2")
    legend = alt.Legend(title="What it brings", orient="bottom", columns=columns)
    return (
        base.transform_filter("datum.state != ''")
        .mark_point(size=110, strokeWidth=1.8, filled=True, opacity=1)
        .encode(
            x=_x(),
            y=y,
            shape=alt.Shape("state:N", scale=scale(SHAPES), legend=legend),
            fill=alt.Fill("state:N", scale=scale(FILLS), legend=legend),
            stroke=alt.Stroke("state:N", scale=scale(STROKES), legend=legend),
            fillOpacity=alt.condition(alt.datum.named, alt.value(1), alt.value(0.5)),
            strokeOpacity=alt.condition(alt.datum.named, alt.value(1), alt.value(0.6)),
        )
    )


def _labels(base: alt.Chart, y: alt.Y) -> alt.Chart:
    """Lines before treatment that the labels ask for, where there is room."""
    says = {"expr": f"width < {NARROW} ? [''] : split(datum.labels, '; ')"}
    once = base.transform_filter(alt.datum.first)
    words = once.mark_text(
        align="left", baseline="middle", fontSize=10, lineHeight=10, color=INK, text=says,
        dy={"expr": "indexof(datum.labels, ';') < 0 ? 0 : -5"},
    )  # fmt: skip
    return words.encode(x=alt.value(LABELS), y=y)


def _headings() -> list[alt.Chart]:
    """What the parts are, above the first row."""
    words = {"align": "left", "baseline": "bottom", "fontSize": 11, "color": INK}
    one = alt.Chart(alt.Data(values=[{}]))
    named = {"expr": f"width < {NARROW} ? '▸ named; no advice' : '▸ named here; not advice'"}
    labels = {"expr": f"width < {NARROW} ? '' : 'labels read: lines before'"}
    return [
        one.mark_text(text=named, **words).encode(x=alt.value(0), y=alt.value(-6)),
        one.mark_text(text=labels, **words).encode(x=alt.value(LABELS), y=alt.value(-6)),
    ]

"""Options at a relapse as a grid: what each one brings, and what that still does."""

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, GREY, INK, ORANGE, VERMILLION

FAMILIES = ["PI", "IMiD", "anti-CD38", "BCMA", "GPRC5D", "other", "chemotherapy"]
STATES = ["not used yet", "used, may still work", "new, but a relative stopped working", "stopped working"]
SHAPES = ["circle", "circle", "diamond", "cross"]
STROKES = [BLUE, BLUE, INK, VERMILLION]
FILLS = ["#FFFFFF", BLUE, ORANGE, VERMILLION]
ROW = 21
WIDTH = 698  # pixels: names, grid and labels side by side
NARROW = (
    600  # pixels: below this names are short, and labels are left to the table and the list under the picture
)
LEFT = f"(width < {NARROW} ? 134 : 314)"  # where the grid begins
RIGHT = f"(width < {NARROW} ? width - 32 : 510)"  # its last column, with room for the slanting heading
LABELS_WIDTH = 178
LABELS = alt.ExprRef(f"width < {NARROW} ? 0 : {WIDTH - LABELS_WIDTH}")


def draw_options(frame: pd.DataFrame) -> alt.LayerChart:
    """One row an option, one column a family of treatments, one mark for what the option brings from it.

    frame: columns option, brief (its name for narrow pages), position, family, state, named, labels, first (of its
    option). Options not named for the situation are grey.
    """
    count = int(frame["position"].max())
    base = alt.Chart(frame)
    y = alt.Y("position:Q", axis=None, scale=alt.Scale(domain=[0.3, count + 0.7], reverse=True, nice=False))
    return alt.layer(*_names(base, y), _marks(base, y), _labels(base, y), *_headings()).properties(
        width=WIDTH, height=ROW * count
    ).configure_view(stroke=None)  # fmt: skip


def _x() -> alt.X:
    short = f"width < {NARROW} && datum.label == 'chemotherapy' ? 'chemo' : datum.label"
    look = {"domain": False, "ticks": False, "grid": True}
    axis = alt.Axis(orient="top", labelAngle=-35, labelAlign="left", labelExpr=short, **look)
    places = alt.Scale(domain=FAMILIES, range=[alt.ExprRef(LEFT), alt.ExprRef(RIGHT)])
    return alt.X("family:N", title=None, sort=FAMILIES, scale=places, axis=axis)


def _names(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    says = {"expr": f"width < {NARROW} ? datum.brief : datum.option"}
    words = {"align": "left", "limit": {"expr": f"{LEFT} - 24"}, "baseline": "middle", "text": says}
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
    says = {"expr": f"width < {NARROW} ? '' : datum.labels"}
    once = base.transform_filter(alt.datum.first)
    words = once.mark_text(
        align="left", baseline="middle", fontSize=11, color=INK, limit=LABELS_WIDTH, text=says
    )
    return words.encode(x=alt.value(LABELS), y=y)


def _headings() -> list[alt.Chart]:
    """What the parts are, above the first row."""
    words = {"align": "left", "baseline": "bottom", "fontSize": 11, "color": INK}
    one = alt.Chart(alt.Data(values=[{}]))
    labels = {"expr": f"width < {NARROW} ? '' : 'labels read (lines before)'"}
    return [
        one.mark_text(text="▸ named here; not advice", **words).encode(x=alt.value(0), y=alt.value(-6)),
        one.mark_text(text=labels, **words).encode(x=alt.value(LABELS), y=alt.value(-6)),
    ]

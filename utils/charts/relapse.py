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
NAMES_WIDTH, GRID_WIDTH, LABELS_WIDTH = 300, 210, 170


def draw_options(frame: pd.DataFrame) -> alt.LayerChart:
    """One row an option, one column a family of treatments, one mark for what the option brings from it.

    frame: columns option, position, family, state, named, labels, first (of its option). Options not named for the situation are grey.
    """
    count = int(frame["position"].max())
    base = alt.Chart(frame)
    y = alt.Y("position:Q", axis=None, scale=alt.Scale(domain=[0.3, count + 0.7], reverse=True, nice=False))
    return alt.layer(*_names(base, y), _marks(base, y), _labels(base, y), *_headings()).properties(
        width=GRID_WIDTH, height=ROW * count
    ).configure_view(stroke=None)  # fmt: skip


def _x() -> alt.X:
    axis = alt.Axis(orient="top", labelAngle=-35, labelAlign="left", domain=False, ticks=False, grid=True)
    return alt.X("family:N", title=None, sort=FAMILIES, scale=alt.Scale(domain=FAMILIES), axis=axis)


def _names(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    words = {"align": "left", "limit": NAMES_WIDTH - 6, "baseline": "middle"}
    left = alt.value(-NAMES_WIDTH)
    base = base.transform_filter(alt.datum.first)
    named = base.transform_filter(alt.datum.named).mark_text(fontWeight=600, color=INK, **words)
    other = base.transform_filter("!datum.named").mark_text(color=GREY, **words)
    tick = base.transform_filter(alt.datum.named).mark_text(
        text="▸", color=INK, align="left", baseline="middle"
    )
    return [
        named.encode(x=left, y=y, text="option:N"),
        other.encode(x=left, y=y, text="option:N"),
        tick.encode(x=alt.value(-NAMES_WIDTH - 14), y=y),
    ]


def _marks(base: alt.Chart, y: alt.Y) -> alt.Chart:
    def scale(colours: list[str]) -> alt.Scale:
        return alt.Scale(domain=STATES, range=colours)

    legend = alt.Legend(title="What it brings", orient="bottom", columns=2)
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
    once = base.transform_filter(alt.datum.first)
    return once.mark_text(align="left", baseline="middle", fontSize=11, color=INK, limit=LABELS_WIDTH).encode(
        x=alt.value(GRID_WIDTH + 8), y=y, text="labels:N"
    )


def _headings() -> list[alt.Chart]:
    """What the three parts are, above the first row."""
    words = {"align": "left", "baseline": "bottom", "fontSize": 11, "color": INK}
    one = alt.Chart(alt.Data(values=[{}]))
    return [
        one.mark_text(text="▸ named for this situation", **words).encode(
            x=alt.value(-NAMES_WIDTH - 14), y=alt.value(-6)
        ),
        one.mark_text(text="labels read (lines before)", **words).encode(
            x=alt.value(GRID_WIDTH + 8), y=alt.value(-6)
        ),
    ]

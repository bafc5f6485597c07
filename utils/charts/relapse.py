"""Options at a relapse as a grid: what each one brings, and what that still does."""

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, GREY, GRID, INK, ORANGE, VERMILLION

FAMILIES = ["PI", "IMiD", "anti-CD38", "BCMA", "GPRC5D", "other", "chemotherapy"]
STATES = ["not used yet", "used, may still work", "new, but a relative stopped working", "stopped working"]
SHAPES = ["circle", "circle", "diamond", "cross"]
STROKES = [BLUE, BLUE, INK, VERMILLION]
FILLS = ["#FFFFFF", BLUE, ORANGE, VERMILLION]
ROW, NARROW_ROW = 21, 34  # pixels: on a narrow page the name stands above its marks
WIDTH, LEAST, NARROW_WIDTH = 690, 656, 500  # pixels; the second is what the wide form can be drawn in
LEFT, RIGHT = "376", "532"  # the grid's outer columns: names, grid and labels side by side
LABELS_AT = 552
SHORT = {"chemotherapy": "chemo"}


def draw_options(frame: pd.DataFrame, narrow: bool = False) -> alt.LayerChart:
    """One row an option, one column a family of treatments, one mark for what the option brings from it.

    frame: columns option, brief (its name for narrow pages), position, family, state, named, labels, first (of its
    option). Options not named for the situation are grey. narrow: names above their marks; labels are left to the
    table and the list under the picture.
    """
    count = int(frame["position"].max())
    base = alt.Chart(frame).transform_calculate(px=_place("datum.family", narrow))
    y = alt.Y("position:Q", axis=None, scale=alt.Scale(domain=[0.3, count + 0.7], reverse=True, nice=False))
    layers = [*_columns(narrow), *_names(base, y, narrow), _marks(base, y, narrow), *_headings(narrow)]
    layers += [] if narrow else [_labels(base, y)]
    drawn = alt.layer(*layers).properties(
        width=NARROW_WIDTH if narrow else WIDTH, height=(NARROW_ROW if narrow else ROW) * count
    )
    # Its columns stand at fixed places: where it would be scaled, the narrow form is drawn.
    return drawn.properties(usermeta={"least": LEAST}).configure_view(stroke=None)


def _place(family: str, narrow: bool) -> str:
    """Where a family's column stands, as a share of the width, whatever that is now."""
    left, right = ("20", "(width - 36)") if narrow else (LEFT, RIGHT)
    return f"({left} + indexof({FAMILIES!r}, {family}) * ({right} - {left}) / {len(FAMILIES) - 1}) / width"


def _x() -> alt.X:
    return alt.X("px:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 1], nice=False))


def _columns(narrow: bool) -> list[alt.Chart]:
    """The columns with their names, turned so far that neighbours do not touch."""
    heads = pd.DataFrame({"family": FAMILIES, "head": [SHORT.get(name, name) for name in FAMILIES]})
    base = alt.Chart(heads).transform_calculate(px=_place("datum.family", narrow)).encode(x=_x())
    head = base.mark_text(angle=305, align="left", baseline="middle", fontSize=11, color=INK)
    return [
        base.mark_rule(color=GRID).encode(y=alt.value(0), y2=alt.value("height")),
        head.encode(y=alt.value(-8), text="head:N"),
    ]


def _names(base: alt.Chart, y: alt.Y, narrow: bool) -> list[alt.Chart]:
    words = {"align": "left", "baseline": "middle", "fontSize": 11.5, "dy": -9 if narrow else 0}
    base = base.transform_filter(alt.datum.first)
    named = base.transform_filter(alt.datum.named)
    look = {"x": alt.value(14), "y": y, "text": "brief:N" if narrow else "option:N"}
    rim = [base.mark_text(stroke="white", strokeWidth=4, **words).encode(**look)] if narrow else []
    return [
        *rim,  # the columns pass behind the words
        named.mark_text(fontWeight=600, color=INK, **words).encode(**look),
        base.transform_filter("!datum.named").mark_text(color=GREY, **words).encode(**look),
        named.mark_text(color=INK, **words).encode(x=alt.value(0), y=y, text=alt.value("▸")),
    ]


def _marks(base: alt.Chart, y: alt.Y, narrow: bool) -> alt.Chart:
    def scale(colours: list[str]) -> alt.Scale:
        return alt.Scale(domain=STATES, range=colours)

    columns = alt.ExprRef("width < 440 ? 1 : 2")
    legend = alt.Legend(title="What it brings", orient="bottom", columns=columns)
    return (
        base.transform_filter("datum.state != ''")
        .mark_point(size=110, strokeWidth=1.8, filled=True, opacity=1, yOffset=7 if narrow else 0)
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
    once = base.transform_filter(alt.datum.first)
    words = once.mark_text(
        align="left", baseline="middle", fontSize=10, lineHeight=10, color=INK, text={"expr": "split(datum.labels, '; ')"},
        dy={"expr": "indexof(datum.labels, ';') < 0 ? 0 : -5"},
    )  # fmt: skip
    return words.encode(x=alt.value(LABELS_AT), y=y)


def _headings(narrow: bool) -> list[alt.Chart]:
    """What the parts are, above the first row."""
    words = {"align": "left", "baseline": "bottom", "fontSize": 11, "color": INK}
    one = alt.Chart(alt.Data(values=[{}]))
    named = one.mark_text(text="▸ named here; not advice", **words).encode(
        x=alt.value(0), y=alt.value(-66 if narrow else -6)
    )
    labels = one.mark_text(text="lines, by label", **words)
    return [named] if narrow else [named, labels.encode(x=alt.value(LABELS_AT + 12), y=alt.value(-6))]

"""How many people reach each line, why the others do not, and three counts that are all called attrition."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, CONTEXT, GREY, INK, SKY, WIDTH

FATES = ["began this line", "not yet: doing well on an earlier one", "died, or got no further line"]
FILLS = [SKY, "#F4E3B2", GREY]
BAR, STEP, TOP = 17, 27, 4  # pixels: a bar, from bar to bar, before the first
HEADING, BLOCK, ROW = 40, 35, 18  # pixels: bars to the first count, from count to count, words to their marks
LINES = 5
NARROW = 440  # pixels, from which words are shortened
IN_ONE_LINE = 580  # pixels that the key needs in one line
WHOSE = ["this model", "published"]


def draw_attrition(
    bars: pd.DataFrame, marks: pd.DataFrame, registry: pd.DataFrame, definitions: dict[str, str]
) -> alt.LayerChart:
    """A hundred people at each line, and below them attrition by each definition, on one axis of people in 100.

    bars: columns line, fate (one of FATES), begin, end, people (in 100, whole). marks: columns definition (number,
    from 0), row (0 is the model), low, high, says, whose (one of WHOSE), heading. registry: line, share_pct, says
    (published shares that began the line). definitions: what each counts, in words, and in fewer for a narrow page.
    """
    foot = TOP + STEP * LINES
    height = foot + HEADING + BLOCK * len(definitions)
    layers = [*_bars(bars, height), *_registry(registry), *_marks(marks, definitions, foot)]
    return alt.layer(*layers).properties(width=WIDTH + 20, height=height)


def _x(field: str, axis: bool = False) -> alt.X:
    """A place in people; one layer brings the axis for all of them."""
    if not axis:
        return alt.X(f"{field}:Q")
    drawn = alt.Axis(values=[0, 20, 40, 60, 80, 100], title="People in 100", grid=False)
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100]), axis=drawn)


def _y(field: str, height: int | None = None) -> alt.Y:
    """A place in pixels from the top; one layer brings the height for all of them."""
    if height is None:
        return alt.Y(f"{field}:Q")
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def _bars(bars: pd.DataFrame, height: int) -> list[alt.Chart]:
    base = alt.Chart(bars).transform_calculate(
        top=f"{TOP} + {STEP} * (datum.line - 1)",
        bottom=f"datum.top + {BAR}",
        centre=f"datum.top + {BAR / 2}",
        middle="(datum.begin + datum.end) / 2",
        shown="datum.people >= 6 ? format(datum.people, 'd') : ''",
        name="'Line ' + datum.line",
    )
    fill = alt.Scale(domain=FATES, range=FILLS)
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=alt.ExprRef(f"width < {IN_ONE_LINE} ? 1 : 3"),
        symbolType="square",
        symbolStrokeWidth=0.8,
        symbolStrokeColor=GREY,
        labelExpr=f"width < {NARROW} ? replace(datum.label, 'doing well on an earlier one', 'still doing well') : datum.label",
        labelFontSize=11.5,
        rowPadding=1,
        columnPadding=14,
        offset=4,
    )
    boxes = base.mark_rect(stroke=GREY, strokeWidth=0.6).encode(
        x=_x("begin", axis=True),
        x2="end:Q",
        y=_y("top", height),
        y2="bottom:Q",
        color=alt.Color("fate:N", scale=fill, legend=legend),
    )
    ink = alt.condition(f"datum.fate == '{FATES[2]}'", alt.value("white"), alt.value(INK))
    numbers = base.mark_text(fontWeight="bold").encode(
        x=_x("middle"), y=_y("centre"), text="shown:N", color=ink
    )
    first = base.transform_filter(f"datum.fate == '{FATES[0]}'")
    names = first.mark_text(align="right", dx=-8).encode(x=alt.value(0), y=_y("centre"), text="name:N")
    return [boxes, numbers, names]


def _registry(registry: pd.DataFrame) -> list[alt.Chart]:
    """A small diamond under the bar; what it is stands in the subtitle and on pointing."""
    rows = registry.assign(place=TOP + STEP * (registry["line"] - 1) + BAR + 5)
    tip = [alt.Tooltip("says:N", title="Published")]
    mark = alt.Chart(rows).mark_point(shape="diamond", size=42, color=INK, opacity=1)
    return [mark.encode(x=_x("share_pct"), y=_y("place"), tooltip=tip)]


def _marks(marks: pd.DataFrame, definitions: dict[str, str], foot: int) -> list[alt.Chart]:
    base = alt.Chart(marks).transform_calculate(
        place=f"{foot + HEADING + ROW} + {BLOCK} * datum.definition",
        above=f"{foot + HEADING} + {BLOCK} * datum.definition",
        words=_choose(definitions),
    )
    y, left = _y("place"), alt.value(alt.ExprRef(f"width < {NARROW} ? -44 : 0"))
    title = base.transform_filter("datum.definition == 0 && datum.row == 0").mark_text(
        align="left", fontWeight="bold", fontSize=alt.ExprRef(f"width < {NARROW} ? 11 : 12")
    )
    model = base.transform_filter("datum.row == 0")
    return [
        title.encode(x=left, y=alt.value(foot + HEADING - 20), text="heading:N"),
        model.mark_text(align="left").encode(x=left, y=_y("above"), text="words:N"),
        base.mark_rule(strokeWidth=3, color=CONTEXT).encode(x=_x("low"), x2="high:Q", y=y),
        *_points(base, WHOSE[0], y, shape="circle", color=BLUE, size=110),
        *_points(base, WHOSE[1], y, shape="diamond", color=INK, size=70),
    ]


def _choose(definitions: dict[str, str]) -> str:
    """The model's number and what it counts, in fewer words where the page is narrow."""
    long, short = (" : ".join([*(f"datum.definition == {i} ? '{words}'" for i, words in enumerate(some)), "''"])
                   for some in (definitions, definitions.values()))  # fmt: skip
    return f"datum.says + ': ' + (width < {NARROW} ? ({short}) : ({long}))"


def _points(base: alt.Chart, whose: str, y: alt.Y, **look: object) -> list[alt.Chart]:
    """Both ends of each mark of one kind; a single number has them in one place."""
    tip = [alt.Tooltip("says:N", title=whose.capitalize())]
    points = base.transform_filter(f"datum.whose == '{whose}'").mark_point(opacity=1, **look)
    return [points.encode(x=_x(end), y=y, tooltip=tip) for end in ("low", "high")]

"""How many people reach each line, why the others do not, and three counts that are all called attrition."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, CONTEXT, GREY, INK, SKY, WIDTH

FATES = ["began this line", "not yet: doing well on an earlier one", "died, or got no further line"]
FILLS = [SKY, "#E8E8E8", GREY]
BAR, STEP, TOP = 20, 34, 16  # pixels: a bar, from bar to bar, before the first
ROW, BELOW, HEADING = 19, 46, 22  # pixels: a mark, before the definitions, the words above a definition
LINES = 5
WHOSE = ["this model", "published"]


def draw_attrition(
    bars: pd.DataFrame, marks: pd.DataFrame, registry: pd.DataFrame, definitions: list[str]
) -> alt.LayerChart:
    """A hundred people at each line, and below them attrition by each definition, on one axis of people in 100.

    bars: columns line, fate (one of FATES), begin, end (people in 100). marks: columns definition (number, from 0),
    row (0 is the model), low, high, says, whose (one of WHOSE), heading. registry: line, share_pct, says (published
    shares that began the line). definitions: what each counts, in words.
    """
    foot = TOP + STEP * LINES
    height = foot + BELOW + len(definitions) * (HEADING + 3 * ROW + 8)
    layers = [*_bars(bars, height), *_registry(registry), *_marks(marks, definitions, foot)]
    return alt.layer(*layers).properties(width=WIDTH - 50, height=height)


def _x(field: str, axis: bool = False) -> alt.X:
    """A place in people; one layer brings the axis for all of them."""
    if not axis:
        return alt.X(f"{field}:Q")
    drawn = alt.Axis(values=[0, 20, 40, 60, 80, 100], title="People in 100", grid=True)
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
        people="datum.end - datum.begin >= 5 ? format(datum.end - datum.begin, '.0f') : ''",
        name="'Line ' + datum.line",
    )
    fill = alt.Scale(domain=FATES, range=FILLS)
    legend = alt.Legend(title=None, orient="top", columns=1, symbolType="square", symbolStrokeWidth=0)
    boxes = base.mark_rect(stroke="white", strokeWidth=1).encode(
        x=_x("begin", axis=True),
        x2="end:Q",
        y=_y("top", height),
        y2="bottom:Q",
        color=alt.Color("fate:N", scale=fill, legend=legend),
    )
    ink = alt.condition(f"datum.fate == '{FATES[2]}'", alt.value("white"), alt.value(INK))
    numbers = base.mark_text(fontWeight="bold").encode(
        x=_x("middle"), y=_y("centre"), text="people:N", color=ink
    )
    first = base.transform_filter(f"datum.fate == '{FATES[0]}'")
    names = first.mark_text(align="right", dx=-8).encode(x=alt.value(0), y=_y("centre"), text="name:N")
    return [boxes, numbers, names]


def _registry(registry: pd.DataFrame) -> list[alt.Chart]:
    rows = registry.assign(place=TOP + STEP * (registry["line"] - 1) + BAR + 6)
    base = alt.Chart(rows).encode(x=_x("share_pct"), y=_y("place"))
    return [
        base.mark_point(shape="diamond", size=60, color=INK, opacity=1),
        base.mark_text(align="left", dx=8, fontSize=11).encode(text="says:N"),
    ]


def _marks(marks: pd.DataFrame, definitions: list[str], foot: int) -> list[alt.Chart]:
    block = HEADING + 3 * ROW + 8
    tops = [foot + BELOW + block * i for i in range(len(definitions))]
    words = pd.DataFrame({"place": tops, "says": definitions})
    base = alt.Chart(marks).transform_calculate(
        place=f"{foot + BELOW + HEADING} + {block} * datum.definition + {ROW} * datum.row"
    )
    y = _y("place")
    title = base.transform_filter("datum.definition == 0 && datum.row == 0").mark_text(
        align="left", fontWeight="bold", fontSize=13
    )
    return [
        title.encode(x=alt.value(0), y=alt.value(foot + BELOW - 22), text="heading:N"),
        alt.Chart(words).mark_text(align="left").encode(x=alt.value(0), y=_y("place"), text="says:N"),
        base.mark_rule(strokeWidth=3, color=CONTEXT).encode(x=_x("low"), x2="high:Q", y=y),
        *_points(base, WHOSE[0], y, shape="circle", color=BLUE, size=90),
        *_points(base, WHOSE[1], y, shape="diamond", color=INK, size=70),
        base.mark_text(align="left", dx=9).encode(x=_x("high"), y=y, text="says:N"),
    ]


def _points(base: alt.Chart, whose: str, y: alt.Y, **look: object) -> list[alt.Chart]:
    """Both ends of each mark of one kind; a single number has them in one place."""
    points = base.transform_filter(f"datum.whose == '{whose}'").mark_point(opacity=1, **look)
    return [points.encode(x=_x(end), y=y) for end in ("low", "high")]

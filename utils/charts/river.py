"""The clone river: tests above, samples solid, the guess between them hatched, treatments and threads beneath; one time axis."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.theme import BLUE, CONTEXT, GREEN, GREY, GRID, INK, ORANGE, PAPER, SKY, VERMILLION, YELLOW

WIDTH, HEIGHT, MONTHS = 660, 326, 57
TESTS, RIVER, BAND = (14, 56), (94, 198), (203, 217)  # pixels from the top: upper and lower end
THREADS = (250, 17)  # the foot of the first row of words, and from row to row
HEADS = (10, 76, 236)  # the feet of the three headings
COLOURS = {"pi": BLUE, "imid": GREEN, "cd38": VERMILLION}
DARK = "#4A4A4A"
NAMED = {  # clones that belong to no single class
    "none": CONTEXT,
    "all three": DARK,
    "other kinds": GRID,
    "PI + IMiD": SKY,
    "IMiD + anti-CD38": YELLOW,
    "anti-CD38 + PI": ORANGE,
    "without del(13)": CONTEXT,
    "with del(13)": ORANGE,
}
OTHER_COLOUR = GRID
PALETTE = [BLUE, GREEN, VERMILLION, CONTEXT, DARK, GRID, SKY, YELLOW, ORANGE]
AS_NAMED = {
    "domain": PALETTE,
    "range": PALETTE,
}  # a scale of null, "as it is", would be dropped on the way to the page
IS_NARROW = "width < 480"


def draw_river(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """The whole picture; what each table holds stands in `utils.activities.rivers.layout`.

    tables: `hatched` (month, clone, low, high, colour), `solid` (begin, end, low, high, colour), `truth` (month, y, border),
    `tests` (month, y), `limits` (begin, end, y), `therapy` (begin, end, low, high, middle, given, colour), `threads` (month,
    y, clone, run), `words` (month, y, wide, short, kind), `heads` (y, wide, short). All places are pixels from the top, all times months.
    """
    layers = [
        *_hatched(tables["hatched"]),
        *_solid(tables["solid"]),
        *_truth(tables["truth"]),
        *_tests(tables["tests"], tables["limits"]),
        *_therapy(tables["therapy"]),
        *_threads(tables["threads"]),
        *_words(tables["words"]),
        *_heads(tables["heads"]),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT).configure_mark(aria=False)


def half_months(wide: str, short: str) -> float:
    """Months that half of a name takes: its short form on a phone, or its long one on a page, whichever is more."""
    return max(1.05 * len(short), 0.55 * len(wide))


def _x(field: str = "month") -> alt.X:
    axis = alt.Axis(values=list(range(0, MONTHS, 12)), grid=False, title="Months", titlePadding=4)
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-1, MONTHS], nice=False), axis=axis)


def _y(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, HEIGHT], range=[0, HEIGHT], nice=False), axis=None)


def _fill() -> alt.Fill:
    return alt.Fill("colour:N", scale=alt.Scale(**AS_NAMED), legend=None)


def _hatched(rows: pd.DataFrame) -> list[alt.Chart]:
    """A pale area with a hairline every month: plainly not solid, in colour or without."""
    base = alt.Chart(rows)
    area = base.mark_area(opacity=0.3).encode(
        x=_x(),
        y=_y("low"),
        y2="high:Q",
        color=alt.Color("colour:N", scale=alt.Scale(**AS_NAMED), legend=None),
        detail="clone:N",
    )
    stroke = alt.Stroke("colour:N", scale=alt.Scale(**AS_NAMED), legend=None)
    lines = base.mark_rule(strokeWidth=1.4).encode(x=_x(), y=_y("low"), y2="high:Q", stroke=stroke)
    edge = base.mark_line(strokeWidth=0.7, color=GREY, opacity=0.9).encode(
        x=_x(), y=_y("high"), detail="clone:N", order="month:Q"
    )
    return [area, lines, edge]


def _solid(rows: pd.DataFrame) -> list[alt.Chart]:
    bars = alt.Chart(rows).mark_rect(opacity=1, stroke=INK, strokeWidth=0.8)
    return [bars.encode(x=_x("begin"), x2="end:Q", y=_y("low"), y2="high:Q", fill=_fill())]


def _truth(rows: pd.DataFrame) -> list[alt.Chart]:
    line = alt.Chart(rows).mark_line(color=INK, strokeWidth=1.6, strokeDash=[5, 3])
    return [line.encode(x=_x(), y=_y(), detail="border:N", order="month:Q")]


def _tests(tests: pd.DataFrame, limits: pd.DataFrame) -> list[alt.Chart]:
    dots = alt.Chart(tests).mark_circle(size=16, color=INK, opacity=1).encode(x=_x(), y=_y())
    rule = alt.Chart(limits).mark_rule(color=VERMILLION, strokeDash=[4, 3], strokeWidth=1)
    return [rule.encode(x=_x("begin"), x2="end:Q", y=_y()), dots]


def _therapy(rows: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(rows)
    bars = base.mark_rect(opacity=0.35, stroke=INK, strokeWidth=0.5)
    named = base.transform_calculate(
        place="(datum.low + datum.high) / 2",
        # Three classes in one band leave no room for words; the button and the sentence name them.
        says=f"datum.high - datum.low < 10 ? '' : {IS_NARROW} && datum.given === 'anti-CD38' ? 'CD38' : datum.given",
    )
    words = named.mark_text(fontSize=11, color=INK, baseline="middle")
    return [
        bars.encode(x=_x("begin"), x2="end:Q", y=_y("low"), y2="high:Q", fill=_fill()),
        words.encode(x=_x("middle"), y=_y("place"), text="says:N"),
    ]


def _threads(rows: pd.DataFrame) -> list[alt.Chart]:
    line = alt.Chart(rows).mark_line(color=INK, strokeWidth=1.6, strokeDash=[1.5, 3])
    return [line.encode(x=_x(), y=_y(), detail="run:N", order="month:Q")]


def _words(rows: pd.DataFrame) -> list[alt.Chart]:
    """Names on their clones with a pale rim, numbers over the samples, counts over the threads."""
    made = []
    for kind, look in (
        ("clone", {"fontSize": 12, "fontWeight": 600, "baseline": "middle"}),
        ("sample", {"fontSize": 12, "fontWeight": 600, "baseline": "bottom"}),
        ("thread", {"fontSize": 11, "align": "left", "baseline": "bottom"}),
    ):
        says = f"datum.kind !== '{kind}' ? '' : {IS_NARROW} ? datum.short : datum.wide"
        base = alt.Chart(rows).transform_calculate(says=says)
        shown = {"x": _x(), "y": _y(), "text": "says:N"}
        if kind == "clone":
            rim = base.mark_text(stroke=PAPER, strokeWidth=4, strokeOpacity=0.9, color=PAPER, **look)
            made.append(rim.encode(**shown))
        made.append(base.mark_text(color=INK, **look).encode(**shown))
    return made


def _heads(rows: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(rows).transform_calculate(says=f"{IS_NARROW} ? datum.short : datum.wide")
    words = base.mark_text(align="left", baseline="bottom", fontSize=12, color=INK)
    return [words.encode(x=alt.value(0), y=_y(), text="says:N")]

"""A strip of visits over the M-protein: the word above, hollow until confirmed, and the hairlines that the rules ask for.

One view in three bands: words and circles, the curve of what is followed on a scale stretched at the bottom, and a
narrow band of light chains. Visits stand at equal distances, because the rules count visits and not days.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from utils.charts.labels import spread_labels
from utils.charts.theme import BLUE, CONTEXT, DASHED, DOTTED, GREY, INK, PAPER, SOLID, VERMILLION

WIDTH, NARROW = 660, 440  # pixels; from NARROW on words and the room beside the curve are shorter
WORDS, STRIP, CURVE, FLOOR, CHAINS, LOW, DATES = 14, 62, 92, 246, 274, 306, 322  # pixels from the top
HEIGHT = 326
TIER, LETTER, LABEL = 15, 7.6, 13  # pixels: from row to row of words, a bold letter, from label to label
GUTTER, NARROW_GUTTER = 124, 70
LEAST, LEAST_NARROW = 480, 126  # pixels that all visits may count on in either form
TIERS = 3
TONES = {"response": BLUE, "progression": VERMILLION, "other": GREY}
KINDS = {"baseline": (INK, SOLID), "word": (GREY, DOTTED), "lowest": (BLUE, DASHED), "arm": (VERMILLION, SOLID), "method": (GREY, DASHED)}  # fmt: skip
IS_NARROW = f"width < {NARROW}"
RIGHT = f"width - ({IS_NARROW} ? {NARROW_GUTTER} : {GUTTER})"


def draw_visits(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """The strip, the curve with its hairlines, and the light chains.

    tables: `dots` (number; not read yet), `circles` (number, state, tone), `now` (number), `runs` (begin, end, middle, word,
    tone, tier, narrow_tier), `curve` and `other` (number, value), `limits` (kind, value), `arms` (value, met), `labels` (kind,
    value, label_value, label, short), `chains` (number, value), `chain_says` (value, says), `frame` (begin, end, top, title,
    short_title, first, last, short_first, short_last, chains_title, chains_top). Nothing is filtered here, so that marks keep
    their order whatever was shown before.
    """
    strip = alt.layer(
        *_frame(tables["frame"]), *_runs(tables["runs"]), *_dots(tables["dots"]),
        *_circles(tables["circles"]), *_now(tables["now"]),
    )  # fmt: skip
    curve = alt.layer(
        _ceiling(tables["frame"]),
        *_hairlines(tables["limits"]),
        *_arms(tables["arms"]),
        *_labels(tables["labels"]),
        *_line(tables["other"], GREY, DASHED, 22),
        *_line(tables["curve"], INK, SOLID, 26),
    )
    chains = alt.layer(
        _chain_ceiling(tables["frame"]), *_line(tables["chains"], GREY, SOLID, 16, _chain), *_says(tables["chain_says"])
    )  # fmt: skip
    whole = alt.layer(strip, curve, chains).resolve_scale(y="independent", color="independent")
    return whole.properties(width=WIDTH, height=HEIGHT).configure_mark(aria=False)


def _x(field: str = "number") -> alt.X:
    scale = alt.Scale(zero=False, nice=False, range=[0, alt.ExprRef(RIGHT)])
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _px(field: str) -> alt.Y:
    """A place in pixels from the top."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, HEIGHT], range=[0, HEIGHT], nice=False), axis=None)


def _level(field: str, axis: bool = False) -> alt.Y:
    """An amount of what is followed, on a scale that is stretched at the bottom, where the deep words lie."""
    scale = alt.Scale(type="sqrt", range=[FLOOR, CURVE], nice=False)
    drawn = alt.Axis(tickCount=4, format=",.4~r", title=None, domain=False) if axis else None
    return alt.Y(f"{field}:Q", scale=scale, **({"axis": drawn} if axis else {}))


def _chain(field: str) -> alt.Y:
    scale = alt.Scale(type="sqrt", range=[LOW, CHAINS], nice=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def _frame(frame: pd.DataFrame) -> list[alt.Chart]:
    """What gives the bands their ends and their names: the first and the last day under the curve."""
    base = alt.Chart(frame).transform_calculate(
        strip=str(STRIP), left=f"{IS_NARROW} ? datum.short_first : datum.first",
        right=f"{IS_NARROW} ? datum.short_last : datum.last",
        named=f"{IS_NARROW} ? datum.short_title : datum.title",
    )  # fmt: skip
    line = base.mark_rule(color=CONTEXT).encode(x=_x("begin"), x2="end:Q", y=_px("strip"))
    words = {"baseline": "bottom", "fontSize": 11, "color": INK}
    start, end = alt.value(0), alt.value(alt.ExprRef(RIGHT))
    names = [
        base.mark_text(align="left", fontWeight=600, **words).encode(x=start, y=alt.value(place), text=text)
        for place, text in ((CURVE - 6, "named:N"), (CHAINS - 4, "chains_title:N"))
    ]
    days = [
        base.mark_text(align=align, **words).encode(x=x, y=alt.value(DATES), text=text)
        for align, x, text in (("left", start, "left:N"), ("right", end, "right:N"))
    ]
    return [line, *names, *days]


def _ceiling(frame: pd.DataFrame) -> alt.Chart:
    """Unseen: the height of the whole series, so that the axis holds still while visits are read; it brings the axis."""
    return alt.Chart(frame).mark_point(opacity=0).encode(x=_x("begin"), y=_level("top", axis=True))


def _chain_ceiling(frame: pd.DataFrame) -> alt.Chart:
    return alt.Chart(frame).mark_point(opacity=0).encode(x=_x("begin"), y=_chain("chains_top"))


def _tone() -> alt.Color:
    return alt.Color("tone:N", scale=alt.Scale(domain=list(TONES), range=list(TONES.values())), legend=None)


def _runs(runs: pd.DataFrame) -> list[alt.Chart]:
    """Visits of one word belong together: a band, the word above it, and a thread where the word stands higher."""
    base = alt.Chart(runs).transform_calculate(
        row=f"{STRIP - 14} - {TIER} * ({IS_NARROW} ? datum.narrow_tier : datum.tier)",
        above="datum.row + 3", under=str(STRIP - 7), strip=str(STRIP),
    )  # fmt: skip
    band = base.mark_rule(strokeWidth=9, opacity=0.28, strokeCap="round").encode(
        x=_x("begin"), x2="end:Q", y=_px("strip"), color=_tone()
    )
    thread = base.mark_rule(color=GREY, strokeWidth=0.8).encode(x=_x("middle"), y=_px("above"), y2="under:Q")
    word = base.mark_text(fontSize=12, fontWeight=600, baseline="bottom", color=INK)
    return [band, thread, word.encode(x=_x("middle"), y=_px("row"), text="word:N")]


def _dots(dots: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(dots).transform_calculate(strip=str(STRIP))
    return [base.mark_circle(size=9, color=GREY, opacity=1).encode(x=_x(), y=_px("strip"))]


def _circles(circles: pd.DataFrame) -> list[alt.Chart]:
    """Filled when confirmed, hollow when seen once; a square before treatment."""
    base = alt.Chart(circles).transform_calculate(strip=str(STRIP))
    scale = alt.Scale(domain=list(TONES), range=list(TONES.values()))
    hollow = alt.condition(
        "datum.state === 'once'", alt.value(PAPER), alt.Fill("tone:N", scale=scale, legend=None)
    )
    shapes = alt.Scale(domain=["baseline", "once", "confirmed"], range=["square", "circle", "circle"])
    mark = base.mark_point(size=alt.ExprRef(f"{IS_NARROW} ? 34 : 105"), opacity=1, strokeWidth=1.8)
    stroke = alt.Stroke("tone:N", scale=scale, legend=None)
    shape = alt.Shape("state:N", scale=shapes, legend=None)
    return [mark.encode(x=_x(), y=_px("strip"), fill=hollow, stroke=stroke, shape=shape)]


def _now(now: pd.DataFrame) -> list[alt.Chart]:
    """A ring around the visit that is read, and a hair down to its values."""
    base = alt.Chart(now).transform_calculate(strip=str(STRIP), down=str(LOW))
    hair = base.mark_rule(color=GREY, strokeWidth=0.8, strokeDash=[2, 3])
    ring = base.mark_point(
        size=alt.ExprRef(f"{IS_NARROW} ? 110 : 230"), filled=False, color=INK, strokeWidth=1.4, opacity=1
    )
    return [hair.encode(x=_x(), y=_px("strip"), y2="down:Q"), ring.encode(x=_x(), y=_px("strip"))]


def _line(rows: pd.DataFrame, colour: str, dash: list[int], size: int, y: object = _level) -> list[alt.Chart]:
    base = alt.Chart(rows)
    line = base.mark_line(color=colour, strokeDash=dash, strokeWidth=1.8).encode(x=_x(), y=y("value"))
    dots = base.mark_point(size=size, filled=True, color=colour, opacity=1).encode(x=_x(), y=y("value"))
    return [line, dots]


def _says(latest: pd.DataFrame) -> list[alt.Chart]:
    """The latest figure of the light chains, beside them."""
    x = alt.value(alt.ExprRef(f"{RIGHT} + 8"))
    words = alt.Chart(latest).mark_text(align="left", fontSize=11, color=INK)
    return [words.encode(x=x, y=_chain("value"), text="says:N")]


def _kind() -> alt.Color:
    scale = alt.Scale(domain=list(KINDS), range=[colour for colour, _ in KINDS.values()])
    return alt.Color("kind:N", scale=scale, legend=None)


def _hairlines(limits: pd.DataFrame) -> list[alt.Chart]:
    """Baseline, the limits of the words and the lowest value."""
    scale = alt.Scale(domain=list(KINDS), range=[dash for _, dash in KINDS.values()])
    dash = alt.StrokeDash("kind:N", scale=scale, legend=None)
    lines = alt.Chart(limits).mark_rule(strokeWidth=1)
    right = alt.value(alt.ExprRef(RIGHT))
    return [lines.encode(x=alt.value(0), x2=right, y=_level("value"), color=_kind(), strokeDash=dash)]


def _arms(arms: pd.DataFrame) -> list[alt.Chart]:
    """The two arms of progression as ticks at the right, thick when the value that is read has passed them."""
    thick = alt.condition("datum.met", alt.value(6), alt.value(2.4))
    left, right = alt.value(alt.ExprRef(f"{RIGHT} - 14")), alt.value(alt.ExprRef(RIGHT))
    ticks = alt.Chart(arms).mark_rule(color=KINDS["arm"][0])
    return [ticks.encode(x=left, x2=right, y=_level("value"), strokeWidth=thick)]


def _labels(labels: pd.DataFrame) -> list[alt.Chart]:
    """What each hairline and tick is, moved apart and tied to it by a thread."""
    base = alt.Chart(labels).transform_calculate(says=f"{IS_NARROW} ? datum.short : datum.label")
    right, tip = alt.value(alt.ExprRef(RIGHT)), alt.value(alt.ExprRef(f"{RIGHT} + 7"))
    thread = base.mark_rule(strokeWidth=0.8)
    words = base.mark_text(align="left", baseline="middle", fontSize=11)
    return [
        thread.encode(x=right, x2=tip, y=_level("value"), y2="label_value:Q", color=_kind()),
        words.encode(x=alt.value(alt.ExprRef(f"{RIGHT} + 9")), y=_level("label_value"), text="says:N"),
    ]


def place_labels(values: Sequence[float], top: float) -> list[float]:
    """Where labels of these values stand on the stretched scale so that none lies on another, as amounts."""
    high = FLOOR - CURVE
    up = [high * (max(value, 0) / top) ** 0.5 for value in values]
    spread = spread_labels(up, LABEL, lowest=4)
    room = high
    for i in sorted(range(len(spread)), key=spread.__getitem__, reverse=True):  # none above the band
        spread[i] = min(spread[i], room)
        room = spread[i] - LABEL
    return [round(top * (place / high) ** 2, 6) for place in spread]


def stack_words(middles: Sequence[float], words: Sequence[str], visits: int, width: float) -> list[int]:
    """The row of each word: the lowest in which the word before it leaves it room, of `TIERS`.

    middles: number of the visit over which it stands. width: pixels that all visits share.
    """
    ends = [float("-inf")] * TIERS
    rows = []
    for middle, word in zip(middles, words, strict=True):
        place, half = (middle - 0.5) * width / visits, LETTER * len(word) / 2
        free = [row for row in range(TIERS) if ends[row] <= place - half]
        rows.append(free[0] if free else min(range(TIERS), key=ends.__getitem__))
        ends[rows[-1]] = place + half + 4
    return rows

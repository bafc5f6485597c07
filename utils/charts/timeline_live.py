"""The resistance timeline that computes in the browser: curve, first remissions of trials, remission law.

One view in three bands, so that it becomes narrower with the page and its letters keep their size: the curve,
below it published first remissions on the same months, below the axis the law on an axis of its own, in pixels.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from utils.charts.closed_form import MOST_LINES, as_params, law_steps, timeline_parameters
from utils.charts.medians import KINDS
from utils.charts.theme import BLUE, CONTEXT, DASHED, GREY, GRID, INK, VERMILLION, WIDTH
from utils.charts.timeline import LAW_PCT, LOWEST_G_L, UNSEEN
from utils.charts.timeline_bands import (
    AXIS,
    ERA,
    LAW,
    LEFT,
    NARROW,
    RIGHT,
    ROW,
    at_x,
    at_y,
    fit,
    heading,
    in_grams,
    in_months,
    one_row,
)
from utils.models.kinetics import DAYS_PER_MONTH

MOST_MONTHS = 84  # the least the months' axis shows, so that every trial is on it
POINTS = 80  # of each line's curve
ROOM = 140  # pixels of the first line, from which it has room for words on its curve
WIDE = 0.17  # share of the width from which a remission has room for the word "months"


def draw_timeline(
    start_g_l: float,
    gap_days: float,
    first_remissions: pd.DataFrame,
    controls: Mapping[str, float],
    sentence: str,
) -> alt.LayerChart:
    """M-protein over up to five lines, published first remissions under it, and the law under these.

    start_g_l, gap_days: as in `closed_form.timeline_parameters`, which names the controls. controls: where each
    of these begins. first_remissions: marks from `medians.name_marks`. sentence: an expression, said aloud; it may
    use `words`, the remissions' months as text.
    """
    foot = ERA + ROW * len(first_remissions)
    words = [f"format({days} / {DAYS_PER_MONTH}, '.0f')" for days in _each("days")]
    longest = f"max({', '.join(_each('days'))}) / {DAYS_PER_MONTH}"
    sums = timeline_parameters(start_g_l, gap_days) | {
        "x_max": f"max({MOST_MONTHS}, 24 * ceil(end_month / 24))",
        "law_max": f"24 * ceil(1.3 * {longest} / 24)",
        "ten_fold": f"log(10) / rr_1 / {DAYS_PER_MONTH}",
        "words": f"[{', '.join(words)}]",
        "sentence": sentence,
    }
    moved = [alt.param(name=name, value=value) for name, value in controls.items()]
    layers = [_limit(), *_lines(), *_remissions(), *_trials(first_remissions, foot), *_law(start_g_l, foot)]
    whole = alt.layer(*layers).add_params(*moved, *as_params(sums))
    return whole.properties(width=WIDTH, height=foot + AXIS + LAW)


def _each(name: str) -> list[str]:
    return [f"{name}_{k}" for k in range(1, MOST_LINES + 1)]


def _limit() -> alt.LayerChart:
    base = alt.Chart(alt.sequence(0, 1, as_="one")).transform_calculate(
        limit="limit_g_l", floor=str(LOWEST_G_L), says=f"if(width < {NARROW}, 'not seen', '{UNSEEN}')"
    )
    shade = base.mark_rect(color=CONTEXT, opacity=0.3, clip=True).encode(y=in_grams("limit"), y2="floor:Q")
    edge = base.mark_rule(color=GREY, clip=True).encode(y=in_grams("limit"))
    words = base.mark_text(align="right", baseline="bottom", dx=-6, dy=-5)
    return alt.layer(
        shade, edge, words.encode(x=alt.value(alt.ExprRef("width")), y=in_grams("floor"), text="says:N")
    )


def _lines() -> list[alt.Chart]:
    """The curve of each line from its own numbers; off therapy a grey link to the next line."""
    at, p = "start_all[datum.k]", "p_all[datum.k]"
    fading = f"(1 - {p}) * exp(-rs * datum.day)"
    rising = f"{p} * exp(rr_all[datum.k] * datum.day)"
    base = alt.Chart()
    whole = base.mark_line(color=BLUE, strokeWidth=2.6, clip=True)
    part = base.mark_line(color=VERMILLION, strokeDash=DASHED, strokeWidth=1.8, clip=True)
    name = base.transform_filter(f"datum.i == {POINTS // 2}").mark_text(align="left", dx=6, dy=13)
    drawn = alt.layer(
        whole.encode(x=in_months("month", axis=True), y=in_grams("m_protein", axis=True), detail="k:N"),
        part.encode(x=in_months("month"), y=in_grams("resistant"), detail="k:N"),
        name.encode(x=in_months("month"), y=in_grams("resistant"), text="says:N"),
        data=alt.sequence(0, MOST_LINES * (POINTS + 1), as_="i"),
    )
    drawn = drawn.transform_calculate(k=f"floor(datum.i / {POINTS + 1})").transform_filter("datum.k < lines")
    drawn = drawn.transform_calculate(day=f"days_all[datum.k] * (datum.i % {POINTS + 1}) / {POINTS}")
    drawn = drawn.transform_calculate(
        month=f"({at} + datum.day) / {DAYS_PER_MONTH}",
        m_protein=f"m_all[datum.k] * ({fading} + {rising})",
        resistant=f"m_all[datum.k] * {rising}",
        says=f"days_all[0] / {DAYS_PER_MONTH} / x_max * width < {ROOM} ? '' : 'resistant cells'",
    )
    return [_off_therapy(), drawn]


def _off_therapy() -> alt.Chart:
    rows = alt.Chart(alt.sequence(0, 2 * (MOST_LINES - 1), as_="i")).transform_calculate(
        k="floor(datum.i / 2)"
    )
    rows = rows.transform_filter("datum.k < lines - 1").transform_calculate(
        month=f"if(datum.i % 2 == 0, start_all[datum.k] + days_all[datum.k], start_all[datum.k + 1]) / {DAYS_PER_MONTH}",
        level="if(datum.i % 2 == 0, target_all[datum.k], m_all[datum.k + 1])",
    )
    link = rows.mark_line(color=GREY, strokeWidth=1.6, clip=True)
    return link.encode(x=in_months("month"), y=in_grams("level"), detail="k:N")


def _remissions() -> list[alt.Chart]:
    """A bar above each line's curve with its months, and a triangle where it ends."""
    base, above = alt.Chart(), alt.value(-6)
    bars = base.mark_rule(strokeWidth=3, color=BLUE)
    ends = base.mark_point(shape="triangle-up", size=80, color=VERMILLION, opacity=1, clip=True)
    drawn = alt.layer(
        bars.encode(x=in_months("begin"), x2="end:Q", y=above),
        base.mark_text(dy=-10, fontWeight="bold").encode(x=in_months("middle"), y=above, text="says:N"),
        ends.encode(x=in_months("end"), y=in_grams("level")),
        data=alt.sequence(0, MOST_LINES, as_="k"),
    ).transform_filter("datum.k < lines")
    drawn = drawn.transform_calculate(
        begin=f"start_all[datum.k] / {DAYS_PER_MONTH}",
        end=f"(start_all[datum.k] + days_all[datum.k]) / {DAYS_PER_MONTH}",
        level="target_all[datum.k]",
    )
    long = f"if(datum.end - datum.begin > {WIDE} * x_max, ' months', '')"
    drawn = drawn.transform_calculate(
        middle="(datum.begin + datum.end) / 2", says=f"format(datum.end - datum.begin, '.0f') + {long}"
    )
    return [drawn]


def _trials(marks: pd.DataFrame, foot: int) -> list[alt.Chart]:
    """Medians of first remissions, one row an arm, and the model's first remission laid over them."""
    rows = marks[["arm", "months", "kind", "words"]].assign(
        place=[ERA + ROW * (i + 1) - 8 for i in range(len(marks))]
    )
    base = alt.Chart()
    link = one_row(months=f"days_1 / {DAYS_PER_MONTH}").mark_rule(color=BLUE, strokeDash=DASHED, clip=True)
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=KINDS, range=["circle", "triangle-right"]), legend=None
    )
    x, y = in_months("months"), in_grams("py")
    number = base.mark_text(align="left", dx=8)
    paper = {"stroke": "white", "strokeWidth": 4}  # a rim keeps words readable over the dashed line
    rim = base.mark_text(align="left", dx=8, **paper)
    drawn = alt.layer(
        base.mark_rule(color=GREY, strokeDash=[1, 3]).encode(x=in_months("zero"), x2="months:Q", y=y),
        *(
            base.mark_text(align="left", fontSize=11, **look).encode(
                x=alt.value(2), y=in_grams("above"), text="arm:N"
            )
            for look in (paper, {})
        ),
        rim.encode(x=x, y=y, text="words:N"),
        number.encode(x=x, y=y, text="words:N"),
        base.mark_point(size=60, color=INK, opacity=1).encode(x=x, y=y, shape=shape),
        data=rows,
    ).transform_calculate(zero="0", py=at_y("datum.place"), above=at_y("datum.place - 11"))
    return [
        link.encode(x=x, y=alt.value(0), y2=alt.value(foot)),
        heading(
            ERA - 14, fit("Observed in trials: first remissions, median months", "Observed: median months")
        ),
        drawn,
    ]


def _law(start_g_l: float, foot: int) -> list[alt.Chart]:
    """The law as a line at the growth of line 1; each line of therapy as a numbered dot."""
    low, high = LAW_PCT
    floor = foot + AXIS + LAW
    across = f"{LEFT} + (width - {LEFT + RIGHT}) * log(datum.pct / {low}) / log({high} / {low})"
    place = {"px": at_x(across), "py": at_y(f"{floor} - {LAW} * datum.months / law_max")}
    line = alt.Chart(alt.sequence(0, 60, as_="i")).transform_calculate(
        pct=f"{low} * pow(90 / {low}, datum.i / 59)"
    )
    for name, expression in law_steps(start_g_l):
        line = line.transform_calculate(**{name: expression})
    line = line.transform_calculate(**place).transform_filter("datum.months <= law_max")
    dots = alt.Chart(alt.sequence(0, MOST_LINES, as_="k")).transform_filter("datum.k < lines")
    dots = dots.transform_calculate(
        pct="100 * p_all[datum.k]",
        months=f"days_all[datum.k] / {DAYS_PER_MONTH}",
        says="format(datum.k + 1, 'd')",
    ).transform_calculate(**place)
    x, y = in_months("px"), in_grams("py")
    return [
        *_law_axes(place, floor),
        line.mark_line(color=BLUE, strokeWidth=1.8).encode(x=x, y=y, order="i:Q"),
        dots.mark_point(size=190, color="white", stroke=INK, strokeWidth=1.2, opacity=1).encode(x=x, y=y),
        dots.mark_text(fontSize=11).encode(x=x, y=y, text="says:N"),
    ]


def _law_axes(place: dict[str, str], floor: int) -> list[alt.Chart]:
    sides = alt.Chart(alt.sequence(0, 2, as_="side")).transform_calculate(
        py=at_y(f"{floor} - {LAW} * datum.side"),
        left=at_x(str(LEFT)),
        right=at_x(f"width - {RIGHT}"),
        says="format(law_max * datum.side, 'd') + if(datum.side, ' mo', '')",
    )
    shares = alt.Chart(
        pd.DataFrame({"pct": [0.001, 0.01, 0.1, 1, 10, 100], "months": 0.0, "spare": [0, 1] * 3})
    )
    shares = shares.transform_calculate(**place).transform_calculate(
        below=at_y(floor + 13),
        says=f"if(width < {NARROW} && datum.spare, '', format(datum.pct, '~g') + ' %')",
    )
    y = in_grams("py")
    return [
        heading(
            floor - LAW - 24,
            fit("The law: ten times fewer resistant cells, about", "The law: ten times fewer,")
            + " + ' ' + format(ten_fold, '.0f') + ' months more'",
        ),
        sides.mark_rule(color=GRID).encode(x=in_months("left"), x2="right:Q", y=y),
        sides.mark_text(align="right", dx=-6).encode(x=in_months("left"), y=y, text="says:N"),
        shares.mark_text().encode(x=in_months("px"), y=in_grams("below"), text="says:N"),
        heading(
            floor + 32,
            fit(
                "Resistant cells when a line begins; the numbers are the lines",
                "Resistant cells at the start",
            ),
            bold=False,
        ),
    ]

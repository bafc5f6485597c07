"""The resistance timeline that computes in the browser: the curve, and under it each remission from its own start.

One view in bands on one axis of months that never moves, so that a longer remission is a longer bar: the curve over
the lines of therapy, a bar for each remission, and a row of first remissions that trials published.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from utils.charts.closed_form import MOST_LINES, as_params, timeline_parameters
from utils.charts.medians import KINDS
from utils.charts.theme import BLUE, CONTEXT, DASHED, GREY, GRID, INK, VERMILLION, WIDTH
from utils.charts.timeline import HIGHEST_G_L, LOWEST_G_L
from utils.models.kinetics import DAYS_PER_MONTH

CURVE, GAP, ROW = 150, 44, 20  # pixels: height of the curve, from there to the first bar's middle, each row
HEIGHT = CURVE + GAP + ROW * (MOST_LINES + 1)
MONTHS = (
    144  # of the axis, whatever the controls say: every remission fits, only the last lines may go on beyond
)
NARROW = 440  # pixels, from which words are shortened
POINTS = 80  # of each line's curve


def draw_timeline(
    start_g_l: float,
    gap_days: float,
    first_remissions: pd.DataFrame,
    controls: Mapping[str, float],
    sentence: str,
    rows: str = "[]",
) -> alt.LayerChart:
    """M-protein over up to five lines, the remissions as bars, and published first remissions on the same months.

    start_g_l, gap_days: as in `closed_form.timeline_parameters`, which names the controls. controls: where each
    of these begins. first_remissions: marks from `medians.name_marks`. sentence: an expression, said aloud; it may
    use `words`, the remissions' months as text, and `ten_fold`, the months that ten times fewer resistant cells add.
    rows: an expression, the table behind the picture as a list of objects.
    """
    words = [f"format({days} / {DAYS_PER_MONTH}, '.0f')" for days in _each("days")]
    sums = timeline_parameters(start_g_l, gap_days) | {
        "ten_fold": f"log(10) / rr_1 / {DAYS_PER_MONTH}",
        "words": f"[{', '.join(words)}]",
        "sentence": sentence,
        "rows": rows,
    }
    moved = [alt.param(name=name, value=value) for name, value in controls.items()]
    curve = alt.layer(_unseen(), *_lines())
    rows = alt.layer(_legend(), _remissions(), *_trials(first_remissions))
    whole = alt.layer(curve, rows).resolve_scale(y="independent").add_params(*moved, *as_params(sums))
    return whole.properties(width=WIDTH + 60, height=HEIGHT)


def _each(name: str) -> list[str]:
    return [f"{name}_{k}" for k in range(1, MOST_LINES + 1)]


def _months(field: str, axis: bool = False) -> alt.X:
    """A place in months. One layer brings scale and axis for all of them."""
    if not axis:
        return alt.X(f"{field}:Q")
    scale = alt.Scale(domain=[0, MONTHS], nice=False, zero=False)
    drawn = alt.Axis(
        values=list(range(0, MONTHS + 1, 12)),
        labelExpr=f"width < {NARROW} && datum.value % 24 ? '' : datum.label",
        title=None,
    )
    return alt.X(f"{field}:Q", scale=scale, axis=drawn)


def _grams(field: str, axis: bool = False) -> alt.Y:
    if not axis:
        return alt.Y(f"{field}:Q")
    scale = alt.Scale(type="log", domain=[LOWEST_G_L, HIGHEST_G_L], range=[CURVE, 0], clamp=True)
    drawn = alt.Axis(values=[0.01, 0.1, 1, 10, 100], format="~g", titleY=CURVE / 2, title="M-protein (g/L)")
    return alt.Y(f"{field}:Q", scale=scale, axis=drawn)


def _row(place: int | str) -> str:
    """The middle of a row under the curve, as a share of the picture's height."""
    return f"({CURVE + GAP} + {ROW} * ({place})) / {HEIGHT}"


def _down(field: str) -> alt.Y:
    """A place under the curve: a share of the height, on a scale of its own."""
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, 1], range=[0, HEIGHT]), axis=None)


def _unseen() -> alt.LayerChart:
    base = _one(limit="limit_g_l", floor=str(LOWEST_G_L))
    shade = base.mark_rect(color=CONTEXT, opacity=0.3, clip=True).encode(y=_grams("limit"), y2="floor:Q")
    return alt.layer(shade, base.mark_rule(color=GREY, clip=True).encode(y=_grams("limit")))


def _lines() -> list[alt.Chart]:
    """The curve of each line from its own numbers; off therapy a grey link to the next line."""
    at, p = "start_all[datum.k]", "p_all[datum.k]"
    fading = f"(1 - {p}) * exp(-rs * datum.day)"
    rising = f"{p} * exp(rr_all[datum.k] * datum.day)"
    whole = alt.Chart().transform_filter(f"datum.m_protein >= {LOWEST_G_L}")
    whole = whole.mark_line(color=BLUE, strokeWidth=2.6, clip=True)
    part = alt.Chart().transform_filter(f"datum.resistant >= {LOWEST_G_L}")
    part = part.mark_line(color=VERMILLION, strokeDash=DASHED, strokeWidth=1.8, clip=True)
    drawn = alt.layer(
        whole.encode(
            x=_months("month", axis=True), y=_grams("m_protein", axis=True), detail=["k:N", "back:N"]
        ),
        part.encode(x=_months("month"), y=_grams("resistant"), detail="k:N"),
        data=alt.sequence(0, MOST_LINES * (POINTS + 1), as_="i"),
    )
    drawn = drawn.transform_calculate(k=f"floor(datum.i / {POINTS + 1})").transform_filter("datum.k < lines")
    drawn = drawn.transform_calculate(day=f"days_all[datum.k] * (datum.i % {POINTS + 1}) / {POINTS}")
    drawn = drawn.transform_calculate(
        month=f"({at} + datum.day) / {DAYS_PER_MONTH}",
        m_protein=f"m_all[datum.k] * ({fading} + {rising})",
        resistant=f"m_all[datum.k] * {rising}",
    )
    # Where the curve dips below the axis, its fall and its return are two strokes, not one along the axis.
    drawn = drawn.transform_calculate(
        back=f"nadir_all[datum.k] < {LOWEST_G_L} && datum.resistant > datum.m_protein / 2"
    )
    drawn = drawn.transform_filter(f"datum.month <= {MONTHS}")
    return [_off_therapy(), drawn, _ends()]


def _off_therapy() -> alt.Chart:
    rows = alt.Chart(alt.sequence(0, 2 * (MOST_LINES - 1), as_="i")).transform_calculate(
        k="floor(datum.i / 2)"
    )
    rows = rows.transform_filter("datum.k < lines - 1").transform_calculate(
        month=f"if(datum.i % 2 == 0, start_all[datum.k] + days_all[datum.k], start_all[datum.k + 1]) / {DAYS_PER_MONTH}",
        level="if(datum.i % 2 == 0, target_all[datum.k], m_all[datum.k + 1])",
    )
    link = rows.mark_line(color=GREY, strokeWidth=1.6, clip=True)
    return link.encode(x=_months("month"), y=_grams("level"), detail="k:N")


def _ends() -> alt.Chart:
    """A triangle where each remission ends."""
    rows = alt.Chart(alt.sequence(0, MOST_LINES, as_="k")).transform_filter("datum.k < lines")
    rows = rows.transform_calculate(
        end=f"(start_all[datum.k] + days_all[datum.k]) / {DAYS_PER_MONTH}", level="target_all[datum.k]"
    ).transform_filter(f"datum.end <= {MONTHS}")
    mark = rows.mark_point(shape="triangle-up", size=80, color=VERMILLION, opacity=1)
    return mark.encode(x=_months("end"), y=_grams("level"))


def _legend() -> alt.LayerChart:
    """What dashes and grey mean, under the curve, where nothing can strike the words; under the axis, its title."""
    short = f"width < {NARROW}"
    grey = f"{short} ? 'grey: unseen' : 'grey: too little for the test to see'"
    title = f"'Months' + ({short} ? '' : ': of the curve since treatment began, of a bar its length')"
    middle = f"{short} ? 110 : 150"
    below = CURVE + 16
    return alt.layer(
        _words("'- - resistant cells'", "0", below, align="left", color="#A84300", fontSize=11.5),
        _words(grey, middle, below, align="left", fontSize=11.5),
        _words(f"end_month > {MONTHS} ? 'goes on \u2192' : ''", "width", 10, align="right", fontSize=11.5),
        _words(title, "width / 2", HEIGHT + 32),
        data=alt.sequence(0, 1, as_="one"),
    )


def _words(says: str, x: str, y: int, **look: object) -> alt.Chart:
    """Words, an expression, at a place in pixels, itself an expression from left to right."""
    place = {"x": {"expr": x}, "y": y}
    return alt.Chart().mark_text(text={"expr": says}, **place, **({"color": INK} | look))


def _remissions() -> alt.LayerChart:
    """One bar a line, from its own beginning, its months at the end; long bars carry them inside."""
    shown = alt.Chart().encode(y=_down("place"))
    after = shown.transform_filter("!datum.inside").mark_text(align="left", dx=6, fontWeight="bold")
    within = shown.transform_filter("datum.inside").mark_text(
        align="right", dx=-6, fontWeight="bold", color="white"
    )
    rows = alt.layer(
        shown.mark_bar(size=13, color=BLUE, clip=True).encode(x=_months("zero"), x2="months:Q"),
        shown.mark_text(align="right", dx=-8).encode(x=alt.value(0), text="name:N"),
        after.encode(x=_months("months"), text="says:N"),
        within.encode(x=_months("months"), text="says:N"),
        data=alt.sequence(0, MOST_LINES, as_="k"),
    )  # fmt: skip
    rows = rows.transform_calculate(
        place=_row("datum.k"),
        months=f"days_all[datum.k] / {DAYS_PER_MONTH}",
        name="'Line ' + (datum.k + 1)",
        zero="0",
    )
    rows = rows.transform_calculate(
        says="words[datum.k] + if(words[datum.k] == '1', ' month', ' months')",
        inside=f"datum.months > {MONTHS} * (1 - 84 / width)",
    )
    return rows.transform_filter("datum.k < lines")


def _trials(marks: pd.DataFrame) -> list[alt.Chart]:
    """First remissions that trials published, in one row; which is which is said on pointing, and in words."""
    rows = alt.Chart(marks[["arm", "months", "kind", "words"]])
    rows = rows.transform_calculate(place=_row(MOST_LINES), edge=_row(MOST_LINES - 0.5))
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=KINDS, range=["circle", "triangle-right"]), legend=None
    )
    tips = [alt.Tooltip("arm:N", title="Arm"), alt.Tooltip("words:N", title="Months")]
    name = _one(place=_row(MOST_LINES), edge=_row(MOST_LINES - 0.5), name="'Trials'")
    return [
        name.mark_rule(color=GRID).encode(y=_down("edge")),
        name.mark_text(align="right", dx=-8).encode(x=alt.value(0), y=_down("place"), text="name:N"),
        rows.mark_point(size=60, color=INK, opacity=0.8).encode(
            x=_months("months"), y=_down("place"), shape=shape, tooltip=tips
        ),
    ]


def _one(**columns: str) -> alt.Chart:
    return alt.Chart(alt.sequence(0, 1, as_="one")).transform_calculate(**columns)

"""A therapy history as swimlanes: one lane a drug, shaded bands for the lines, numbered events above."""

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.rulers import draw_rulers
from utils.charts.theme import BLUE, CLASS_COLOURS, CONTEXT, GREY, INK, PAPER, VERMILLION

LANE = 36  # words above, bar below: fits a phone without a column of names
LANES_WIDTH = 650
TIERS, NARROW_TIERS = 3, 6  # rows of numbered events, so that neighbours do not hide each other
TIER = 17
ROOM = 22  # pixels between neighbours of one row
LEAST, LEAST_NARROW = 500, 280  # pixels that a row may count on, in the wide form and on a phone
BANDS = ["#F2F2F2", "#DCE9F3"]
STATUS = {"refractory": "✕ refractory", "sensitive": "● responded", "exposed": "○ exposed"}
CLASS_NAMES = {
    "proteasome_inhibitor": "proteasome inhibitor",
    "imid": "IMiD",
    "celmod": "CELMoD",
    "anti_cd38": "anti-CD38 antibody",
    "anti_slamf7": "anti-SLAMF7 antibody",
    "adc": "antibody-drug conjugate",
    "bispecific": "bispecific T-cell engager",
    "car_t": "CAR T-cell",
    "alkylator": "alkylator",
    "steroid": "corticosteroid",
    "xpo1_inhibitor": "XPO1 inhibitor",
    "bcl2_inhibitor": "BCL-2 inhibitor",
}
SHORT_NAMES = {
    "idecabtagene vicleucel": "ide-cel",
    "ciltacabtagene autoleucel": "cilta-cel",
    "anitocabtagene autoleucel": "anito-cel",
    "pegylated liposomal doxorubicin": "liposomal doxorubicin",
}
SHORT_CLASSES = {
    "proteasome_inhibitor": "PI",
    "anti_cd38": "anti-CD38",
    "anti_slamf7": "anti-SLAMF7",
    "car_t": "CAR T",
    "bispecific": "bispecific",
    "adc": "ADC",
    "steroid": "steroid",
    "xpo1_inhibitor": "XPO1",
    "bcl2_inhibitor": "BCL-2",
}
NAMED = 50  # pixels of a band that has room for "Line 2"
MOMENT_DAYS = 40  # a course shorter than this is too thin to see as a bar, so it gets a mark


def plot_history(
    tables: dict[str, pd.DataFrame], *, title: str, subtitle: str, description: str
) -> alt.LayerChart:
    """A therapy history, lane by lane.

    tables: `courses`, `lines`, `events`, `marks`, as `utils.activities.lines.lay_out_history` makes them.
    """
    return present(
        draw_history(tables), title=title, subtitle=subtitle, source="a fictional history; lines by IMWG 2015",
        label="illustrative", description=description, name="history",
    )  # fmt: skip


def draw_history(tables: dict[str, pd.DataFrame], narrow: bool = False) -> alt.LayerChart:
    """The layers: bands of lines, bars of drugs, dashed rules of progression, numbered events.

    tables: `courses` (drug, drug_class, position, start, stop, status), `lines` (label, start, middle, stop, odd),
    `events` (number, day, opens, chosen, tier, narrow_tier), `marks` (day), `claims` and `ghosts` (see `rulers`).
    narrow: more rows of events, for a phone.
    """
    tiers, column = (NARROW_TIERS, "narrow_tier") if narrow else (TIERS, "tier")
    return alt.layer(
        *_bands(tables["lines"], tiers), *draw_rulers(tables, -tiers * TIER, _x), *_progressions(tables["marks"]), *_lanes(tables["courses"], narrow), *_events(tables["events"], tiers, column)
    ).resolve_scale(color="independent").properties(width=LANES_WIDTH, height=alt.Step(LANE)).configure_view(stroke=None).configure_mark(aria=False)  # fmt: skip


def _x(field: str) -> alt.X:
    axis = alt.Axis(
        format="%Y", tickCount={"interval": "year", "step": 1}, grid=False, labelOverlap=True, labelBound=True
    )
    return alt.X(f"{field}:T", title=None, axis=axis, scale=alt.Scale(nice=False))


def _y() -> alt.Y:
    scale = alt.Scale(paddingInner=0, paddingOuter=0.1)
    return alt.Y("position:O", axis=None, scale=scale)


def _bands(lines: pd.DataFrame, tiers: int) -> list[alt.Chart]:
    base = alt.Chart(lines)
    shade = alt.Color("odd:N", scale=alt.Scale(domain=[False, True], range=BANDS), legend=None)
    band = base.mark_rect(opacity=1).encode(x=_x("start"), x2="stop:T", color=shade)
    edge = base.mark_rule(color=GREY, strokeWidth=1).encode(x=_x("start"))
    words = {"baseline": "bottom", "fontWeight": 600, "fontSize": 13, "color": INK}
    # A thin band has room for its number alone.
    says = f"scale('x', datum.stop) - scale('x', datum.start) < {NAMED} ? replace(datum.label, 'Line ', '') : datum.label"
    label = base.mark_text(text={"expr": says}, **words).encode(
        x=_x("middle"), y=alt.value(-tiers * TIER - 8)
    )
    return [band, edge, label]


def _lanes(courses: pd.DataFrame, narrow: bool) -> list[alt.Chart]:
    known = [CLASS_NAMES[name] for name in CLASS_NAMES]
    colour = alt.Color(
        "drug_class:N",
        scale=alt.Scale(domain=list(CLASS_NAMES), range=[CLASS_COLOURS[name] for name in known]),
        legend=None,
    )
    base = alt.Chart(courses)
    long = f"datum.stop - datum.start > {MOMENT_DAYS * 86_400_000}"
    bar = (
        base.transform_filter(long)
        .mark_bar(cornerRadius=3, size=11, yOffset=8)
        .encode(x=_x("start"), x2="stop:T", y=_y(), color=colour)
    )
    point = (
        base.transform_filter(f"!({long})")
        .mark_point(shape="diamond", filled=True, size=90, opacity=1, yOffset=8)
        .encode(x=_x("start"), y=_y(), color=colour)
    )
    arrow = (
        base.transform_filter("datum.running")
        .mark_point(
            shape="triangle-right", filled=True, size=110, opacity=1, yOffset=8, xOffset=-3, color=INK
        )
        .encode(x=_x("stop"), y=_y())
    )
    return [bar, point, arrow, *_words(base.transform_filter("datum.first"), narrow)]


def _words(lanes: alt.Chart, narrow: bool) -> list[alt.Chart]:
    """The drug at the left end of its lane (on a phone without its class), what became of it at the right end."""
    look = {"baseline": "middle", "fontSize": 11 if narrow else 12, "yOffset": -8}
    ink = alt.condition("datum.refractory", alt.value("#A84300"), alt.value(INK))
    left, right = alt.value(5), alt.value({"expr": "width - 5"})
    # The rim keeps dashed rules off the words.
    halo = {**look, "stroke": BANDS[0], "strokeWidth": 4, "strokeJoin": "round"}
    lanes = lanes.transform_calculate(called="split(datum.lane, ' · ')[0]") if narrow else lanes
    called = "called:N" if narrow else "lane:N"
    name = lanes.mark_text(align="left", color=INK, **look).encode(x=left, y=_y(), text=called)
    behind_name = lanes.mark_text(align="left", **halo).encode(x=left, y=_y(), text=called)
    behind_says = lanes.mark_text(align="right", fontWeight=600, **halo).encode(
        x=right, y=_y(), text="says:N"
    )
    says = lanes.mark_text(align="right", fontWeight=600, **look).encode(
        x=right, y=_y(), text="says:N", color=ink
    )
    return [behind_name, behind_says, name, says]


def _progressions(marks: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(marks)
    rule = base.mark_rule(color=VERMILLION, strokeDash=[4, 3], strokeWidth=1.6).encode(x=_x("day"))
    flag = base.mark_point(shape="triangle-up", filled=True, size=70, color=VERMILLION, opacity=1)
    return [rule, flag.encode(x=_x("day"), y=alt.value({"expr": "height + 4"}))]


def _events(events: pd.DataFrame, tiers: int, column: str) -> list[alt.Chart]:
    return [layer for tier in range(tiers) for layer in _tier(alt.Chart(events), column, tier)]


def _tier(base: alt.Chart, column: str, tier: int) -> list[alt.Chart]:
    """One row of numbered events; the lowest row is nearest to the lanes."""
    mine = base.transform_filter(f"datum.{column} === {tier}")
    y = alt.value(-10 - tier * TIER)
    fill = alt.condition("datum.opens", alt.value(BLUE), alt.value(PAPER))
    edge = alt.condition("datum.chosen", alt.value(INK), alt.value(CONTEXT))
    thick = alt.condition("datum.chosen", alt.value(2.4), alt.value(1.2))
    room = alt.condition("datum.chosen", alt.value(300), alt.value(230))  # two figures inside the thick ring
    ink = alt.condition("datum.opens", alt.value(PAPER), alt.value(INK))
    ring = mine.mark_circle(opacity=1).encode(
        x=_x("day"), y=y, fill=fill, stroke=edge, strokeWidth=thick, size=room
    )
    number = mine.mark_text(fontSize=10, fontWeight=600, baseline="middle").encode(
        x=_x("day"), y=y, text="number:Q", color=ink
    )
    return [ring, number]


def stack_days(
    days: pd.Series, begins: pd.Timestamp, ends: pd.Timestamp, width: int = LEAST, rows: int = TIERS
) -> list[int]:
    """The row of each numbered event: the lowest one in which its neighbour leaves it room.

    width: pixels that the whole time may count on; rows: how many there are. In a crowd the row takes it whose last is longest ago.
    """
    room = (ends - begins) * (ROOM / width)  # in this order: pandas 2.2 counts nanoseconds and overflows
    last: list[pd.Timestamp | None] = [None] * rows
    tiers = []
    for day in days:
        free = [k for k in range(rows) if last[k] is None or day - last[k] >= room]
        emptiest = min(range(rows), key=lambda k: last[k] or begins)
        tiers.append(free[0] if free else emptiest)
        last[tiers[-1]] = day
    return tiers


def name_lane(drug: str, drug_class: str) -> str:
    """What stands above a bar: the drug and its class, short enough to fit."""
    kind = SHORT_CLASSES.get(drug_class, CLASS_NAMES.get(drug_class, drug_class.replace("_", " ")))
    return f"{SHORT_NAMES.get(drug, drug)} · {kind}"

"""Who with MGUS goes on to myeloma: the curve that forgets death, and the one that counts it."""

from functools import partial

import altair as alt
import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.charts import BLUE, INK, VERMILLION, WIDTH
from utils.charts.labels import spread_labels
from utils.charts.theme import DASHED
from utils.evidence import address, cite, table

SOURCE = "mayo_mgus2"
LANDMARK_YEARS = 20
FEW = 20  # people; below this a curve is drawn dotted and the text says so
GROUPS = {
    "everyone in the cohort": "all",
    "below 0.5 g/dL": "lt_0_5",
    "0.5 to below 1.5 g/dL": "0_5_to_1_5",
    "1.5 g/dL or more": "ge_1_5",
}
WHO = {
    "all": "with MGUS",
    "lt_0_5": "with an M-spike below 0.5 g/dL",
    "0_5_to_1_5": "with an M-spike of 0.5 to below 1.5 g/dL",
    "ge_1_5": "with an M-spike of 1.5 g/dL or more",
}
NAMES = {"km_pct": "had nobody died", "progression_pct": "as it happened"}
COLOURS = {"km_pct": BLUE, "progression_pct": VERMILLION}
HEIGHT, TOP_PCT, LABEL_GAP_PCT, LABEL_ABOVE_PCT = 280, 60, 5, 2.5


def mgus_explorer(curves: pd.DataFrame | None = None) -> Activity:
    """Progression from MGUS by size of the M-spike, counted in two ways, in 1,384 people of the Mayo Clinic.

    curves: a table like `mgus_curves` (group, years, km_pct, progression_pct, death_pct, at_risk); the course's own
    when not given.
    """
    curves = table("mgus_curves") if curves is None else curves
    return Activity(
        name="mgus_explorer",
        title="MGUS explorer: who goes on to myeloma?",
        subtitle="Share of people whose MGUS has progressed, by years since it was found",
        label="observed",
        controls=[Select("group", "M-spike when MGUS was found", GROUPS)],
        compute=partial(choose_group, curves),
        chart=draw_two_ways,
        describe=describe_group,
        caution=warn_of_few,
        source=cite(SOURCE),
        address=address(SOURCE),
        answers="grid",
        prompts=[
            "Which group has the widest gap between the two lines at 20 years?",
            "Why does the dashed line keep rising where the solid one flattens?",
            "How many people are still watched at 20 years in the smallest group?",
        ],
        headings={
            "years": "Years",
            "km_pct": "Progressed, had nobody died (%)",
            "progression_pct": "Progressed, as it happened (%)",
            "death_pct": "Died without progressing (%)",
            "at_risk": "Still watched",
            "group": None,
        },
    )


def choose_group(curves: pd.DataFrame, controls: Settings) -> dict[str, pd.DataFrame]:
    """The rows of one group as far as anybody was watched, and where its two lines end."""
    rows = curves[(curves["group"] == controls.group) & curves["km_pct"].notna()]
    last = rows.iloc[-1]
    ends = pd.DataFrame(
        {"kind": list(NAMES), "years": last["years"], "share_pct": [last[kind] for kind in NAMES]}
    )
    places = spread_labels(list(ends["share_pct"] + LABEL_ABOVE_PCT), LABEL_GAP_PCT, lowest=5)
    return {"curves": rows, "ends": ends.assign(label_pct=places, words=list(NAMES.values()))}


def draw_two_ways(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """Two stepped lines with their names above their ends, and the people still watched below the axis.

    Nothing stands beside the frame, so that the drawing can become as narrow as a phone.
    """
    curves = alt.Chart(tables["curves"])
    lines = [_line(curves, kind, dash) for kind, dash in (("km_pct", DASHED), ("progression_pct", [1, 0]))]
    return alt.layer(
        *[layer for pair in lines for layer in pair], _names(tables["ends"]), _watched(curves)
    ).properties(width=WIDTH - 60, height=HEIGHT)


def describe_group(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """The two answers at the landmark, and the deaths that part them."""
    row = _landmark(tables)
    happened, forgetful = f"{row['progression_pct']:.0f}", f"{row['km_pct']:.0f}"
    died = f"{row['death_pct']:.0f} had died of something else first, without their MGUS ever progressing."
    lead = f"Of 100 people {WHO[controls.group]}, {happened} had progressed {row['years']:g} years on. "
    if happened == forgetful:
        return f"{lead}The curve that leaves death out says the same, although {died}"
    return f"{lead}The curve that leaves death out says {forgetful}. What parts the two: {died}"


def warn_of_few(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """When the landmark rests on a handful of people, say so."""
    row = _landmark(tables)
    watched = int(row["at_risk"])
    if watched >= FEW:
        return ""
    people = "person was" if watched == 1 else "people were"
    return f"only {watched} {people} still watched at {row['years']:g} years. The thin dotted part rests on fewer than {FEW}."


def _landmark(tables: dict[str, pd.DataFrame]) -> pd.Series:
    rows = tables["curves"]
    return rows[rows["years"] <= LANDMARK_YEARS].iloc[-1]


def _x() -> alt.X:
    ticks = alt.Axis(values=list(range(0, 31, 5)), titlePadding=34)
    title = ["Years since MGUS was found", "(below: people still watched)"]
    return alt.X("years:Q", title=title, scale=alt.Scale(domain=[0, 30]), axis=ticks)


def _y(column: str) -> alt.Y:
    scale = alt.Scale(domain=[0, TOP_PCT])
    return alt.Y(f"{column}:Q", title="Progressed (%)", scale=scale, axis=alt.Axis(tickCount=6))


def _line(curves: alt.Chart, kind: str, dash: list[int]) -> tuple[alt.Chart, alt.Chart]:
    base = curves.encode(x=_x(), y=_y(kind))
    rough = base.mark_line(interpolate="step-after", color=COLOURS[kind], strokeWidth=1.2, strokeDash=[2, 3])
    sure = base.transform_filter(alt.datum.at_risk >= FEW).mark_line(
        interpolate="step-after", color=COLOURS[kind], strokeWidth=2.6, strokeDash=dash
    )
    return rough, sure


def _names(ends: pd.DataFrame) -> alt.LayerChart:
    """The names, on a rim of paper where a line passes behind them."""
    place = alt.Chart().encode(x=_x(), y=_y("label_pct"), text="words:N")
    rim = place.mark_text(align="right", stroke="white", strokeWidth=4, strokeJoin="round")
    return alt.layer(rim, place.mark_text(align="right", color=INK), data=ends)


def _watched(curves: alt.Chart) -> alt.Chart:
    fifths = curves.transform_filter("datum.years % 5 == 0")
    text = alt.Text("at_risk:Q", format=",")
    return fifths.mark_text(color=INK, fontSize=11).encode(x=_x(), y=alt.value(HEIGHT + 32), text=text)

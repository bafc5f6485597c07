"""How fast things go, year by year and decade by decade, and how counting can mislead."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, DASHED, GREY, INK, SOLID, VERMILLION, WIDTH

WAYS = {"naive": "as if watched since diagnosis", "delayed_entry": "from the first visit"}
COUNTED = "Counted"
CONDITIONS = ["smouldering myeloma", "MGUS"]


def plot_eras(eras: pd.DataFrame) -> alt.LayerChart:
    """Median survival of myeloma by decade, counted from diagnosis and counted from the first visit.

    eras: table `myeloma_eras`: decade, method, value, ci_low, ci_high (years).
    """
    rows = eras.assign(how=eras["method"].map(WAYS), when=eras["decade"].astype(str) + "s")
    rows = rows[["how", "when", "value", "ci_low", "ci_high"]]
    people = eras.drop_duplicates("decade")["people"].sum()
    wrong, right = _gains(rows)
    return present(
        _medians(rows),
        title=f"Counted wrongly, survival grew by {wrong:.1f} years; counted rightly, by {right:.1f}",
        subtitle=f"{people:,} people with myeloma, Mayo Clinic; median from diagnosis with 95 % intervals",
        source="myeloma (Kyle, Mayo Clinic), 1960 to 1996",
        label="observed",
        description="Points by decade: " + "; ".join(_say_median(row) for row in rows.itertuples()) + ".",
        name="eras",
    )


def _medians(rows: pd.DataFrame) -> alt.LayerChart:
    order = list(WAYS.values())
    base = alt.Chart(rows).encode(
        x=alt.X("when:N", title="first seen at the clinic in the", axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("how:N", scale=alt.Scale(domain=order, paddingOuter=1)),
        color=alt.Color("how:N", scale=alt.Scale(domain=order, range=[GREY, BLUE]), title=COUNTED),
    )
    scale, axis = alt.Scale(domain=[0, 4]), alt.Axis(tickCount=4)
    y = alt.Y("value:Q", title="median survival (years)", scale=scale, axis=axis)
    shape = alt.Shape("how:N", scale=alt.Scale(domain=order, range=["circle", "square"]), title=COUNTED)
    spans = base.mark_rule(strokeWidth=2).encode(y="ci_low:Q", y2="ci_high:Q")
    points = base.mark_point(size=80, opacity=1).encode(y=y, shape=shape)
    return alt.layer(spans, points).properties(width=WIDTH, height=240)


def _gains(rows: pd.DataFrame) -> list[float]:
    by_way = [rows.loc[rows["how"] == how, "value"] for how in WAYS.values()]
    return [values.iloc[-1] - values.iloc[0] for values in by_way]


def _say_median(row: tuple) -> str:
    return f"{row.when}, counted {row.how}: {row.value:g} years ({row.ci_low:g} to {row.ci_high:g})"


def plot_yearly_risk(history: pd.DataFrame, rates: pd.DataFrame) -> alt.LayerChart:
    """The chance of progression in each year, smouldering myeloma beside MGUS: a staircase against a flat line.

    history: table `natural_history`; rates: table `mgus_rates`.
    """
    rows = pd.concat([_smouldering_steps(history), _mgus_step(rates)], ignore_index=True)
    early, late = rows["value"].iloc[0], rows["value"].iloc[2]
    said = [f"{row.condition}, years {row.start:g} to {row.end:g}: {row.label}." for row in rows.itertuples()]
    return present(
        _staircase(rows),
        title=f"Smouldering myeloma: {early:g} in 100 progress in each of the first years, {late:g} in 100 in each late year",
        subtitle="Of those who have not progressed yet, the share who do in a year",
        source="Kyle 2007, N Engl J Med 356:2582; mgus2 (Kyle, Mayo Clinic)",
        label="observed",
        description="Steps. " + " ".join(said),
        name="yearly_risk",
    )


def _staircase(rows: pd.DataFrame) -> alt.LayerChart:
    x = alt.X("start:Q", title="years since it was found", axis=alt.Axis(values=[0, 5, 10, 15, 20]))
    scale, axis = alt.Scale(domain=[0, 12]), alt.Axis(tickCount=6)
    y = alt.Y("value:Q", title="progress in a year (%)", scale=scale, axis=axis)
    base = alt.Chart(rows).properties(width=WIDTH, height=220).encode(x=x, y=y)
    colour = alt.Color(
        "condition:N", scale=alt.Scale(domain=CONDITIONS, range=[VERMILLION, GREY]), title=None
    )
    dashes = alt.Scale(domain=CONDITIONS, range=[SOLID, DASHED])
    dash = alt.StrokeDash("condition:N", scale=dashes, title=None)
    steps = base.mark_rule(strokeWidth=3).encode(x2="end:Q", color=colour, strokeDash=dash)
    # The flat line lies near the floor, so its words stand under it, clear of the last step.
    under = {"expr": f"datum.condition == '{CONDITIONS[1]}' ? 11 : -10"}
    labels = base.mark_text(dy=under, align="left", dx=3, color=INK).encode(text="label:N")
    return alt.layer(steps, labels)


def _smouldering_steps(history: pd.DataFrame) -> pd.DataFrame:
    rows = history[history["id"].str.startswith("kyle_2007-smm-progression_pct_per_year")]
    years = (
        rows["id"]
        .str.extract(r"(?:years_(?P<first>\d+)_to_(?P<end>\d+)|after_year_(?P<start>\d+))$")
        .astype(float)
    )
    start = years["start"].fillna(years["first"] - 1)
    label = [f"{value:g} % a year" for value in rows["value"]]
    return pd.DataFrame(
        {
            "condition": CONDITIONS[0],
            "start": start,
            "end": years["end"].fillna(20),
            "value": rows["value"],
            "label": label,
        }
    )


def _mgus_step(rates: pd.DataFrame) -> pd.DataFrame:
    value = rates.set_index("id").loc["mgus_mayo-all-rate", "value"]
    label = f"MGUS, all years: {value:g} % a year"
    return pd.DataFrame(
        {"condition": CONDITIONS[1], "start": [0.0], "end": [20.0], "value": [value], "label": [label]}
    )

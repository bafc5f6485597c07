"""What happens to people with MGUS as the years pass, counted in two ways; and survival by decade, likewise."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, DASHED, GREY, INK, SOLID, VERMILLION, WIDTH

FEW = 20  # people; below this a curve is drawn dotted
KINDS = {
    "progression": ("progressed, as it happened", VERMILLION, SOLID),
    "km": ("progressed, had nobody died", BLUE, DASHED),
    "death": ("died without progressing", GREY, [2, 2]),
}
SOURCE = "mgus2 (Kyle, Mayo Clinic), followed through 1999"


def plot_mgus(curves: pd.DataFrame, rates: pd.DataFrame, kinds: list[str]) -> alt.VConcatChart:
    """Shares of people with MGUS who have progressed or died by each year, with intervals and numbers at risk.

    curves: table `mgus_curves`; rates: table `mgus_rates`; kinds: any of "progression", "km", "death".
    Raises ValueError for another kind.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ValueError(f"Unknown curve: {unknown[0]!r}. Choose from: {', '.join(KINDS)}.")
    everyone = curves[curves["group"] == "all"]
    marks = pd.concat([_landmarks(rates, kind) for kind in kinds])
    return present(
        alt.vconcat(_lines(everyone, marks, kinds), _at_risk(everyone), spacing=2).resolve_scale(x="shared"),
        title=_finding(marks, kinds),
        subtitle=f"{everyone['at_risk'].max():,} people with MGUS, % of people; bars are 95 % intervals; "
        f"dotted where fewer than {FEW} are left",
        source=SOURCE,
        label="observed",
        description=_describe(marks, kinds),
        name="mgus_" + "_".join(kinds),
    )


def _landmarks(rates: pd.DataFrame, kind: str) -> pd.DataFrame:
    rows = rates[(rates["group"] == "all") & rates["measure"].str.startswith(f"{kind}_pct_at_")]
    years = rows["measure"].str.rsplit("_", n=1).str[-1].astype(int)
    return rows.assign(kind=KINDS[kind][0], years=years)[["kind", "years", "value", "ci_low", "ci_high"]]


def _lines(everyone: pd.DataFrame, marks: pd.DataFrame, kinds: list[str]) -> alt.LayerChart:
    order, colours, dashes = zip(*(KINDS[kind] for kind in kinds), strict=True)
    x = alt.X(
        "years:Q", title=None, scale=alt.Scale(domain=[0, 30]), axis=alt.Axis(values=list(range(0, 31, 5)))
    )
    top = 100 if "death" in kinds else 50
    y = alt.Y("share_pct:Q", title="people (%)", scale=alt.Scale(domain=[0, top]))
    colour = alt.Color("kind:N", scale=alt.Scale(domain=order, range=colours), legend=None)
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=order, range=dashes), legend=None)
    base = alt.Chart().encode(x=x, y=y, color=colour)
    sure = (
        base.transform_filter(alt.datum.at_risk >= FEW)
        .mark_line(interpolate="step-after")
        .encode(strokeDash=dash)
    )
    rough = base.mark_line(interpolate="step-after", strokeWidth=1, strokeDash=[2, 3])
    ends = (
        alt.Chart()
        .transform_filter("datum.years == 30")
        .mark_text(align="left", dx=6, lineHeight=14, color=INK)
    )
    names = ends.transform_calculate(words="split(replace(datum.kind, ', ', ',|'), '|')").encode(
        x=x, y=y, text="words:N"
    )
    # One table for all lines: the browser folds its columns, so that each row is stored once.
    columns = [f"{kind}_pct" for kind in kinds]
    curves = alt.layer(rough, sure, names, data=everyone[["years", "at_risk", *columns]])
    called = " : ".join(f"datum.column == '{c}' ? '{name}'" for c, name in zip(columns, order, strict=True))
    curves = curves.transform_fold(columns, as_=["column", "share_pct"]).transform_calculate(
        kind=f"{called} : ''"
    )
    spans = alt.Chart().mark_rule(strokeWidth=1.5).encode(x=x, y="ci_low:Q", y2="ci_high:Q", color=colour)
    points = alt.Chart().mark_point(size=45, opacity=1).encode(x=x, y="value:Q", color=colour)
    return alt.layer(curves, alt.layer(spans, points, data=marks)).properties(width=WIDTH - 110, height=260)


def _at_risk(everyone: pd.DataFrame) -> alt.Chart:
    rows = everyone.loc[everyone["years"] % 5 == 0, ["years", "at_risk"]]
    x = alt.X(
        "years:Q",
        title="years since MGUS was found (below the line: people still watched)",
        axis=alt.Axis(values=list(range(0, 31, 5)), domain=False, ticks=False, labels=False),
        scale=alt.Scale(domain=[0, 30]),
    )
    text = alt.Text("at_risk:Q", format=",")
    return (
        alt.Chart(rows).mark_text(color=INK).encode(x=x, text=text).properties(width=WIDTH - 110, height=18)
    )


def _finding(marks: pd.DataFrame, kinds: list[str]) -> str:
    at_20 = marks[marks["years"] == 20].set_index("kind")["value"]
    if {"km", "progression"} <= set(kinds):
        wrong, right = at_20[KINDS["km"][0]], at_20[KINDS["progression"][0]]
        return f"Leave death out and the risk doubles: {wrong:.0f} % instead of {right:.0f} % at 20 years"
    first = kinds[0]
    return f"After 20 years {at_20[KINDS[first][0]]:.0f} % had {KINDS[first][0].split(',')[0]}"


def _describe(marks: pd.DataFrame, kinds: list[str]) -> str:
    said = []
    for kind in kinds:
        name = KINDS[kind][0]
        rows = marks[marks["kind"] == name]
        values = ", ".join(f"{r.value:g} % at {r.years} years" for r in rows.itertuples())
        said.append(f"{name}: {values}")
    return f"Rising curves of people with MGUS over 30 years. {'; '.join(said).capitalize()}."


def plot_eras(eras: pd.DataFrame) -> alt.LayerChart:
    """Median survival of myeloma by decade, counted from diagnosis and counted from the first visit.

    eras: table `myeloma_eras`: decade, method, value, ci_low, ci_high (years).
    """
    words = {
        "naive": "counted as if watched since diagnosis",
        "delayed_entry": "counted from the first visit",
    }
    rows = eras.assign(how=eras["method"].map(words), when=eras["decade"].astype(str) + "s")
    rows = rows[["how", "when", "value", "ci_low", "ci_high"]]
    order = list(words.values())
    base = alt.Chart(rows).properties(width=WIDTH, height=240)
    x = alt.X("when:N", title="first seen at the clinic in the", axis=alt.Axis(labelAngle=0))
    y = alt.Y(
        "value:Q", title="median survival (years)", scale=alt.Scale(domain=[0, 4]), axis=alt.Axis(tickCount=4)
    )
    shift = alt.XOffset("how:N", scale=alt.Scale(domain=order, paddingOuter=1))
    colour = alt.Color("how:N", scale=alt.Scale(domain=order, range=[GREY, BLUE]), title=None)
    shape = alt.Shape("how:N", scale=alt.Scale(domain=order, range=["circle", "square"]), title=None)
    spans = base.mark_rule(strokeWidth=2).encode(
        x=x, y="ci_low:Q", y2="ci_high:Q", xOffset=shift, color=colour
    )
    points = base.mark_point(size=80, opacity=1).encode(x=x, y=y, xOffset=shift, color=colour, shape=shape)
    gains = {how: g["value"].iloc[-1] - g["value"].iloc[0] for how, g in rows.groupby("how", observed=True)}
    wrong, right = (gains[how] for how in order)
    return present(
        alt.layer(spans, points),
        title=f"Counted wrongly, survival grew by {wrong:.1f} years; counted rightly, by {right:.1f}",
        subtitle=f"{eras.drop_duplicates('decade')['people'].sum():,} people with myeloma, Mayo Clinic; "
        "median from diagnosis with 95 % intervals",
        source="myeloma (Kyle, Mayo Clinic), 1960 to 1996",
        label="observed",
        description="Points by decade: "
        + "; ".join(
            f"{r.when}, {r.how}: {r.value:g} years ({r.ci_low:g} to {r.ci_high:g})" for r in rows.itertuples()
        )
        + ".",
        name="eras",
    )


def plot_yearly_risk(history: pd.DataFrame, rates: pd.DataFrame) -> alt.LayerChart:
    """The chance of progression in each year, smouldering myeloma beside MGUS: a staircase against a flat line.

    history: table `natural_history`; rates: table `mgus_rates`.
    """
    rows = pd.concat([_smouldering_steps(history), _mgus_step(rates)], ignore_index=True)
    x = alt.X("start:Q", title="years since it was found", axis=alt.Axis(values=[0, 5, 10, 15, 20]))
    y = alt.Y(
        "value:Q", title="progress in a year (%)", scale=alt.Scale(domain=[0, 12]), axis=alt.Axis(tickCount=6)
    )
    base = alt.Chart(rows).properties(width=WIDTH, height=220)
    names = sorted(rows["condition"].unique(), reverse=True)
    colour = alt.Color("condition:N", scale=alt.Scale(domain=names, range=[VERMILLION, GREY]), title=None)
    dash = alt.StrokeDash("condition:N", scale=alt.Scale(domain=names, range=[[1, 0], [4, 3]]), title=None)
    steps = base.mark_rule(strokeWidth=3).encode(x=x, x2="end:Q", y=y, color=colour, strokeDash=dash)
    labels = base.mark_text(dy=-10, align="left", dx=3, color=INK).encode(x=x, y=y, text="label:N")
    early, late = rows["value"].iloc[0], rows["value"].iloc[2]
    return present(
        alt.layer(steps, labels),
        title=f"Smouldering myeloma: {early:g} in 100 progress in each of the first years, {late:g} in 100 in each late year",
        subtitle="Of those who have not progressed yet, the share who do in a year",
        source="Kyle 2007, N Engl J Med 356:2582; mgus2 (Kyle, Mayo Clinic)",
        label="observed",
        description="Steps. "
        + " ".join(f"{r.condition}, years {r.start:g} to {r.end:g}: {r.label}." for r in rows.itertuples()),
        name="yearly_risk",
    )


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
            "condition": "smouldering myeloma",
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
        {"condition": "MGUS", "start": [0.0], "end": [20.0], "value": [value], "label": [label]}
    )

"""What a model is worth: published results against what it gives, apart for what it was fitted to and what it was not."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, GREY, INK, VERMILLION

SETS = {
    "calibrated": "fitted: agreement proves little",
    "held_out": "held back from the fit",
    "third": "third set, looked at once",
}
SHAPES, COLOURS = ["circle", "square", "triangle-up"], [GREY, BLUE, VERMILLION]
PANELS = {
    "months, median": ("Months (median)", [1, 100], [1, 3, 10, 30, 100]),
    "hazard ratio": ("Hazard ratio", [0.1, 2], [0.1, 0.2, 0.5, 1, 2]),
    "%": ("People in 100", [5, 100], [5, 10, 20, 50, 100]),
}
NEAR_PCT = 20
SIDE = 178  # pixels


def plot_calibration(rows: pd.DataFrame, source: str = "course_data/calibration.csv") -> alt.HConcatChart:
    """Published results against the model's, one mark a result, three shapes for the three sets.

    rows: table `calibration` (kind, published, simulated, unit, miss_pct, target_id). Results without a unit of their own
    (orders and signs) are left out of the picture. On the line both agree; the band is 20 % to either side.
    """
    marks = rows[rows["unit"].astype(str).isin(PANELS)].assign(set=rows["kind"].astype(str).map(SETS))
    counts = count_near(marks)
    panels = [_draw_panel(marks[marks["unit"].astype(str) == unit], unit) for unit in PANELS]
    told = "; ".join(f"{SETS[row.kind]}: {row.near} of {row.all}" for row in counts.itertuples())
    unfitted = counts[counts["kind"] != "calibrated"]
    return present(
        alt.hconcat(*panels, spacing=14),
        title=f"Of {unfitted['all'].sum()} results the model was not fitted to, {unfitted['near'].sum()} lie within {NEAR_PCT} %",
        subtitle="Published across, the virtual cohort's upwards, on logarithmic scales; in the grey band within 20 %",
        source=source,
        label="modelled",
        description=f"Three panels of marks about a diagonal. Within {NEAR_PCT} %: {told}.",
        name="calibration",
    )


def count_near(rows: pd.DataFrame) -> pd.DataFrame:
    """How many results of each set lie within 20 %: columns kind, near, all."""
    kinds = [kind for kind in SETS if (rows["kind"] == kind).any()]
    misses = [rows.loc[rows["kind"] == kind, "miss_pct"].abs() for kind in kinds]
    near = [int((miss <= NEAR_PCT).sum()) for miss in misses]
    return pd.DataFrame({"kind": kinds, "near": near, "all": [len(miss) for miss in misses]})


def _draw_panel(marks: pd.DataFrame, unit: str) -> alt.LayerChart:
    title, domain, ticks = PANELS[unit]
    least, most = domain  # the band bends where it meets an edge of the picture: corners stand there
    edge = pd.DataFrame({"published": [least, least / 0.8, most / 1.2, most]})
    low, high = (edge["published"] * 0.8).clip(lower=least), (edge["published"] * 1.2).clip(upper=most)
    edge = edge.assign(low=low, simulated=edge["published"], high=high)
    scale = alt.Scale(type="log", domain=domain, clamp=True, nice=False)
    across = alt.X(
        "published:Q", scale=scale, title=f"{title}: published", axis=alt.Axis(values=ticks, format="~g")
    )
    upwards = alt.Axis(values=ticks, format="~g")
    band = (
        alt.Chart(edge)
        .mark_area(color=GREY, opacity=0.18)
        .encode(x=across, y=alt.Y("low:Q", scale=scale), y2="high:Q")
    )
    line = (
        alt.Chart(edge)
        .mark_line(color=INK, strokeWidth=1)
        .encode(x=across, y=alt.Y("simulated:Q", scale=scale))
    )
    points = (
        alt.Chart(marks[["target_id", "published", "simulated", "set"]])
        .mark_point(size=38, filled=True, opacity=0.75)
        .encode(
            x=across,
            y=alt.Y("simulated:Q", scale=scale, title="the model's", axis=upwards),
            shape=alt.Shape(
                "set:N", scale=alt.Scale(domain=list(SETS.values()), range=SHAPES), legend=_legend()
            ),
            color=alt.Color(
                "set:N", scale=alt.Scale(domain=list(SETS.values()), range=COLOURS), legend=_legend()
            ),
            tooltip=["target_id:N", "published:Q", "simulated:Q"],
        )
    )
    return alt.layer(band, line, points).properties(width=SIDE, height=SIDE)


def _legend() -> alt.Legend:
    return alt.Legend(title=None, orient="bottom", direction="horizontal", symbolSize=60)

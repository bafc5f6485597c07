"""A hazard ratio as speed: what it makes of the people who stay free of an event."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, GREY, WIDTH
from utils.evidence import arms, cite

STEP = 6  # months between the points of a line; steady rates bend so little that more would not show


def plot_two_speeds(ratio: pd.Series, shares: pd.DataFrame) -> alt.LayerChart:
    """What a hazard ratio says about speed: two steady rates, one `ratio` times the other.

    ratio: a row of `outcomes` with a hazard ratio. shares: the two landmark rows of its arms (`pfs_pct_at_48`).
    The lines are computed from the comparison's share alone; the two points are what the trial saw.
    """
    months = int(shares["endpoint"].iloc[0].rsplit("_", 1)[1])
    seen = shares.set_index("arm_id")["value"][[ratio["comparison"], ratio["arm_id"]]]
    kept = [seen.iloc[0] / 100, (seen.iloc[0] / 100) ** ratio["value"]]
    known = arms().query("trial_id == @ratio['trial_id']").set_index("arm_id")["regimen"]
    names = [known[arm].split(" + ")[0] for arm in seen.index]
    curves = pd.DataFrame(
        [(name, month, 100 * share ** (month / months))
         for name, share in zip(names, kept, strict=True) for month in range(0, months + 1, STEP)],
        columns=["arm", "month", "free_pct"],
    )  # fmt: skip
    points = pd.DataFrame({"arm": names, "month": months, "free_pct": seen.to_numpy()})
    points["words"] = points["arm"] + ": " + points["free_pct"].map("{:g} in 100 seen".format)
    return present(
        _speeds(curves, points, months),
        title=f"At {ratio['value']:g} times the rate, {100 * kept[1]:.0f} in 100 stay free instead of "
        f"{100 * kept[0]:.0f}",
        subtitle=f"Alive without progression. Lines: steady rates, computed. Points: what the trial saw at {months} months",
        source=cite(ratio["id"]),
        label="modelled",
        description=f"Two falling lines. At {months} months {names[0]} stands at {seen.iloc[0]:g} in 100; a rate of "
        f"{ratio['value']:g} times that gives {100 * kept[1]:.1f} in 100 for {names[1]}, and the trial saw "
        f"{seen.iloc[1]:g}.",
        name="two_speeds",
    )


def _speeds(curves: pd.DataFrame, points: pd.DataFrame, months: int) -> alt.LayerChart:
    names = list(points["arm"])
    hue = alt.Color("arm:N", scale=alt.Scale(domain=names, range=[GREY, BLUE]), legend=None)
    dash = alt.StrokeDash("arm:N", scale=alt.Scale(domain=names, range=[[6, 3], [1, 0]]), legend=None)
    ticks = alt.Axis(values=list(range(0, months + 1, 12)))
    x = alt.X("month:Q", title="Months since the start", axis=ticks, scale=alt.Scale(domain=[0, months]))
    y = alt.Y("free_pct:Q", title="People in 100", scale=alt.Scale(domain=[0, 100]))
    seen = alt.Chart(points)
    words = [
        seen.transform_filter(alt.datum.arm == name).mark_text(align="right", dx=-10, dy=dy, fontWeight=600)
        for name, dy in zip(names, (22, -26), strict=True)
    ]
    return alt.layer(
        alt.Chart(curves).mark_line().encode(x=x, y=y, color=hue, strokeDash=dash),
        seen.mark_point(aria=False, size=90, opacity=1).encode(x=x, y=y, color=hue),
        *(text.encode(x=x, y=y, text="words:N") for text in words),
    ).properties(width=WIDTH - 60, height=220)

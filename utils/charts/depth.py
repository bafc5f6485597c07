"""The same people of one trial, looked at with a finer and finer sieve: complete response, then MRD."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, CONTEXT, GREY, INK, WIDTH

DEPTHS = {
    "cr_pct": "Complete response",
    "mrd_neg_pct": "No cell among 100,000",
    "mrd_neg_1e6_pct": "No cell among 1,000,000",
    "mrd_neg_sustained_pct": "Among 100,000, again a year later",
}
MOST = 122  # per cent of the axis: the figure behind the longest bar has room
ROW, BAR, FIRST = 66, 17, 20  # pixels: from depth to depth, a bar, from the words to the first bar


def plot_depths(outcomes: pd.DataFrame, trial: str, arms: dict[str, str], people: str) -> alt.LayerChart:
    """How many reached each depth of response, in two arms of one trial.

    outcomes: table `outcomes`. arms: arm_id -> name shown, the one tested first. people: who they were, and when looked at.
    """
    rows = _collect(outcomes, trial, arms)
    first, last = (rows[rows["arm"] == next(iter(arms.values()))]["value"].iloc[k] for k in (0, 2))
    said = [f"{row.depth}: {row.arm} {row.value:g} %." for row in rows.itertuples()]
    return present(
        _bars(rows, list(arms.values())),
        title=f"The finer the sieve, the fewer pass: {first:g} in 100 by the protein, {last:g} by a million cells",
        subtitle=people,
        source="PERSEUS, N Engl J Med 2024 and ASCO 2025",
        label="observed",
        description=" ".join(said),
        name="depths",
    )


def _collect(outcomes: pd.DataFrame, trial: str, arms: dict[str, str]) -> pd.DataFrame:
    """One row a depth and arm: place in pixels, value in per cent."""
    mine = outcomes[(outcomes["trial_id"] == trial) & (outcomes["population"] == "itt")]
    known = mine.set_index(["endpoint", "arm_id"])["value"]
    return pd.DataFrame([
        {"depth": words, "arm": name, "value": float(known[endpoint, arm]), "words": ROW * k + 10,
         "top": ROW * k + FIRST + BAR * j, "bottom": ROW * k + FIRST + BAR * (j + 1) - 2, "says": f"{known[endpoint, arm]:g} %", "head": j == 0}
        for k, (endpoint, words) in enumerate(DEPTHS.items()) for j, (arm, name) in enumerate(arms.items())
    ])  # fmt: skip


def _bars(rows: pd.DataFrame, arms: list[str]) -> alt.LayerChart:
    height = ROW * len(DEPTHS)
    base = alt.Chart(rows).transform_calculate(begin="0", middle="(datum.top + datum.bottom) / 2")
    room = alt.Scale(domain=[0, MOST], nice=False)
    x = alt.X(
        "begin:Q", scale=room, axis=alt.Axis(values=[0, 25, 50, 75, 100], title="People in 100", grid=False)
    )
    down = alt.Scale(domain=[height, 0], nice=False)
    colour = alt.Color("arm:N", scale=alt.Scale(domain=arms, range=[BLUE, CONTEXT]), legend=None)
    bars = base.mark_rect(stroke=GREY, strokeWidth=0.6).encode(
        x=x, x2="value:Q", y=alt.Y("top:Q", scale=down, axis=None), y2="bottom:Q", color=colour
    )
    ink = alt.condition(f"datum.arm === '{arms[0]}'", alt.value("white"), alt.value(INK))
    names = base.mark_text(align="left", dx=6, baseline="middle").encode(
        x="begin:Q", y="middle:Q", text="arm:N", color=ink
    )
    ends = base.mark_text(align="left", dx=5, color=INK).encode(x="value:Q", y="middle:Q", text="says:N")
    heads = base.transform_filter("datum.head").mark_text(align="left", fontWeight=600, color=INK)
    return alt.layer(bars, names, ends, heads.encode(x=alt.value(0), y="words:Q", text="depth:N")).properties(
        width=WIDTH, height=height
    )

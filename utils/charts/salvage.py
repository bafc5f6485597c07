"""Responses after many lines, study by study: how many answered, and how surely that is known."""

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import BLUE, GREY, INK

ROW = 30


def plot_late_responses(responses: pd.DataFrame, source: str) -> alt.LayerChart:
    """Share of people who responded, one row a study, with its interval where the publication gives one.

    responses: rows of `outcomes` joined with `arms` and `trials`: name, regimen, line, n (people counted), value (%),
    ci_low, ci_high (% or missing), in the order to draw. source: what to cite. Studies are never joined by a line:
    the people in them differ.
    """
    rows = responses[["name", "regimen", "line", "n", "value", "ci_low", "ci_high"]].astype({"line": str})
    rows = rows.assign(row=[f"{r.name}: {r.regimen}" for r in rows.itertuples(index=False)])
    rows["words"] = [f"{r.value:.0f} of 100; {r.n} people, {r.line}" for r in rows.itertuples()]
    low, high = rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()]
    chart = alt.layer(*_layers(alt.Chart(rows), list(rows["row"]))).properties(
        width=300, height=ROW * len(rows)
    )
    return present(
        chart,
        title=f"From {low.value:.0f} to {high.value:.0f} of 100 responded: the people differ as much as the treatments",
        subtitle="Relapsed myeloma after several lines; share with a partial response or better, bar: 95 % interval where published",
        source=source,
        label="observed",
        description="Response rates, not a ranking. " + " ".join(map(_say, rows.itertuples(index=False))),
        name="late_responses",
    )  # fmt: skip


def _layers(base: alt.Chart, order: list[str]) -> list[alt.Chart]:
    axis = alt.Axis(labelLimit=320, labelPadding=8, grid=True)
    y = alt.Y("row:N", sort=order, title=None, axis=axis)
    scale = alt.Scale(domain=[0, 100])
    x = alt.X("value:Q", title="Responded (%)", scale=scale, axis=alt.Axis(grid=False))
    known = base.transform_filter("isValid(datum.ci_low)")
    bars = known.mark_rule(color=GREY, strokeWidth=5, opacity=0.45).encode(
        x=alt.X("ci_low:Q", scale=scale), x2="ci_high:Q", y=y
    )
    points = base.mark_point(color=BLUE, filled=True, size=70).encode(x=x, y=y)
    right = alt.datum.value < 60
    words = {"color": INK, "fontSize": 11, "baseline": "bottom", "dy": -4}
    after = (
        base.transform_filter(right).mark_text(align="left", dx=-4, **words).encode(x=x, y=y, text="words:N")
    )
    before = (
        base.transform_filter(~right).mark_text(align="right", dx=4, **words).encode(x=x, y=y, text="words:N")
    )
    return [bars, points, after, before]


def _say(row: object) -> str:
    interval = f" (95 % interval {row.ci_low:.0f} to {row.ci_high:.0f})" if pd.notna(row.ci_low) else ""
    return f"{row.name}, {row.regimen}: {row.value:.0f} of 100{interval}, {row.n} people, {row.line}."

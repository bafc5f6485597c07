"""Responses after many lines, study by study: how many answered, and how surely that is known."""

import altair as alt
import pandas as pd

from utils.charts.named_rows import MARK, height_of, row_of, write_names, write_values
from utils.charts.present import present
from utils.charts.theme import BLUE, GREY, WIDTH


def plot_late_responses(responses: pd.DataFrame, source: str) -> alt.LayerChart:
    """Share of people who responded, one row a study, with its interval where the publication gives one.

    responses: rows of `outcomes` joined with `arms` and `trials`: name, regimen, line, n (people counted), value (%),
    ci_low, ci_high (% or missing), in the order to draw. source: what to cite. Studies are never joined by a line:
    the people in them differ.
    """
    rows = responses[["name", "regimen", "line", "n", "value", "ci_low", "ci_high"]].astype({"line": str})
    rows = rows.assign(row=[f"{r.name}: {r.regimen}" for r in rows.itertuples(index=False)])
    rows["row"] += [f" ({r.n} people, {r.line})" for r in rows.itertuples()]
    rows["words"] = [f"{r.value:.0f} of 100" for r in rows.itertuples()]
    low, high = rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()]
    chart = alt.layer(*_layers(alt.Chart(rows), list(rows["row"]))).properties(
        width=WIDTH, height=height_of(rows["row"])
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
    y = row_of("row", order)
    scale = alt.Scale(domain=[0, 100])
    x = alt.X("value:Q", title="Responded (%)", scale=scale, axis=alt.Axis(tickCount=5))
    known = base.transform_filter("isValid(datum.ci_low)")
    bars = known.mark_rule(color=GREY, strokeWidth=5, opacity=0.45, **MARK).encode(
        x=alt.X("ci_low:Q", scale=scale), x2="ci_high:Q", y=y
    )
    points = base.mark_point(color=BLUE, filled=True, size=70, **MARK).encode(x=x, y=y)
    ends = base.transform_calculate(
        far="datum.value > 60", end="datum.far ? datum.ci_low || datum.value : datum.ci_high || datum.value"
    ).encode(x=alt.X("end:Q", scale=scale), y=y)
    return [bars, points, *write_values(ends, "words", "datum.far"), *write_names(base, "row", y)]


def _say(row: object) -> str:
    interval = f" (95 % interval {row.ci_low:.0f} to {row.ci_high:.0f})" if pd.notna(row.ci_low) else ""
    return f"{row.name}, {row.regimen}: {row.value:.0f} of 100{interval}, {row.n} people, {row.line}."

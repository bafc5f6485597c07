"""The ladder of evidence: how far up each mechanism of resistance is known, from cells in a dish to a randomised trial."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.named_rows import MARK, height_of, row_of, write_names
from utils.charts.present import present
from utils.charts.theme import BLUE, CONTEXT, WIDTH

RUNGS = {  # as the table says it, and as the axis does
    "cell models": "dish",
    "animal model": "animals",
    "case reports": "single people",
    "small series": "small series",
    "patient cohort": "cohort",
    "randomised trial": "randomised",
}


def plot_ladder(rows: pd.DataFrame) -> alt.LayerChart:
    """Each mechanism as a dot on its rung, the best known first.

    rows: of table `resistance`, with a column `said`: the mechanism in a few words.
    """
    steps = {rung: k for k, rung in enumerate(RUNGS, start=1)}
    marks = pd.DataFrame(
        {"mechanism": rows["said"], "rung": [steps[str(e)] for e in rows["evidence"]], "bottom": 1}
    )
    marks = marks.sort_values("rung", ascending=False, kind="stable").reset_index(drop=True)
    base, y = alt.Chart(marks), row_of("mechanism", list(marks["mechanism"]))
    names = " : ".join(
        f"datum.value === {k} ? {said.replace('randomised', 'random- ised').split()}"  # on a phone the heads stand close
        for k, said in enumerate(RUNGS.values(), start=1)
    )
    axis = alt.Axis(
        values=list(steps.values()),
        grid=True,
        labelExpr=f"{names} : ''",
        title="How it is known",
        orient="top",
        labelPadding=19,  # a label of two lines grows downwards, towards the axis,
    )
    scale = alt.Scale(domain=[0.6, 6.4], nice=False)
    x = alt.X("rung:Q", scale=scale, axis=axis)
    line = base.mark_rule(color=CONTEXT, strokeWidth=3, **MARK).encode(
        x=alt.X("bottom:Q", scale=scale, axis=axis), x2="rung:Q", y=y
    )
    dots = base.mark_point(size=90, filled=True, color=BLUE, opacity=1, **MARK).encode(x=x, y=y)
    top = marks["rung"].max()
    reached = list(RUNGS.values())[top - 1]
    return present(
        alt.layer(line, dots, *write_names(base, "mechanism", y, rim=True)).properties(
            width=WIDTH, height=height_of(marks["mechanism"])
        ),
        title=f"Of {len(marks)} mechanisms of resistance, {_tried(marks, len(steps))} known from a randomised trial",
        subtitle="Each dot: the highest rung of evidence that this course has read for a mechanism. A rung says how it is known, not how often it happens",
        source="table resistance of this course; each row names its publication",
        label="observed",
        description=f"A ladder of six rungs; the highest reached is: {reached}. "
        + " ".join(f"{m.mechanism}: {list(RUNGS.values())[m.rung - 1]}." for m in marks.itertuples()),
        name="ladder",
    )  # fmt: skip


def _tried(marks: pd.DataFrame, last: int) -> str:
    """How many reach the last rung, with their verb."""
    tried = int((marks["rung"] == last).sum())
    return {0: "none is", 1: "one is"}.get(tried, f"{tried} are")

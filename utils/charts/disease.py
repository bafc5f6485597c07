"""Where myeloma comes from and how it shows: the line of cells, the M-protein, the findings at diagnosis."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.fit import break_lines
from utils.charts.named_rows import LINE, row_of, write_names
from utils.charts.present import NARROW, present
from utils.charts.theme import CONTEXT, GREY, INK, ORANGE, SKY, VERMILLION, WIDTH

STEP = 52  # pixels from cell to cell
BAR = 20

CRAB = {"C": "Calcium high", "R": "Renal: kidneys", "A": "Anaemia", "B": "Bone"}


def plot_lineage(lineage: pd.DataFrame) -> alt.LayerChart:
    """The way from stem cell to plasma cell, and the wrong turn to a clone, cell under cell.

    lineage: table `lineage`, one row a step.
    """
    steps = lineage.sort_values("step")
    first, last = steps["cell"].iloc[0], steps["cell"].iloc[-1]
    base = alt.Chart(steps[["step", "cell", "place", "what_happens"]]).properties(
        width=WIDTH, height=STEP * len(steps)
    )
    scale = alt.Scale(domain=[0.5, len(steps) + 0.5], nice=False, reverse=True)
    y = alt.Y("step:Q", axis=None, scale=scale)
    path = base.mark_line(color=GREY, strokeWidth=1.5).encode(x=alt.value(22), y=y)
    cells = base.mark_circle(size=1100, stroke=INK, strokeWidth=1.2, opacity=1).encode(
        x=alt.value(22),
        y=y,
        color=alt.Color(
            "place:N",
            scale=alt.Scale(domain=["bone marrow", "lymph node"], range=[ORANGE, SKY]),
            legend=alt.Legend(title="where it happens", orient="bottom"),
        ),
    )
    return present(
        alt.layer(path, cells, *_step_words(base, y)),
        title=f"From {first} to {last}: the antibody is made in the marrow and perfected in the lymph node",
        subtitle="One cell's way, step by step; cells that fail a step die",
        source="after the model in Semin Oncol 2016;43:676",
        label="illustrative",
        description="Cells, one under another. "
        + " ".join(
            f"Step {s.step}: {s.cell}, in the {s.place}, {s.what_happens}." for s in steps.itertuples()
        ),
        name="lineage",
    )


def _step_words(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    number = base.mark_text(fontSize=14, fontWeight=600, color=INK).encode(
        x=alt.value(22), y=y, text="step:Q"
    )
    beside = alt.value(52)
    name = base.mark_text(align="left", baseline="bottom", dy=-3, fontWeight=600, color=INK)
    lines = {"expr": break_lines("datum.what_happens", "(width - 56) / 6.3")}
    words = base.mark_text(align="left", baseline="top", dy=1, lineHeight=LINE, color=INK, text=lines)
    return [number, name.encode(x=beside, y=y, text="cell:N"), words.encode(x=beside, y=y)]


def plot_serum(traces: pd.DataFrame) -> alt.LayerChart:
    """Blood proteins sorted by an electric field: a broad hump of many antibodies, or one narrow spike.

    traces: table `serum_traces`, or rows of it: pattern, place, protein, fraction.
    """
    patterns = list(traces["pattern"].unique())
    colours = [GREY if pattern == "many antibodies" else VERMILLION for pattern in patterns]
    dashes = [[5, 3] if pattern == "many antibodies" else [1, 0] for pattern in patterns]
    # One row a place, one column a pattern; the browser folds them, so that a saved notebook stays small.
    wide = traces.pivot(index="place", columns="pattern", values="protein").reset_index()
    height = alt.Y("protein:Q", title="protein (arbitrary units)", axis=alt.Axis(labels=False, grid=False))
    lines = (
        alt.Chart(wide).transform_fold(patterns, as_=["pattern", "protein"]).mark_line(interpolate="monotone")
    )
    lines = lines.encode(
        x=alt.X("place:Q", axis=None),
        y=height,
        color=alt.Color("pattern:N", scale=alt.Scale(domain=patterns, range=colours), legend=None),
        strokeDash=alt.StrokeDash("pattern:N", scale=alt.Scale(domain=patterns, range=dashes), legend=None),
    )
    return present(
        alt.layer(lines, *_serum_words(traces)).properties(width=WIDTH, height=240),
        title="One antibody in excess stands up as a spike: the M-protein",
        subtitle="Serum protein electrophoresis; antibodies run in the region called gamma",
        source="drawn for this course",
        label="illustrative",
        description=_describe_serum(traces),
        name="serum",
    )


def _serum_words(traces: pd.DataFrame) -> list[alt.Chart]:
    names = traces.groupby("fraction", sort=False, observed=True)["place"].mean().reset_index()
    names["tier"] = names.index % 2
    tiers = {"expr": f"14 + (page < {NARROW} ? 16 * datum.tier : 0)"}
    below = alt.Chart(names).mark_text(dy=tiers, color=INK)
    peaks = traces.loc[
        traces[traces["fraction"] == "gamma"].groupby("pattern", observed=True)["protein"].idxmax()
    ]
    broken = {"expr": f"page < {NARROW} ? split(datum.pattern, ' ') : datum.pattern"}
    rise = {"expr": f"page < {NARROW} ? -20 : -8"}
    above = alt.Chart(peaks).mark_text(dy=rise, dx=14, align="left", lineHeight=LINE, color=INK, text=broken)
    return [
        below.encode(x="place:Q", y=alt.datum(0), text="fraction:N"),
        above.encode(x="place:Q", y="protein:Q"),
    ]


def _describe_serum(traces: pd.DataFrame) -> str:
    gamma = (
        traces[traces["fraction"] == "gamma"].groupby("pattern", sort=False, observed=True)["protein"].max()
    )
    albumin = traces["protein"].max()
    peaks = [
        f"with {pattern} the gamma region peaks at {100 * p / albumin:.0f} %" for pattern, p in gamma.items()
    ]
    return f"Traces of serum proteins, the albumin peak taken as 100 %: {'; '.join(peaks)}."


def plot_presentation(findings: pd.DataFrame) -> alt.LayerChart:
    """How many people had each CRAB finding when myeloma was diagnosed.

    findings: rows of table `presentation` that have a letter: letter, measure, value (%), n.
    """
    rows = findings[["measure", "value"]].assign(finding=findings["letter"].map(CRAB))
    rows["label"] = [_label(row) for row in rows.itertuples()]
    common = [f"{row.measure} ({row.value:.0f} %)" for row in rows.nlargest(2, "value").itertuples()]
    people = f"{findings['n'].iloc[0]:,} people with newly diagnosed myeloma, 1985 to 1998"
    return present(
        _bars(rows),
        title="Most often at diagnosis: " + " and ".join(common),
        subtitle=f"{people}; one person may have several",
        source="Kyle 2003, Mayo Clin Proc 78:21",
        label="observed",
        description="Bars: " + "; ".join(f"{row.finding}, {row.label}" for row in rows.itertuples()) + ".",
        name="presentation",
    )


def _label(row: tuple) -> str:
    same = row.measure == row.finding.lower()
    return f"{row.value:.0f} %" + ("" if same else f" ({row.measure})")


def _bars(rows: pd.DataFrame) -> alt.LayerChart:
    scale, axis = alt.Scale(domain=[0, 100]), alt.Axis(tickCount=5)
    x = alt.X("value:Q", title="people with the finding (%)", scale=scale, axis=axis)
    rows = rows.assign(row=rows["finding"].astype(str) + ": " + rows["label"])
    y = row_of("row", list(rows.set_index("finding").loc[list(CRAB.values()), "row"]))
    base = alt.Chart(rows)
    bars = base.mark_bar(size=BAR, color=CONTEXT, yOffset=LINE).encode(x=x, y=y)
    height = (BAR + 2 * LINE + 6) * len(rows)
    return alt.layer(bars, *write_names(base, "row", y)).properties(width=WIDTH, height=height)

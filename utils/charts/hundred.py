"""A hundred dots: shares of people, or of cells, that a reader can count."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.theme import CONTEXT, GREY, INK, VERMILLION

PANEL_GAP = 2  # empty columns between panels
OUTCOMES = ["progressed", "died without progressing", "alive, not progressed"]
CELLS = ["plasma cells of one clone", "other marrow cells"]


def plot_hundred_people(curves: pd.DataFrame, years: list[float]) -> alt.LayerChart:
    """What became of a hundred people with MGUS, one panel for each of these years.

    curves: table `mgus_curves`. Shares are rounded so that each panel has exactly 100 dots.
    """
    everyone = curves[(curves["group"] == "all") & curves["years"].isin(years)]
    shares = everyone.set_index("years")[["progression_pct", "death_pct"]].sort_index()
    shares["alive_pct"] = 100 - shares.sum(axis=1)
    counts = pd.DataFrame([_share_out(row) for row in shares.to_numpy()], columns=OUTCOMES)
    counts.insert(0, "panel", [f"after {year:g} years" for year in shares.index])
    last = counts.iloc[-1]
    return present(
        _dots(counts, OUTCOMES, [VERMILLION, GREY, CONTEXT], ["diamond", "cross", "circle"]),
        title=f"Of 100 people with MGUS, {last.iloc[1]} progressed within {shares.index[-1]:g} years; "
        f"{last.iloc[2]} died of something else first",
        subtitle="People in whom MGUS was found at the Mayo Clinic; each mark is one person in a hundred",
        source="mgus2 (Kyle, Mayo Clinic), followed through 1999",
        label="observed",
        description=f"A hundred marks a panel, each one person with MGUS. {_read_aloud(counts, OUTCOMES)}",
        name="hundred_people",
    )


def plot_marrow(stages: pd.DataFrame) -> alt.LayerChart:
    """How crowded the bone marrow is at each stage, as a hundred marrow cells.

    stages: columns `stage` and `clone_pct` (share of marrow cells that are plasma cells of the clone, 0-100).
    Raises ValueError when a share is outside 0-100.
    """
    if not stages["clone_pct"].between(0, 100).all():
        raise ValueError(f"clone_pct must lie between 0 and 100; seen: {stages['clone_pct'].tolist()}.")
    clone = stages["clone_pct"].round().astype(int)
    counts = pd.DataFrame({"panel": stages["stage"], CELLS[0]: clone, CELLS[1]: 100 - clone})
    return present(
        _dots(counts, CELLS, [VERMILLION, CONTEXT], ["diamond", "circle"]),
        title="The same clone, more of it: what changes is how much marrow it takes",
        subtitle="A hundred bone-marrow cells at each stage; examples, not measurements",
        source="drawn for this course from the definitions of the three stages",
        label="illustrative",
        description=f"A hundred marrow cells a panel. {_read_aloud(counts, CELLS)}",
        name="marrow",
    )


def _share_out(shares: list[float]) -> list[int]:
    """Whole dots that add up to 100: what rounding leaves over goes to the largest remainders."""
    whole = [int(share) for share in shares]
    by_remainder = sorted(range(len(whole)), key=lambda i: shares[i] - whole[i], reverse=True)
    for i in by_remainder[: 100 - sum(whole)]:
        whole[i] += 1
    return whole


def _read_aloud(counts: pd.DataFrame, kinds: list[str]) -> str:
    panels = [", ".join(f"{row[kind]} {kind}" for kind in kinds) for _, row in counts.iterrows()]
    named = zip(counts["panel"], panels, strict=True)
    return " ".join(f"{panel[0].upper()}{panel[1:]}: {text}." for panel, text in named)


def _dots(counts: pd.DataFrame, kinds: list[str], colours: list[str], shapes: list[str]) -> alt.LayerChart:
    # The rows hold only counts; the browser lays out the dots, so a saved notebook stays small.
    table = counts.set_axis(["panel", *(f"n{i}" for i in range(len(kinds)))], axis=1).assign(
        order=range(len(counts))
    )
    kind = f"datum.place < datum.n0 ? '{kinds[0]}' : "
    kind += f"datum.place < datum.n0 + datum.n1 ? '{kinds[1]}' : '{kinds[-1]}'"
    columns = 10 * len(counts) + PANEL_GAP * (len(counts) - 1)
    dot = 17 if len(counts) > 1 else 24  # pixels
    across = f"datum.place % 10 + {10 + PANEL_GAP} * datum.order"
    base = alt.Chart(table).properties(width=dot * columns, height=dot * 11)
    room = f"min(width, {dot * columns})"
    places = alt.Scale(domain=[-0.5, columns - 0.5], nice=False, range=[0, alt.ExprRef(room)])
    x = alt.X("across:Q", axis=None, scale=places)
    y = alt.Y("down:Q", axis=None, scale=alt.Scale(domain=[-1.5, 9.5], reverse=True, nice=False))
    look = {
        "color": alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours), title=None),
        "shape": alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), title=None),
    }
    dots = base.transform_calculate(place="sequence(100)").transform_flatten(["place"])
    dots = dots.transform_calculate(kind=kind, across=across, down="floor(datum.place / 10)")
    marks = dots.mark_point(
        filled=True, size=alt.ExprRef(f"pow({room} / {columns} * {(5.6 / dot) ** 0.5:.2f}, 2)"), opacity=1
    ).encode(x=x, y=y, **look)
    heads = base.transform_calculate(across=f"{10 + PANEL_GAP} * datum.order - 0.4", down="-1.1")
    labels = heads.mark_text(align="left", fontSize=13, color=INK).encode(x=x, y=y, text="panel:N")
    return alt.layer(marks, labels)

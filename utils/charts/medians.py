"""Months without progression as trials reported them: one mark an arm, never joined."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.named_rows import MARK, height_of, row_of, write_names, write_values
from utils.charts.present import present
from utils.charts.theme import GREY, INK, WIDTH
from utils.evidence import arms, trials

KINDS = ["half had progressed or died", "more than half were still free of it"]


def plot_first_remissions(rows: pd.DataFrame) -> alt.LayerChart:
    """First remissions in trials of first treatment, oldest trial first.

    rows: of table `outcomes`, medians of progression-free survival and landmarks (`pfs_pct_at_48`) of arms whose
    median is not known yet; these are drawn as arrows.
    """
    marks = name_marks(rows)
    known = marks[marks["kind"] == KINDS[0]]
    low, high = known["months"].min(), known["months"].max()
    return present(
        draw_medians(marks, 84),
        title=f"First remissions in trials: medians of {low:g} to {high:g} months, {len(marks) - len(known)} not known yet",
        subtitle="Newly diagnosed; median months without progression or death, one mark an arm. Different trials, "
        "different people: not a ranking",
        source="the trials named; table outcomes of this course, reviewed November 2026",
        label="observed",
        description="Marks by trial and treatment: " + "; ".join(marks["aloud"]) + ".",
        name="first_remissions",
    )


def name_marks(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a mark, oldest trial first: arm (words), months, kind, words, aloud, regimen, trial, year, population, arm_id."""
    known = rows.merge(trials()[["trial_id", "name", "year"]], on="trial_id")
    known = known.merge(arms()[["trial_id", "arm_id", "regimen"]], on=["trial_id", "arm_id"])
    landmark = known["endpoint"].str.extract(r"_at_(\d+)$")[0].astype(float)
    open_ = landmark.notna()
    short = known["name"].str.replace(r"\s*\(.*\)", "", regex=True)
    value = known["value"].map("{:g}".format)
    words = value.where(~open_, value + " % free at " + landmark.map("{:g}".format))
    made = pd.DataFrame(
        {
            "arm": known["regimen"].map(shorten_regimen) + ", " + short + " " + known["year"].astype(str),
            "months": landmark.where(open_, known["value"]),
            "kind": [KINDS[int(is_open)] for is_open in open_],
            "words": words,
            "regimen": known["regimen"],
            "trial": short,
            "year": known["year"],
            "population": known["population"],
            "arm_id": known["arm_id"],
        }
    )
    made["aloud"] = made["arm"] + ": " + made["words"] + " months"
    return made.sort_values(["year", "trial", "months"], kind="stable", ignore_index=True)


def shorten_regimen(regimen: str) -> str:
    """The regimen as a label: its drugs, and whether a transplant was planned.

    >>> shorten_regimen("RVd + ASCT + R to progression")
    'RVd + transplant'
    """
    drugs = regimen.split(" + ")[0].removesuffix(" alone").removesuffix(" continuous")
    drugs = drugs.split(" (")[0]
    return drugs + (" + transplant" if "ASCT" in regimen else "")


def draw_medians(marks: pd.DataFrame, most: int) -> alt.LayerChart:
    """Dots for medians, arrows for arms that have none yet, each with its number; nothing joins them.

    marks: from `name_marks`. most: months at the right edge.
    """
    ticks = alt.Axis(values=list(range(0, most + 1, 12)), title="Months without progression")
    x = alt.X("months:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=ticks)
    y = row_of("arm", list(marks["arm"]))
    base, rows = alt.Chart().encode(y=y), marks[["arm", "months", "kind", "words"]]
    looks = alt.Scale(domain=KINDS, range=["circle", "triangle-right"])
    dots = base.mark_point(size=60, color=INK, opacity=1, **MARK).encode(
        x="months:Q", shape=alt.Shape("kind:N", scale=looks, legend=None)
    )
    words = write_values(base.encode(x="months:Q"), "words", f"datum.months > {0.55 * most:g}")
    stems = base.mark_rule(color=GREY, strokeDash=[1, 3], **MARK).encode(x=x, x2=alt.datum(0))
    height = height_of(marks["arm"])
    return alt.layer(stems, *write_names(base, "arm", y), *words, dots, data=rows).properties(
        width=WIDTH, height=height
    )


def plot_later_remissions(rows: pd.DataFrame, t_cell: list[str]) -> alt.LayerChart:
    """Months without progression late in the disease, T-cell therapies beside what was usual.

    rows: of table `outcomes`, medians; t_cell: the arms (`arm_id`) that are T-cell therapies.
    """
    marks = name_marks(rows)
    tested, control, others = _compared_by_lot(marks, t_cell)
    return present(
        draw_medians(marks, 48),
        title=f"{tested['trial']}: a median of {tested['months']:g} months with {tested['regimen']}, "
        f"{control['months']:g} with {shorten_regimen(control['regimen'])}; {others} single groups beside it",
        subtitle="Three drug classes behind them; median months without progression or death. "
        f"Only the two arms of {tested['trial']} were compared by chance",
        source="the trials named; table outcomes of this course, reviewed November 2026",
        label="observed",
        description="Marks by treatment and trial: " + "; ".join(marks["aloud"]) + ".",
        name="later_remissions",
    )


def _compared_by_lot(marks: pd.DataFrame, t_cell: list[str]) -> tuple[pd.Series, pd.Series, int]:
    """The T-cell arm and the control of the one trial that has both, and how many marks stand alone."""
    paired = marks[marks.duplicated("trial", keep=False)]
    new = paired["arm_id"].isin(t_cell)
    return paired[new].iloc[0], paired[~new].iloc[0], len(marks) - len(paired)

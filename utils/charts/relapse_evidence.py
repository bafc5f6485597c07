"""A first relapse in three pictures: how the M-protein comes back, one regimen in different people, and the way to a label."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.named_rows import MARK, height_of, row_of, write_names, write_values
from utils.charts.present import present
from utils.charts.theme import BLUE, CONTEXT, DASHED, GREEN, GREY, INK, ORANGE, VERMILLION, WIDTH
from utils.evidence import arms, trial

NONE_YET = "no progression yet"
STAGES = [NONE_YET, "biochemical", "clinical"]
PASSED, OPEN = "reached", "no decision found"
MONTH_DAYS = 365.25 / 12


def plot_relapse(visits: pd.DataFrame, limits: dict[str, float]) -> alt.LayerChart:
    """The M-protein at each visit, and what kind of relapse each visit amounts to.

    visits: of a response timeline's table: date, m_protein_g_dl, relapse. limits: words -> g/dL, drawn as dashed rules.
    Raises ValueError when no visit is a relapse.
    """
    rows = pd.DataFrame({"day": pd.to_datetime(visits["date"]), "m_protein": visits["m_protein_g_dl"]})
    rows["stage"] = visits["relapse"].where(visits["relapse"].isin(STAGES), NONE_YET)
    first = {stage: rows.loc[rows["stage"] == stage, "day"].min() for stage in STAGES[1:]}
    if rows["stage"].eq(NONE_YET).all():
        raise ValueError("None of these visits is a relapse. Hand over later visits as well.")
    return present(
        alt.layer(*_limit_rules(rows, limits), *_visits(rows)).properties(width=WIDTH - 100, height=240),
        title=_title_of_relapse(first),
        subtitle="M-protein of a made-up person (g/dL), visit by visit; dashed: limits of the criteria",
        source="Marta's laboratory table; criteria of the IMWG",
        label="illustrative",
        description="; ".join(
            f"{row.day:%d %B %Y}: {row.m_protein:g} g/dL, {row.stage}" for row in rows.itertuples()
        )
        + ".",
        name="relapse",
    )


def _title_of_relapse(first: dict[str, pd.Timestamp]) -> str:
    if any(pd.isna(day) for day in first.values()):
        return "The blood shows the relapse; the body does not yet"
    weeks = (first["clinical"] - first["biochemical"]).days / 7
    return f"The M-protein met the rule of progression {weeks:.0f} weeks before harm was seen"


def _limit_rules(rows: pd.DataFrame, limits: dict[str, float]) -> list[alt.Chart]:
    words = pd.DataFrame({"limit": list(limits.values()), "words": list(limits)}).assign(
        start=rows["day"].min()
    )
    base = alt.Chart(words).encode(y="limit:Q")
    text = base.mark_text(align="left", baseline="bottom", dy=-3, color=INK, fontSize=11)
    return [
        base.mark_rule(strokeDash=DASHED, color=GREY),
        text.encode(x=alt.X("start:T"), text="words:N"),
    ]


def _visits(rows: pd.DataFrame) -> list[alt.Chart]:
    top = max(1.8, 1.15 * rows["m_protein"].max())
    base = alt.Chart(rows).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", tickCount="month", labelOverlap=True)),
        y=alt.Y("m_protein:Q", title="M-protein (g/dL)", scale=alt.Scale(domain=[0, top])),
    )
    looks = {"scale": alt.Scale(domain=STAGES, range=["circle", "diamond", "triangle-up"])}
    fills = {"scale": alt.Scale(domain=STAGES, range=["#FFFFFF", ORANGE, VERMILLION])}
    legend = alt.Legend(title=None, orient="bottom")
    return [
        base.mark_line(color=CONTEXT, strokeWidth=2),
        base.mark_point(size=120, filled=True, opacity=1, stroke=INK, strokeWidth=1.2).encode(
            shape=alt.Shape("stage:N", legend=legend, **looks),
            fill=alt.Fill("stage:N", legend=legend, **fills),
        ),
    ]


def plot_evidence_lag(milestones: pd.DataFrame, approvals: pd.DataFrame) -> alt.LayerChart:
    """How long it took from a trial's result, or its application, to each decision; what is still open is hollow.

    milestones: table `milestones`. approvals: table `approvals`, for the dates of the decisions.
    """
    waits = measure_waits(milestones, approvals)
    guideline = milestones[milestones["kind"] == "guideline"]
    done, waiting = (waits[waits["state"] == state] for state in (PASSED, OPEN))
    seen = waits["end"].max()
    drawn = [*_guideline(guideline), *_waits(waits)]
    return present(
        alt.layer(*drawn).properties(width=WIDTH, height=height_of(waits["aloud"])),
        title=f"From result to label: {done['months'].min():.0f} to {done['months'].max():.0f} months, "
        f"and {len(waiting)} decisions not found yet",
        subtitle="Three trials at first relapse; each bar begins at the result (CARTITUDE-4: at the application)",
        source=f"tables milestones and approvals of this course, looked up until {seen:%d %B %Y}",
        label="observed",
        description="; ".join(waits["aloud"])
        + "; "
        + "; ".join(f"{g.words}: {g.date:%B %Y}" for g in guideline.itertuples())
        + ".",
        name="evidence_lag",
    )


def measure_waits(milestones: pd.DataFrame, approvals: pd.DataFrame) -> pd.DataFrame:
    """One row a decision: trial, what, start, end, months, state, words, aloud; an open one ends when last looked up."""
    known = approvals.set_index("approval_id")
    starts = milestones[milestones["kind"].isin(["result", "application"])].set_index("trial_id")["date"]
    rows = []
    for event in milestones[milestones["kind"] == "decision"].itertuples():
        decision = known.loc[event.approval_id]
        start = pd.Timestamp(starts[event.trial_id])
        if pd.notna(decision["date"]):
            rows.append((event.trial_id, event.words, start, pd.Timestamp(decision["date"]), PASSED))
        if decision["status"] == "unsettled":
            what = event.words if pd.isna(decision["date"]) else f"{event.words[:2]} label"
            rows.append((event.trial_id, what, start, pd.Timestamp(decision["reviewed"]), OPEN))
    waits = pd.DataFrame(rows, columns=["trial_id", "what", "start", "end", "state"])
    waits["months"] = (waits["end"] - waits["start"]).dt.days / MONTH_DAYS
    return waits.assign(**_words(waits))


def _words(waits: pd.DataFrame) -> dict[str, list[str]]:
    names = [trial(trial_id)["name"] for trial_id in waits["trial_id"]]
    words = [
        f"{row.months:.0f} months" if row.state == PASSED else f"none after {row.months:.0f} months"
        for row in waits.itertuples()
    ]
    whats = [f"{name}: {what}" for name, what in zip(names, waits["what"], strict=True)]
    return {
        "row": whats,
        "words": words,
        "aloud": [f"{what}: {word}" for what, word in zip(whats, words, strict=True)],
    }


def _waits(waits: pd.DataFrame) -> list[alt.Chart]:
    span = [pd.Timestamp("2023-01-01"), pd.Timestamp("2027-12-31")]
    x = alt.X(
        "start:T", title=None, scale=alt.Scale(domain=span), axis=alt.Axis(format="%Y", tickCount="year")
    )
    y = row_of("row", list(waits["row"]))
    base = alt.Chart(waits).encode(y=y)
    states = [PASSED, OPEN]
    fill = alt.Fill("state:N", scale=alt.Scale(domain=states, range=[GREEN, "#FFFFFF"]), legend=None)
    stroke = alt.Stroke("state:N", scale=alt.Scale(domain=states, range=[GREEN, GREY]), legend=None)
    dash = alt.StrokeDash("state:N", scale=alt.Scale(domain=states, range=[[1, 0], [3, 3]]), legend=None)
    begins = base.mark_point(shape="circle", size=50, filled=True, fill=BLUE, stroke=BLUE, opacity=1, **MARK)
    return [
        base.mark_rule(strokeWidth=3, **MARK).encode(x=x, x2="end:T", stroke=stroke, strokeDash=dash),
        begins.encode(x=x),
        base.mark_point(shape="square", size=110, filled=True, opacity=1, strokeWidth=1.8, **MARK).encode(
            x="end:T", fill=fill, stroke=stroke
        ),
        *write_names(base, "aloud", y, rim=True),
    ]


def _guideline(rows: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(rows[["date", "words"]]).encode(x="date:T")
    return [
        base.mark_rule(color=GREY, strokeDash=DASHED),
        base.mark_text(align="center", baseline="bottom", color=INK, fontSize=11).encode(
            y=alt.value(-3), text="words:N"
        ),
    ]


def plot_one_regimen(rows: pd.DataFrame, who: dict[str, str]) -> alt.LayerChart:
    """One arm of one trial, in people whose disease had met different things before; the groups may overlap.

    rows: of table `outcomes`, medians of one arm. who: `population` -> words, for the rows to draw.
    Raises ValueError when the rows are of more than one arm.
    """
    if rows.groupby(["trial_id", "arm_id"]).ngroups != 1:
        raise ValueError("These rows are of more than one arm. Keep one trial and one arm.")
    marks = rows.assign(who=rows["population"].map(who)).sort_values("value", ascending=False)
    name, regimen = _name_arm(marks.iloc[0])
    best, least = marks["value"].iloc[0], marks["value"].iloc[-1]
    return present(
        _medians(marks[["who", "value"]]),
        title=f"One regimen, {len(marks)} answers: {best:g} months or {least:g}, by what came before",
        subtitle=f"{regimen} in {name}: median months without progression or death, one mark a group",
        source=f"{name}; table outcomes of this course",
        label="observed",
        description="; ".join(f"{row.who}: {row.value:g} months" for row in marks.itertuples()) + ".",
        name="one_regimen",
    )


def _name_arm(row: pd.Series) -> tuple[str, str]:
    regimens = arms().set_index(["trial_id", "arm_id"])["regimen"]
    return trial(row["trial_id"])["name"], regimens[row["trial_id"], row["arm_id"]]


def _medians(marks: pd.DataFrame) -> alt.LayerChart:
    most = 12 * (int(marks["value"].max() // 12) + 1)
    ticks = alt.Axis(values=list(range(0, most + 1, 12)), title="Months without progression")
    y = row_of("who", list(marks["who"]))
    base = alt.Chart(marks).encode(
        x=alt.X("value:Q", scale=alt.Scale(domain=[0, most]), axis=ticks),
        y=y,
    )
    stems = base.mark_rule(color=GREY, strokeDash=[2, 3], **MARK).encode(x2=alt.datum(0))
    dots = base.mark_point(size=110, filled=True, fill=VERMILLION, stroke=INK, opacity=1, **MARK)
    words = write_values(base, "value", f"datum.value > {0.8 * most:g}", fontSize=13)
    names = write_names(alt.Chart(marks), "who", y)
    return alt.layer(stems, dots, *words, *names).properties(width=WIDTH, height=height_of(marks["who"]))

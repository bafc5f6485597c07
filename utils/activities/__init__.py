'''Interactive pictures, declared: controls, a pure function, a chart, a sentence.

Every activity is a function that notebooks call as the last line of a cell: `from utils.activities import mgus_explorer`.
A new activity is one new module of this folder with one public function; nothing else needs editing.

How to write one (this is a whole module):

    """How deep a remission lasts how long."""

    import altair as alt
    import pandas as pd

    from utils.activities.activity import Activity
    from utils.activities.controls import Range, Settings
    from utils.charts import BLUE
    from utils.models.kinetics import curve

    MONTHS = 60


    def depth_explorer() -> Activity:
        """M-protein after treatment, by how much of the clone resists."""
        return Activity(
            name="depth_explorer",
            title="A deeper remission lasts longer",
            label="modelled",
            subtitle="One simulated person, M-protein in % of its start",
            controls=[Range("resistant_pct", "Resistant part of the clone", 0.5, 10, 0.5, value=1, unit="%")],
            compute=compute_curve,
            chart=draw_curve,
            describe=describe_curve,
            source="Myklebust et al. 2024",
            address="https://doi.org/...",
            answers="grid",
            prompts=["Halve the resistant part: how many months are gained?"],
            headings={"months": "Months", "m_protein_pct": "M-protein (%)"},
        )


    def compute_curve(controls: Settings) -> pd.DataFrame:
        """Columns `months`, `m_protein_pct`. No maths here: ask utils.models or utils.clinic."""
        return curve(p=controls.resistant_pct / 100, months=MONTHS)


    def draw_curve(frame: pd.DataFrame) -> alt.Chart:
        """One falling and rising line."""
        return (
            alt.Chart(frame)  # the very frame that was handed in: it is the one that will be fed
            .mark_line(color=BLUE)
            .encode(
                x=alt.X("months:Q", title="Months", scale=alt.Scale(domain=[0, MONTHS])),
                y=alt.Y("m_protein_pct:Q", title="M-protein (%)", scale=alt.Scale(domain=[0, 100])),
            )
        )


    def describe_curve(controls: Settings, frame: pd.DataFrame) -> str:
        """The result in one sentence, with its numbers."""
        lowest = frame.m_protein_pct.min()
        return f"With {controls.resistant_pct:g} % resistant, the M-protein falls to {lowest:.1f} % of its start."

Who answers when a control moves (`answers=`):

- "grid": `compute` and `describe` run once for every combination of settings (at most 2,000), all answers are sent
  once, and the browser scrubs them: alive while the kernel is busy. Right for one or two `Range`, `Select`, `Checkbox`.
- "chart": the chart has parameters named like the controls (`alt.param(name="resistant_pct", value=1)`, without
  `bind`) and computes by itself. A parameter named `sentence` (an expression that yields text) speaks at once;
  `describe` says the same for the saved text. `compute` gives the table for the data button.
- "kernel": Python computes after each move and sends the columns; at most about 500 rows, under 20 ms.

`compute` may return a dictionary of tables; then `chart` and `describe` get that dictionary and each table can feed
its own layers. Fix the domains of the axes, so that learners see the curve move and not the axis. Choose `Range`,
`Select`, `Checkbox`, `Choices` or `Text` from `utils.activities.controls`. What does not fit a control (an edited
history, an uploaded file) is an input: `Activity(..., inputs={"history": frame}, above=[buttons])`, read as
`controls.history`, changed by `activity.update(history=changed)` from an ipywidgets callback. `activity.update(name=
value)` also moves controls, in notebooks and in tests; `activity.answer`, `.sentence`, `.error` say what came of it.

A chart outside the shell is `utils.activities.live.LiveChart(chart, frame, controls=..., sentence=..., name=...)`;
`feed(frame, {"sentence": ...})` shows other rows.
'''

__all__ = ["Activity"]


def __getattr__(name: str) -> object:
    if name.startswith("_"):
        raise AttributeError(name)
    if name == "Activity":
        from utils.activities.activity import Activity

        return Activity
    # Only now: set-up imports this room for its runtime, before it may afford charts.
    from utils.charts.lookup import find_function

    return find_function(__name__, name)

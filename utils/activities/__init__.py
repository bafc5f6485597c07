"""Interactive pictures, declared: controls, a pure function, a chart, a sentence.

Every activity is a function that notebooks call as the last line of a cell: `from utils.activities import mgus_explorer`.
A new activity is one new module of this folder with one public function; nothing else needs editing.

A whole module, run by a test, stands in CONTRIBUTING.md under "Add an activity".

Who answers when a control moves (`answers=`):

- "grid": `compute` and `describe` run once for every combination of settings (at most 2,000), all answers are sent
  once, and the browser scrubs them: alive while the kernel is busy. Right for one or two `Range`, `Select`, `Checkbox`.
- "chart": the chart has parameters named like the controls (`alt.param(name="resistant_pct", value=1)`, without
  `bind`) and computes by itself. A parameter named `sentence` (an expression that yields text) speaks at once;
  `describe` says the same for the saved text; one named `rows` (a list of objects) is the table for the data button,
  the same as `compute` gives.
- "kernel": Python computes after each move and sends the columns; at most about 500 rows, under 20 ms.

`compute` may return a dictionary of tables; then `chart` and `describe` get that dictionary and each table can feed
its own layers. Fix the domains of the axes, so that learners see the curve move and not the axis. Choose `Range`,
`Select`, `Offered` (what the answer holds now), `Steps` (a slider through it), `Checkbox`, `Choices` or `Text` from `utils.activities.controls`; the
first four stand open, the rest wait under "more". `narrow=` is the chart for cards below about 560 pixels, when the
wide one does not become narrower by itself; both draw the same tables. What does not fit a control (an edited
history, an uploaded file) is an input: `Activity(..., inputs={"history": frame}, above=[buttons])`, read as
`controls.history`, changed by `activity.update(history=changed)` from an ipywidgets callback. `page=` is HTML that
stands under the picture, `starts=` makes a button of each starting point. `alone=` names the controls that stay alive
where no kernel answers (the course's pages on the web): every combination of their settings must answer. `activity.update(name=
value)` also moves controls, in notebooks and in tests; `activity.answer`, `.sentence`, `.error` say what came of it.

A chart outside the shell is `utils.activities.live.LiveChart(chart, frame, controls=..., sentence=..., name=...)`;
`feed(frame, {"sentence": ...})` shows other rows.
"""

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

"""Line builder: edit a therapy history and watch lines, labels and the rule that fired."""

from functools import partial

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.histories import say_event, split_rows
from utils.activities.line_editor import Editor
from utils.activities.line_layout import LAST, lay_out_history
from utils.activities.line_page import write_rules
from utils.activities.line_presets import MARTA, example_names, example_rows
from utils.activities.rulers import SOURCE, count_both, say_difference
from utils.charts.histories import draw_history
from utils.clinic import count_lines, label_refractoriness
from utils.clinic.lines.lines import Lines
from utils.clinic.lines.refractory import Refractoriness
from utils.evidence import address, cite

HEADINGS = {  # of the data table; None: a column for the picture alone
    "number": "Event",
    "line": "Line",
    "why": "Rule that fired",
    "start": "From",
    "stop": "To",
    "event": "What happened",
    "drugs": "Drugs",
    "planned": "Planned",
    "response": "Best response",
    "reason": "Note",
    "opens": "New line",
    "unsure": "Conventions differ",
    "tier": None,
    "narrow_tier": None,
    "day": None,
    "chosen": None,
}


def line_builder(example: str = MARTA) -> Activity:
    """A therapy history on swimlanes that the learner edits, with the rule behind every line and label.

    example: where to start, one of `utils.activities.line_presets.example_names()`.
    """
    editor = Editor()
    activity = Activity(
        name="line_builder",
        title="Line builder: what counts as a line?",
        subtitle="One lane a drug, one shaded band a line of therapy. Numbered events above: blue opens a line. "
        "Dashed, with a triangle below: progression. Arrow: still running. Thin brackets on top: the same history as a claims "
        "database counts it, ≠ where it says another number; dashed: the lines before your last edit",
        label="illustrative",
        controls=[Select("example", "Start from", example_names(), value=example)],
        compute=compute_history,
        chart=draw_history,
        narrow=partial(draw_history, narrow=True),
        describe=describe_history,
        caution=name_doubts,
        source=f"{cite('line15')}; refractory: {cite('rep11')}; claims: {cite(SOURCE)}",
        address=address("line15"),
        inputs={"edited": None, "chosen": LAST, "before": ()},
        below=[editor.view],
        page=write_page,
        alone=["example"],
        prompts=[
            "Take “Everything planned”. Choose event 4 below and untick “planned”: what happens to the count, and why?",
            "Take “A pause of six months”. Which of the two rulers sees a new line, and what can it not see?",
            "Compare day 60 with day 61. What changed in the person's body?",
            "In “Stopped for harm”, which drug did the myeloma outgrow, and which did it not?",
        ],
        headings=HEADINGS,
    )
    editor.connect(activity)
    return activity


def rows_now(controls: Settings) -> pd.DataFrame:
    """The rows as they stand: the learner's edits when they belong to this example, else the example."""
    edited = controls.edited
    return edited[1] if edited and edited[0] == controls.example else example_rows(controls.example)


def compute_history(controls: Settings) -> dict[str, pd.DataFrame]:
    """The tables that the chart draws; the events are first, so that they are the data to read and keep."""
    return lay_out_history(rows_now(controls), controls.chosen, controls.before)


def judge_history(rows: pd.DataFrame) -> tuple[Lines, Refractoriness]:
    """The count of lines and the labels of a history's rows."""
    treated, progressions, responses = split_rows(rows)
    return count_lines(treated), label_refractoriness(treated, progressions, responses)


def describe_history(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """The count, the label, and the rule at the chosen event."""
    counted, status = judge_history(rows_now(controls))
    lost = _join(list(status.refractory_to()))
    labels = f"Refractory to {lost} ({status.label})" if lost else "Refractory to nothing so far"
    row = tables["events"][tables["events"]["chosen"]].iloc[0]
    what = say_event(row)
    return (
        f"{counted.n} line{'' if counted.n == 1 else 's'} of therapy. {labels}; the disease: {status.state}. "
        f"{_say_former(tables, counted)}Event {row['number']}, {what}, stands in line {row['line']}: {row['why']} "
        f"{say_difference(counted, count_both(split_rows(rows_now(controls))[0]))}"
    )


def _say_former(tables: dict[str, pd.DataFrame], counted: Lines) -> str:
    """What the last edit did to the lines, when it did something."""
    former = len(tables["ghosts"])
    if not former:
        return ""
    return (
        f"Before this edit there {'was' if former == 1 else 'were'} {former}. "
        if former != counted.n
        else "This edit moved a line. "
    )


def name_doubts(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """On which events the guideline is silent, so that nobody takes the count for certain."""
    unsure = tables["events"][tables["events"]["unsure"]]
    said = [f"event {row['number']} ({say_event(row)})" for row in unsure.to_dict("records")]
    if not said:
        return ""
    return f"Two careful people may count this differently: conventions differ on {_join(said)}."


def write_page(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """The rules that fired in the rows as they stand, as HTML."""
    rows = rows_now(controls)
    counted, status = judge_history(rows)
    return write_rules(tables["events"], status, counted, count_both(split_rows(rows)[0]))


def _join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

"""Line builder: edit a therapy history and watch lines, labels and the rule that fired."""

from functools import partial
from html import escape

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.histories import PROGRESSION, check_rows, say_event, split_rows
from utils.activities.line_editor import Editor
from utils.activities.line_presets import MARTA, example_names, example_rows
from utils.charts.histories import LEAST_NARROW, NARROW_TIERS, STATUS, draw_history, name_lane, stack_days
from utils.clinic import count_lines, label_refractoriness
from utils.clinic.lines.exposure import read_courses
from utils.clinic.lines.lines import Lines
from utils.clinic.lines.refractory import Refractoriness
from utils.evidence import address, cite

LAST = -1  # the event that an example is about stands at its end
ROOM_AFTER = pd.Timedelta(days=60)
NARROW = 0.14  # of the time shown: a narrower band has room for the number alone


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
        "Dashed, with a triangle below: progression",
        label="illustrative",
        controls=[Select("example", "Start from", example_names(), value=example)],
        compute=compute_history,
        chart=draw_history,
        narrow=partial(draw_history, narrow=True),
        describe=describe_history,
        caution=name_doubts,
        source=f"{cite('line15')}; refractory: {cite('rep11')}",
        address=address("line15"),
        inputs={"edited": None, "chosen": LAST},
        below=[editor.view],
        page=write_page,
        alone=["example"],
        prompts=[
            "Take “Everything planned”. Choose event 4 below and untick “planned”: what happens to the count, and why?",
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
    return lay_out_history(rows_now(controls), controls.chosen)


def lay_out_history(rows: pd.DataFrame, chosen: int = LAST) -> dict[str, pd.DataFrame]:
    """Tables `events`, `courses`, `lines`, `marks` of a history; chosen: position of the event to point at.

    rows: see `utils.activities.histories`. Raises ValueError naming the row that cannot be used.
    """
    ordered = check_rows(rows).sort_values("start", kind="stable").reset_index(drop=True)
    treated, progressions, responses = split_rows(ordered)
    if not treated:
        raise ValueError("The history has no treatment yet. Add an event of the kind “start”.")
    counted = count_lines(treated)
    status = label_refractoriness(treated, progressions, responses)
    days = pd.to_datetime([day for column in ("start", "stop") for day in ordered[column] if day])
    ends = days.max() + ROOM_AFTER
    marks = pd.DataFrame({"day": pd.to_datetime(pd.Series(progressions, dtype="object"))})
    events = _number_events(ordered, counted, chosen)
    return {
        "events": events.assign(
            tier=stack_days(events["day"], days.min(), ends),
            narrow_tier=stack_days(events["day"], days.min(), ends, LEAST_NARROW, NARROW_TIERS),
        ),
        "courses": _lay_lanes(treated, status, ends),
        "lines": _lay_bands(counted, days.min(), ends),
        "marks": marks,
    }


def _number_events(ordered: pd.DataFrame, counted: Lines, chosen: int) -> pd.DataFrame:
    """Every row with its number, its line and the rule; a progression is no event of treatment and opens nothing."""
    judged = iter(counted.events)
    line, rows = 0, []
    chosen = chosen % len(ordered)
    for place, row in enumerate(ordered.to_dict("records")):
        if row["event"].casefold() == PROGRESSION:
            verdict = {
                "opens": False,
                "unsure": False,
                "why": "progression opens no line; a change of treatment does.",
            }
        else:
            found = next(judged)
            line = found.line
            verdict = {"opens": found.new_line, "unsure": found.ambiguous, "why": found.why}
        day = pd.Timestamp(row["start"])
        rows.append(
            {"number": place + 1, "line": line, **row, **verdict, "day": day, "chosen": place == chosen}
        )
    return pd.DataFrame(rows)


def _lay_lanes(treated: tuple, status: Refractoriness, ends: pd.Timestamp) -> pd.DataFrame:
    known = {row.drug: row for row in status.drugs}
    order = {drug: place for place, drug in enumerate(known, start=1)}
    rows = []
    for course in read_courses(treated):
        row = known[course.drug]
        rows.append(
            {
                "drug": course.drug,
                "drug_class": row.drug_class,
                "lane": name_lane(course.drug, row.drug_class),
                "position": order[course.drug],
                "start": pd.Timestamp(course.start),
                "stop": pd.Timestamp(course.stop) if course.stop else ends,
                "status": row.status,
                "refractory": row.status == "refractory",
                "says": STATUS[row.status],
            }
        )
    lanes = pd.DataFrame(rows)
    return lanes.assign(first=~lanes["drug"].duplicated())


def _lay_bands(counted: Lines, begins: pd.Timestamp, ends: pd.Timestamp) -> pd.DataFrame:
    starts = [pd.Timestamp(day) for day in counted.starts]
    stops = [*starts[1:], ends]
    rows = []
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True), start=1):
        wide = (stop - start) / (ends - begins) > NARROW
        label = f"Line {number}" if wide else str(number)
        rows.append({"label": label, "start": start, "middle": start + (stop - start) / 2, "stop": stop})
    return pd.DataFrame(rows).assign(odd=[k % 2 == 1 for k in range(len(rows))])


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
        f"Event {row['number']}, {what}, stands in line {row['line']}: {row['why']}"
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
    return write_rules(tables["events"], judge_history(rows_now(controls))[1])


def write_rules(events: pd.DataFrame, status: Refractoriness) -> str:
    """Every event and every drug with the rule that fired, as HTML; whatever the learner wrote is shown as text."""
    lines = "".join(
        f"<tr{MARKED if row.chosen else ''}><td>{row.number}</td><td>{escape(row.start)}</td><td>{escape(say_event(row._asdict()))}</td>"
        f"<td>{row.line}{' · new' if row.opens else ''}{' · unsure' if row.unsure else ''}</td><td>{escape(row.why)}</td></tr>"
        for row in events.itertuples()
    )
    drugs = "".join(
        f"<tr><td>{escape(row.drug)}</td><td>{escape(row.status)}</td><td>{escape(row.why)}</td></tr>"
        for row in status.drugs
    )
    return (
        f"<div class='myeloma-rules'>{STYLE}"
        f"<table><caption>Every event and the rule that fired</caption><thead>{_heads('Event', 'From', 'What', 'Line', 'Rule')}</thead>"
        f"<tbody>{lines}</tbody></table>"
        f"<table><caption>Every drug by the 60-day rule</caption><thead>{_heads('Drug', 'Status', 'Rule')}</thead>"
        f"<tbody>{drugs}</tbody></table></div>"
    )


MARKED = " aria-current='true'"
STYLE = (
    "<style>.myeloma-rules{max-width:730px;overflow-x:auto;line-height:1.4}.myeloma-rules table{width:100%;border-collapse:collapse;"
    "font-size:13px;margin:8px 0}.myeloma-rules caption{text-align:left;font-weight:600;padding:4px 0}"
    ".myeloma-rules :is(th,td){text-align:left;vertical-align:top;padding:3px 8px 3px 0;border-top:1px solid #9994}.myeloma-rules td:nth-child(2){white-space:nowrap}.myeloma-rules [aria-current] td{font-weight:600}</style>"
)


def _heads(*names: str) -> str:
    return "<tr>" + "".join(f"<th scope='col'>{name}</th>" for name in names) + "</tr>"


def _join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

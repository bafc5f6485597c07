"""Response classifier: a series of visits, the word of each by the rules of 2016, and what the next word would take."""

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings, Steps
from utils.activities.series.editor import Editor
from utils.activities.series.layout import lay_series, read_past, say_day
from utils.activities.series.presets import MARTA, example_names, example_series, moral_of
from utils.activities.series.reading import MOST_VISITS, Series
from utils.charts.visits import draw_visits
from utils.evidence import address, cite

NAMES = {
    "sCR": "stringent complete response", "CR": "complete response", "VGPR": "very good partial response",
    "PR": "partial response", "MR": "minimal response", "SD": "stable disease", "PD": "progression",
    "NE": "not evaluable", "baseline": "baseline",
}  # fmt: skip
HEADINGS = {
    "number": "Visit",
    "day": "Day",
    "level": "Followed value",
    "word": "Word",
    "seen": "Confirmed",
    "best": "Best confirmed so far",
    "rule": "Rule that fired",
    "flags": "To notice",
    "state": None,
    "tone": None,
    "chosen": None,
}


def response_classifier(example: str = MARTA[0]) -> Activity:
    """A series of laboratory visits that the learner reads one by one, edits or pastes, with the rule behind every word.

    example: where to start, one of `utils.activities.series.presets.example_names()`.
    """
    editor = Editor()
    activity = Activity(
        name="response_classifier",
        title="Response classifier: which word, and what would change it?",
        subtitle="Filled: confirmed; hollow: seen once; dot: not read yet; square: before treatment. Visits in their order, "
        "not to scale in time; the axis is stretched at the bottom",
        label="illustrative",
        controls=[
            Select("example", "Series", example_names(), value=example),
            Steps("visit", "Read up to visit", offer_visits, most=MOST_VISITS),
        ],
        compute=compute_series,
        chart=draw_visits,
        describe=describe_visit,
        caution=name_cautions,
        source=f"{cite('resp16')}; made-up series",
        address=address("resp16"),
        inputs={"own": None},
        below=[editor.view],
        alone=["example", "visit"],
        prompts=[
            "Go back to the visit of her first VGPR and step on: when does the circle fill, and what did it wait for?",
            "In the single spike: what is the word on the day of the spike, and a month later?",
            "Change the last M-protein below until the word changes. Which figure did the sentence name?",
        ],
        headings=HEADINGS,
    )
    editor.connect(activity)
    return activity


def series_now(controls: Settings) -> Series:
    """The learner's own table when it belongs to this example, else the example."""
    own = controls.own
    return own[1] if own and own[0] == controls.example else example_series(controls.example)


def visits_read(controls: Settings) -> int:
    """How many visits are read: all of them at the end of the slider."""
    days = len(series_now(controls).days)
    return controls.visit if 0 < controls.visit < days else days


def offer_visits(controls: Settings, _tables: object) -> dict[str, int]:
    """A stop for each visit; the last is all of them."""
    days = series_now(controls).days
    return {f"{k} of {len(days)}": 0 if k == len(days) else k for k in range(1, len(days) + 1)}


def compute_series(controls: Settings) -> dict[str, pd.DataFrame]:
    """The tables that the chart draws; the visits are first, so that they are the data to read and keep."""
    return lay_series(series_now(controls), visits_read(controls))


def describe_visit(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """The word of the visit that was read last, its rule, and what the next words would take."""
    series, read = series_now(controls), visits_read(controls)
    standing = read_past(series, read)[1]
    whose = " of your own table" if series is not example_series(controls.example) else ""
    now = tables["visits"].iloc[read - 1]
    name = NAMES[standing.word]
    word = f"{name} ({standing.word})" if standing.word not in ("baseline", "NE") else name
    sure = {"yes": ", confirmed", "seen once": ", seen once so far"}.get(now["seen"], "")
    rule = now["rule"].removeprefix("not evaluable: ")
    rule = rule[0].upper() + rule[1:]
    said = [
        f"Visit {read} of {len(series.days)}{whose}, {say_day(series.days[read - 1])}: {word}{sure}.",
        "" if standing.word == "baseline" else rule,
        standing.deeper,
        standing.worse if standing.word != "baseline" else "",
    ]
    return " ".join(part for part in said if part)


def name_cautions(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """What a reader should notice beside the word; at the end of a trap, what the rule cannot say."""
    series, read = series_now(controls), visits_read(controls)
    flags = tables["visits"].iloc[read - 1]["flags"]
    own = bool(controls.own) and controls.own[0] == controls.example
    moral = moral_of(controls.example) if read == len(series.days) and not own else ""
    return " ".join(
        f"{part[0].upper()}{part[1:]}" + ("" if part.endswith(".") else ".")
        for part in (flags, moral)
        if part
    )

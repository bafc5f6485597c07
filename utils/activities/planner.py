"""Relapse planner: what was given, what stopped working, what the evidence names, and what to ask. It never chooses."""

import re
from collections.abc import Sequence
from functools import partial

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Choices, Range, Select, Settings
from utils.activities.dial import as_of_control, known_ids
from utils.activities.planner_page import write_page
from utils.activities.planner_past import count_unknown, is_named, labels_at, split
from utils.charts.relapse import draw_options
from utils.clinic import best_responses, count_lines, label_refractoriness, response_timeline
from utils.clinic.lines.situations import (
    FAMILIES,
    Situation,
    describe_situation,
    find_settings,
    judge_item,
)
from utils.evidence import table

ITEMS = {
    "lenalidomide": "lenalidomide",
    "pomalidomide": "pomalidomide",
    "bortezomib": "bortezomib",
    "carfilzomib": "carfilzomib",
    "daratumumab or isatuximab": "anti_cd38",
    "a treatment aimed at BCMA": "bcma",
    "talquetamab (GPRC5D)": "gprc5d",
    "selinexor": "selinexor",
    "transplant": "transplant",
}
TEMPOS = {
    "slow: only the blood test rises": "slow",
    "steady": "steady",
    "fast, or it already does harm": "fast",
}
FITNESS = {"fit": "fit", "in between": "between", "frail": "frail"}
HOW_FIT = {"between": "between fit and frail", "frail": "frail"}
DISTANCES = {"near a CAR T centre": "near", "far from a CAR T centre": "far"}
BRIEF = {"Supportive, palliative care": "Supportive care", "Radiotherapy to one place": "Radiotherapy"}
MOST_LINES = 6
ORDINALS = ("first", "second", "third", "fourth", "fifth")


def relapse_planner(
    history: pd.DataFrame | None = None, progressions: Sequence = (), lines: int | None = None
) -> Activity:
    """Options to discuss at a relapse, by what still may work, how fast it moves, fitness and distance.

    history, progressions: a therapy history (see `utils.clinic.count_lines`) and the dates of its progressions;
    Marta's at her first relapse when not given. lines: start at Marta's relapse after this many lines.
    Lays out what the reviewed evidence names, with opinion apart; it never recommends.
    """
    marta = marta_situations()
    mine = _read(history, list(progressions)) if history is not None else None
    start = mine or marta[min(lines or 1, len(marta)) - 1]
    return Activity(
        name="relapse_planner",
        title="Relapse planner: what is left to discuss?",
        subtitle="Options that the reviewed evidence names; marks show what each one still brings",
        label="observed",
        controls=_controls(start),
        compute=partial(lay_out, table("options")),
        chart=draw_options,
        narrow=partial(draw_options, narrow=True),
        aloud=name_options,
        describe=describe_options,
        caution=warn_of_gaps,
        source="the course's tables of settings, options and labels; each row names its own source",
        page=lambda controls, _frame: write_page(_situation(controls), vars(controls)),
        starts=_starting_points(marta, mine),
        alone=["tempo", "fitness", "distance"],
        prompts=_prompts(start),
        headings={
            "option": "Option",
            "family": "Brings",
            "state": "What that still does",
            "named": "Named for this situation",
            "labels": "Labels read",
            "brief": None,
            "position": None,
            "first": None,
        },
    )


def marta_situations() -> list[Situation]:
    """Where Marta stood at each of her relapses."""
    history, labs = table("marta_history"), table("marta_labs")
    timeline = response_timeline(labs, count_lines(history).starts)
    days = timeline.progressions
    return [_read(history, days[: k + 1], best_responses(timeline, history)) for k in range(len(days))]


def _read(history: pd.DataFrame, progressions: list, responses: dict | None = None) -> Situation:
    count_lines(history)  # says in words what cannot be read, before any date is compared
    past = history
    if progressions:
        past = history[pd.to_datetime(history["start"]) < pd.Timestamp(progressions[-1])]
    known = {day: answer for day, answer in (responses or {}).items() if day in set(count_lines(past).starts)}
    status = label_refractoriness(past, progressions, known)
    return describe_situation(status, max(count_lines(past).n, 1))


def _controls(start: Situation) -> list:
    return [
        Range("prior_lines", "Lines of therapy so far", 1, MOST_LINES, 1, value=min(start.prior_lines, MOST_LINES)),
        Select("tempo", "How fast is the relapse?", TEMPOS, value="steady"),
        Select("fitness", "Fitness", FITNESS),
        Select("distance", "Distance", DISTANCES),
        Choices("given", "Given so far", ITEMS, value=_ticked(start.given)),
        Choices("refractory", "Stopped working (refractory: no response, or growth within 60 days)", ITEMS,
                value=_ticked(start.refractory)),
        as_of_control("an option counts from its first label; where none was read, from its first result or its drugs"),
    ]  # fmt: skip


def _prompts(start: Situation) -> list[str]:
    """What to try from here: nothing that is ticked already is asked for."""
    lost = "anti_cd38" in start.refractory
    first = (
        "Take the tick off daratumumab under 'stopped working': which options come back, and with which marks?"
        if lost
        else "Tick daratumumab under 'stopped working': which options change their marks, and which drop out?"
    )
    return [
        first,
        "Press Marta's first relapse, then her third: what is named for the first time?",
        "Set the tempo to fast: what is named now, and why may a bridge be needed?",
        "Turn 'As of' back to the year before her relapse, then to 2015: what had nobody yet?",
    ]


def _ticked(items: frozenset[str]) -> list[str]:
    return [item for item in ITEMS.values() if item in items]


def lay_out(options: pd.DataFrame, controls: Settings) -> pd.DataFrame:
    """One row for each thing that each option brings (or one row when it brings no drug).

    An option whose every drug has stopped working is not named; one that was not known at `controls.as_of` is left out. Columns: option, brief, position, family, state, named, labels, and `first` for the first row of an option.
    """
    now, labels = _situation(controls), labels_at(controls.as_of)
    known = options[options["option_id"].isin(known_ids("options", controls.as_of))]
    rows = []
    for position, option in enumerate(known.itertuples(), start=1):
        brought, named = split(option.items), is_named(option, now)
        brief = re.split(r":| \(|, (?:no|as) ", option.name)[0].replace(" with daratumumab", " + dara")
        brief = BRIEF.get(brief, brief)
        shared = {"option": option.name, "brief": brief, "position": position, "named": named}
        shared["labels"] = labels[option.option_id]
        for place, item in enumerate(brought or [""]):
            still = {"family": FAMILIES.get(item, ""), "state": judge_item(item, now) if item else ""}
            rows.append({**shared, **still, "first": place == 0})
    return pd.DataFrame(rows)


def describe_options(controls: Settings, frame: pd.DataFrame) -> str:
    """How many options the evidence names here, and how many of them bring something not used yet."""
    named = frame[frame["named"]]
    fresh = named[named["state"] == "not used yet"]["option"].nunique()
    lost = [words for words, item in ITEMS.items() if item in controls.refractory]
    after = f"After {controls.prior_lines} line{'s' if controls.prior_lines > 1 else ''} of therapy"
    why = (
        f", with {_join(lost)} no longer working" if lost else ", with nothing known to have stopped working"
    )
    return (
        f"{after}{why}, the reviewed evidence names {named['option'].nunique()} options to discuss; "
        f"{fresh} of them bring something not used yet.{count_unknown(controls.as_of)}{_said_besides(controls)}"
    )


def name_options(_controls: Settings, frame: pd.DataFrame) -> str:
    """Which options are named, for those who do not see the marks: one sentence each, so that a change alone is spoken."""
    return " ".join(f"Named: {brief}." for brief in dict.fromkeys(frame.loc[frame["named"], "brief"]))


def _said_besides(controls: Settings) -> str:
    who = [HOW_FIT[controls.fitness]] if controls.fitness in HOW_FIT else []
    who += ["far from a CAR T centre"] if controls.distance == "far" else []
    asked = f" For somebody who is {_join(who)}, the questions to ask stand below." if who else ""
    implied = [
        words for words, item in ITEMS.items() if item in set(controls.refractory) - set(controls.given)
    ]
    counted = f" Counted as given, having stopped working: {_join(implied)}." if implied else ""
    return counted + asked


def warn_of_gaps(controls: Settings, frame: pd.DataFrame) -> str:
    """When no reviewed setting describes the situation, say so instead of stretching one."""
    specific = [
        s for s in find_settings(_situation(controls)) if s not in ("seq-15", "seq-16", "seq-17", "seq-18")
    ]
    gap = (
        ""
        if specific
        else "no reviewed setting describes just this situation; only what is asked at every relapse is named. "
    )
    return gap + "Options to discuss with a team that knows the person. Nothing here recommends one."


def _situation(controls: Settings) -> Situation:
    return Situation(
        controls.prior_lines, frozenset(controls.given), frozenset(controls.refractory), controls.tempo
    )


def _starting_points(marta: list[Situation], mine: Situation | None) -> dict[str, dict[str, object]]:
    named = {f"Marta, {ORDINALS[k]} relapse": now for k, now in enumerate(marta)}
    if mine:
        named = {"This history": mine, **named}
    return {
        words: {
            "prior_lines": min(now.prior_lines, MOST_LINES),
            "given": _ticked(now.given),
            "refractory": _ticked(now.refractory),
            "tempo": now.tempo,
        }
        for words, now in named.items()
    }


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

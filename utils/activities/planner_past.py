"""The options of a relapse as they stood on a day: which had a label or a first result, and what their labels asked for."""

from functools import cache

import pandas as pd

from utils.activities.dial import known_ids, past_at, say_when, this_year
from utils.clinic.lines.situations import REFRACTORY, Situation, find_settings, judge_item
from utils.evidence import Past, as_of, table

PLACES = {"FDA": "US", "EC": "EU"}
NOT_YET, NO_LABEL = "not yet", "yes; no label read"


def options_then_and_now(now: Situation, day: str) -> pd.DataFrame:
    """What the reviewed evidence names for a situation on a day and today, one row an option.

    now: where somebody stands, from `utils.clinic.describe_situation`. day: as in `as_of`, such as "2021-11-22".
    Cells say what the labels ask for (lines of therapy before), "yes; no label read", or "not yet": its first
    label came later or, where the course has read none, its first result. What needs no label is left out.
    """
    past = as_of(day)
    then, latest = label_words(past), label_words(as_of())
    known = set(past["options"]["option_id"])
    rows = [
        {
            "option": option.name.split(":")[0].split(" (")[0],
            f"{past.day:%d %B %Y}".lstrip("0"): (then[option.option_id] or NO_LABEL) if option.option_id in known else NOT_YET,
            "today": latest[option.option_id] or NO_LABEL,
        }
        for option in table("options").itertuples()
        if option.kind in ("drugs", "cell therapy") and is_named(option, now)
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("option")


def is_named(option: tuple, now: Situation) -> bool:
    """A reviewed setting that fits names the option, and not every drug of it has stopped working."""
    brought = split(option.items)
    spent = bool(brought) and all(judge_item(item, now) == REFRACTORY for item in brought)
    return bool(set(find_settings(now)) & set(option.settings.split(";"))) and not spent


@cache
def labels_at(year: int) -> dict[str, str]:
    """For each option, the threshold of the labels that stood at a stop of the dial, as a short text."""
    return label_words(past_at(year))


def label_words(past: Past) -> dict[str, str]:
    """For each option, the threshold of the labels that stood, by place: "US: 2 or more; EU, UK: 1 or more"."""
    known = past["approvals"].set_index("approval_id")
    return {
        option.option_id: _words(_standing(known[known.index.isin(split(option.approvals))]))
        for option in table("options").itertuples()
    }


@cache
def count_unknown(year: int) -> str:
    """How many of today's options, labels and results were not known at a stop of the dial; empty today."""
    if year >= this_year():
        return ""
    options = table("options")
    counts = []
    for words, name, ids in (
        ("options", "options", set(options["option_id"])),
        ("labels", "approvals", _named_in(options["approvals"])),
        ("results", "outcomes", _named_in(options["facts"]) & set(table("outcomes")["id"])),
    ):
        counts.append(f"{len(ids - known_ids(name, year))} of {len(ids)} {words}")
    return f" Shown as of {say_when(year)}: {counts[0]}, {counts[1]} and {counts[2]} of today were not known."


@cache
def knows_fact(fact_source: str, year: int) -> bool:
    """Whether the source of a fact had been published at a stop of the dial."""
    return fact_source in known_ids("sources", year)


def _standing(labels: pd.DataFrame) -> pd.DataFrame:
    """Of each agency the label decided last: a later one replaces the threshold of the first."""
    newest = labels.sort_values("date", kind="stable").groupby("agency", observed=True).tail(1)
    return labels[labels.index.isin(newest.index)]


def _words(labels: pd.DataFrame) -> str:
    """Places with the same threshold stand together."""
    places: dict[str, list[str]] = {}
    for label in labels.itertuples():
        places.setdefault(_threshold(label), []).append(PLACES.get(label.agency, label.agency))
    return "; ".join(f"{', '.join(names)}: {words}" for words, names in places.items())


def _threshold(label: tuple) -> str:
    if label.status == "unsettled":
        return "not settled"
    return "label read" if pd.isna(label.min_prior_lines) else f"{int(label.min_prior_lines)} or more"


def _named_in(cells: pd.Series) -> set[str]:
    return {name for cell in cells for name in split(cell)}


def split(cell: object) -> list[str]:
    """The names in a cell, which semicolons part."""
    return [] if pd.isna(cell) or not cell else str(cell).split(";")

"""What the clone river says: the sentence, the caution, and the ladder of evidence beside it."""

from __future__ import annotations

from functools import cache
from html import escape

import pandas as pd

from utils.activities.controls import Settings
from utils.activities.rivers.courses import (
    CLASS_IDS,
    NONE,
    PERSON,
    SHARES,
    SHORT,
    River,
    read_river,
)
from utils.activities.rivers.layout import say_few, use_samples
from utils.evidence import address, cite, table
from utils.models.samples import LEAST_SHARE, guess_between

RUNGS = ["cell models", "animal model", "case reports", "small series", "patient cohort", "randomised trial"]
SAID = {  # the rungs in plain words, weakest first
    "cell models": "cells in a dish",
    "animal model": "animals",
    "case reports": "single people",
    "small series": "a small series of people",
    "patient cohort": "a cohort of people",
    "randomised trial": "a randomised trial",
}
STYLE = "line-height: 1.45; max-width: 44rem"


def describe_river(controls: Settings, _tables: object) -> str:
    """What happens, what the sample that is left out hides, and which clone was there all along."""
    river = read_river(controls.course)
    said = [
        _tell_person(river) if not river.modelled else _tell_lines(river),
        _tell_left_out(river, controls.left_out),
    ]
    if river.modelled:
        share = SHARES[frozenset(SHORT)]
        said.append(
            f"The clone that resists all three was {say_few(share)} at the start and grew from the first day, in every order."
        )
        if controls.truth:
            said.append("Dashed lines: what the model did.")
    return " ".join(part for part in said if part)


def warn_of_river(controls: Settings, _tables: object) -> str:
    """That this is one person, made up or not, and no advice."""
    if controls.course == PERSON:
        return (
            "one person, no treatment. Published are only these three shares; under 20 % says how much at most. "
            "How large the disease was is not in what was read, so the river is drawn equally high throughout."
        )
    return (
        "one made-up person; shares and rates were chosen to show the idea, nobody's were measured. "
        f"A sample sees a clone from {100 * LEAST_SHARE:.1f} % on. Which order is better cannot be learned here."
    )


def _tell_lines(river: River) -> str:
    ends = [f"{line.end:.0f}" for line in river.lines.itertuples()]
    lead = f"{river.name[0].upper()}{river.name[1:]}"
    if len(ends) == 1:
        return f"{lead}: the M-protein has come back by month {ends[0]}."
    return f"{lead}: the M-protein has come back by months {', '.join(ends[:-1])} and {ends[-1]}."


def _tell_person(river: River) -> str:
    rows = river.samples[river.samples["clone"].str.startswith("with ")]
    parts = [
        f"{'under ' if row.bound == 'below' else ''}{100 * row.share:.0f} % at month {row.month:.0f}"
        for row in rows.itertuples()
    ]
    return f"One person, watched without treatment: cells {rows['clone'].iloc[0]} were {', '.join(parts)}. All else is a guess."


def _tell_left_out(river: River, left_out: int) -> str:
    rows = river.samples[river.samples["sample"] == left_out]
    if not left_out:
        return f"All {river.samples['sample'].nunique()} samples are used."
    if rows.empty:
        return (
            f"There is no sample {left_out} in this course; all {river.samples['sample'].nunique()} are used."
        )
    month = rows["month"].iloc[0]
    if left_out == river.samples["sample"].max():
        return f"Sample {left_out}, the last, is left out: after the one before it nothing is known, so nothing is drawn."
    clone, counted = _leader(rows)
    guess = guess_between(use_samples(river, left_out), [month]).set_index("clone")["share"].get(clone, 0.0)
    doing = f"are {clone}" if clone.startswith("with") else f"resist {clone}"
    known = _percent(counted) if river.modelled else f"over {_percent(counted)}"
    return (
        f"Sample {left_out} is left out: at month {month:.0f} the guess now says that {_percent(guess)} of the cells {doing}; "
        f"the sample had counted {known}."
    )


def _leader(rows: pd.DataFrame) -> tuple[str, float]:
    """The largest clone of a sample that resists something, or simply the largest."""
    telling = rows[rows["clone"] != NONE]
    row = (rows if telling.empty else telling).sort_values("share").iloc[-1]
    return row["clone"], float(row["share"])


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def write_ladder(controls: Settings, _tables: object) -> str:
    """The evidence ladder of the mechanisms that belong to this course, as HTML."""
    return _ladder(controls.course)


@cache
def _ladder(course: str) -> str:
    lines = read_river(course).lines["classes"]
    given = list(dict.fromkeys(CLASS_IDS[c] for classes in lines for c in classes))
    rows = table("resistance")
    rows = rows[rows["class_id"].isin(given)] if given else rows[rows["level"].isin(["process"])]
    rows = rows.assign(rung=[RUNGS.index(str(e)) + 1 for e in rows["evidence"]])
    names = table("classes").set_index("class_id")["name"]
    parts = []
    for class_id in given or [None]:
        mine = rows if class_id is None else rows[rows["class_id"] == class_id]
        title = "Clones in people" if class_id is None else names[class_id]
        items = "".join(
            _rung(row) for row in mine.sort_values("rung", ascending=False, kind="stable").itertuples()
        )
        parts.append(f"<p><b>{escape(str(title))}</b></p><ul>{items}</ul>")
    lead = (
        "<p><b>The ladder of evidence: how each mechanism is known.</b> Rungs from the bottom: "
        f"{', '.join(SAID[r] for r in RUNGS)}. No mechanism here stands on the last one.</p>"
    )
    return f"<div style='{STYLE}'>{lead}{''.join(parts)}</div>"


def _rung(row: tuple) -> str:
    marks = f"<span aria-hidden='true'>{'●' * row.rung}{'○' * (len(RUNGS) - row.rung)}</span>"
    link = (
        f"<a href='{escape(address(row.source_id), quote=True)}' title='{escape(cite(row.source_id), quote=True)}' "
        f"target='_blank' rel='noopener' style='text-decoration: underline'>{escape(str(row.mechanism))}</a>"
    )
    return f"<li>{marks} rung {row.rung} of {len(RUNGS)}, {SAID[str(row.evidence)]}: {link} ({escape(str(row.population))}). <i>{escape(str(row.caveat))}</i></li>"

"""What stands under the planner: each setting that fits, its observed results, opinion apart, and questions to bring."""

from collections.abc import Mapping
from functools import lru_cache, partial
from html import escape

import pandas as pd

from utils.activities.dial import say_when, this_year
from utils.activities.planner_past import knows_fact
from utils.clinic.lines.situations import Situation, find_settings
from utils.evidence import address, cite, fact, table, trial

QUESTIONS = {
    ("tempo", "slow"): "What would tell us that it is time to treat, and how often will we look?",
    ("tempo", "fast"): "Is a bridge needed while something slower is being prepared?",
    ("fitness", "between"): "Were people like me in the trials behind this option?",
    ("fitness", "frail"): "Were frail people in the trials behind this option, and can doses be lowered?",
    ("distance", "far"): "How long would I have to stay near the centre, and who could be with me?",
}
EVERYBODY = ("", "itt", "cohort", "treated", "infused", "analysed")  # the arm itself, not a part of it
ALWAYS = (
    "What matters most to me now: time, strength, being at home?",
    "Is there a clinical trial that I could join?",
    "What would be left afterwards?",
)


def write_page(now: Situation, values: Mapping[str, object]) -> str:
    """The page in HTML: one block for each setting that fits, then the questions."""
    year = values.get("as_of", this_year())
    write = _setting if year >= this_year() else partial(_setting_then, year)
    blocks = [write(setting, why) for setting, why in find_settings(now).items()]
    return f"<div class='myeloma-planner' style='line-height: 1.45; max-width: 44rem'>{''.join(blocks)}{_questions(values)}</div>"


@lru_cache(maxsize=64)
def _setting(setting_id: str, why: str) -> str:
    row = table("sequencing").set_index("setting_id").loc[setting_id]
    results = "".join(f"<li>{_result(fact_id)}</li>" for fact_id in _split(row["facts"]))
    observed = f"<p><b>Observed:</b></p><ul>{results}</ul>" if results else ""
    return (
        f"<details><summary><b>{escape(row['setting'])}</b>: {escape(row['question'])}</summary>"
        f"<p><i>Shown because {escape(why)}.</i></p>"
        f"<p><b>Studied or approved:</b> {escape(row['options'])}. <b>Also:</b> {escape(row['alternatives'])}.</p>"
        f"<p><b>Evidence:</b> {escape(row['evidence'])}.</p>{observed}"
        f"<p><b>Opinion, or not known:</b> {escape(row['opinion'])}.</p>"
        f"<p>Evidence reviewed on {row['reviewed']:%d %B %Y}. Sources: {_sources(row['sources'])}.</p></details>"
    )


@lru_cache(maxsize=256)
def _setting_then(year: int, setting_id: str, why: str) -> str:
    """A setting at a stop of the dial before today: only results that were known. The other words are of today."""
    row = table("sequencing").set_index("setting_id").loc[setting_id]
    named = _split(row["facts"])
    known = [fact_id for fact_id in named if knows_fact(fact(fact_id).source_id, year)]
    results = "".join(f"<li>{_result(fact_id)}</li>" for fact_id in known)
    observed = f"<p><b>Observed by then:</b></p><ul>{results}</ul>" if results else ""
    return (
        f"<details><summary><b>{escape(row['setting'])}</b>: {escape(row['question'])}</summary>"
        f"<p><i>Shown because {escape(why)}.</i></p>{observed}"
        f"<p>As of {say_when(year)}, {len(named) - len(known)} of {len(named)} results quoted here today were not "
        "published. What is written about evidence and opinion is of today: set the dial to today to read it.</p></details>"
    )


def _result(fact_id: str) -> str:
    """One observed result in words, linked to its publication, with whom it was compared."""
    found = fact(fact_id)
    row = found.row
    measures = table("endpoints").set_index("endpoint")["meaning"]
    measure = measures.get(row.get("endpoint", ""), row.get("measure", "").replace("_", " "))
    low, high = row.get("ci_low"), row.get("ci_high")
    interval = f" ({low} to {high}; {row['ci_level']} % CI)" if low and high else ""
    unit = "" if found.unit in ("ratio", "hazard ratio") else found.unit
    shown = escape(f"{found.shown or 'not reached'} {unit}".strip())
    link = f"<a href='{escape(address(fact_id), quote=True)}' target='_blank' rel='noopener' style='text-decoration: underline'>{shown}</a>"
    return f"{escape(_who(row, found.id))}: {escape(str(measure))}: {link}{interval}"


def _who(row: Mapping[str, str], fact_id: str) -> str:
    """The trial, the arm, what it was compared with, and the subgroup if it is one."""
    if "arm_id" not in row:
        return row.get("population") or fact_id
    regimens = table("arms").set_index(["trial_id", "arm_id"])["regimen"]
    words = f"{trial(row['trial_id'])['name']}, {regimens[row['trial_id'], row['arm_id']]}"
    against = row.get("comparison")
    words += f" against {regimens[row['trial_id'], against]}" if against else ""
    subgroup = row.get("population", "")
    return words if subgroup in EVERYBODY else f"{words}, {subgroup.replace('_', ' ')}"


def _sources(ids: str) -> str:
    return "; ".join(escape(cite(source_id)) for source_id in _split(ids))


def _questions(values: Mapping[str, object]) -> str:
    asked = [words for (name, value), words in QUESTIONS.items() if values.get(name) == value]
    items = "".join(f"<li>{escape(words)}</li>" for words in (*asked, *ALWAYS))
    return f"<p><b>Questions to bring</b></p><ul>{items}</ul>"


def _split(text: object) -> list[str]:
    return [] if pd.isna(text) or not text else str(text).split(";")

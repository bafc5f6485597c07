"""What stands under the picture of a drug class: how it is given, decisions by country, harms, and what resists it."""

from collections.abc import Iterable
from functools import cache, lru_cache, partial
from html import escape

import pandas as pd

from utils.activities.controls import Settings
from utils.activities.dial import past_at, say_when, this_year
from utils.evidence import address, cite, table

PLACES = {"FDA": "United States", "EC": "European Union", "UK": "United Kingdom"}
DECIDES = ("approved", "withdrawn", "unsettled")
NO_DECISION = ("label change", "guidance")  # rows of the table that are no label of a drug
PRECISION = {"year": "%Y", "month": "%B %Y", "day": "%d %B %Y"}
STRENGTH = {  # how sure a finding is, strongest first, as filled marks of five
    "patient cohort": 5,
    "small series": 4,
    "case reports": 3,
    "animal model": 2,
    "cell models": 1,
}
SAID = {  # the words of the tables, for everybody
    "patient cohort": "many people",
    "small series": "a small group of people",
    "case reports": "single people",
    "animal model": "animals",
    "cell models": "cells in the laboratory",
}
STYLE = "line-height: 1.45; max-width: 44rem"


def write_page(controls: Settings, _tables: dict[str, pd.DataFrame]) -> str:
    """The page in HTML: how it is given and labels, harms with their warnings, resistance with its strength."""
    return _page(controls.drug_class, int(controls.as_of))


@lru_cache(maxsize=512)
def _page(class_id: str, year: int) -> str:
    known = past_at(year)["drugs"]
    drugs = known[known["class_id"] == class_id]
    if drugs.empty:
        return f"<div style='{STYLE}'><p>At {say_when(year)} no drug of this class had a label or a first result.</p></div>"
    parts = [_given(drugs), _decisions(drugs, year), _harms(class_id, drugs), _resistance(class_id, year)]
    return f"<div class='myeloma-class' style='{STYLE}'>{''.join(parts)}</div>"


def _given(drugs: pd.DataFrame) -> str:
    ways = table("administration").set_index("drug_id")
    rows = []
    for drug in drugs.itertuples():
        found = ways.loc[drug.drug_id] if drug.drug_id in ways.index else None
        how = _linked(found["how"], found["source_id"]) if found is not None else "not read for this course"
        rows.append(f"<b>{escape(drug.name)}</b>: {how}")
    return _block("How it is given", rows)


def _decisions(drugs: pd.DataFrame, year: int) -> str:
    """Each decision that was known, oldest first; what was withdrawn or never settled says so."""
    rows = past_at(year)["approvals"]
    mine = rows[
        rows["status"].isin(DECIDES)
        & ~rows["pathway"].isin(NO_DECISION)
        & rows["drugs"].map(partial(_leads, ids=set(drugs["drug_id"]))).astype(bool)
    ]
    said = [_decision(row, year) for row in mine.sort_values("date", kind="stable").itertuples()]
    when = "" if year >= this_year() else f", as known at {say_when(year)}"
    return _block(
        f"Decisions of agencies that the course has read{when}", said or ["none read"], folded=len(said) > 4
    )


def _decision(row: tuple, year: int) -> str:
    day = (
        "day not read"
        if pd.isna(row.date)
        else f"{row.date:{PRECISION[str(row.date_precision)]}}".lstrip("0")
    )
    given = " with ".join(_names().get(drug, drug) for drug in str(row.drugs).split(";")[:2])
    more = " and others" if str(row.drugs).count(";") > 1 else ""
    state = {"withdrawn": "; since withdrawn", "unsettled": "; not settled"}.get(str(row.status), "")
    place = PLACES.get(str(row.agency), str(row.agency))
    return f"{day}, {escape(place)}: {escape(given)}{more}, {_linked(row.indication, row.source_id)}{state}"


def _harms(class_id: str, drugs: pd.DataFrame) -> str:
    """The harm of the class, then each boxed warning and each with deaths once, with the drugs that share it."""
    rows = table("warnings")
    mine = rows[rows["drug_id"].isin(drugs["drug_id"]) & (rows["boxed"] | rows["fatal"])]
    names = mine["drug_id"].astype(str).map(_names())
    shared = names.groupby(
        [~mine["boxed"], mine["subject"], mine["warning"], mine["source_id"].astype(str)], sort=False
    )
    said = {}
    for (plain, _, words, source), whose in shared:
        said.setdefault((plain, words), [source, []])[1].extend(whose)
    lines = [
        f"{'' if plain else '<b>BOXED</b> '}{escape(', '.join(dict.fromkeys(whose)))}: {_linked(words, source)}"
        for (plain, words), (source, whose) in sorted(said.items(), key=lambda item: item[0][0])
    ]
    lead = escape(str(table("classes").set_index("class_id").loc[class_id, "typical_toxicities"]))
    none = ["no boxed warning and no death was met in what was read of the labels"]
    return f"<p><b>Harm that matters</b>: {lead}.</p>{_block('What the labels warn of today', lines or none, folded=len(lines) > 6)}"


def _resistance(class_id: str, year: int) -> str:
    """Mechanisms that were published, the surest first, each with whom it was seen in."""
    rows = past_at(year)["resistance"]
    mine = rows[rows["class_id"].astype(object).eq(class_id)]
    mine = mine.assign(strength=mine["evidence"].astype(str).map(STRENGTH)).sort_values(
        "strength", ascending=False, kind="stable"
    )
    said = [
        f"<span aria-hidden='true'>{'●' * row.strength}{'○' * (5 - row.strength)}</span> seen in {SAID[str(row.evidence)]}: "
        f"{_linked(row.mechanism, row.source_id)} ({escape(str(row.population))}). <i>{escape(str(row.caveat))}</i>"
        for row in mine.itertuples()
    ]
    return _block(
        "What resists it, and how sure that is", said or ["not known: no study was read for this course"]
    )


def _block(title: str, lines: Iterable[str], folded: bool = False) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    if folded:
        return f"<details><summary><b>{escape(title)}</b> ({items.count('<li>')})</summary><ul>{items}</ul></details>"
    return f"<p><b>{escape(title)}</b></p><ul>{items}</ul>"


@lru_cache(maxsize=1024)
def _linked(words: str, source_id: str) -> str:
    """Words that open their source; the citation is the title."""
    link = f"href='{escape(address(source_id), quote=True)}' title='{escape(cite(source_id), quote=True)}'"
    return f"<a {link} target='_blank' rel='noopener' style='text-decoration: underline'>{escape(str(words))}</a>"


def _leads(cell: object, ids: set[str]) -> bool:
    """Whether the first drug of a decision is one of these; a partner's label is not that of its companion."""
    return isinstance(cell, str) and cell.split(";")[0] in ids


@cache
def _names() -> dict[str, str]:
    drugs = table("drugs")
    return dict(zip(drugs["drug_id"].astype(str), drugs["name"], strict=True))

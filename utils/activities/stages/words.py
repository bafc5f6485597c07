"""What the staging comparer says: the sentence, the caution, and the page of rules, missing tests and outcomes."""

from collections.abc import Iterable, Sequence
from functools import cache

import pandas as pd

from utils.activities.controls import Settings
from utils.activities.line_page import STYLE
from utils.activities.rulers import write_cells, write_head
from utils.activities.stages.presets import AS_IT_IS
from utils.activities.stages.reading import Reading
from utils.activities.stages.systems import DIAGNOSIS_WORDS, SYSTEMS, System, find_answer
from utils.activities.stages.tables import say_cells
from utils.clinic.results import join_words
from utils.clinic.staging.settling import Worth
from utils.evidence import cite, staging_outcomes

_BY_NAME = {system.name: system for system in SYSTEMS}
_SHORT = {"IMS/IMWG 2025": "the definition of 2025", "IMWG frailty": "the frailty index", "Simplified frailty": "the simplified frailty scale",
          "20-2-20": "20-2-20", "Diagnosis": "the diagnosis"}  # fmt: skip
_SAYS = {
    "20-2-20": "20-2-20 (2018) {}", "ISS": "ISS (2005) {}", "R-ISS": "R-ISS (2015) {}", "R2-ISS": "R2-ISS (2022) {}",
    "IMS/IMWG 2025": "{} risk by the definition of 2025", "IMWG frailty": "{} by the frailty index (2015)",
    "Simplified frailty": "{} by the simplified scale (2020)",
}  # fmt: skip
MOST_NAMED = 3  # diagnoses that one sentence can still name
NEVER = "A stage sorts groups of people. It does not say what one person will live through."


def describe(reading: Reading, controls: Settings) -> str:
    """The answers; after a change what moved and why; what is open, and which test would settle it."""
    first = _say_change(reading, controls) if reading.changed else _say_answers(reading, controls)
    return " ".join(part for part in (first, _say_open(reading)) if part)


def _say_answers(reading: Reading, controls: Settings) -> str:
    diagnosis = find_answer(reading.profile, "Diagnosis")
    name = join_words([DIAGNOSIS_WORDS.get(word, word) for word in diagnosis.possible], "or")
    name = name if len(diagnosis.possible) <= MOST_NAMED else "the diagnosis is open"
    said = [_SAYS[s.name].format(say_cells(s, reading.cells(s))) for s in SYSTEMS[1:] if reading.cells(s)]
    who = "Your sheet" if controls.edited and controls.edited[0] == controls.example else controls.example
    return f"{who}: {name}. {join_words(said)}."


def _say_change(reading: Reading, controls: Settings) -> str:
    edited = bool(controls.edited) and controls.edited[0] == controls.example
    what = "What you changed" if edited or controls.change == AS_IT_IS else controls.change
    what = f"{what[0].upper()}{what[1:]}"
    moved = reading.moved()
    if not moved:
        return f"{what}: no cell moves."
    came = [s for s in moved if not reading.cells_before(s)]
    gone = [s for s in moved if not reading.cells(s)]
    flipped = _say_flips([s for s in moved if s not in (*came, *gone)], reading)
    apply = [
        f"{_list(systems)} {words}."
        for systems, words in ((gone, "no longer apply"), (came, "now apply"))
        if systems
    ]
    count = f"{_count(len(moved))} of {_count(len(SYSTEMS))} rows move{'s' if len(moved) == 1 else ''}"
    return f"{what}: {count}. {' '.join(flipped + apply)}"


def _list(systems: list[System]) -> str:
    said = join_words([_SHORT.get(s.name, s.name) for s in systems])
    return f"{said[0].upper()}{said[1:]}"


def _count(number: int) -> str:
    return ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")[number]


def _say_flips(systems: list[System], reading: Reading) -> list[str]:
    """One sentence for each reason, with the systems that it moved."""
    reasons: dict[str, list[str]] = {}
    for system in systems:
        was, now = (
            say_cells(system, cells) for cells in (reading.cells_before(system), reading.cells(system))
        )
        why = reading.flips[system.name].why if system.name in reading.flips else "the tests changed"
        reasons.setdefault(why, []).append(
            f"{_SHORT.get(system.name, system.name)} was {was} and is now {now}"
        )
    said = [f"{'; '.join(moves)}: {why}." for why, moves in reasons.items()]
    return [f"{sentence[0].upper()}{sentence[1:]}" for sentence in said]


def _say_open(reading: Reading) -> str:
    opened = reading.open()
    if not opened:
        return ""
    names = join_words([_SHORT.get(s.name, s.name) for s in opened])
    ranked = reading.ranked()
    return f"Still open: {names}. {_say_worth(ranked[0])}" if ranked else f"Still open: {names}."


def _say_worth(worth: Worth) -> str:
    """What the most useful missing test would bring."""
    said = [
        f"{words}{join_words([_SHORT.get(name, name) for name in names])}"
        for words, names in (("", worth.settles), ("perhaps ", worth.may_settle))
        if names
    ]
    order = f"{worth.order[0].upper()}{worth.order[1:]}"
    return f"{order} would settle {join_words(said)}." if said else f"{order} would narrow it."


def warn(reading: Reading) -> str:
    """What a stage cannot say, and where two systems contradict each other."""
    modern, points = reading.cells(_BY_NAME["IMS/IMWG 2025"]), reading.cells(_BY_NAME["R2-ISS"])
    revised = reading.cells(_BY_NAME["R-ISS"])
    apart = (modern == ("standard",) and points in (("intermediate-high",), ("high",))) or (
        modern == ("high",) and (points in (("low",), ("low-intermediate",)) or revised == ("I",))
    )
    beside = modern == ("high",) and reading.cells(_BY_NAME["ISS"]) == ("I",)
    if apart or beside:
        return f"{NEVER} Here two systems disagree: they ask for different tests and were made from different people."
    return NEVER


def write_page(reading: Reading) -> str:
    """The missing tests by rank, and every answer with what it rests on."""
    return f"<div class='myeloma-rules'>{STYLE}{_missing(reading)}{_rules(reading)}</div>"


def _missing(reading: Reading) -> str:
    ranked = reading.ranked()
    if not ranked:
        return ""
    heads = ("Place", "Test", "Settles, whatever it shows", "May settle", "Narrows")
    rows = [
        (place, worth.order, *map(_join_short, (worth.settles, worth.may_settle, worth.narrows)))
        for place, worth in enumerate(ranked, start=1)
    ]
    return _write_table("Which test would settle it", heads, rows)


def _join_short(names: tuple[str, ...]) -> str:
    return ", ".join(_SHORT.get(name, name).removeprefix("the ") for name in names) or "–"


def _write_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose values stand beside their headings where it has no room for columns."""
    body = "".join(f"<tr>{write_cells(heads, values)}</tr>" for values in rows)
    return f"<table><caption>{caption}</caption>{write_head(*heads)}<tbody>{body}</tbody></table>"


def _rules(reading: Reading) -> str:
    rows = []
    for system in SYSTEMS:
        answer = find_answer(reading.profile, system.name)
        cells = reading.cells(system)
        if not cells or answer is None:
            continue
        exact = answer.answer if system.name == "Diagnosis" else say_cells(system, cells)
        rows.append((f"{system.head} ({system.year})", exact, answer.why))
    return _write_table("Every answer and what it rests on", ("System", "Answer", "What it rests on"), rows)


@cache
def write_outcomes() -> str:
    """What was seen in groups, behind a fold, with who they were; no group is marked as the person's."""
    rows = staging_outcomes()
    rows = rows[rows["measure"].str.startswith(("alive at", "median survival"))]
    heads = ("System", "Group", "Seen", "In whom", "Source")
    seen = _write_table("Observed in groups", heads, (_outcome(row) for row in rows.itertuples()))
    return (
        f"<div class='myeloma-rules'>{STYLE}<details><summary>Show what became of groups (survival figures)</summary>"
        f"<p>{NEVER} Each row is a group of the past, treated with what there was then. No row is marked as yours.</p>"
        f"{seen}</details></div>"
    )


def _outcome(row: tuple) -> tuple[str, ...]:
    people = row.population if pd.isna(row.n) else f"{row.population} ({int(row.n):,} people)"
    unit = "%" if row.unit == "%" else f" {row.unit}"
    return (row.system, row.group, f"{row.measure}: {row.value:g}{unit}", people, cite(row.source_id))

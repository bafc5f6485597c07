"""The tables that the staging picture draws: cells, heads, findings, rulers and their cut-offs."""

import math
from itertools import pairwise

import pandas as pd

from utils.activities.stages.reading import DIAGNOSE, FITNESS, STAGE, Reading
from utils.activities.stages.systems import SYSTEMS, System, find_answer
from utils.clinic import defining_events
from utils.clinic.staging.cutoffs import cutoffs_of
from utils.clinic.units import conversion, find_test

NOW, MAY, NOT = "is", "may be", "is not"
_GAP = 0.004  # of the width, between two cells
MANY = 5  # cells in a strip, from which a phone has no room for the longest word in cells of one width
# Where a ruler begins and ends, in the clinic's unit.
_SPANS = {
    "b2m": (0, 12), "albumin": (2, 5.5), "ldh": (0, 3), "creatinine": (0, 4), "del17p": (0, 100),
    "marrow_plasma_cells": (0, 80), "m_protein": (0, 6), "flc_ratio": (1, 10_000), "haemoglobin": (4, 18), "calcium": (7, 16),
    "age": (50, 95), "adl": (0, 6), "iadl": (0, 8), "charlson": (0, 8), "ecog": (0, 4),
}  # fmt: skip
_LOG = {"flc_ratio"}
NAMES = {
    "b2m": "β2-microglobulin", "albumin": "albumin", "ldh": "LDH", "creatinine": "creatinine", "del17p": "del(17p)",
    "marrow_plasma_cells": "marrow", "m_protein": "M-protein", "flc_ratio": "light-chain ratio", "haemoglobin": "haemoglobin",
    "calcium": "calcium", "age": "age", "adl": "ADL", "iadl": "IADL", "charlson": "Charlson", "ecog": "ECOG",
}  # fmt: skip
_UNITS = {"x ULN": "× limit", "score": "", "ratio": "", "years": "years"}
_FISH = {
    "del17p": ("del(17p)", "17p"), "tp53_mutation": ("TP53", "TP53"), "t_4_14": ("t(4;14)", "4;14"), "t_14_16": ("t(14;16)", "14;16"),
    "t_14_20": ("t(14;20)", "14;20"), "gain_1q": ("1q gain", "1q"), "del_1p32": ("1p32", "1p32"),
}  # fmt: skip


def lay_out(reading: Reading) -> dict[str, pd.DataFrame]:
    """Tables `systems` (to read and keep), `cells`, `rulers`, `cuts`."""
    cells = [cell for row, system in enumerate(SYSTEMS) for cell in _cells(row, system, reading)]
    found = _findings(len(SYSTEMS), reading)
    rulers = [_ruler(row, test, reading) for row, test in enumerate(reading.tests)]
    cuts = [cut for row, test in enumerate(reading.tests) for cut in _cuts(row, test, reading)]
    return {
        "systems": pd.DataFrame([_system(row, system, reading) for row, system in enumerate(SYSTEMS)] + [_head(reading)]),
        "cells": pd.DataFrame(cells + found),
        "rulers": pd.DataFrame(rulers),
        "cuts": pd.DataFrame(cuts),
    }  # fmt: skip


def say_cells(system: System, names: tuple[str, ...]) -> str:
    """The answer in words: one cell, or from the mildest to the most severe that is left."""
    labels = {name: label for name, label, _ in system.cells}
    said = [labels[name] for name in names]
    if system.name == "Diagnosis" or len(said) < 3:
        return " or ".join(said)
    return f"{said[0]} to {said[-1]}"


def _system(row: int, system: System, reading: Reading) -> dict:
    now, before = reading.cells(system), reading.cells_before(system)
    answer = find_answer(reading.profile, system.name)
    moved = now != before
    only = "" if now else f"made for {system.applies_to} only"
    was = (say_cells(system, before) or "not asked") if moved else ""
    return {
        "row": row,
        "head": system.head,
        "brief": system.brief,
        "year": system.year,
        "answer": say_cells(system, now) or only,
        "why": answer.why if answer and now else "",
        "was": was,
        "moved": moved,
        "note": f"was {was}" if moved else "open" if len(now) > 1 else _points(answer) if now else "",
        "only": only,
    }


def _head(reading: Reading) -> dict:
    """The row of single findings under the systems."""
    heads = {
        STAGE: "FISH and sequencing",
        DIAGNOSE: "Defining events: CRAB, SLiM",
        FITNESS: "Gives frailty points",
    }
    blank = dict.fromkeys(("year", "answer", "why", "was", "only"), "")
    return {
        "row": len(SYSTEMS),
        "head": heads[reading.group],
        "brief": heads[reading.group].split(" and ")[0].split(":")[0],
        **blank,
        "moved": False,
        "note": "dashed: not done",
    }


def _points(answer: object) -> str:
    points = getattr(answer, "points", ())
    return f"{points[0]:g} point{'' if points[0] == 1 else 's'}" if len(points) == 1 else ""


def _cells(row: int, system: System, reading: Reading) -> list[dict]:
    now, before = reading.cells(system), reading.cells_before(system)
    if not now:
        return []
    boxes = _boxes(row, [brief for _, _, brief in system.cells])
    return [
        {
            **box,
            "label": label,
            "brief": brief,
            "state": NOT if name not in now else NOW if len(now) == 1 else MAY,
            "flipped": now != before and name in now and (name not in before or len(now) < len(before)),
        }
        for box, (name, label, brief) in zip(boxes, system.cells, strict=True)
    ]


def _boxes(row: int, words: list[str]) -> list[dict]:
    """Cells side by side: of one width while they are few, else as wide as their shortest words ask, for a phone."""
    letters = [1] * len(words) if len(words) < MANY else [len(word) + 2 for word in words]
    ends = [sum(letters[:k]) / sum(letters) for k in range(len(words) + 1)]
    return [
        {"row": row, "x0": left + _GAP, "x1": right - _GAP, "mid": (left + right) / 2}
        for left, right in pairwise(ends)
    ]


def _findings(row: int, reading: Reading) -> list[dict]:
    found = {STAGE: _fish, DIAGNOSE: _events, FITNESS: _fitness}[reading.group](reading)
    boxes = _boxes(row, [brief for _, _, brief, _ in found])
    return [
        {
            **box,
            "label": label,
            "brief": brief,
            "state": {True: NOW, False: NOT, None: MAY}[present],
            "flipped": False,
        }
        for box, (_, label, brief, present) in zip(boxes, found, strict=True)
    ]


def _fish(reading: Reading) -> list[tuple]:
    return [
        (test, label, brief, None if test not in reading.known else reading.known[test] > 0)
        for test, (label, brief) in _FISH.items()
    ]


def _events(reading: Reading) -> list[tuple]:
    return [
        (event.letter, f"{event.letter}: {event.name}", event.letter, event.present)
        for event in defining_events(reading.known, reading.sheet.limits)
    ]


def _fitness(reading: Reading) -> list[tuple]:
    rows = []
    for test in reading.tests:
        value = reading.known.get(test)
        counts = [cutoff.holds(value) for cutoff in cutoffs_of(test)] if value is not None else []
        rows.append((test, NAMES[test], NAMES[test], any(counts) if value is not None else None))
    return rows


def _ruler(row: int, test: str, reading: Reading) -> dict:
    value = reading.known.get(test)
    words = (
        f"{NAMES[test]}: not done" if value is None else f"{NAMES[test]} {write_value(test, value, reading)}"
    )
    return {
        "row": row,
        "words": words,
        "brief": words.replace(NAMES["b2m"], "B2M").replace(NAMES["flc_ratio"], "ratio"),
        "at": 0.0 if value is None else _place(test, value),
        "done": value is not None,
        "moved": test in reading.changed,
    }


def _cuts(row: int, test: str, reading: Reading) -> list[dict]:
    values = dict.fromkeys(cutoff.value for cutoff in cutoffs_of(test))
    factor, _ = _own_unit(test, reading)
    return [{"row": row, "at": _place(test, value), "says": f"{value / factor:.3g}"} for value in values]


def _place(test: str, value: float) -> float:
    """Where on its ruler a value lies, 0 to 1; what lies beyond stands at the end."""
    low, high = _SPANS[test]
    if test in _LOG:
        low, high, value = math.log(low), math.log(high), math.log(max(value, 1))
    return min(1.0, max(0.0, (value - low) / (high - low)))


def write_value(test: str, value: float, reading: Reading) -> str:
    """A value in the unit in which this sheet reports it."""
    factor, unit = _own_unit(test, reading)
    return f"{value / factor:.3g} {unit}".strip()


def _own_unit(test: str, reading: Reading) -> tuple[float, str]:
    """The factor to the clinic's unit, and the unit of this sheet; LDH is always shown against its limit."""
    known = find_test(test)
    row = next((row for row in reading.rows if find_test(row["test"]).name == test), None)
    unit = row["unit"] if row else ""
    if not unit or test == "ldh":
        return 1.0, _UNITS.get(known.unit, known.unit)
    return conversion(known, unit), _UNITS.get(unit, unit.replace("umol", "µmol"))

"""The key: what counts on a sheet, read item by item, and what the rules of the clinic make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from utils.activities.ward.nights import look
from utils.clinic.bedside import FAST_PULSE, Findings, grade_findings, say_next_check, score_ice
from utils.clinic.toxicity import Grade
from utils.models.ward import FEVER, HOURS, Signs

ROUNDS = range(0, HOURS + 1, 4)
CALLS = (  # by the higher grade; a ward's own protocol comes first
    "nobody beyond the usual: go on looking",
    "the doctor on call, now",
    "the doctor on call to the bedside, and the haematologist",
    "doctor, haematologist and the intensive-care team, now",
)


@dataclass(frozen=True)
class Key:
    """What the rules say at one hour. call: whom to ring, 0 to 3; why_call: what for, when it is not a grade."""

    crs: Grade
    icans: Grade
    call: int
    why_call: str
    next_check: str


def count(signs: Signs) -> Findings:
    """What counts of what was seen: an explained drowsiness does not, nor does vasopressin or any remark."""
    return Findings(
        fever=signs.temperature >= FEVER, treated=signs.treated, pressure=signs.pressure, oxygen=signs.oxygen,
        explained=bool(signs.explained), ice=score_ice(*signs.answers), seizure=signs.seizure, motor=signs.motor, icp=signs.icp,
        consciousness=0 if signs.sedated else signs.consciousness,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def find_key(name: str, seed: int, hour: int) -> Key:
    """The key of a night at an hour."""
    signs = look(name, seed, hour)
    crs, icans = grade_findings(count(signs))
    worst = max(crs.grade, icans.grade)
    why = signs.alarm or ("a fever is urgent, whatever explains it" if signs.explained and not worst else "")
    fast = signs.temperature >= FEVER and signs.pulse > FAST_PULSE
    return Key(
        crs,
        icans,
        max(min(worst, 3), 1 if why else 0),
        why,
        say_next_check(crs.grade, icans.grade, fast=fast, alarm=bool(signs.alarm)),
    )


def count_traps(name: str, seed: int) -> int:
    """How much of a night misleads: what is seen and does not count, fever that is gone, items that compete, high grades."""
    night = [(look(name, seed, hour), find_key(name, seed, hour)) for hour in ROUNDS]
    worst = [max(key.crs.grade for _, key in night), max(key.icans.grade for _, key in night)]
    misleading = (
        any(signs.vasopressin for signs, _ in night),
        any(signs.treated and signs.temperature < FEVER for signs, _ in night),
        any(signs.explained for signs, _ in night),
        any(signs.sedated for signs, _ in night),
        any(signs.alarm and not (key.crs.grade or key.icans.grade) for signs, key in night),
        any(key.crs.grade and key.icans.grade for _, key in night),
        *(grade >= 3 for grade in worst),
    )
    return sum(misleading) + len({note for signs, _ in night for note in signs.notes})


def rate(name: str, seed: int) -> str:
    """How hard a night is: easy (at most two traps), middling (three or four) or hard."""
    traps = count_traps(name, seed)
    return "easy" if traps < 3 else "middling" if traps < 5 else "hard"

"""A made-up person on a ward after T cells were redirected: what a nurse sees, hour by hour, for 72 hours.

A story is a list of events (hour, what, value); what is seen at an hour follows from the events up to it, with small
wavering that the seed decides. Nothing here grades anything: that is left to the rules of the clinic. Illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

HOURS = 72
FULL = {"orientation": 4, "naming": 3, "command": 1, "writing": 1, "attention": 1}  # points of the ICE test
_LOST_FIRST = ("attention", "writing", "naming", "orientation", "naming", "orientation", "orientation", "naming", "orientation", "command")  # fmt: skip
FEVER = 38.0  # C
NOTED = 4  # hours that a remark stays on the sheet
NOTES = {  # what is seen on wards and is no item of either scale
    "shivers, 37.9": "shivers; 37.9 °C is the highest all day",
    "tremor": "both hands tremble",
    "headache": "headache",
    "asleep": "92 % for a minute while asleep, 96 % once awake, no oxygen given",
    "liver": "liver tests are four times the limit",
    "afraid": "afraid and wide awake: “is it starting?”",
    "heart": "heart flutters for an hour, then regular again",
}
Event = tuple[int, str, object]


@dataclass(frozen=True)
class Story:
    """seed: decides the wavering. events: (hour, name of a field of `Signs`, value); `note` adds a remark of that hour."""

    seed: int
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Signs:
    """What stands on the sheet at one hour.

    pressure, oxygen: the help that is needed, as the steps of `utils.clinic.toxicity`; ice: points of the whole test;
    consciousness, seizure, motor, icp as there. treated: medicine against fever or cytokines was given and the release is
    not over. explained: the other cause of fever, pressure and oxygen that the doctors have written down; sedated: that
    a sleeping tablet explains the drowsiness. alarm: a sign that belongs to neither scale and must be told at once.
    """

    hour: int
    fever: bool = False
    pressure: int = 0
    vasopressin: bool = False
    oxygen: int = 0
    ice: int = 10
    consciousness: int = 0
    seizure: int = 0
    motor: int = 0
    icp: int = 0
    treated: bool = False
    explained: str = ""
    sedated: bool = False
    alarm: str = ""
    temperature: float = 0.0
    systolic: int = 0
    diastolic: int = 0
    saturation: int = 0
    pulse: int = 0
    flow: int = 0
    answers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def observe(story: Story, hour: int) -> Signs:
    """The sheet at an hour of the shift, 0 to 72; the same story gives the same sheet."""
    state, notes = {}, []
    for at, what, value in story.events:
        if at <= hour and what == "note":
            notes += [str(value)] if hour - at < NOTED else []
        elif at <= hour:
            state[what] = value
    signs = Signs(hour=hour, notes=tuple(notes), **state)
    return replace(signs, **_measure(signs, np.random.default_rng([story.seed, hour])))


def _measure(signs: Signs, rng: np.random.Generator) -> dict[str, object]:
    """Numbers that go with the state: a fever is 38.0 or above, and a low pressure comes with what holds it up."""
    waver = rng.random(5)
    temperature = FEVER + 0.1 + 1.9 * waver[0] if signs.fever else 36.5 + 1.2 * waver[0]
    systolic = 108 + 26 * waver[1] if not signs.pressure else 98 - 5 * signs.pressure + 6 * waver[1]
    return {
        "temperature": round(float(temperature), 1),
        "systolic": int(systolic),
        "diastolic": int(systolic * (0.55 + 0.08 * waver[2])),
        "saturation": int((95 if not signs.oxygen else 91) + 4 * waver[3]),
        "pulse": int((106 if signs.fever or signs.pressure else 68) + 22 * waver[4]),
        "flow": {0: 0, 1: 2 + int(3 * waver[3]), 2: 15}.get(signs.oxygen, 0),
        "answers": spend_points(signs.ice),
    }


def spend_points(points: int) -> tuple[int, ...]:
    """How many points each part of the ICE test brought, in the order of `FULL`, for a sum.

    >>> spend_points(8)
    (4, 3, 1, 0, 0)
    """
    left = dict(FULL)
    for part in _LOST_FIRST[: sum(FULL.values()) - points]:
        left[part] -= 1
    return tuple(left.values())


def make_story(seed: int) -> Story:
    """A night made up by chance: how bad, from when, by which item, and what of it does not count."""
    rng = np.random.default_rng(seed)
    worst = int(rng.choice(5, p=[0.18, 0.27, 0.27, 0.18, 0.10]))
    began = int(rng.integers(4, 26))
    events = _release(rng, worst, began) if worst else []
    worst_nerves = int(rng.choice(5, p=[0.36, 0.22, 0.20, 0.13, 0.09]))
    if worst_nerves:
        events += _confuse(rng, worst_nerves, began + int(rng.integers(6, 20)))
    for kind in rng.choice(list(NOTES), size=int(rng.integers(0, 4)), replace=False):
        events.append((int(rng.integers(2, 68)), "note", NOTES[str(kind)]))
    return Story(seed, tuple(sorted(events, key=lambda event: event[0])))


def _release(rng: np.random.Generator, worst: int, began: int) -> list[Event]:
    """Fever, then what it needs for blood pressure and oxygen: one of the two leads."""
    lead, other = (str(kind) for kind in rng.permutation(["pressure", "oxygen"]))
    step, stay = int(rng.integers(2, 5)), int(rng.integers(5, 12))
    falls = began + step * worst + stay
    events: list[Event] = [(began, "fever", True)]
    for kind, most in ((lead, worst - 1), (other, int(rng.integers(0, worst)))):
        events += [(began + step * level, kind, level) for level in range(1, most + 1)]
        events += [(falls + step * (most - level), kind, level) for level in range(most - 1, -1, -1)]
    over = falls + step * (worst - 1) + (2 if worst == 1 else 0)
    if worst > 1 and rng.random() < 0.6:  # the fever goes before the rest does
        given = began + step + 1
        events += [(given, "treated", True), (given + 2, "fever", False), (over, "treated", False)]
    held = [at for at, kind, level in events if (kind, level) == ("pressure", 2)]
    if held and rng.random() < 0.6:
        events += [(min(held), "vasopressin", True), (falls, "vasopressin", False)]
    if rng.random() < 0.15:
        events += [(falls - stay + 1, "explained", "a blood culture that grows"), (over, "explained", "")]
    return [*events, (over, "fever", False), (over, "note", "fever, pressure and oxygen are as before")]


def _confuse(rng: np.random.Generator, worst: int, began: int) -> list[Event]:
    """The ICE test falls; at the worst another item may decide, or a sleeping tablet may explain the drowsiness."""
    points = {1: (7, 10), 2: (3, 7), 3: (0, 3)}
    events: list[Event] = []
    for grade in range(1, min(worst, 3) + 1):
        events.append((began + 5 * (grade - 1), "ice", int(rng.integers(*points[grade]))))
    peak = began + 5 * (worst - 1)
    decider = {2: [("consciousness", 2)], 3: [("consciousness", 3), ("seizure", 3), ("icp", 3)],
               4: [("consciousness", 4), ("seizure", 4), ("motor", 4), ("icp", 4)]}.get(worst, [])  # fmt: skip
    if worst == 4 or (decider and rng.random() < 0.5):
        what, value = decider[int(rng.integers(len(decider)))]
        events = [
            event for event in events if worst == 4 or event[0] < peak
        ]  # so that this item alone decides
        events.append((peak, what, value))
        if what == "consciousness" and value == 4:
            events.append((peak, "ice", 0))
        events.append((peak + 8, what, 0))
    elif rng.random() < 0.4:
        events += [
            (began, "consciousness", 2),
            (began, "sedated", True),
            (began + 6, "consciousness", 0),
            (began + 6, "sedated", False),
        ]
    return [*events, (peak + 9, "ice", 9), (peak + 16, "ice", 10)]

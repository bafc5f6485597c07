"""The nights: six that are set, each for one thing that is often missed, and one made up by chance for every number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from utils.models.ward import NOTES, Signs, Story, make_story, observe

CHANCE = "A night made up by chance"
BEGINS = 20  # o'clock: the shift is a night shift


@dataclass(frozen=True)
class Night:
    """day: since the infusion when the shift begins. told: what the day shift says. moral: what the debrief says."""

    day: int
    told: str
    moral: str
    source: str
    story: Story


NIGHTS = {
    "Bed 1: a week on, quiet so far": Night(
        7, "CAR T cells a week ago; nothing yet.",
        "The fever was gone from hour 26 and the release was not: once it is treated, blood pressure and oxygen decide. "
        "Vasopressin beside one vasopressor does not make two.",
        "astct19",
        Story(11, ((6, "note", NOTES["afraid"]), (20, "fever", True), (23, "pressure", 1), (24, "treated", True),
                   (26, "fever", False), (34, "oxygen", 1), (38, "pressure", 2), (39, "vasopressin", True),
                   (46, "vasopressin", False), (46, "pressure", 1), (52, "oxygen", 0), (56, "pressure", 0),
                   (56, "treated", False), (56, "note", "fever, pressure and oxygen are as before"))),
    ),
    "Bed 2: no fever all day": Night(
        8, "CAR T cells eight days ago; the fever of the first days is over.",
        "The nerves can be hit without any fever. The ICE test fell before anybody called her confused; the short seizure, "
        "not the test, made it grade 3. Trembling hands never counted.",
        "astct19",
        Story(12, ((10, "note", NOTES["tremor"]), (14, "ice", 9), (22, "ice", 7), (30, "ice", 5), (30, "consciousness", 2),
                   (38, "seizure", 3), (44, "seizure", 0), (46, "consciousness", 0), (50, "ice", 8), (62, "ice", 10))),
    ),
    "Bed 3: the release is over, and fever returns": Night(
        12, "CAR T cells twelve days ago; a release of grade 2 ended two days ago.",
        "No grade of CRS said how ill she was: fever alone is grade 1. Ferritin that leaps while blood counts and fibrinogen fall "
        "is the pattern of an overactive immune system (HLH-like syndrome), which can be fatal. The panel that named it writes "
        "that it often does not go along with the severity of CRS.",
        "iec_hs_2023",
        Story(13, ((8, "fever", True),
                   (14, "alarm", "ferritin five times yesterday's, platelets halved, liver tests rising"),
                   (30, "alarm", "ferritin twenty times that of two days ago, fibrinogen low, bruises on both arms"),
                   (40, "explained", "an overactive immune system (HLH-like syndrome)"), (64, "fever", False))),
    ),
    "Bed 4: shivers and a red line site": Night(
        9, "CAR T cells nine days ago; hardly any white cells; the skin around the line is red.",
        "Until another cause was written down, fever with low pressure was graded as CRS of grade 2, and the doctors were "
        "rung at once: without white cells a fever is treated as infection until shown otherwise. When the culture grew, it was no CRS.",
        "cart_care_table",
        Story(14, ((8, "note", NOTES["shivers, 37.9"]), (10, "fever", True), (12, "pressure", 1), (28, "explained", "a blood culture that grows"),
                   (42, "pressure", 0), (50, "fever", False), (50, "explained", ""))),
    ),
    "Bed 5: day 20, eating badly": Night(
        20, "CAR T cells twenty days ago; came back because food has lost its taste.",
        "CRS 0, ICANS 0, and still a reason to ring at once. A drooping face is no item of ICANS; palsies of the nerves of the "
        "face came at a median of three weeks in the CARTITUDE trials, also without CRS or ICANS before. It could also be a stroke.",
        "cranial_nerve_2024",
        Story(15, ((4, "note", "food tastes of nothing"), (10, "alarm", "the right corner of the mouth hangs, the right eye does not close"),
                   (30, "note", NOTES["headache"]))),
    ),
    "Bed 6: talks a lot": Night(
        3, "CAR T cells three days ago; afraid of the first night.",
        "Nothing happened, and that had to be found out every few hours. 37.9 °C is no fever, a low reading that needs no oxygen is no "
        "lack of oxygen, and a hand that trembles is no ICANS.",
        "astct19",
        Story(16, ((3, "note", NOTES["afraid"]), (8, "note", NOTES["shivers, 37.9"]), (24, "note", NOTES["asleep"]),
                   (34, "note", NOTES["tremor"]), (47, "note", NOTES["headache"]), (58, "note", NOTES["liver"]))),
    ),
}  # fmt: skip
BY_CHANCE = (
    "What decided at each hour stands in the table below. What never counts: trembling, headache, heart and liver signs, "
    "37.9 °C, vasopressin as the second vasopressor, and whatever another cause explains."
)


def night_names() -> list[str]:
    """What can be chosen, the one by chance last."""
    return [*NIGHTS, CHANCE]


def find_night(name: str, seed: int) -> Night:
    """The set night of that name, or the one that this number makes."""
    return NIGHTS[name] if name in NIGHTS else _by_chance(seed)


@lru_cache(maxsize=64)
def _by_chance(seed: int) -> Night:
    day = 1 + seed % 9
    return Night(day, f"T cells were redirected; day {day}.", BY_CHANCE, "astct19", make_story(seed))


@lru_cache(maxsize=4096)
def look(name: str, seed: int, hour: int) -> Signs:
    """The sheet of a night at an hour."""
    return observe(find_night(name, seed).story, hour)


def clock(hour: int) -> str:
    """The time of day at an hour of the shift."""
    return f"{(BEGINS + hour) % 24:02d}:00"

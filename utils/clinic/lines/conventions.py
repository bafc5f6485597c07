"""Cases on which the guideline on lines is silent, and trials differ (line15): they are named, not graded."""

from __future__ import annotations

from utils.clinic.lines.drugs import STEROID, drug_class, is_car_t
from utils.clinic.lines.history import Event

SHORTEST_CYCLE_DAYS = 21  # line15 asks for one complete cycle or more


def is_steroid_pulse(event: Event) -> bool:
    """A regimen of steroids alone."""
    return (
        event.verb == "start"
        and bool(event.drugs)
        and all(_class_of(name) == STEROID for name in event.drugs)
    )


def _class_of(name: str) -> str:
    """Teaching examples may carry a made-up name, which has no class."""
    try:
        return drug_class(name)
    except ValueError:
        return ""


def say_short_cycle(last: Event | None) -> str:
    """A warning when the regimen before was given for less than a cycle; empty otherwise."""
    if last is None or last.verb != "start" or not (last.start and last.stop) or is_car_t(last.drugs):
        return ""
    days = (last.stop - last.start).days
    if days >= SHORTEST_CYCLE_DAYS:
        return ""
    return (
        f"; {last.what} before it ran {days} days, less than one complete cycle, on which conventions differ"
    )

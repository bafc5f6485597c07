"""When each drug was actually being taken: a history turned into days of exposure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from utils.clinic.errors import HistoryError
from utils.clinic.lines.drugs import is_lymphodepletion
from utils.clinic.lines.history import Event


@dataclass(frozen=True)
class Course:
    """One uninterrupted course of one drug; `stop` is its last dose, None while it runs."""

    drug: str
    start: date
    stop: date | None

    def days_until(self, day: date) -> int:
        """Days from the last dose to a day; 0 or less while the drug was being taken."""
        return 0 if self.stop is None else (day - self.stop).days


def read_courses(events: Iterable[Event]) -> tuple[Course, ...]:
    """The courses of every drug in a dated history, in order of starting.

    An added drug runs until the regimen stops, a dropped one ends that day, a pause ends the courses
    and they resume with the next start (or on the pause's own stop date). Lymphodepletion makes room for CAR T cells:
    it is no treatment of the myeloma, so that nothing can be refractory to it.
    """
    courses: list[Course] = []
    running: dict[str, tuple[date, date | None]] = {}
    for event in events:
        if event.start is None:
            raise HistoryError(
                f"{event} has no date: refractoriness is judged by dates. Give start and stop."
            )
        _apply(event, running, courses)
    courses.extend(Course(drug, start, stop) for drug, (start, stop) in running.items())
    return tuple(sorted(courses, key=lambda course: course.start))


def _apply(event: Event, running: dict[str, tuple[date, date | None]], courses: list[Course]) -> None:
    day = event.start
    if is_lymphodepletion(event.drugs, event.what):
        _close(running, courses, day, list(running) if event.verb == "start" else ())
    elif event.verb == "start":
        _close(running, courses, day, list(running))
        running.update({drug: (day, event.stop) for drug in event.drugs})
    elif event.verb in ("sct", "bridge"):
        courses.extend(Course(drug, day, event.stop or day) for drug in event.drugs)
    elif event.verb == "add":
        ends = [stop for _, stop in running.values()]
        running.update({drug: (day, event.stop or (ends[0] if ends else None)) for drug in event.drugs})
    elif event.verb == "drop":
        _close(running, courses, day, event.drugs)
    elif event.verb == "substitute":
        ends = [stop for _, stop in running.values()]
        _close(running, courses, day, event.drugs[:1])
        running.update({drug: (day, event.stop or (ends[0] if ends else None)) for drug in event.drugs[1:]})
    elif event.verb == "pause":
        _pause(event, running, courses)


def _pause(event: Event, running: dict[str, tuple[date, date | None]], courses: list[Course]) -> None:
    """The regimen (or the drugs named) stops; with a stop date the pause ends and the same drugs resume."""
    paused = {drug: running[drug] for drug in event.drugs if drug in running}
    _close(running, courses, event.start, paused)
    if event.stop:
        running.update({drug: (event.stop, stop) for drug, (_, stop) in paused.items()})


def _close(running: dict, courses: list[Course], day: date | None, drugs: Iterable[str]) -> None:
    """End the courses of these drugs on a day, or earlier if they had already stopped."""
    for drug in list(drugs):
        if drug in running and day is not None:
            start, stop = running.pop(drug)
            courses.append(Course(drug, start, min(stop, day) if stop else day))

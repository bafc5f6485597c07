"""A table of schedules turned into days: on which days of a year a treatment is given, and how.

The rule is counting, as a nurse does it in a diary: cycle 1 begins on `first_day`, each cycle begins when the one before
has run its length, and a drug is given on the named days of every cycle from `from_cycle` to `to_cycle`.
Published schedules are those of course_data/schedules.csv, each row with its source.
"""

import re

import pandas as pd

from utils.clinic.errors import ClinicError

YEAR = 365
AWAY = (
    "hospital",
    "infusion",
    "injection",
    "visit",
)  # ways that ask a person to leave home, the heaviest first
ROUTES = (*AWAY, "tablet")
GIVEN = ("day", "what", "route", "day_read")
STRETCH = re.compile(r"(\d+)(?:-(\d+))?")


class ScheduleError(ClinicError):
    """A schedule that cannot be turned into days."""


def expand_days(text: str) -> list[int]:
    """The days of a cycle that a short form names, in order and each once.

    >>> expand_days("1-3;8")
    [1, 2, 3, 8]

    Raises ScheduleError when a part is no day and no stretch of days.
    """
    days: set[int] = set()
    for part in str(text).split(";"):
        found = STRETCH.fullmatch(part.strip())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            raise ScheduleError(
                f"{text!r} names no days at {part!r}. Write days and stretches, such as '1;8;15' or '1-21'."
            )
        days.update(range(first, last + 1))
    return sorted(days)


def lay_out_days(schedules: pd.DataFrame, days: int = YEAR) -> pd.DataFrame:
    """Every day on which something is given, one row a day and row of the schedule, in order of the days.

    schedules: columns what, route, cycle_days, from_cycle, to_cycle (missing: goes on), days, first_day and, where known,
    day_read. Returns the columns day (1 is the first day of treatment), what, route, day_read.
    Raises ScheduleError for a day beyond its cycle, a cycle that ends before it begins, or a route nobody knows.
    """
    rows = [given for row in schedules.to_dict("records") for given in _days_of(row, days)]
    made = pd.DataFrame(rows, columns=list(GIVEN))
    return made.sort_values("day", kind="stable", ignore_index=True)


def judge_days(given: pd.DataFrame, days: int = YEAR) -> pd.DataFrame:
    """Each day of the time by the most that it asks: hospital, infusion, injection, visit, tablet, or nothing ("").

    given: as `lay_out_days` returns it. Returns one row a day: day, route, what (all that is given), day_read (False
    when the course, not the source, has placed what decides the day).
    """
    held: dict[int, list[tuple]] = {}
    for day, *rest in zip(*(given[name] for name in GIVEN), strict=True):
        held.setdefault(int(day), []).append(tuple(rest))
    rows = [(day, *_heaviest(held.get(day, []))) for day in range(1, days + 1)]
    return pd.DataFrame(rows, columns=["day", "route", "what", "day_read"])


def count_care(given: pd.DataFrame) -> dict[str, int]:
    """Different days of each kind: in hospital, with an infusion, an injection or another visit, and with tablets.

    A day in hospital counts as that and as nothing else; `away` is the number of days on which somebody must leave home
    for the treatment. Days of tablets are counted whatever else the day holds.
    """
    by_route = {route: set(given.loc[given["route"] == route, "day"]) for route in ROUTES}
    inside = by_route["hospital"]
    counts = {route: len(by_route[route] - inside) for route in AWAY[1:]}
    away = set().union(*(by_route[route] for route in AWAY))
    return {"hospital": len(inside), **counts, "away": len(away), "tablet": len(by_route["tablet"])}


def _days_of(row: dict, days: int) -> list[tuple]:
    length, first, last, listed = _read(row)
    begins = int(row.get("first_day", 1))
    read = bool(row.get("day_read", True))
    found = []
    for cycle in range(first, last + 1):
        start = begins + (cycle - 1) * length - 1
        if start >= days:
            break
        found += [(start + day, row["what"], row["route"], read) for day in listed if start + day <= days]
    return found


def _read(row: dict) -> tuple[int, int, int, list[int]]:
    length, first, listed = int(row["cycle_days"]), int(row["from_cycle"]), expand_days(row["days"])
    last = 10**6 if pd.isna(row["to_cycle"]) else int(row["to_cycle"])
    if row["route"] not in ROUTES:
        raise ScheduleError(
            f"{row['what']}: the route {row['route']!r} is unknown. Choose one of: {', '.join(ROUTES)}."
        )
    if listed[-1] > length:
        raise ScheduleError(
            f"{row['what']}: day {listed[-1]} lies beyond a cycle of {length} days. Mend the day or the length."
        )
    if not 1 <= first <= last:
        raise ScheduleError(
            f"{row['what']}: cycles {first} to {last} are no stretch. The last comes after the first."
        )
    return length, first, last, listed


def _heaviest(given: list[tuple]) -> tuple[str, str, bool]:
    """Route, everything that is given, and whether the source names the day, of one day."""
    for route in ROUTES:
        decides = [read for _, way, read in given if way == route]
        if decides:
            return route, ", ".join(dict.fromkeys(what for what, _, _ in given)), any(decides)
    return "", "", True

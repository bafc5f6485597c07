"""Survival data checked and counted: distinct event times, deaths, numbers at risk, people censored."""

from __future__ import annotations

import numpy as np

from utils.models._checks import ParameterError
from utils.models._observations import read_flags, read_months

COLUMNS = 6  # time, deaths, censored; the estimate and its two limits


SEEN = "1 or True when the event was seen, 0 or False when it was not"


def check_times(durations, entry):
    """Months of follow-up and of entry, one of each a person. Raises ParameterError."""
    t = read_months("durations", durations)
    if t.size == 0:
        raise ParameterError("durations is empty. Give at least one person's months.")
    return t, None if entry is None else _check_entry(entry, t)


def check_events(t: np.ndarray, events) -> np.ndarray:
    """Whether each person's event was seen. Raises ParameterError."""
    seen = read_flags("events", events, f"{SEEN} (for several causes use aalen_johansen)")
    require_as_many("events", seen, t)
    return seen


def require_as_many(name: str, values: np.ndarray, t: np.ndarray) -> None:
    """One cell a person. Raises ParameterError."""
    if values.size != t.size:
        raise ParameterError(f"durations ({t.size}) and {name} ({values.size}) must be equally long.")


def _check_entry(entry, t: np.ndarray) -> np.ndarray:
    start = read_months("entry", entry)
    require_as_many("entry", start, t)
    late = np.flatnonzero(start >= t)
    if late.size:
        row = int(late[0])
        raise ParameterError(
            f"entry, row {row + 1}: {start[row]:g} months, but this person was last seen at {t[row]:g}. "
            "Observation must begin before that person's duration (months)."
        )
    return start


def count_steps(t, seen, start):
    """Distinct event times led by 0 and closed by the last time; deaths, numbers at risk, people censored, and three
    columns not filled yet.

    The columns lie in one piece of memory: at a million people, fetching it in many small ones costs more than sorting.
    """
    block, left = _find_steps(_sort_packed(t, seen))
    times, (deaths, censored) = block[0], block[1:3].view(np.int64)
    np.subtract(left[1:], left[:-1], out=censored[:-1])
    censored[-1] = t.size - left[-1]
    censored -= deaths
    entered = t.size if start is None else _entered(np.sort(start), times)
    return times, deaths, np.subtract(entered, left, out=left), censored, block[3:]


def _sort_packed(t, seen):
    """Times in order, each as a whole number that is odd when censored; with a made-up event at 0 and at the last.

    The bits of a time from 0 up order like the time itself, so that one plain sort, with events before censorings at
    the same time, does what an argsort would do slowly.
    """
    keys = np.zeros(t.size + 2, dtype=np.uint64)
    people = keys[1:-1]
    np.left_shift(t.view(np.uint64), np.uint64(1), out=people)
    people |= ~seen
    keys[-1] = np.float64(t.max()).view(np.uint64) << np.uint64(1)
    keys.sort()
    return keys


def _find_steps(keys):
    """A block led by rows of times and deaths, one column for each distinct time; and how many had left before it."""
    left = np.flatnonzero((keys.astype(np.uint8) & 1) == 0)
    block = np.empty((COLUMNS, left.size))
    times, deaths = block[0].view(np.uint64), block[1].view(np.int64)
    np.take(keys, left, out=times, mode="clip")
    times >>= np.uint64(1)
    deaths[:] = 1
    deaths[0] = deaths[-1] = 0  # the made-up ones, of which the first had not left either
    left -= 1
    left[0] = 0
    new = times[1:] != times[:-1]
    if not new[-1]:  # the last time has an event of its own
        block, left, new = block[:, :-1], left[:-1], new[:-1]
    return (block, left) if new.all() else _merge_ties(block, left, np.append(0, np.flatnonzero(new) + 1))


def _merge_ties(block, left, edge):
    """edge: where a new time begins."""
    merged = np.empty((COLUMNS, edge.size))
    merged[0] = block[0, edge]
    np.add.reduceat(block[1].view(np.int64), edge, out=merged[1].view(np.int64))
    return merged, left[edge]


def _entered(starts: np.ndarray, times: np.ndarray) -> np.ndarray:
    count = np.searchsorted(starts, times, side="left")
    return np.where(times == 0, np.searchsorted(starts, 0.0, side="right"), count)


def count_at(times: np.ndarray, events: np.ndarray) -> np.ndarray:
    return np.bincount(np.searchsorted(times, events), minlength=times.size)

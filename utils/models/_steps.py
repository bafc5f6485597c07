"""Survival data checked and counted: distinct event times, deaths, numbers at risk, people censored."""

from __future__ import annotations

import numpy as np

from utils.models._checks import ParameterError, require_range


def check_times(durations, events, entry):
    t, seen = np.asarray(durations, dtype=float).ravel(), np.asarray(events).ravel()
    if t.size == 0 or t.size != seen.size:
        raise ParameterError(
            f"durations ({t.size}) and events ({seen.size}) must be equally long, and not empty."
        )
    require_range("durations", t, 0.0, np.inf, "months")
    if seen.dtype.kind == "f" and np.isnan(seen).any():
        raise ParameterError(
            "events holds a missing value. Each is 0 (not seen) or 1 (seen; causes 1, 2, ...)."
        )
    return t, seen, None if entry is None else _check_entry(entry, t)


def _check_entry(entry, t: np.ndarray) -> np.ndarray:
    start = np.asarray(entry, dtype=float).ravel()
    require_range("entry", start, 0.0, np.inf, "months")
    if start.size != t.size or (start >= t).any():
        raise ParameterError("entry must be one month a person, before that person's duration (months).")
    return start


def as_flags(seen: np.ndarray) -> np.ndarray:
    flags = seen.astype(bool)
    if seen.dtype != bool and not np.array_equal(flags, seen):
        raise ParameterError("events must be 0 or 1 (for several causes use aalen_johansen).")
    return flags


def count_steps(t, seen, start):
    """Distinct event times led by 0 and closed by the last time; deaths, numbers at risk, people censored.

    Time and event are packed into one whole number (the bits of a time from 0 up order like the time itself), so
    that one plain sort, with events before censorings at the same time, does what an argsort would do slowly.
    """
    keys = t.view(np.uint64) << np.uint64(1)
    keys |= ~seen
    keys.sort()
    place = np.flatnonzero((keys.astype(np.uint8) & 1) == 0)
    keys >>= np.uint64(1)
    steps, deaths, left = _fill_steps(keys.view(np.float64), place)
    censored = np.empty_like(left)
    np.subtract(left[1:], left[:-1], out=censored[:-1])
    censored[-1] = t.size - left[-1]
    censored -= deaths
    entered = t.size if start is None else _entered(np.sort(start), steps)
    return steps, deaths, np.subtract(entered, left, out=left), censored


def _fill_steps(times, place):
    """Step times, deaths and how many had left before, with a row at 0 and one at the last time where none is.

    times: sorted; place: where in them the events are. Arrays are filled where they stay: at a million people,
    fetching fresh memory costs more than sorting.
    """
    steps, left = np.zeros(place.size + 2), np.zeros(place.size + 2, dtype=np.int64)
    np.take(times, place, out=steps[1:-1], mode="clip")
    left[1:-1] = place
    steps[-1], left[-1] = times[-1], np.searchsorted(times, times[-1], side="left")
    deaths = np.ones(steps.size, dtype=np.int64)
    deaths[0] = deaths[-1] = 0
    new = np.ones(steps.size, dtype=bool)
    np.not_equal(steps[1:], steps[:-1], out=new[1:])
    if new.all():
        return steps, deaths, left
    edge = np.flatnonzero(new)
    return steps[edge], np.add.reduceat(deaths, edge), left[edge]


def _entered(starts: np.ndarray, times: np.ndarray) -> np.ndarray:
    count = np.searchsorted(starts, times, side="left")
    return np.where(times == 0, np.searchsorted(starts, 0.0, side="right"), count)


def count_at(times: np.ndarray, events: np.ndarray) -> np.ndarray:
    return np.bincount(np.searchsorted(times, events), minlength=times.size)

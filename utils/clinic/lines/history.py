"""A treatment history: what was started, stopped, added or dropped, when, and whether it was planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from utils.clinic.dates import as_date, is_blank
from utils.clinic.errors import ClinicError, HistoryError, nearest
from utils.clinic.lines.drugs import parse_regimen
from utils.clinic.unknown import is_unknown

VERBS = ("start", "add", "drop", "dose", "pause", "substitute", "sct", "bridge", "radiotherapy")
COLUMNS = ("start", "stop", "drugs", "planned", "reason", "event")
_NO_DRUGS = ("sct", "radiotherapy")
_RADIATION = ("radiotherapy", "radiation", "rt", "xrt")


@dataclass(frozen=True)
class Event:
    """One row of a history.

    verb: one of VERBS. what: the regimen or drug as written. drugs: the same by generic name.
    planned: foreseen when the line began. same: the same regimen again with nothing in between.
    stop: None while it runs, or when the event is a moment.
    """

    verb: str
    what: str
    planned: bool
    start: date | None = None
    stop: date | None = None
    reason: str = ""
    same: bool = False
    drugs: tuple[str, ...] = ()

    def __str__(self) -> str:
        when = f"{self.start} " if self.start else ""
        return f"{when}{self.verb} {self.what}".strip()


def event(verb: str, what: str, planned: object, **details: Any) -> Event:
    """An event from its words; refuses an unknown verb, drug, or a `planned` that is neither yes nor no."""
    verb = "" if is_unknown(verb) else verb
    if verb not in VERBS:
        raise HistoryError(
            f"{verb!r} is not an event.{nearest(str(verb), VERBS)} Use one of: {', '.join(VERBS)}."
        )
    what = "" if is_unknown(what) else str(what)
    where = f"{verb} {what}".strip()
    for name in ("start", "stop"):
        if name in details:
            details[name] = as_date(details[name], f"{where}, {name}")
    details["reason"] = "" if is_blank(details.get("reason")) else str(details["reason"])
    details["same"] = _yes_no(details.get("same", False), where, "same", "the same regimen again")
    drugs = details.pop("drugs", None)
    if is_unknown(drugs):
        drugs = ("melphalan",) if verb == "sct" else () if _names_no_drug(verb, what) else parse_regimen(what)
    return Event(verb, what, _yes_no(planned, where), drugs=tuple(drugs), **details)


def _names_no_drug(verb: str, what: str) -> bool:
    """Radiotherapy, as an event of its own or as the bridge before CAR T cells."""
    return verb in _NO_DRUGS or (verb == "bridge" and str(what).strip().casefold() in _RADIATION)


def _yes_no(
    value: object, where: str, name: str = "planned", meaning: str = "foreseen when the line began"
) -> bool:
    text = str(value).strip().casefold()
    if text in {"1", "true", "yes", "1.0"}:
        return True
    if text in {"0", "false", "no", "0.0"}:
        return False
    raise HistoryError(f"{where}: {name} is {value!r}. Write 1 ({meaning}) or 0.")


def read_history(history: Any) -> tuple[Event, ...]:
    """Checked events, in order.

    history: a DataFrame with the columns start, stop, drugs, planned, reason, event (one row an event;
    `event` is one of VERBS), or a sequence of Event. Raises HistoryError for a row that cannot have
    happened as written: stop before start, dates out of order, overlapping regimens.
    """
    if hasattr(history, "to_dict"):
        missing = [name for name in COLUMNS if name not in history.columns]
        if missing:
            raise HistoryError(
                f"The history lacks the column(s) {', '.join(missing)}; it needs {', '.join(COLUMNS)}."
            )
        events = tuple(_from_row(row, number) for number, row in enumerate(history.to_dict("records"), 1))
    else:
        events = _from_sequence(history)
    _check_order(events)
    return events


def _from_sequence(history: Any) -> tuple[Event, ...]:
    """Events as they are; anything else is refused."""
    readable = not isinstance(history, str) and hasattr(history, "__iter__")
    items = tuple(history) if readable else ()
    if not readable or not all(isinstance(item, Event) for item in items):
        raise HistoryError(
            f"The history is neither a DataFrame ({', '.join(COLUMNS)}) nor a list of events. Make one with event('start', 'VRd', 1)."
        )
    return items


def _from_row(row: dict[str, Any], number: int) -> Event:
    what = "" if is_blank(row["drugs"]) else str(row["drugs"])
    where = f"history row {number} ({what or 'no drug'})"
    start, stop = as_date(row["start"], where), as_date(row["stop"], where)
    if start is None:
        raise HistoryError(f"{where} has no start date. Write it as year-month-day.")
    if not what:
        raise HistoryError(f"{where}: no drug is named. Write a drug or a regimen such as 'VRd'.")
    reason = "" if is_blank(row["reason"]) else str(row["reason"])
    verb = "" if is_unknown(row["event"]) else str(row["event"]).strip().casefold()
    try:
        return event(verb, str(row["drugs"]), row["planned"], start=start, stop=stop, reason=reason)
    except ClinicError as error:
        raise type(error)(f"{where}: {error}") from None


def _check_order(events: Iterable[Event]) -> None:
    """Time runs forward, and one regimen ends before the next begins."""
    running: Event | None = None
    before: Event | None = None
    for now in events:
        if now.start and now.stop and now.stop < now.start:
            raise HistoryError(
                f"{now.what} stops on {now.stop}, before it starts on {now.start}. Swap the two dates."
            )
        if before and before.start and now.start and now.start < before.start:
            raise HistoryError(f"{now} comes after {before}: dates are out of order. Sort the rows by start.")
        if now.verb in ("start", "sct", "bridge"):
            _check_overlap(running, now)
            running = now if now.verb == "start" else running
        elif now.verb != "radiotherapy":
            _check_running(running, now)
        before = now


def _check_overlap(running: Event | None, now: Event) -> None:
    if running is None or running.start is None or now.start is None:
        return
    if (running.verb, running.what, running.start) == (now.verb, now.what, now.start):
        raise HistoryError(f"{now} is written twice. Remove one of the two rows.")
    if running.stop is None and now.verb == "start":
        raise HistoryError(
            f"{running.what} has no stop, yet {now.what} starts on {now.start}. Give its stop, or use 'add'."
        )
    if running.stop and running.stop > now.start and now.verb != "bridge":
        raise HistoryError(
            f"{running.what} runs until {running.stop}, yet {now.what} starts on {now.start}: regimens overlap. "
            "Correct a date, or use 'add' or 'substitute'."
        )


def _check_running(running: Event | None, now: Event) -> None:
    """A drug can be added to, dropped from or paused in a regimen only while the regimen runs."""
    if now.start is None or (running and running.start is None):
        return
    if running is None or (running.stop and now.start > running.stop):
        raise HistoryError(f"{now}: no regimen is running on that day. Use 'start', or correct the date.")

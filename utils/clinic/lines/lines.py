"""Counting lines of therapy by the IMWG guideline of 2015 (line15), with the rule that fired at each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from utils.clinic.lines.conventions import is_steroid_pulse, say_short_cycle
from utils.clinic.lines.drugs import is_car_t, is_lymphodepletion
from utils.clinic.lines.history import Event, read_history
from utils.clinic.results import Finding, join_words

if TYPE_CHECKING:
    import pandas as pd

RULE = "line15"


@dataclass(frozen=True, kw_only=True)
class LineEvent:
    """One event of the history, the line it belongs to, and the rule that decided."""

    line: int
    verb: str
    what: str
    start: date | None
    stop: date | None
    new_line: bool
    ambiguous: bool
    why: str
    rule: str = RULE

    def __str__(self) -> str:
        when = f"{self.start} " if self.start else ""
        return f"{when}line {self.line}: {self.why} [{self.rule}]"


@dataclass(frozen=True, kw_only=True, repr=False)
class Lines(Finding):
    """The number of lines of therapy, event by event."""

    n: int
    events: tuple[LineEvent, ...]

    @property
    def headline(self) -> str:
        """The count, and whether a rule left it open."""
        unsure = len(self.ambiguous)
        open_ = f" (ambiguous: {unsure} event{'s' if unsure > 1 else ''})" if unsure else ""
        return f"{self.n} line{'' if self.n == 1 else 's'} of therapy{open_}"

    @property
    def ambiguous(self) -> tuple[LineEvent, ...]:
        """The events on which the guideline is silent or conventions differ."""
        return tuple(event for event in self.events if event.ambiguous)

    @property
    def starts(self) -> tuple[date, ...]:
        """The day each line began (dated histories only)."""
        first = {event.line: event.start for event in reversed(self.events) if event.start and event.line}
        return tuple(first[line] for line in sorted(first))

    def table(self) -> pd.DataFrame:
        """One row an event: line, verb, what, start, stop, new_line, ambiguous, why."""
        import pandas as pd

        return pd.DataFrame(
            [vars(event) for event in self.events], columns=list(LineEvent.__dataclass_fields__)
        )


@dataclass(frozen=True)
class _State:
    """Where the count stands: lines so far, the regimen running, transplants so far, whether it was left off."""

    n: int = 0
    current: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    transplants: int = 0
    last: Event | None = None
    bridging: bool = False


@dataclass(frozen=True)
class _Verdict:
    new_line: bool
    why: str
    ambiguous: bool = False


def count_lines(history: Any) -> Lines:
    """How many lines of therapy, and which rule fired at each event.

    history: DataFrame (start, stop, drugs, planned, reason, event) or a sequence of `history.Event`.
    Rules: Rajkumar 2015 (line15). Cases on which the letter is silent (an unplanned first transplant,
    bridging before CAR T, a restart after a gap, less than one cycle) are counted by the letter and
    called ambiguous. Every bridge before one CAR T infusion belongs to the line that the first of them begins;
    lymphodepletion is never a line of its own. Raises HistoryError, UnknownDrugError.

    >>> from utils.clinic.lines.history import event
    >>> planned = [event("start", "VRd", 1), event("sct", "auto", 1), event("start", "R maintenance", 1)]
    >>> count_lines(planned).n, count_lines([*planned, event("start", "DKd", 0)]).n
    (1, 2)
    """
    events = read_history(history)
    state, rows = _State(), []
    for place, event in enumerate(events):
        verdict = _judge(state, event, _next_treatment(events[place + 1 :]))
        state = _move_on(state, event, verdict)
        rows.append(_row(state, event, verdict))
    return Lines(n=state.n, events=tuple(rows), why=_summary(state.n, rows), rule=RULE)


_PASSED = ("radiotherapy", "dose", "drop", "pause")  # between two bridges they interrupt nothing


def _leads_to_car_t(event: Event) -> bool:
    """Bridging, and lymphodepletion however it is written down."""
    return event.verb == "bridge" or (event.verb == "start" and is_lymphodepletion(event.drugs, event.what))


def _next_treatment(later: Sequence[Event]) -> Event | None:
    """The next regimen, past further bridges, lymphodepletion and radiotherapy."""
    return next((event for event in later if not _leads_to_car_t(event) and event.verb not in _PASSED), None)


def _row(state: _State, event: Event, verdict: _Verdict) -> LineEvent:
    return LineEvent(
        line=state.n, verb=event.verb, what=event.what, start=event.start, stop=event.stop,
        new_line=verdict.new_line, ambiguous=verdict.ambiguous, why=verdict.why,
    )  # fmt: skip


def _summary(n: int, rows: Sequence[LineEvent]) -> str:
    openers = [f"bridging ({row.what})" if row.verb == "bridge" else row.what for row in rows if row.new_line]
    if not openers:
        return "no treatment that counts as a line is recorded"
    unsure = [f"{row.verb} {row.what}" for row in rows if row.ambiguous]
    tail = f"; conventions differ on {join_words(unsure)}" if unsure else ""
    return f"{n} line{'s' if n != 1 else ''}, opened by {join_words(openers)}{tail}."


def _judge(state: _State, event: Event, following: Event | None) -> _Verdict:
    """Which rule of line15 does this event meet?"""
    if event.verb == "radiotherapy":
        return _Verdict(False, "radiotherapy alone is not a line; conventions differ.", ambiguous=True)
    if _leads_to_car_t(event):
        return _judge_bridge(state, event, following)
    if state.n == 0:
        return _Verdict(
            True, f"{event.what} is the first treatment: line 1.", ambiguous=is_steroid_pulse(event)
        )
    judge = {
        "start": _judge_start,
        "sct": _judge_transplant,
        "add": _judge_change,
        "substitute": _judge_change,
    }
    if event.verb in judge:
        return judge[event.verb](state, event)
    return _Verdict(False, _QUIET[event.verb])


_QUIET = {
    "drop": "dropping some but not all drugs does not discontinue the regimen.",
    "dose": "a changed dose is the same regimen.",
    "pause": "a pause ends nothing: the same regimen may resume.",
}


def _judge_start(state: _State, event: Event) -> _Verdict:
    if state.bridging and is_car_t(event.drugs):
        return _Verdict(False, f"{event.what} follows its bridging: by trial convention one line together.")
    if event.planned:
        return _Verdict(False, f"{event.what} was planned as part of the line: same line.")
    if event.same or frozenset(event.drugs) == state.current:
        return _judge_restart(state, event)
    pulse = is_steroid_pulse(event)
    short = say_short_cycle(state.last)
    why = f"a different regimen, {event.what}, was started after the one before was discontinued: new line"
    doubt = pulse * "; on a steroid alone conventions differ" + short
    return _Verdict(True, f"{why}{doubt}.", ambiguous=bool(doubt))


def _judge_restart(state: _State, event: Event) -> _Verdict:
    """The same regimen with nothing in between; after a progression off treatment trials usually count it."""
    after_progression = not event.same and (state.last is None or state.last.verb != "pause")
    tail = (
        "; if the disease progressed off treatment, trials usually count a new line"
        if after_progression
        else ""
    )
    why = f"{event.what} is the same regimen restarted with nothing in between: same line{tail}."
    return _Verdict(False, why, ambiguous=after_progression)


def _judge_transplant(state: _State, event: Event) -> _Verdict:
    if event.planned:
        return _Verdict(False, f"the transplant ({event.what}) was planned as part of the line: same line.")
    if state.transplants:
        return _Verdict(True, "a second or later transplant that is not a planned tandem: new line.")
    why = "an unplanned first transplant: the rule speaks only of more than one, so it is left in the line."
    return _Verdict(False, why, ambiguous=True)


def _judge_change(state: _State, event: Event) -> _Verdict:
    """Adding or substituting a drug."""
    word = "addition" if event.verb == "add" else "substitution"
    if event.planned:
        return _Verdict(False, f"the {word} of {event.what} was planned: same line.")
    again = event.verb == "add" and bool(event.drugs) and set(event.drugs) <= state.dropped
    tail = "; it had been dropped from the same regimen, on which conventions differ" if again else ""
    return _Verdict(
        True, f"unplanned {word} ({event.what}), whatever the reason: new line{tail}.", ambiguous=again
    )


def _judge_bridge(state: _State, event: Event, following: Event | None) -> _Verdict:
    """By trial convention apheresis, bridging, lymphodepletion and CAR T infusion are one line."""
    emptying = is_lymphodepletion(event.drugs, event.what)
    what = f"lymphodepletion ({event.what})" if emptying else f"bridging with {event.what}"
    if state.bridging:
        return _Verdict(
            False, f"{what} continues on the way to the same CAR T infusion: same line.", ambiguous=True
        )
    opens = (
        following is not None
        and following.verb == "start"
        and is_car_t(following.drugs)
        and not following.planned
    )
    if emptying and not opens:
        return _Verdict(
            False, f"{what} makes room for CAR T cells and is no line of its own.", ambiguous=True
        )
    why = f"{what} counts with its CAR T infusion as one line: a trial convention later than the rule."
    return _Verdict(opens or state.n == 0, why, ambiguous=True)


def _move_on(state: _State, event: Event, verdict: _Verdict) -> _State:
    """The state after the event."""
    current, dropped = state.current, state.dropped
    on_the_way = _leads_to_car_t(event) or (state.bridging and event.verb in _PASSED)
    if event.verb in ("start", "sct") and not _leads_to_car_t(event):
        # After a transplant no regimen is running: whatever follows unplanned is not a mere restart.
        current, dropped = frozenset(event.drugs if event.verb == "start" else ()), frozenset()
    elif event.verb == "add":
        current = current | set(event.drugs)
    elif event.verb == "drop":
        current, dropped = current - set(event.drugs) or current, dropped | set(event.drugs)
    elif event.verb == "substitute":
        current = (current - set(event.drugs[:1])) | set(event.drugs[1:])
    return replace(
        state, n=state.n + verdict.new_line, current=current, dropped=dropped, last=event,
        transplants=state.transplants + (event.verb == "sct"),
        bridging=(state.bridging or verdict.new_line) if on_the_way else False,
    )  # fmt: skip

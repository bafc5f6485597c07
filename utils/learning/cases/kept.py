"""The choices at each fork, kept in the passport; what an older or newer course wrote is read as far as it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from utils.learning.cases.case_file import Case, Choice, Fork
from utils.learning.cases.walking import follow
from utils.learning.passport.log import Event
from utils.learning.passport.passports import Passport

KIND = "decision"


@dataclass(frozen=True)
class Kept:
    """What the passport knows of one case: the way taken last, the first choice at each fork, how sure it was.

    way: ids of choices from the first fork on. first: fork -> choice. sure: fork -> word, of the latest choice.
    """

    way: tuple[str, ...]
    first: dict[str, str]
    sure: dict[str, str]


def keep_choice(passport: Passport, case: Case, fork: Fork, choice: Choice, sure: str) -> None:
    """Add one choice to the passport."""
    passport.record(
        KIND,
        decision=f"{case.id}-{fork.id}",
        choice=choice.id,
        verdict=choice.verdict,
        confidence=sure,
        page=f"case-{case.id}",
    )


def read_kept(case: Case, events: Sequence[Event]) -> Kept:
    """What a passport holds of a case; choices that this version of the case does not have are passed over."""
    latest: dict[str, str] = {}
    first: dict[str, str] = {}
    sure: dict[str, str] = {}
    for event in events:
        fork = _fork_of(case, event)
        choice = event.get("choice")
        if fork is None or not isinstance(choice, str) or fork.choice(choice) is None:
            continue
        first.setdefault(fork.id, choice)
        latest[fork.id], sure[fork.id] = choice, str(event.get("confidence", ""))[:10]
    return Kept(_way(case, latest), first, sure)


def _fork_of(case: Case, event: Event) -> Fork | None:
    name = event.get("decision")
    if event.get("kind") != KIND or not isinstance(name, str) or not name.startswith(f"{case.id}-"):
        return None
    return case.forks.get(name.removeprefix(f"{case.id}-"))


def _way(case: Case, latest: dict[str, str]) -> tuple[str, ...]:
    """From the first fork along the latest choices, as far as they lead."""
    way, place = [], case.first.id
    while place in latest:
        way.append(latest[place])
        place = follow(case, way)[-1][1].next
    return tuple(way)


def finished(case: Case, events: Sequence[Event]) -> bool:
    """Whether the way taken last leads to an ending."""
    steps = follow(case, read_kept(case, events).way)
    return bool(steps) and steps[-1][1].next in case.endings

"""Fits the sections of a session into the minutes there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from utils.teaching.sessions import Section, Session, SessionError


@dataclass(frozen=True)
class Step:
    """One row of a run sheet: when it starts, how many minutes it has, and the section to teach."""

    start: int
    minutes: int
    section: Section


def fit(session: Session, minutes: int) -> list[Step]:
    """The sections and minutes that fill a session exactly.

    Core sections always stay. Others join, in their order, while the usual pace allows it; then time is
    taken from, or given to, each section within its own limits. Raises SessionError when the shortest plan
    is longer than `minutes`, or the longest shorter.
    """
    if minutes < session.shortest:
        raise SessionError(
            f"{session.title} needs at least {session.shortest} minutes; that is its shortest plan."
        )
    if minutes > session.longest:
        raise SessionError(
            f"{session.title} fills at most {session.longest} minutes, discussion included. "
            f"Plan two notebooks, or ask for {session.longest} minutes."
        )
    chosen = _choose(session.sections, minutes)
    return _place(chosen, _stretch(chosen, minutes))


def _choose(sections: Sequence[Section], minutes: int) -> list[Section]:
    chosen = [section for section in sections if section.core]
    for section in sections:
        room = minutes - sum(s.usual for s in chosen)
        too_short = sum(s.most for s in chosen) < minutes
        if not section.core and (
            section.usual <= room or (too_short and _still_fits(chosen, section, minutes))
        ):
            chosen.append(section)
    return sorted(chosen, key=sections.index)


def _still_fits(chosen: Sequence[Section], section: Section, minutes: int) -> bool:
    return sum(s.least for s in chosen) + section.least <= minutes


def _stretch(sections: Sequence[Section], minutes: int) -> list[int]:
    """Minutes per section, one at a time from or to whichever is furthest from its limit."""
    given = [section.usual for section in sections]
    while (gap := minutes - sum(given)) != 0:
        step = 1 if gap > 0 else -1
        slack = [(s.most - g) if step > 0 else (g - s.least) for s, g in zip(sections, given, strict=True)]
        given[slack.index(max(slack))] += step
    return given


def _place(sections: Sequence[Section], given: Sequence[int]) -> list[Step]:
    starts = [sum(given[:k]) for k in range(len(given))]
    return [Step(*row) for row in zip(starts, given, sections, strict=True)]

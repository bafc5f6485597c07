"""A course over several meetings: `course.py plan --course 6x60` lays the notebooks out in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from utils.teaching.fitting import Step, fit
from utils.teaching.sessions import Session, SessionError, full_number, read_session, session_names

_SHAPE = re.compile(r"(\d{1,3})\s*[x×*]\s*(\d{1,3})", re.IGNORECASE)


def read_shape(text: str) -> tuple[int, int]:
    """Read `6x60` as six meetings of sixty minutes. Raises SessionError for anything else.

    >>> read_shape("6x60")
    (6, 60)
    """
    found = _SHAPE.fullmatch(text.strip())
    if not found or not (int(found[1]) and int(found[2])):
        raise SessionError(f"--course is meetings x minutes, such as 6x60, not {text!r}.")
    return int(found[1]), int(found[2])


def choose_sessions(names: Sequence[str]) -> list[Session]:
    """The notes of the notebooks named, in reading order; of all notebooks when none is named."""
    every = [name for name in session_names() if name.isdigit()]
    wanted = sorted({full_number(name) for name in names}) or every
    return [read_session(name) for name in wanted]


def lay_out(sessions: Sequence[Session], meetings: int, minutes: int) -> list[list[Session]]:
    """Notebooks for each meeting, in order: as even as can be, no meeting over its time.

    Of all ways to cut the row of notebooks into at most `meetings` parts whose shortest plans fit, the one whose fullest
    meeting is least full. Raises SessionError with what would be needed when there is none.
    """
    longest = max(sessions, key=lambda session: session.shortest)
    if longest.shortest > minutes:
        raise SessionError(
            f"{longest.title} needs at least {longest.shortest} minutes; a meeting has {minutes}."
        )
    best = _cut(tuple(sessions), meetings, minutes)
    if best is None:
        least = _least_meetings(sessions, minutes)
        raise SessionError(
            f"{len(sessions)} notebooks do not fit into {meetings} meetings of {minutes} minutes: they need {least}. "
            f"Name those you want, as in: plan 01 05 08 --course {meetings}x{minutes}."
        )
    return best


def _cut(sessions: tuple[Session, ...], meetings: int, minutes: int) -> list[list[Session]] | None:
    """Dynamic programme over the first notebooks and the meetings used for them."""
    best: dict[tuple[int, int], tuple[int, list[int]]] = {(0, 0): (0, [])}
    for used in range(1, meetings + 1):
        for end in range(1, len(sessions) + 1):
            ways = [
                (
                    max(best[start, used - 1][0], sum(s.core_minutes for s in sessions[start:end])),
                    [*best[start, used - 1][1], end],
                )
                for start in range(end)
                if (start, used - 1) in best and sum(s.shortest for s in sessions[start:end]) <= minutes
            ]
            if ways:
                best[end, used] = min(ways)
    found = [best[len(sessions), used] for used in range(1, meetings + 1) if (len(sessions), used) in best]
    if not found:
        return None
    _, ends = min(found)
    return [list(sessions[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _least_meetings(sessions: Sequence[Session], minutes: int) -> int:
    count, room = 0, 0
    for session in sessions:
        if session.shortest > room:
            count, room = count + 1, minutes
        room -= session.shortest
    return count


def join(sessions: Sequence[Session]) -> Session:
    """Several notebooks as one session, so that one plan can share out its minutes."""
    first = sessions[0]
    if len(sessions) == 1:
        return first
    return replace(
        first,
        name="_".join(session.name for session in sessions),
        title=" and ".join(session.title for session in sessions),
        objectives=tuple(text for session in sessions for text in session.objectives),
        core_minutes=sum(session.core_minutes for session in sessions),
        full_minutes=sum(session.full_minutes for session in sessions),
        sections=tuple(section for session in sessions for section in session.sections),
        misconceptions=tuple(item for session in sessions for item in session.misconceptions),
        prompts=tuple(item for session in sessions for item in session.prompts),
        demonstration=tuple(item for session in sessions for item in session.demonstration),
        skip=tuple(item for session in sessions for item in session.skip),
    )


def course_sheet(parts: Sequence[Sequence[Session]], meetings: int, minutes: int) -> str:
    """The course on one sheet, in Markdown: meeting by meeting what is taught, in how many minutes, and what to read before."""
    shown = {session.name for part in parts for session in part}
    rows = ["| meeting | minutes | notebooks | sections | read before, at home |", "|---|---|---|---|---|"]
    rows += [_row(number, part, minutes, shown) for number, part in enumerate(parts, 1)]
    free = meetings - len(parts)
    spare = (
        f"\n\n{len(parts)} meetings are enough; {free} stay free for questions, cases and what took longer."
        if free
        else ""
    )
    runs = "\n".join(
        f"- meeting {number}: `python3 course.py plan {' '.join(s.name for s in part)} --course 1x{minutes}`"
        for number, part in enumerate(parts, 1)
    )
    return (
        f"# The course in {meetings} meetings of {minutes} minutes\n\n" + "\n".join(rows) + spare
        + f"\n\n## The sheet of each meeting\n\n{runs}\n\nFor learning, not for treatment decisions.\n"
    )  # fmt: skip


def fit_meeting(part: Sequence[Session], minutes: int) -> list[Step]:
    """The plan of one meeting; what its notebooks cannot fill is left for questions."""
    joined = join(part)
    return fit(joined, min(minutes, joined.longest))


def _row(number: int, part: Sequence[Session], minutes: int, shown: set[str]) -> str:
    steps = fit_meeting(part, minutes)
    taught = sum(step.minutes for step in steps)
    left = f", {minutes - taught} for questions" if taught < minutes else ""
    titles = "; ".join(session.title for session in part)
    before = ", ".join(sorted({need for session in part for need in session.needs} - shown)) or "nothing"
    return f"| {number} | {taught}{left} | {titles} | {len(steps)} of {len(join(part).sections)} | {before} |"

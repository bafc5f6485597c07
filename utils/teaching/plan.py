"""`course.py plan 08 --minutes 60`: a run sheet that fits the time exactly, in Markdown and HTML."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from utils.teaching.paper import write_paper
from utils.teaching.screen import name_cells
from utils.teaching.sessions import Section, Session, SessionError, full_number, read_session, session_names

PLANS = Path("plans")


@dataclass(frozen=True)
class Step:
    """One row of a run sheet: when it starts, how many minutes it has, and the section to teach."""

    start: int
    minutes: int
    section: Section


def main(argv: list[str]) -> int:
    """Print a run sheet and write it as Markdown and HTML; 1 when it cannot be made."""
    options = _read_options(argv)
    try:
        first = _minute_of_day(options.start)
        session = read_session(full_number(options.session))
        steps = fit(session, options.minutes)
    except SessionError as problem:
        print(problem, file=sys.stderr)
        return 1
    sheet = run_sheet(session, steps, first)
    print(sheet)
    return _write(sheet, session, options)


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


def run_sheet(session: Session, steps: Sequence[Step], first: int = 0) -> str:
    """The run sheet in Markdown; `first` is the minute of the day at which the session starts."""
    total = sum(step.minutes for step in steps)
    left_out = [s.title for s in session.sections if s not in [step.section for step in steps]]
    parts = [
        f"# {session.title}: {total} minutes",
        f"For {session.audience}.",
        _bullets("By the end they can", session.objectives),
        _say_tight(steps, total),
        "On the screen: the notebook's number, its headings, and below them its pictures by their titles.",
        _table(steps, first),
        _bullets("If you are late", [f"**{s.section.title}**: {s.section.cut}" for s in steps]),
        _bullets("Left out of this plan", left_out),
        _bullets("Misconceptions to expect", [f"“{m['says']}” {m['meet']}" for m in session.misconceptions]),
        _bullets("To discuss", session.prompts),
        _bullets("Demonstration", session.demonstration),
        _bullets("What to skip without loss", session.skip),
        "For learning, not for treatment decisions.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _say_tight(steps: Sequence[Step], total: int) -> str:
    """Say honestly when a plan is shorter than its sections take as a rule; empty when it is not."""
    usual = sum(step.section.usual for step in steps)
    if total >= usual:
        return ""
    pressed = [s.section.title for s in steps if s.minutes < s.section.usual]
    return (
        f"**This is tight.** These {len(steps)} sections take {usual} minutes as a rule. In {total} there is no time for "
        f"discussion or questions, and these are cut short: {'; '.join(pressed)}. What does not fit at all stands below."
    )


def _table(steps: Sequence[Step], first: int) -> str:
    rows = ["| start | minutes | what | on screen | say |", "|---|---|---|---|---|"]
    return "\n".join(rows + [_row(step, first) for step in steps])


def _row(step: Step, first: int) -> str:
    section = step.section
    extras = [f"questions {', '.join(section.questions)}"] if section.questions else []
    screen = "; ".join([f"{section.notebook}, {name_cells(section.notebook, section.cells)}", *extras])
    return f"| {_clock(first + step.start)} | {step.minutes} | {section.title} | {screen} | {section.say} |"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _bullets(heading: str, lines: Sequence[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def _write(sheet: str, session: Session, options: argparse.Namespace) -> int:
    stem = options.out / f"{session.name}_{options.minutes}_minutes"
    try:
        write_paper(stem, session.title, sheet)
    except OSError as problem:
        print(f"The plan was not saved: {problem}. Name another folder with --out.", file=sys.stderr)
        return 1
    print(f"Saved as {stem.with_suffix('.md')} and {stem.with_suffix('.html')}")
    return 0


def _read_options(argv: list[str]) -> argparse.Namespace:
    known = ", ".join(session_names())
    reader = argparse.ArgumentParser(
        prog="course.py plan", description="A timed run sheet for an instructor."
    )
    reader.add_argument("session", help=f"one of: {known} (8 is 08)")
    reader.add_argument("--minutes", type=int, default=60, help="how long the class is (45, 60, 90, ...)")
    reader.add_argument("--start", default="00:00", help="when it starts, as 14:15")
    reader.add_argument("--out", type=Path, default=PLANS, help="folder for the files")
    return reader.parse_args(argv)


def _minute_of_day(text: str) -> int:
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise SessionError(f"--start is a time of day such as 14:15, not {text!r}.")
    return int(hours) * 60 + int(minutes)

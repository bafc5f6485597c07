"""`course.py plan 08 --minutes 60`: a run sheet that fits the time exactly, in Markdown and HTML."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from utils.teaching import course_plan
from utils.teaching.fitting import Step, fit
from utils.teaching.paper import keep_all, paper_files
from utils.teaching.screen import name_cells
from utils.teaching.sessions import (
    Session,
    SessionError,
    full_number,
    read_clock,
    read_session,
    say_clock,
    session_names,
)

PLANS = Path("plans")


def main(argv: list[str]) -> int:
    """Print a run sheet and write it as Markdown and HTML; 1 when it cannot be made."""
    options = _read_options(argv)
    try:
        title, sheet, stem = _plan_course(options) if options.course else _plan_one(options)
    except SessionError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(sheet)
    return _write(sheet, title, options.out / stem)


def _plan_one(options: argparse.Namespace) -> tuple[str, str, str]:
    """Title, sheet and file name of one session."""
    if len(options.session) != 1:
        raise SessionError(
            "Name one notebook, as in: plan 08 --minutes 60. For several: plan 01 05 --course 2x60."
        )
    session = read_session(full_number(options.session[0]))
    sheet = run_sheet(session, fit(session, options.minutes), read_clock(options.start))
    return session.title, sheet, f"{session.name}_{options.minutes}_minutes"


def _plan_course(options: argparse.Namespace) -> tuple[str, str, str]:
    """The same of a course over several meetings; one meeting gets its run sheet."""
    meetings, minutes = course_plan.read_shape(options.course)
    parts = course_plan.lay_out(course_plan.choose_sessions(options.session), meetings, minutes)
    if meetings == 1:
        joined = course_plan.join(parts[0])
        sheet = run_sheet(joined, course_plan.fit_meeting(parts[0], minutes), read_clock(options.start))
        return joined.title, sheet, f"{joined.name}_{minutes}_minutes"
    name = "_".join(["course", f"{meetings}x{minutes}", *map(full_number, options.session)])
    return "The course", course_plan.course_sheet(parts, meetings, minutes), name


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
    return (
        f"| {say_clock(first + step.start)} | {step.minutes} | {section.title} | {screen} | {section.say} |"
    )


def _bullets(heading: str, lines: Sequence[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def _write(sheet: str, title: str, stem: Path) -> int:
    if not keep_all(stem.parent, paper_files(stem.name, title, sheet), "The plan"):
        return 1
    print(f"Saved as {stem.with_suffix('.md')} and {stem.with_suffix('.html')}")
    return 0


def _read_options(argv: list[str]) -> argparse.Namespace:
    known = ", ".join(session_names())
    reader = argparse.ArgumentParser(
        prog="course.py plan", description="A timed run sheet for an instructor."
    )
    reader.add_argument(
        "session", nargs="*", help=f"one of: {known} (8 is 08); with --course several, or none for all"
    )
    reader.add_argument("--course", help="several meetings, as 6x60: meetings x minutes")
    reader.add_argument("--minutes", type=int, default=60, help="how long the class is (45, 60, 90, ...)")
    reader.add_argument("--start", default="00:00", help="when it starts, as 14:15")
    reader.add_argument("--out", type=Path, default=PLANS, help="folder for the files")
    return reader.parse_args(argv)

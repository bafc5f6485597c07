"""Session notes of a notebook: who it is for, its sections with their minutes, and what to say when time runs out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from utils.evidence.paths import COURSE_DATA

FOLDER = COURSE_DATA / "teaching"
KINDS = ("opening", "prediction", "teach", "activity", "exercise", "quiz", "discussion", "close")


class SessionError(ValueError):
    """Session notes that cannot be used as they stand; the message names file, section and mend."""


@dataclass(frozen=True)
class Section:
    """One stretch of a session.

    least, usual, most: minutes it takes in a hurry, as a rule, and with discussion. core: it stays in the
    shortest plan. cells: ids of the notebook cells on screen. say: what the instructor opens with.
    cut: what to leave out when late.
    """

    id: str
    title: str
    kind: str
    least: int
    usual: int
    most: int
    core: bool
    cells: tuple[str, ...]
    say: str
    cut: str
    notebook: str
    activity: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """The notes of one notebook, or of a session over several (`spine`).

    needs: notebooks whose words it uses. paper: what its handout shows, when not the usual: `picture` and `activity` name
    cells, `settings` lists what the activity's small pictures are set to, `ask` is what is asked about them.
    """

    name: str
    title: str
    audience: str
    objectives: tuple[str, ...]
    core_minutes: int
    full_minutes: int
    sections: tuple[Section, ...]
    paper: dict = field(default_factory=dict)
    misconceptions: tuple[dict, ...] = ()
    prompts: tuple[str, ...] = ()
    demonstration: tuple[str, ...] = ()
    skip: tuple[str, ...] = field(default=())
    needs: tuple[str, ...] = ()

    @property
    def shortest(self) -> int:
        """Minutes of the shortest plan: the core sections, each in a hurry."""
        return sum(section.least for section in self.sections if section.core)

    @property
    def longest(self) -> int:
        """Minutes of everything, with discussion."""
        return sum(section.most for section in self.sections)


def full_number(name: str) -> str:
    """Read a notebook's number as people type it.

    >>> full_number("8"), full_number("08"), full_number("spine")
    ('08', '08', 'spine')
    """
    return name.zfill(2) if name.isdigit() else name


def read_clock(text: str) -> int:
    """The minute of the day of a time such as 14:15; SessionError for anything else."""
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise SessionError(f"--start is a time of day such as 14:15, not {text!r}.")
    return int(hours) * 60 + int(minutes)


def say_clock(minute: int) -> str:
    """A minute of the day as a clock shows it.

    >>> say_clock(855)
    '14:15'
    """
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def session_names(folder: Path = FOLDER) -> list[str]:
    """The names that `read_session` accepts: two-figure notebook numbers, and `spine`."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def read_session(name: str, folder: Path = FOLDER) -> Session:
    """Session notes by name.

    Raises SessionError for an unknown name, and for notes whose minutes do not add up.
    """
    path = folder / f"{name}.yaml"
    if not path.exists():
        known = ", ".join(session_names(folder)) or "none yet"
        raise SessionError(f"There are no session notes for {name!r}. There are notes for: {known}.")
    notes = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        session = _session(name, notes)
    except (KeyError, TypeError, ValueError) as problem:
        raise SessionError(
            f"{path.name}: {problem} is missing or malformed; compare with another file."
        ) from problem
    _refuse_bad_minutes(session, path.name)
    _refuse_split_lines(session, path.name)
    return session


def _session(name: str, notes: dict) -> Session:
    lists = {
        key: tuple(notes.get(key, ()))
        for key in ("misconceptions", "prompts", "demonstration", "skip", "needs")
    }
    return Session(
        name=name,
        title=notes["title"],
        audience=notes["audience"],
        objectives=tuple(notes["objectives"]),
        core_minutes=notes["core_minutes"],
        full_minutes=notes["full_minutes"],
        paper=dict(notes.get("paper", {})),
        sections=tuple(_section(item, str(notes.get("notebook", name))) for item in notes["sections"]),
        **lists,
    )


def _section(item: dict, notebook: str) -> Section:
    least, usual, most = item["minutes"]
    return Section(
        id=item["id"],
        title=item["title"],
        kind=item["kind"],
        least=least,
        usual=usual,
        most=most,
        core=bool(item.get("core", False)),
        cells=tuple(item["cells"]),
        say=item["say"],
        cut=item["cut"],
        notebook=str(item.get("notebook", notebook)),
        activity=item.get("activity", ""),
        questions=tuple(item.get("questions", ())),
    )


def _refuse_split_lines(session: Session, file: str) -> None:
    """A line with a colon in it is two words and a value to YAML, unless it stands in quotes; a sheet would print that."""
    for part in ("objectives", "prompts", "demonstration", "skip", "needs"):
        for line in getattr(session, part):
            if not isinstance(line, str):
                raise SessionError(f"{file}, {part}: put the line with the colon in quotes: {line}.")


def _refuse_bad_minutes(session: Session, file: str) -> None:
    for section in session.sections:
        if not 1 <= section.least <= section.usual <= section.most:
            raise SessionError(f"{file}, section {section.id}: minutes must rise, as in [2, 4, 6].")
        if section.kind not in KINDS:
            raise SessionError(f"{file}, section {section.id}: kind is one of {', '.join(KINDS)}.")
    for said, sections in (
        (session.core_minutes, [s for s in session.sections if s.core]),
        (session.full_minutes, session.sections),
    ):
        summed = sum(section.usual for section in sections)
        if summed != said:
            raise SessionError(
                f"{file}: the sections take {summed} minutes, the header says {said}: make them agree."
            )

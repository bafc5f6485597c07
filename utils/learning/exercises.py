"""Exercises: a task, a check that answers in words and never with an error, hints in steps, a solution on request."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from utils.evidence.paths import COURSE_DATA
from utils.learning.passport.passports import open_passport
from utils.learning.questions.bank import UnknownQuestion
from utils.learning.questions.printed_code import code_html, code_text

EXERCISES = COURSE_DATA / "exercises"
NOT_YET = "Not yet: put your own code in place of the three dots, then run this cell again."
COMMON = {
    "not_a_table": "A table (a DataFrame) is wanted here; this is {kind}.",
    "no_column": "The column `{name}` is missing. There are: {names}.",
    "not_a_number": "One number is wanted here.",
    "unreadable": "The check could not make sense of this answer ({what}). Compare its form with the task: which columns, which rows?",
}


@dataclass(frozen=True)
class Exercise:
    """One exercise: what the learner reads, the stub to start from, and the words the check answers with."""

    id: str
    objective: str
    title: str
    task: str
    stub: str
    hints: tuple[str, ...]
    solution: str
    wrong: tuple[dict, ...]
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """Something said to the learner, the same on a page and in a terminal."""

    heading: str
    body: str
    code: str = ""

    def __repr__(self) -> str:
        return "\n\n".join(filter(None, [f"{self.heading}\n{code_text(self.body)}", self.code]))

    def _repr_html_(self) -> str:
        code = f"<pre><code>{escape(self.code)}</code></pre>" if self.code else ""
        return f"<div><p><strong>{escape(self.heading)}</strong></p><p>{code_html(self.body)}</p>{code}</div>"


def exercise(exercise_id: str) -> Words:
    """Show an exercise's task and the stub to start from."""
    found = find_exercise(exercise_id)
    return Words(f"Exercise {found.id} (optional): {found.title}", found.task, found.stub.rstrip())


def judge(exercise_id: str, answer=...) -> Words:
    """Say what is right in an answer, what is off and where to look, and record it; never raises for an answer."""
    found = find_exercise(exercise_id)
    if answer is ... or answer is None:
        return Words(f"Exercise {found.id}", f"{NOT_YET} {_name_help(found)}")
    finding = _look_at(found, answer)
    open_passport().record("exercise", exercise=found.id, right=finding.right, finding=finding.key)
    heading = f"✓ Exercise {found.id}: right." if finding.right else f"Exercise {found.id}: not quite yet."
    nudge = "" if finding.right else f" {_name_help(found)}"
    return Words(heading, _say(found, finding) + nudge)


def _name_help(found: Exercise) -> str:
    return f'Help is one call away: `hint("{found.id}")`, then `solution("{found.id}")`.'


def hint(exercise_id: str) -> Words:
    """Give the next hint, one step at a time; after the last one it says so."""
    found = find_exercise(exercise_id)
    step = _HINTED.get(found.id, 0)
    _HINTED[found.id] = step + 1
    if step < len(found.hints):
        return Words(f"Hint {step + 1} of {len(found.hints)}", found.hints[step])
    _HINTED[found.id] = 0
    return Words(
        "That was the last hint",
        f'See a solution with `solution("{found.id}")`, or start over with the first hint.',
    )


_HINTED: dict[str, int] = {}


def solution(exercise_id: str) -> Words:
    """Show a worked solution."""
    found = find_exercise(exercise_id)
    return Words(
        f"A solution of exercise {found.id}",
        found.messages["right"].split("{")[0].strip(),
        found.solution.rstrip(),
    )


def find_exercise(exercise_id: str) -> Exercise:
    """Find an exercise by its id, such as `08-2`; raises UnknownQuestion with the nearest."""
    known = all_exercises()
    if exercise_id not in known:
        raise UnknownQuestion(exercise_id, list(known), "course_data/exercises")
    return known[exercise_id]


@lru_cache(maxsize=4)
def all_exercises(folder: Path = EXERCISES) -> dict[str, Exercise]:
    """Every exercise by id, notebook by notebook."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9][0-9].yaml"))]
    rows = [row for text in texts for row in yaml.load(text, Loader=loader)["exercises"]]
    return {row["id"]: _read(row) for row in rows}


def _read(row: dict) -> Exercise:
    return Exercise(**{**row, "hints": tuple(row["hints"]), "wrong": tuple(row["wrong"])})


def _look_at(found: Exercise, answer):
    """Run the check; whatever goes wrong in it is a finding about the answer's form, not an error."""
    from utils.learning.checks import (  # noqa: F401 - they register
        biology,
        board,
        classes,
        clones,
        first_line,
        lines,
        relapse,
        response,
        salvage,
        staging,
        t_cells,
        timeline,
    )
    from utils.learning.checks.findings import CHECKS
    from utils.learning.checks.findings import found as report

    try:
        return CHECKS[found.id](answer)
    except Exception as problem:  # any answer at all may be handed in; the learner gets words
        return report("unreadable", what=f"{type(problem).__name__}: {problem}"[:120])


def _say(found: Exercise, finding) -> str:
    message = found.messages.get(finding.key) or COMMON[finding.key]
    return message.format(**finding.seen)

"""How long a notebook takes, all of it and its core path, by one rule.

Reading takes a minute for 200 words, an activity, a case or an exercise five, a question one. A section whose heading
ends in "(optional)" is not on the core path; exercises, which need Python, and cells tagged `optional` are not either.
Cases off the core path are taken one at a time, on other days: the page says so, and they are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

import nbformat

from utils.authoring.links import find_links
from utils.authoring.notebook import join_source
from utils.learning.questions.bank import load_sheet

WORDS_A_MINUTE = 200
ACTIVITY, EXERCISE, QUESTION = 5, 5, 1
STEP = 5  # minutes are said in fives: nobody reads to the minute
MARK = "(optional)"

_HEADING = re.compile(r"^(?=## )", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9][\w'’.-]*")
_MINUTES = re.compile(r"^\d+ minutes \(\d+ for the core path\)", re.MULTILINE)
_ACTIVITIES = re.compile(r"^from utils\.activities import (.+)$", re.MULTILINE)
_CALL = re.compile(r"^(\w+)\((?:\"(\w+)[\w-]*\")?", re.MULTILINE)


class Stretch(NamedTuple):
    """A piece of a notebook that is wholly on the core path or wholly off it, and the minutes it takes."""

    cell: str
    core: bool
    minutes: float


def measure(notebook: nbformat.NotebookNode) -> tuple[int, int]:
    """Minutes of everything and of the core path, in fives."""
    stretches = list(read_stretches(notebook))
    return tuple(
        STEP * ceil(sum(s.minutes for s in stretches if s.core or everything) / STEP)
        for everything in (True, False)
    )


def read_stretches(notebook: nbformat.NotebookNode) -> Iterator[Stretch]:
    """The notebook piece by piece: prose split at its headings, and each cell of code."""
    optional, activities = False, find_activities(notebook)
    for cell in notebook.cells:
        tagged = "optional" in cell.metadata.get("tags", [])
        if cell.cell_type == "code":
            core = not (optional or tagged)
            yield Stretch(cell.id, core, _minutes_of_code(join_source(cell), activities, core))
            continue
        for part in _HEADING.split(join_source(cell)):
            if part.startswith("## "):
                optional = part.splitlines()[0].rstrip().endswith(MARK)
            yield Stretch(cell.id, not (optional or tagged), count_words(part) / WORDS_A_MINUTE)


def count_words(text: str) -> int:
    """Words as a reader meets them: those of links without their addresses."""
    for link in reversed(find_links(text)):
        text = text[: link.start] + link.text + text[link.end :]
    return len(_WORD.findall(text))


def find_activities(notebook: nbformat.NotebookNode) -> set[str]:
    """The activities that a notebook imports, by name."""
    code = "\n".join(join_source(cell) for cell in notebook.cells if cell.cell_type == "code")
    return {name for line in _ACTIVITIES.findall(code) for name in re.findall(r"\w+", line)}


def _minutes_of_code(source: str, activities: set[str], core: bool) -> float:
    """What a cell asks of the learner: the activities of the course, its questions, its exercises."""
    calls = [match.groups() for match in _CALL.finditer(source)]
    minutes = [ACTIVITY for name, _ in calls if name in activities]
    minutes += [EXERCISE for name, _ in calls if name == "exercise"]
    minutes += [ACTIVITY for name, _ in calls if name == "case" and core]
    minutes += [QUESTION * _questions(name, sheet) for name, sheet in calls]
    return sum(minutes)


def _questions(call: str, sheet: str | None) -> int:
    if call == "quiz":
        return sum(question.core for question in load_sheet(sheet).questions)
    if call in ("pretest", "posttest"):
        return len(load_sheet(call.removesuffix("test")).questions)
    return {"predict": 1, "reflect": 1, "ask": 1, "recall": 3}.get(call, 0)


def mend_minutes(notebook: nbformat.NotebookNode) -> list[str]:
    """Write the minutes into the title's cell, where it says any; says what changed."""
    title = notebook.cells[0]
    before = join_source(title)
    everything, core = measure(notebook)
    said = f"{everything} minutes ({core} for the core path)"
    title.source = _MINUTES.sub(said, before, count=1)
    return [] if title.source == before else [f"minutes: {said}"]

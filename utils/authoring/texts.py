"""The course's words outside its notebooks: questions, corrected claims, settings, care. They are linted too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from utils.evidence import table
from utils.evidence.paths import COURSE_DATA

# What a page claims, and what people believe, is quoted as it was said; the course's own words are not.
OWN_WORDS = {
    "web_claims": ("claim_id", ("correction",)),
    "misconceptions": ("misconception_id", ("correction",)),
    "sequencing": ("setting_id", ("options", "alternatives", "evidence", "opinion")),
    "supportive": ("supportive_id", ("recommendation",)),
    "options": ("option_id", ("note",)),
}
# Questions whose figures are their own, as an exercise's are: why, for each.
OWN_NUMBERS = {
    "01-q4": "worked out from the linked yearly risk",
    "01-q9": "the marrow of an imagined person",
    "02-q1": "the marrow of an imagined person",
    "02-q6": "the marrow of an imagined person",
    "02-q11": "the marrow of an imagined person",
    "05-q6": "an imagined history",
    "06-q1": "wrong readings of a linked hazard ratio, offered to be rejected",
    "06-q4": "a step of the sum, from linked shares",
    "06-q10": "wrong readings of a linked median, offered to be rejected",
    "06-q8": "names the width of a linked interval",
    "07-q10": "names the width of a linked interval",
    "08-q9": "quotes a page in order to correct it",
    "10-q7": "names the width of a linked interval",
    "post-q5": "an imagined trial",
    "post-q7": "an imagined history",
    "pre-q5": "an imagined trial",
}
_SLOT = re.compile(r"\{\{[^}]*\}\}")  # filled from a fact, or worked out, when the question is shown
_SPOKEN = {"stem", "why", "hint", "text", "model_answer", "explanation"}


class CourseText(NamedTuple):
    """One text and how to find it again."""

    where: str
    text: str
    own_numbers: bool = False


def course_texts() -> Iterator[CourseText]:
    """Every text of course_data in the course's own voice, questions and exercises included."""
    for name, (key, columns) in OWN_WORDS.items():
        for row in table(name).to_dict("records"):
            for column in columns:
                if isinstance(row[column], str):
                    yield CourseText(f"course_data/{name}.csv {row[key]} {column}", row[column])
    for path in sorted((COURSE_DATA / "questions").glob("[0-9p]*.yaml")):
        for question in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]:
            where = f"course_data/questions/{path.name} {question['id']}"
            for spoken in _spoken(question, where):
                yield spoken._replace(own_numbers=question["id"] in OWN_NUMBERS)


def _spoken(node: object, where: str) -> Iterator[CourseText]:
    """What a question says to the learner, at any depth."""
    if isinstance(node, list):
        for item in node:
            yield from _spoken(item, where)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _SPOKEN and isinstance(value, str):
                yield CourseText(f"{where} {key}", _SLOT.sub("(linked)", value))
            else:
                yield from _spoken(value, where)

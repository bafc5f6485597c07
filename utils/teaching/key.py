"""`course.py key`: the printable answer key, in Markdown and HTML, for instructors."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from utils.evidence import cite
from utils.learning.exercises import Exercise, all_exercises
from utils.learning.questions import bank
from utils.learning.questions.marking import key_of
from utils.learning.questions.wording import as_text, round_to, say_value
from utils.teaching.paper import keep_all, paper_files
from utils.teaching.plan import PLANS
from utils.teaching.sessions import full_number


def main(argv: list[str]) -> int:
    """Write the key of the notebooks named (all when none is) to a folder; print where it lies."""
    parser = argparse.ArgumentParser(prog="course.py key", description="Write the printable answer key.")
    parser.add_argument(
        "sheets", nargs="*", metavar="NN", help="notebooks, or pre and post; all when none is named"
    )
    parser.add_argument("--out", dest="to", type=Path, default=PLANS, help="the folder to write to")
    parser.add_argument("--print", action="store_true", help="print the Markdown instead of writing files")
    options = parser.parse_args(argv)
    try:
        named = [full_number(name) for name in options.sheets]
        text = "\n".join(write_key(name) for name in named or bank.sheet_names())
    except bank.UnknownQuestion as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.print:
        print(text)
        return 0
    return _save(text, options.to / "_".join(["answer_key", *named]))


def write_key(name: str) -> str:
    """Write the key of one notebook, or of a test, as Markdown."""
    sheet = bank.load_sheet(name)
    asked = [question for question in (sheet.prediction, *sheet.questions) if question]
    parts = [f"# Answer key {sheet.name} · {sheet.title}", *map(write_answer, asked)]
    own = [exercise for exercise in all_exercises().values() if exercise.id.startswith(f"{sheet.name}-")]
    return "\n\n".join([*parts, *map(write_solution, own)]) + "\n"


def write_answer(question: bank.Question) -> str:
    """Write one question with its answer, the reason for every option, and the sources."""
    marks = " · ".join(filter(None, [question.bloom, question.track, "core" if question.core else ""]))
    lines = [
        f"## {question.id} ({marks})",
        "",
        as_text(question.stem, question.given),
        "",
        *_answer_lines(question),
    ]
    if question.explanation:
        lines += ["", as_text(question.explanation, question.given)]
    return "\n".join([*lines, "", f"Sources: {'; '.join(map(cite, question.sources))}"])


def write_solution(exercise: Exercise) -> str:
    """Write one exercise with its solution."""
    code = f"```python\n{exercise.solution.rstrip()}\n```"
    return f"## Exercise {exercise.id}: {exercise.title}\n\n{exercise.task.strip()}\n\n{code}"


def _answer_lines(question: bank.Question) -> list[str]:
    def say(text: str) -> str:
        return as_text(text, question.given)

    if question.type == "numeric":
        key = say_value(round_to(key_of(question), question.tolerance), question.unit)
        slips = [f"- usual slip `{slip.expression}`: {say(slip.why)}" for slip in question.slips]
        return [f"**{key}** (within {question.tolerance:g}), from `{question.expression}`", "", *slips]
    if question.type == "text":
        return [
            say(question.model),
            "",
            *(f"- {say(point.text)}: {say(point.why)}" for point in question.options),
        ]
    if question.type == "order":
        return [f"{place}. **{say(o.text)}**: {say(o.why)}" for place, o in enumerate(question.options, 1)]
    if question.type == "match":
        names = [*question.lefts, *["fits nowhere"] * (len(question.options) - len(question.lefts))]
        pairs = zip(names, question.options, strict=True)
        return [f"- {say(left)} – **{say(option.text)}**: {say(option.why)}" for left, option in pairs]
    return [f"- {'**✓**' if o.right else '✗'} {say(o.text)}: {say(o.why)}" for o in question.options]


def _save(text: str, stem: Path) -> int:
    if not keep_all(stem.parent, paper_files(stem.name, "Answer key", text), "The key"):
        return 1
    print(f"Written: {stem}.md and {stem}.html. Keep both away from learners.")
    return 0

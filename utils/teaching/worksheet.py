"""`course.py exercises 08`: all questions and exercises of a notebook on one sheet, with or without their solutions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase

from utils.learning.exercises import Exercise, all_exercises
from utils.learning.questions import bank
from utils.learning.questions.printed import how_to_answer
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_text
from utils.teaching.key import write_answer, write_solution
from utils.teaching.paper import keep_all, paper_files
from utils.teaching.sessions import full_number

SHEETS = Path("worksheets")
GAP = "\\_\\_\\_"
RULE = "\n\n" + "\\_" * 60  # a line to write on, in Markdown and on paper


def main(argv: list[str]) -> int:
    """Write the sheets of the notebooks named to a folder; print where they lie."""
    options = _read_options(argv)
    try:
        named = [full_number(name) for name in options.sheets]
        texts = {name: write_worksheet(name, solutions=options.solutions) for name in named}
    except bank.UnknownQuestion as problem:
        print(problem, file=sys.stderr)
        return 1
    for name, text in texts.items():
        stem = options.out / f"exercises_{name}{'_solutions' if options.solutions else ''}"
        if not keep_all(stem.parent, paper_files(stem.name, f"Exercises {name}", text), "The sheet"):
            return 1
        print(f"Written: {stem}.md and {stem}.html.")
    return 0


def write_worksheet(name: str, *, solutions: bool = False) -> str:
    """The sheet of one notebook, or of a test, in Markdown; with solutions every answer stands at the end, with its reasons.

    Raises UnknownQuestion for a notebook that the course does not have.
    """
    sheet = bank.load_sheet(name)
    own = [exercise for exercise in all_exercises().values() if exercise.id.startswith(f"{sheet.name}-")]
    parts = [f"# {sheet.name} · {sheet.title}", "Name: " + "\\_" * 30, "## Questions"]
    parts += map(ask_on_paper, sheet.questions)
    if own:
        parts += ["## Exercises", *map(_set_task, own)]
    if solutions:
        parts += ["# Answers", *map(write_answer, sheet.questions), *map(write_solution, own)]
    return "\n\n".join([*parts, "For learning, not for treatment decisions."]) + "\n"


def ask_on_paper(question: bank.Question) -> str:
    """One question with room to answer: boxes to tick, places to number, or a line to write on."""
    stem = f"**{question.id}** {as_text(question.stem, question.given)} *{how_to_answer(question).replace('Type', 'Write')}*"
    shown = [as_text(question.options[place].text, question.given) for place in shown_order(question)]
    if question.type in ("single", "multiple"):
        return f"{stem}\n\n{_lines(f'☐ {text}' for text in shown)}"
    if question.type == "order":
        return f"{stem}\n\n{_lines(f'{GAP} {text}' for text in shown)}"
    if question.type == "match":
        lefts = _lines(f"{as_text(left, question.given)}: {GAP}" for left in question.lefts)
        lettered = _lines(
            f"**{letter}** {text}" for letter, text in zip(ascii_uppercase, shown, strict=False)
        )
        return f"{stem}\n\n{lefts}\n\n{lettered}"
    return stem + (RULE if question.type == "numeric" else RULE * 3)


def _lines(texts: Iterable[str]) -> str:
    """Lines one under another: two spaces at the end are Markdown's line break."""
    return "  \n".join(texts)


def _set_task(exercise: Exercise) -> str:
    return f"### {exercise.id}: {exercise.title}\n\n{exercise.task.strip()}\n\n```python\n{exercise.stub.rstrip()}\n```"


def _read_options(argv: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py exercises", description="All questions and exercises of a notebook on one sheet."
    )
    reader.add_argument("sheets", nargs="+", metavar="NN", help="notebooks, or pre and post")
    reader.add_argument(
        "--solutions", action="store_true", help="with every answer and its reasons at the end"
    )
    reader.add_argument("--out", type=Path, default=SHEETS, help="the folder to write to")
    return reader.parse_args(argv)

"""The verb `questions`: how many there are by notebook, type, level and track; a notebook's questions; the bank for a program."""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence

from utils.learning.exercises import all_exercises
from utils.learning.questions import bank
from utils.learning.questions.feedback import key_in_words
from utils.learning.questions.printed import print_question
from utils.learning.questions.wording import as_text

COLUMNS = {"type": bank.TYPES, "bloom": bank.LEVELS, "track": bank.TRACKS}
HEADINGS = {"type": "by type", "bloom": "by level", "track": "by track"}


def questions(argv: Sequence[str] = ()) -> int:
    """Count the bank; list the questions of the notebooks named; export them with `--csv` or `--json`."""
    options = _read_options(argv)
    try:
        sheets = [bank.load_sheet(name.zfill(2) if name.isdigit() else name) for name in options.sheets]
    except bank.UnknownQuestion as problem:
        print(problem, file=sys.stderr)
        return 1
    asked = [q for sheet in sheets or map(bank.load_sheet, bank.sheet_names()) for q in _asked(sheet)]
    if options.json:
        print(json.dumps([describe(question) for question in asked], indent=1, ensure_ascii=False))
    elif options.csv:
        table = csv.DictWriter(sys.stdout, list(describe(asked[0])), lineterminator="\n")
        table.writeheader()
        table.writerows(describe(question) for question in asked)
    elif sheets:
        print("\n\n".join(print_question(question) for question in asked))
    else:
        print_counts()
    return 0


def _read_options(argv: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py questions",
        description="Count the question bank, list the questions of a notebook, or export them with their answers.",
    )
    reader.add_argument(
        "sheets", nargs="*", metavar="NN", help="notebooks, or pre and post; all when none is named"
    )
    form = reader.add_mutually_exclusive_group()
    form.add_argument(
        "--csv", action="store_true", help="one row a question, with its answer, for a spreadsheet"
    )
    form.add_argument("--json", action="store_true", help="the same for a program")
    return reader.parse_args(list(argv))


def _asked(sheet: bank.Sheet) -> list[bank.Question]:
    return [question for question in (sheet.prediction, *sheet.questions) if question]


def describe(question: bank.Question) -> dict[str, object]:
    """One question as a row: what it is, what it asks, what may be chosen, and the answer in words."""
    told = {
        "id": question.id,
        "notebook": question.notebook,
        "objective": question.objective,
        "type": question.type,
    }
    told |= {"level": question.bloom, "track": question.track, "core": question.core}
    options = " | ".join(as_text(option.text, question.given) for option in question.options)
    answer = as_text(question.model, question.given) if question.type == "text" else key_in_words(question)
    return told | {"asks": as_text(question.stem, question.given), "options": options, "answer": answer}


def print_counts() -> None:
    """Print the counts by notebook, type, level and track."""
    counts = count_questions()
    for name, sheet in counts["notebooks"].items():
        print(
            f"{name}  {sheet['questions']:>3} questions, {sheet['core']} core, {sheet['exercises']} exercises"
        )
    for column, heading in HEADINGS.items():
        print(f"\n{heading}")
        _print_table(column)
    print(
        f"\n{counts['total']} questions, {counts['predictions']} predictions, {counts['exercises']} exercises"
    )


def count_questions() -> dict:
    """Count the bank: notebooks, types, levels, tracks, predictions and exercises."""
    sheets = {name: bank.load_sheet(name) for name in bank.sheet_names()}
    exercises = Counter(name.split("-")[0] for name in all_exercises())
    asked = [question for sheet in sheets.values() for question in sheet.questions]
    return {
        "notebooks": {name: _count_sheet(sheet, exercises[name]) for name, sheet in sheets.items()},
        **{column: dict(Counter(getattr(question, column) for question in asked)) for column in COLUMNS},
        "total": len(asked),
        "predictions": sum(sheet.prediction is not None for sheet in sheets.values()),
        "exercises": sum(exercises.values()),
    }


def _count_sheet(sheet: bank.Sheet, exercises: int) -> dict:
    core = sum(question.core for question in sheet.questions)
    return {"questions": len(sheet.questions), "core": core, "exercises": exercises}


def _print_table(column: str) -> None:
    values = COLUMNS[column]
    widths = [max(len(value), 3) for value in values]
    print("      " + "  ".join(value.rjust(width) for value, width in zip(values, widths, strict=True)))
    for name in bank.sheet_names():
        counts = Counter(getattr(question, column) for question in bank.load_sheet(name).questions)
        cells = (str(counts[value]).rjust(width) for value, width in zip(values, widths, strict=True))
        print(f"{name:<6}" + "  ".join(cells))

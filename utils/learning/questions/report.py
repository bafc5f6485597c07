"""The verb `questions`: how many there are by notebook, type, level and track, and whether the bank is sound."""

import json
from collections import Counter
from collections.abc import Iterable

from utils.learning.exercises import all_exercises
from utils.learning.questions import bank

COLUMNS = {"type": bank.TYPES, "bloom": bank.LEVELS, "track": bank.TRACKS}
HEADINGS = {"type": "by type", "bloom": "by level", "track": "by track"}


def questions(argv: Iterable[str] = ()) -> int:
    """Print the counts by notebook, type, level and track; `--json` prints the same for a program."""
    counts = count_questions()
    if "--json" in argv:
        print(json.dumps(counts, indent=1))
        return 0
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
    return 0


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

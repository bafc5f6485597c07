"""`course.py report FOLDER`: what a class did, from passports and class codes, as one page and tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from utils.teaching.class_report.handed_in import HandedIn, make_anonymous, read_class
from utils.teaching.class_report.measures import (
    gain_summary,
    item_table,
    objective_table,
    option_table,
    rank_misconceptions,
)
from utils.teaching.class_report.page import write_page
from utils.teaching.paper import keep_all

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


def main(argv: list[str]) -> int:
    """Read what a class handed in; write report.html and the tables as CSV; print where they lie."""
    options = _read_options(argv)
    try:
        handed_in = read_class(options.places)
    except FileNotFoundError as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.anonymous:
        make_anonymous(handed_in)
    if not handed_in.learners:
        print(f"No passport and no class code was found. {_say_left_out(handed_in)}", file=sys.stderr)
        return 1
    tables = sum_up(handed_in)
    files = {"report.html": write_page(handed_in, tables, gain_summary(handed_in.learners))}
    files |= {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    if not keep_all(options.out, files, "The report"):
        return 1
    print(
        f"{len(handed_in.learners)} learners. {_say_left_out(handed_in)}Written: {options.out / 'report.html'} and {len(tables)} tables beside it."
    )
    return 0


def sum_up(handed_in: HandedIn) -> dict[str, pd.DataFrame]:
    """The tables of a report by name: items, options, misconceptions, objectives, learners, left_out."""
    learners = handed_in.learners
    chosen = option_table(learners)
    return {
        "items": item_table(learners),
        "options": chosen,
        "misconceptions": rank_misconceptions(chosen),
        "objectives": objective_table(learners),
        "learners": _learner_table(handed_in),
        "left_out": pd.DataFrame([*handed_in.left_out, *handed_in.remarks], columns=["file", "why"]),
    }


def to_csv(table: pd.DataFrame) -> str:
    """A table as CSV in which no cell is a formula: what a stranger typed is text, and stays text in a spreadsheet."""
    safe = table.map(
        lambda value: f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
    )
    return safe.to_csv(index=False, float_format="%.3f", lineterminator="\n")


def _learner_table(handed_in: HandedIn) -> pd.DataFrame:
    rows = [
        {
            "learner": learner.who,
            "answered": len(learner.latest),
            "right_first": sum(answer.right for answer in learner.firsts.values()),
            "exercises": learner.tasks,
            "sheets": ", ".join(sorted({name.split("-")[0] for name in learner.latest})),
            "last": learner.last,
        }
        for learner in handed_in.learners
    ]
    return pd.DataFrame(rows, columns=["learner", "answered", "right_first", "exercises", "sheets", "last"])


def _say_left_out(handed_in: HandedIn) -> str:
    count = len(handed_in.left_out)
    if not count:
        return ""
    first = "; ".join(f"{name} {why}" for name, why in handed_in.left_out[:3])
    return f"Left out: {count} ({first}{'; ...' if count > 3 else ''}). "


def _read_options(argv: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py report",
        description="Sum up a class from its passports and class codes (one code a line, with or without a name and a colon before it).",
    )
    reader.add_argument(
        "places", nargs="+", type=Path, metavar="FOLDER", help="folders or files that were handed in"
    )
    reader.add_argument(
        "--anonymous", action="store_true", help="numbers instead of names, in an order of chance"
    )
    reader.add_argument("--out", type=Path, default=Path("class_report"), help="the folder to write to")
    return reader.parse_args(argv)

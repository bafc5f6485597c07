"""`course.py export 08 --to moodle`: the questions for a learning platform, a spreadsheet or flashcards."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from utils.authoring.notebook import NotebookError, find_notebooks
from utils.learning.questions import bank
from utils.learning.questions.report import describe
from utils.setup.bundler import add_bundler
from utils.teaching.export.anki import write_anki
from utils.teaching.export.cards import Card, make_cards
from utils.teaching.export.gift import write_gift
from utils.teaching.export.moodle import write_moodle
from utils.teaching.export.qti12 import write_qti12
from utils.teaching.export.qti21 import write_qti21
from utils.teaching.export.scorm import write_scorm
from utils.teaching.paper import keep_all
from utils.teaching.sessions import full_number

COURSE = "Multiple myeloma in sequence"


class Form(NamedTuple):
    """A row: how a file of this form ends, who reads it, and the function (title, name, cards) that writes it.

    whole: it is the page of a notebook with its questions, and not the questions alone.
    """

    ending: str
    readers: str
    write: Callable[[str, str, list[Card]], str | bytes]
    whole: bool = False


def _write_csv(title: str, name: str, cards: list[Card]) -> str:
    whole = io.StringIO()
    rows = [describe(bank.find_question(card.id)) for card in cards]
    table = csv.DictWriter(whole, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return whole.getvalue()


FORMS = {
    "moodle": Form(
        "moodle.xml",
        "Moodle: Question bank, Import, Moodle XML",
        lambda title, _, cards: write_moodle(title, cards),
    ),
    "gift": Form(
        "gift.txt", "Moodle and others: Import, GIFT", lambda title, _, cards: write_gift(title, cards)
    ),
    "qti12": Form("qti12.zip", "Canvas, Blackboard and others: Import, QTI .zip", write_qti12),
    "qti21": Form("qti21.zip", "platforms that read QTI 2.1", write_qti21),
    "scorm": Form(
        "scorm.zip", "any platform that takes SCORM 1.2: upload as a SCORM package", write_scorm, whole=True
    ),
    "csv": Form("csv", "a spreadsheet", _write_csv),
    "anki": Form("anki.txt", "Anki: File, Import", lambda title, _, cards: write_anki(title, cards)),
}


def main(argv: list[str]) -> int:
    """Write the questions of notebooks, or of the pre- and post-test, in one form, a file each; print where they lie."""
    options = _read_options(argv)
    form = FORMS[options.to]
    try:
        sheets = [
            bank.load_sheet(full_number(name))
            for name in options.sheets or (bank.notebook_names() if form.whole else bank.sheet_names())
        ]
        _prepare(form, sheets)
    except (bank.UnknownQuestion, NotebookError) as problem:
        print(problem, file=sys.stderr)
        return 1
    files = {f"{sheet.name}.{form.ending}": _write(form, sheet) for sheet in sheets}
    if not keep_all(options.out, files, "The questions"):
        return 1
    print(
        f"Written to {options.out}: {', '.join(files)}. For {form.readers}. The answers are inside: keep them from learners."
    )
    return 0


def _prepare(form: Form, sheets: Sequence[bank.Sheet]) -> None:
    """What a form needs before it writes. Raises NotebookError for a sheet without a page, before anything is made."""
    if form.whole:
        find_notebooks([sheet.name for sheet in sheets])
        add_bundler()


def _write(form: Form, sheet: bank.Sheet) -> bytes:
    made = form.write(f"{COURSE} {sheet.name}: {sheet.title}", f"myeloma_{sheet.name}", make_cards(sheet))
    return made if isinstance(made, bytes) else made.encode("utf-8")


def _read_options(argv: list[str]) -> argparse.Namespace:
    listed = "; ".join(f"{name}: {form.readers}" for name, form in FORMS.items())
    reader = argparse.ArgumentParser(
        prog="course.py export", description="Write questions, with a reason for every answer where the form has a place for it.",
        epilog=f"Forms. {listed}.",
    )  # fmt: skip
    reader.add_argument(
        "sheets", nargs="*", metavar="NN", help="notebooks, or pre and post; all when none is named"
    )
    reader.add_argument("--to", choices=list(FORMS), required=True, help="the form")
    reader.add_argument("--out", type=Path, default=Path("exports"), help="the folder to write to")
    return reader.parse_args(argv)

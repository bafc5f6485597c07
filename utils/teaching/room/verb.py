"""`course.py room 08`: the questions of a notebook full screen, one at a time, with raised hands and reasons."""

from __future__ import annotations

import argparse
import json
import sys
from html import escape
from pathlib import Path

from utils.learning.questions import bank
from utils.learning.questions.printed import how_to_answer
from utils.learning.questions.shuffling import shown_order
from utils.teaching.export.cards import Card, make_card
from utils.teaching.paper import keep_all
from utils.teaching.sessions import full_number

HERE = Path(__file__).parent
SECONDS = 60


def main(argv: list[str]) -> int:
    """Write the page of a notebook's questions to a folder; print where it lies."""
    options = _read_options(argv)
    if not 5 <= options.seconds <= 3600:
        print("--seconds is the time to think, from 5 to 3600.", file=sys.stderr)
        return 1
    try:
        sheet = bank.load_sheet(full_number(options.sheet))
    except bank.UnknownQuestion as problem:
        print(problem, file=sys.stderr)
        return 1
    name = f"room_{sheet.name}.html"
    if not keep_all(options.out, {name: write_room(sheet, options.seconds)}, "The page"):
        return 1
    print(f"Written: {options.out / name}. Open it in a browser and press F11; H shows the keys.")
    return 0


def write_room(sheet: bank.Sheet, seconds: int = SECONDS) -> str:
    """The page in HTML; everything it needs is inside. The prediction comes first, then the core questions, then the rest."""
    asked = [
        question
        for question in (sheet.prediction, *sorted(sheet.questions, key=lambda q: not q.core))
        if question
    ]
    told = {
        "title": f"{sheet.name} · {sheet.title}",
        "seconds": seconds,
        "questions": [_tell(question) for question in asked],
    }
    data = (
        json.dumps(told, ensure_ascii=False, allow_nan=False)
        .replace("</", "<\\/")
        .replace("<!--", "<\\u0021--")
    )
    style, script = ((HERE / f"room.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(sheet.name)}: questions for the room</title><style>{style}</style></head><body><main id="room"></main>'
        f'<script type="application/json" id="questions">{data}</script><script>{script}</script></body></html>\n'
    )


def _tell(question: bank.Question) -> dict:
    card = make_card(question)
    return {
        "id": card.id,
        "kind": card.kind,
        "stem": card.stem,
        "how": how_to_answer(question),
        "lefts": list(card.lefts),
        "options": [_option(card, place) for place in shown_order(question)],
        "key": card.key,
        "after": card.after,
    }


def _option(card: Card, place: int) -> dict:
    choice = card.choices[place]
    return {
        "html": choice.html,
        "why": choice.why,
        "right": choice.right and card.kind in ("single", "multiple"),
    }


def _read_options(argv: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py room", description="Questions for a projector: one page, keyboard only, no network."
    )
    reader.add_argument("sheet", metavar="NN", help="a notebook, or pre or post")
    reader.add_argument("--seconds", type=int, default=SECONDS, help="the time to think")
    reader.add_argument("--out", type=Path, default=Path("plans"), help="the folder to write to")
    return reader.parse_args(argv)

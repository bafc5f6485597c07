"""Flashcards as the text that Anki imports by itself: https://docs.ankiweb.net/importing/text-files.html."""

from __future__ import annotations

import csv
import io
from html import escape

from utils.evidence import table
from utils.teaching.export.cards import Card

HEAD = (
    "#separator:tab\n#html:true\n#notetype:Basic\n#deck:{deck}\n#columns:Front\tBack\tTags\n#tags column:3\n"
)


def write_anki(title: str, cards: list[Card]) -> str:
    """One card a question, and one a word of the glossary; a deck of the same name gets them when the file is imported."""
    whole = io.StringIO()
    rows = csv.writer(whole, delimiter="\t", lineterminator="\n")
    rows.writerows([*map(_question, cards), *_words(cards)])
    return HEAD.format(deck=title.replace("\n", " ")) + whole.getvalue()


def _question(card: Card) -> list[str]:
    listed = (
        "".join(f"<li>{choice.html}</li>" for choice in card.choices)
        if card.kind in ("single", "multiple")
        else ""
    )
    if card.kind == "match":
        listed = "".join(f"<li>{escape(left)}</li>" for left in card.lefts)
    front = card.stem + (f"<ul>{listed}</ul>" if listed else "")
    reasons = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    back = f"<p><b>{escape(card.key)}</b></p>{card.after}" + (f"<ul>{reasons}</ul>" if reasons else "")
    return [front, back, " ".join(card.tags)]


def _words(cards: list[Card]) -> list[list[str]]:
    """The glossary's words once, whichever notebooks are exported: they belong to the whole course."""
    words = table("glossary")
    return [
        [
            f"<p>What is: {escape(row.term)}?</p>",
            f"<p>{escape(row.plain)}</p><p>{escape(row.clinician)}</p>",
            "glossary",
        ]
        for row in words.itertuples()
    ]

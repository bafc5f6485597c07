"""Moodle's GIFT, a plain text: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

import re

from utils.teaching.export.cards import Card
from utils.teaching.export.moodle import fractions, sides
from utils.teaching.export.parts import say_number

_SPECIAL = re.compile(r"([~=#{}:\\])")


def write_gift(title: str, cards: list[Card]) -> str:
    """The questions as GIFT. Free answers have no key there; steps to put in order become a matching."""
    category = f"$CATEGORY: $course$/top/{title.replace('/', ' ')}"
    return "\n\n".join([category, *map(_write, cards)]) + "\n"


def _write(card: Card) -> str:
    answers = "\n".join(_WRITERS[card.kind](card))
    after = f"\n####{_safe(card.after)}"
    opening = f"// question: {card.id}\n::{card.id}::[html]{_safe(card.stem)}"
    return f"{opening}{{{'#' if card.kind == 'numeric' else ''}\n{answers}{after}\n}}"


def _choice(card: Card) -> list[str]:
    told = []
    for choice, fraction in zip(card.choices, fractions(card), strict=True):
        sign = ("=" if choice.right else "~") if card.kind == "single" else f"~%{fraction}%"
        told.append(f"{sign}{_safe(choice.html)}#{_safe(choice.why)}")
    return told


def _numeric(card: Card) -> list[str]:
    told = []
    for number in card.numbers:
        share = "" if number.right else "%0%"
        told.append(f"={share}{say_number(number.value)}:{say_number(number.tolerance)}#{_safe(number.why)}")
    return [*told, f"~#{_safe(card.otherwise)}"] if card.otherwise else told


def _pairs(card: Card) -> list[str]:
    return [f"={_safe(left)} -> {_safe(right)}" for left, right in sides(card)]


def _safe(text: str) -> str:
    """Put a backslash before what GIFT reads as a sign, and keep a text on one line."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text))


_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _numeric,
    "order": _pairs,
    "match": _pairs,
    "text": lambda card: [],
}

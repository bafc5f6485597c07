"""Moodle's own XML: https://docs.moodle.org/en/Moodle_XML_format. Read by Moodle 3.9 and later."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from utils.teaching.export.cards import Card
from utils.teaching.export.parts import add, as_document, for_kinds, say_number

PENALTY = "0.3333333"  # what another try takes off, as Moodle's own form suggests it


def write_moodle(title: str, cards: list[Card]) -> str:
    """The questions as one document, in a category of their own.

    Steps to put in order become a matching of steps and places, which every version of Moodle reads.
    """
    root = ET.Element("quiz")
    category = add(root, "question", type="category")
    _text(category, "category", f"$course$/top/{title.replace('/', ' ')}", html=False)
    for card in cards:
        _WRITERS[card.kind](root, card)
    return as_document(root)


def _start(root: ET.Element, card: Card, kind: str) -> ET.Element:
    made = add(root, "question", type=kind)
    _text(made, "name", card.id, html=False)
    _text(made, "questiontext", card.stem)
    _text(made, "generalfeedback", card.after)
    add(made, "defaultgrade", "1")
    add(made, "penalty", PENALTY)
    add(made, "hidden", "0")
    add(made, "idnumber", card.id)
    return made


def _finish(made: ET.Element, card: Card) -> None:
    if card.hint:
        hint = _text(made, "hint", f"<p>{card.hint}</p>")
        add(hint, "shownumcorrect")
    tags = add(made, "tags")
    for tag in card.tags:
        add(add(tags, "tag"), "text", tag)


def _choice(root: ET.Element, card: Card) -> None:
    made = _start(root, card, "multichoice")
    add(made, "single", "true" if card.kind == "single" else "false")
    add(made, "shuffleanswers", "true")
    add(made, "answernumbering", "none")
    for choice, fraction in zip(card.choices, fractions(card), strict=True):
        answer = _answer(made, choice.html, fraction, html=True)
        _text(answer, "feedback", f"<p>{choice.why}</p>")
    _finish(made, card)


def fractions(card: Card) -> list[str]:
    """Ticks that belong share the whole mark; of several, each that does not belong takes its share of it away."""
    right = sum(choice.right for choice in card.choices)
    wrong = len(card.choices) - right
    worth = {True: 100 / right, False: 0 if card.kind == "single" or not wrong else -100 / wrong}
    return [f"{worth[choice.right]:.5f}".rstrip("0").rstrip(".") for choice in card.choices]


def _numeric(root: ET.Element, card: Card) -> None:
    made = _start(root, card, "numerical")
    for number in card.numbers:
        answer = _answer(made, say_number(number.value), "100" if number.right else "0")
        add(answer, "tolerance", say_number(number.tolerance))
        _text(answer, "feedback", f"<p>{number.why}</p>" if number.why else "")
    other = _answer(made, "*", "0")
    add(other, "tolerance", "0")
    _text(other, "feedback", f"<p>{card.otherwise}</p>")
    add(made, "unitgradingtype", "0")
    add(made, "unitpenalty", "0.1")
    add(made, "showunits", "3")
    add(made, "unitsleft", "0")
    _finish(made, card)


def _pairs(root: ET.Element, card: Card) -> None:
    """Matching; the options' reasons are said afterwards, because Moodle has no place for them in a pair."""
    made = _start(root, card, "matching")
    add(made, "shuffleanswers", "true")
    for left, right in sides(card):
        pair = add(made, "subquestion", format="html")
        add(pair, "text", f"<p>{left}</p>" if left else "")
        add(add(pair, "answer"), "text", right)
    reasons = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    made.find("generalfeedback/text").text = f"<ul>{reasons}</ul>{card.after}"
    _finish(made, card)


def sides(card: Card) -> list[tuple[str, str]]:
    """The two sides of each pair: steps and their places, or what belongs together; a left side is empty where nothing fits."""
    if card.kind == "order":
        return [(choice.html, str(place)) for place, choice in enumerate(card.choices, 1)]
    lefts = [*card.lefts, *[""] * (len(card.choices) - len(card.lefts))]
    return [(left, choice.plain) for left, choice in zip(lefts, card.choices, strict=True)]


def _essay(root: ET.Element, card: Card) -> None:
    made = _start(root, card, "essay")
    add(made, "responseformat", "editor")
    add(made, "responserequired", "1")
    add(made, "responsefieldlines", "10")
    add(made, "attachments", "0")
    add(made, "attachmentsrequired", "0")
    points = "".join(f"<li>{choice.html}: {choice.why}</li>" for choice in card.choices)
    _text(made, "graderinfo", f"<p>{card.key}</p><ul>{points}</ul>")
    _text(made, "responsetemplate", "")
    _finish(made, card)


def _answer(made: ET.Element, text: str, fraction: str, html: bool = False) -> ET.Element:
    answer = add(made, "answer", fraction=fraction, format="html" if html else "moodle_auto_format")
    add(answer, "text", text)
    return answer


def _text(parent: ET.Element, tag: str, text: str, html: bool = True) -> ET.Element:
    made = add(parent, tag, **({"format": "html"} if html else {}))
    add(made, "text", text)
    return made


_WRITERS = for_kinds(_choice, _numeric, _pairs, _essay)

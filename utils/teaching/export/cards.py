"""A question as an exporter needs it: all words filled in and written as HTML, and again as plain text."""

from __future__ import annotations

from dataclasses import dataclass

from utils.learning.questions import bank
from utils.learning.questions.feedback import key_in_words
from utils.learning.questions.marking import key_of
from utils.learning.questions.wording import as_html, as_text, cite_sources


@dataclass(frozen=True)
class Choice:
    """Something to choose, place or tick: HTML and plain words, whether it is right, and the reason in HTML."""

    html: str
    plain: str
    right: bool
    why: str


@dataclass(frozen=True)
class Number:
    """A number with what to say when it is given; `right` for the key, else a usual slip."""

    value: float
    tolerance: float
    right: bool
    why: str


@dataclass(frozen=True)
class Card:
    """One question, ready to be written in any form.

    kind: single, multiple, numeric, order, match or text. stem, hint, after: HTML; `after` is said whatever was answered.
    choices: for `order` in the right order; for `match` in step with `lefts`, then those that fit nowhere; for `text` the points
    of a good answer. numbers: the key of a numeric question first, then usual slips. key: the right answer in plain words.
    """

    id: str
    kind: str
    stem: str
    plain_stem: str
    choices: tuple[Choice, ...]
    lefts: tuple[str, ...]
    numbers: tuple[Number, ...]
    otherwise: str
    hint: str
    after: str
    key: str
    tags: tuple[str, ...]
    core: bool = False


def make_cards(sheet: bank.Sheet) -> list[Card]:
    """The questions of a sheet as cards, in its order; the prediction, which nobody marks, is left out."""
    return [make_card(question) for question in sheet.questions]


def make_card(question: bank.Question) -> Card:
    """Fill in the words of one question."""

    def write(text: str) -> str:
        return as_html(text, question.given)

    unit = f" (in {question.unit.replace('_', ' ')})" if question.type == "numeric" and question.unit else ""
    rights = [option.right or question.type in ("order", "match", "text") for option in question.options]
    return Card(
        id=question.id,
        kind=question.type,
        stem=f"<p>{write(question.stem)}{unit}</p>",
        plain_stem=as_text(question.stem, question.given) + unit,
        choices=tuple(
            Choice(write(option.text), as_text(option.text, question.given), right, write(option.why))
            for option, right in zip(question.options, rights, strict=True)
        ),
        lefts=tuple(as_text(left, question.given) for left in question.lefts),
        numbers=tuple(_numbers(question)),
        otherwise=write(question.otherwise),
        hint=write(question.hint),
        after=f"<p>{write(question.explanation)}</p>{cite_sources(question.sources)}",
        key=as_text(question.model, question.given) if question.type == "text" else key_in_words(question),
        tags=(f"notebook-{question.notebook}", question.objective, question.bloom, question.track),
        core=question.core,
    )


def _numbers(question: bank.Question) -> list[Number]:
    from utils.learning.questions.expressions import evaluate

    if question.type != "numeric":
        return []
    slips = [
        Number(
            float(evaluate(slip.expression, question.given)),
            question.tolerance,
            False,
            as_html(slip.why, question.given),
        )
        for slip in question.slips
    ]
    return [Number(key_of(question), question.tolerance, True, ""), *slips]

"""The two pages of a handout as HTML: picture, words and questions; then the activity on paper, answers upside down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import nbformat

from utils.learning.questions import bank
from utils.learning.questions.feedback import key_in_words
from utils.learning.questions.printed import how_to_answer
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_html, as_text
from utils.site.stills import Still, draw_still
from utils.teaching.handout.twin import Twin, make_twin
from utils.teaching.pictures import call_of, find_pictures, size_of, stretch
from utils.teaching.sessions import Session

STYLE = Path(__file__).parent / "handout.css"
WORDS_FIT = 1250  # letters of explained words that the first page holds beside a usual picture;
USUAL = 330  # pixels of height of that picture;
PER_PIXEL = 4  # letters less for each pixel more
QUESTIONS = 3
OWN_WORDS = "<section><h2>What I want to keep, and what I want to ask</h2></section>"
HARMS = "The treatments named here can do serious harm: the box at the top of notebook {} lists what their labels warn of."


@dataclass(frozen=True)
class Handout:
    """What stands on the pages. harms: the notebook presents drugs, whose warnings stand in a box of it."""

    number: str
    title: str
    picture: Still | None
    words: tuple[tuple[str, str], ...]
    questions: tuple[bank.Question, ...]
    twin: Twin | None
    harms: bool


def make_handout(number: str, notebook: nbformat.NotebookNode, session: Session | None) -> Handout:
    """The handout of a notebook; `session`: its teaching notes, whose `paper` may choose what is shown."""
    told = session.paper if session else {}
    pictures = list(find_pictures(notebook))
    stills = [picture for picture in pictures if not picture.call]
    moving = [picture for picture in pictures if picture.call and not picture.optional]
    key = next((p for p in pictures if p.cell == told.get("picture")), None)
    key = key or next(iter([*(p for p in stills if not p.optional), *moving, *stills]), None)
    activity = next((p for p in moving if p.cell == told.get("activity")), moving[0] if moving else None)
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ").strip()
    still = draw_still(key.drawing, f"k{number}") if key else None
    above = size_of(still.drawings[0])[1] - USUAL if still else 0
    return Handout(
        number,
        title,
        still,
        tuple(find_words(notebook, round(WORDS_FIT - PER_PIXEL * max(above, 0)))),
        choose_questions(number),
        make_twin(activity, told) if activity else None,
        any(call and call.name == "warnings_box" for call in map(call_of, _code(notebook))),
    )


def find_words(notebook: nbformat.NotebookNode, room: int = WORDS_FIT) -> Iterator[tuple[str, str]]:
    """The terms of the notebook's glossary with their plain words, in its order, until so many letters are used."""
    for call in map(call_of, _code(notebook)):
        for row in call.run().rows if call and call.name == "glossary" else ():
            room -= len(row["term"]) + len(row["plain"]) + 40
            if room >= 0:
                yield row["term"], row["plain"]


def _code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def choose_questions(number: str) -> tuple[bank.Question, ...]:
    """The three shortest of the notebook's core questions that can be answered by a mark on paper, in their order."""
    if number not in bank.sheet_names():
        return ()
    asked = [q for q in bank.load_sheet(number).questions if q.type in ("single", "multiple", "numeric")]
    ranked = sorted(asked, key=lambda q: (not q.core, _length(q)))[:QUESTIONS]
    return tuple(sorted(ranked, key=asked.index))


def _length(question: bank.Question) -> int:
    return len(question.stem) + sum(len(option.text) for option in question.options)


def write_handout(handout: Handout) -> str:
    """The whole page; everything it needs is inside."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(handout.title)}: two pages to write on</title>"
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body>{_front(handout)}{_back(handout)}</body></html>\n"
    )


def _front(handout: Handout) -> str:
    parts = [f'<header><h1>{escape(handout.title)}</h1><p class="name">Name</p></header>']
    if handout.picture:
        parts.append(_figure(handout.picture))
    if handout.words:
        listed = "".join(f"<dt>{escape(term)}</dt><dd>{escape(plain)}</dd>" for term, plain in handout.words)
        parts.append(f"<section><h2>Words</h2><dl>{listed}</dl></section>")
    if handout.questions:
        asked = "".join(f"<li>{_ask(question)}</li>" for question in handout.questions)
        parts.append(f"<section><h2>Three questions</h2><ol>{asked}</ol></section>")
    return f'<main class="sheet">{"".join(parts)}<div class="lines"></div>{_foot(handout, 1)}</main>'


def _figure(still: Still) -> str:
    below = "".join(f"<p>{escape(line)}</p>" for line in still.below)
    return (
        f'<figure class="key"><h2>{escape(still.title)}</h2><div class="drawing" role="img" aria-label="{escape(still.description)}">'
        f"{stretch(still.drawings[0])}</div><figcaption>{below}</figcaption></figure>"
    )


def _ask(question: bank.Question) -> str:
    shown = [as_html(question.options[place].text, question.given) for place in shown_order(question)]
    boxes = "".join(f"<li>{text}</li>" for text in shown)
    answer = f'<ul class="boxes">{boxes}</ul>' if boxes else '<p class="rule"></p>'
    how = how_to_answer(question).replace("Type", "Write")
    return f"<p>{as_html(question.stem, question.given)} <em>{how}</em></p>{answer}"


def _back(handout: Handout) -> str:
    twin = handout.twin
    told = _answers(handout.questions, twin)
    harms = f"<p class='about'><b>{HARMS.format(handout.number)}</b></p>" if handout.harms else ""
    body = (_activity(twin) if twin else OWN_WORDS) + harms
    return f'<main class="sheet">{body}<div class="lines"></div>{told}{_foot(handout, 2)}</main>'


def _activity(twin: Twin) -> str:
    settings = "".join(f"<li>{escape(words)}</li>" for words in twin.settings)
    panels = "".join(
        f'<figure><figcaption>{panel.letter}</figcaption><div class="drawing" role="img" aria-label="Picture {panel.letter}">{stretch(panel.svg)}</div></figure>'
        for panel in twin.panels
    )
    return (
        f'<section><h2>On paper: {escape(twin.title)}</h2><p class="ask">{escape(twin.ask)}</p><ol class="settings">{settings}</ol></section>'
        f'<div class="panels of-{len(twin.panels)}">{panels}</div><p class="about">{escape(twin.about)}.</p>'
    )


def _answers(questions: Sequence[bank.Question], twin: Twin | None) -> str:
    told = [f"<b>{place}</b> {_answer(question)}" for place, question in enumerate(questions, 1)]
    told += (
        [f"<b>{panel.letter} is {panel.number}.</b> {escape(panel.sentence)}" for panel in twin.panels]
        if twin
        else []
    )
    if not told:
        return ""
    return f'<aside class="answers"><h2>Answers</h2>{"".join(f"<p>{text}</p>" for text in told)}</aside>'


def _answer(question: bank.Question) -> str:
    why = " ".join(as_text(option.why, question.given) for option in question.options if option.right)
    key = key_in_words(question).rstrip(".")
    return f"{escape(key)}. {escape(why or as_text(question.explanation, question.given))}"


def _foot(handout: Handout, page: int) -> str:
    return f"<footer><span>Multiple myeloma in sequence · {handout.number}</span><span>For learning, not for treatment decisions.</span><span>{page} of 2</span></footer>"

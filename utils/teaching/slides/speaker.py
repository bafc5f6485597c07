"""What the speaker is told and the room does not see: the teaching note, the running clock, what to cut, the whole prose."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from utils.learning.questions import bank
from utils.learning.questions.wording import as_html
from utils.teaching.fitting import Step
from utils.teaching.sessions import Session, say_clock
from utils.teaching.slides.ideas import Idea
from utils.teaching.slides.slide import write_html

KEYS = "Keys: → or PageDown goes on, S opens this view, F fills the screen, B makes it black, Esc shows all slides."


def opening(session: Session, total: int) -> str:
    """The notes of the first slide."""
    return f"<p><b>{total} minutes</b>, for {escape(session.audience)}.</p><p>{KEYS}</p>" + _list(
        "Leave out without loss", session.skip
    )


def section(session: Session, step: Step, first: int, last: bool) -> str:
    """The notes of a section's first slide; what belongs to the session as a whole stands where it is needed."""
    part, begin = step.section, first + step.start
    told = [
        f"<p><b>{say_clock(begin)} to {say_clock(begin + step.minutes)} · {step.minutes} min · {escape(part.title)}</b></p>",
        f"<p><b>Say:</b> {escape(part.say)}</p><p><b>If you are late:</b> {escape(part.cut)}</p>",
    ]
    if part.kind == "activity":
        told.append(_list("Demonstration", session.demonstration))
    if part.kind == "quiz":
        wrong = [f"“{item['says']}” {item['meet']}" for item in session.misconceptions]
        told.append(_list("Wrong ideas to expect", wrong))
    if last:
        told.append(_list("To discuss", session.prompts))
    return "".join(told)


def whole(idea: Idea) -> str:
    """All that the notebook says of an idea, when the slide shows less."""
    shown = " ".join([idea.text, *idea.items, idea.table])
    if len(" ".join(idea.whole.split())) <= len(" ".join(shown.split())) + 10:
        return ""
    return f"<p><b>The notebook says:</b></p>{write_html(idea.whole)}"


def answer(question: bank.Question, key: str) -> str:
    """The key of a question and the reason of every choice."""
    reasons = [
        f"{'✓' if option.right else '✗'} {as_html(option.text, question.given)}: {as_html(option.why, question.given)}"
        for option in question.options
    ]
    listed = (
        "".join(f"<li>{reason}</li>" for reason in reasons) if question.type in ("single", "multiple") else ""
    )
    return f"<p><b>Answer:</b> {key}</p>{f'<ul>{listed}</ul>' if listed else ''}<p>{as_html(question.explanation, question.given)}</p>"


def _list(heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><b>{heading}</b></p><ul>{items}</ul>" if items else ""

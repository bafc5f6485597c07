"""Questions on paper: stems and options without the key, for pages where no kernel runs."""

from html import escape

from utils.learning.questions.bank import Question
from utils.learning.questions.shuffling import SEED, shown_order
from utils.learning.questions.wording import as_html, as_text

HOW_TO = {
    "single": "Choose one.",
    "multiple": "Choose all that apply.",
    "order": "Put these in order, first to last.",
    "match": "Match each one on the left with one on the right.",
    "text": "Write two or three sentences.",
}
# The printed form looks like a form: whoever reads it in a notebook learns here how it begins to answer.
TO_ANSWER = "In Jupyter, run this cell (Shift+Enter) to answer here."


def how_to_answer(question: Question) -> str:
    """Say how a question wants to be answered."""
    if question.type == "numeric":
        return f"Type a number{f' ({question.unit})' if question.unit else ''}."
    return HOW_TO[question.type]


def print_question(question: Question, seed: int = SEED) -> str:
    """Write one question as plain text, without its key."""
    lines = [f"{question.id}  {as_text(question.stem, question.given)} [{how_to_answer(question)}]"]
    lines += [f"    {line}" for line in _choices(question, seed)]
    return "\n".join(lines)


def print_question_html(question: Question, seed: int = SEED) -> str:
    """Write one question as HTML, without its key."""
    items = "".join(f"<li>{escape(line)}</li>" for line in _choices(question, seed))
    stem = as_html(question.stem, question.given)
    return (
        f"<div><p><strong>{question.id}</strong> {stem} <em>{how_to_answer(question)}</em></p>"
        f"{f'<ul>{items}</ul>' if items else ''}</div>"
    )


def print_sheet(title: str, note: str, questions, seed: int = SEED) -> dict[str, str]:
    """Write a list of questions in both forms, as a notebook stores them, and how to answer them there."""
    to_answer = [TO_ANSWER] if questions else []
    text = "\n\n".join([title, note, *to_answer, *(print_question(q, seed) for q in questions)])
    body = "".join(
        [
            *(f"<p><em>{words}</em></p>" for words in to_answer),
            *(print_question_html(q, seed) for q in questions),
        ]
    )
    html = f"<section><p><strong>{escape(title)}</strong></p><p>{escape(note)}</p>{body}</section>"
    return {"text/plain": text, "text/html": html}


def _choices(question: Question, seed: int) -> list[str]:
    """List what is shown: for a match the left-hand sides, then the choices."""
    if question.type == "text":
        return []
    shown = [as_text(question.options[i].text, question.given) for i in shown_order(question, seed)]
    lefts = [f"{as_text(left, question.given)} – ?" for left in question.lefts]
    return lefts + shown

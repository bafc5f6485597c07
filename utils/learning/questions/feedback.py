"""What the card says back: always a word as well as a sign, never blame, always why."""

from collections.abc import Callable

from utils.learning.questions.bank import Question
from utils.learning.questions.marking import Mark, key_of
from utils.learning.questions.wording import as_html, as_text, cite_sources, round_to, say_value

RIGHT = '<p class="mq-verdict mq-right"><strong>✓ Right.</strong></p>'
NOTED = '<p class="mq-verdict"><strong>Noted.</strong> {}</p>'
KEPT = "Your first answer counts; it is kept."


def say_right(question: Question, mark: Mark, confidence: str) -> str:
    """Confirm a right answer, say why it is right and why the other options are not."""
    lucky = "<p>You were not sure, and you were right: read why, so that next time you know.</p>"
    told = [RIGHT, _remarks(question, mark), lucky if confidence == "guess" else ""]
    return "".join(told) + say_rest(question, told_already=len(mark.remarks) == len(question.options))


def say_not_yet(question: Question, mark: Mark, confidence: str, last: bool) -> str:
    """Say what is off in this answer without giving the key away, and what to do next."""
    share = f" {_say_share(question, mark.share)}" if 0 < mark.share < 1 else ""
    sure = " You felt sure, so this one is worth a second look." if confidence == "sure" else ""
    nudge = "Ask for the answer, or try once more." if last else "Have another try."
    verdict = f'<p class="mq-verdict mq-off"><strong>✗ Not quite.</strong>{share}{sure}</p>'
    return f"{verdict}{_remarks(question, mark)}{say_hint(question)}<p>{nudge}</p>"


def _say_share(question: Question, share: float) -> str:
    """Say how much of an answer is right, counted in what the learner ticked or placed."""
    if question.type == "order":
        return "Most of the order is right." if share >= 0.5 else "Some of the order is right."
    count = len(question.lefts) or len(question.options)
    what = "pairs fit" if question.lefts else "answers are judged rightly, ticked or left open"
    return f"{round(share * count)} of the {count} {what}."


def say_earlier(question: Question, right: bool, done: bool, day: str) -> str:
    """Say what became of a question that was answered before; the reasons only when it is closed."""
    when = f" on {day}" if day else " before"
    if right:
        return f'<p class="mq-verdict mq-right"><strong>✓ Answered{when}: right.</strong></p>{say_rest(question)}'
    if done:
        return f'<p class="mq-verdict"><strong>Answered{when}, then looked up.</strong></p>{say_solution(question)}'
    return f'<p class="mq-verdict mq-off"><strong>✗ Answered{when}: not quite.</strong> Have another try.</p>'


def say_hint(question: Question) -> str:
    """Give the question's hint."""
    return f"<p><strong>Hint:</strong> {as_html(question.hint, question.given)}</p>" if question.hint else ""


def say_solution(question: Question) -> str:
    """Give the answer with the reason for every option."""
    return f"<p><strong>The answer.</strong> {key_in_words(question, as_html)}</p>{say_rest(question)}"


def say_missing(text: str) -> str:
    """Ask for what is still missing."""
    return f'<p class="mq-verdict"><strong>Not marked yet.</strong> {text}</p>'


def say_model(question: Question) -> str:
    """Show the model answer of a free-text question."""
    model = as_html(question.model, question.given)
    return (
        f"<p><strong>A model answer:</strong> {model}</p><p>Tick each point that your own answer makes.</p>"
    )


def _remarks(question: Question, mark: Mark) -> str:
    items = "".join(
        f"<li>{'✓' if good else '✗'} {as_html(text, question.given)}</li>"
        for good, text in mark.remarks
        if text
    )
    return f'<ul class="mq-remarks">{items}</ul>' if items else ""


def say_rest(question: Question, told_already: bool = False) -> str:
    """Everything else there is to know: each option's reason, the explanation, the sources."""
    reasons = ""
    if question.type in ("single", "multiple", "order", "match") and not told_already:
        items = "".join(f"<li>{_reason(question, i)}</li>" for i in range(len(question.options)))
        reasons = f"<details><summary>Every option, and why</summary><ul>{items}</ul></details>"
    explained = as_html(question.explanation, question.given)
    return f"{reasons}{f'<p>{explained}</p>' if explained else ''}{cite_sources(question.sources)}"


def _reason(question: Question, place: int) -> str:
    option = question.options[place]
    name = option.text if place >= len(question.lefts) else f"{question.lefts[place]} – {option.text}"
    sign = "✓ " if option.right else "✗ " if question.type in ("single", "multiple") else ""
    return f"{sign}{as_html(f'**{name}**: {option.why}', question.given)}"


def key_in_words(question: Question, write: Callable = as_text) -> str:
    """Say the right answer in words, as plain text or, with `as_html`, for a page."""
    key = key_of(question)
    if question.type == "numeric":
        return say_value(round_to(key, question.tolerance), question.unit) + "."
    if question.type == "order":
        return write(" → ".join(option.text for option in question.options), question.given)
    if question.type == "match":
        pairs = zip(question.lefts, question.options, strict=False)
        return write("; ".join(f"{left} – {option.text}" for left, option in pairs), question.given)
    chosen = [key] if question.type == "single" else key
    return write("; ".join(question.options[i].text for i in chosen), question.given)

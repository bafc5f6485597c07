"""One question as a page keeps it: what is shown, the key, and every sentence that may be said about an answer.

The script of the page only marks; all words are made here, by the same functions as in a notebook. Tests compare both.
"""

from utils.learning.pages.controls import instruction, make_control
from utils.learning.questions import feedback
from utils.learning.questions.bank import Question
from utils.learning.questions.expressions import evaluate
from utils.learning.questions.marking import key_of
from utils.learning.questions.shuffling import SEED, shown_order
from utils.learning.questions.wording import as_html, as_text


def question_data(question: Question, label: str = "", seed: int = SEED) -> dict:
    """The question as plain data; texts that a page shows are HTML, options are plain text as in a notebook."""

    def html(text: str) -> str:
        return as_html(text, question.given)

    return {
        "id": question.id,
        "type": question.type,
        "label": label or question.id,
        "stem": html(question.stem),
        "how": instruction(question),
        "order": shown_order(question, seed),
        "options": [as_text(option.text, question.given) for option in question.options],
        "names": [html(option.text) for option in question.options],
        "whys": [html(option.why) for option in question.options],
        "rights": [option.right for option in question.options],
        "lefts": [as_text(left, question.given) for left in question.lefts],
        "left_names": [html(left) for left in question.lefts],
        "unit": question.unit,
        "missing": make_control(question, seed).missing,
        "objective": question.objective,
        "notebook": question.notebook,
        "core": question.core,
        **_key(question, html),
        **_words(question),
    }


def _key(question: Question, html) -> dict:
    if question.type != "numeric":
        return {}
    slips = [
        {"value": float(evaluate(slip.expression, question.given)), "why": html(slip.why)}
        for slip in question.slips
    ]
    return {
        "key": key_of(question),
        "tolerance": question.tolerance,
        "slips": slips,
        "otherwise": html(question.otherwise),
    }


def _words(question: Question) -> dict:
    whole, told = (feedback.say_rest(question, told_already=told) for told in (False, True))
    return {
        "hint": feedback.say_hint(question),
        "reasons": whole.removesuffix(told),
        "after": told,
        "solution": f"<p><strong>The answer.</strong> {feedback.key_in_words(question, as_html)}</p>",
        "model": feedback.say_model(question) if question.type == "text" else "",
    }

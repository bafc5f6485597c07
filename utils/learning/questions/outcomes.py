"""What a first answer came to, as one small number: the form in which answers are counted, and told in a class code."""

from __future__ import annotations

from collections.abc import Sequence

from utils.learning.questions.bank import Question
from utils.learning.questions.expressions import evaluate
from utils.learning.questions.marking import key_of, mark_answer


def count_outcomes(question: Question) -> int:
    """How many outcomes an answer to a question can have.

    single: one an option. multiple: one a set of ticks. numeric: right, one a usual slip, any other number.
    order: not right, right. match: pairs that fit. text: points made.
    """
    counts = {
        "single": len(question.options),
        "multiple": 2 ** len(question.options),
        "numeric": 2 + len(question.slips),
        "order": 2,
        "match": len(question.lefts) + 1,
        "text": len(question.options) + 1,
    }
    return counts[question.type]


def find_outcome(question: Question, answer: object) -> int | None:
    """Bring an answer, in the form that `mark_answer` takes, to its outcome; None when it is no answer to this question."""
    try:
        outcome = _FINDERS[question.type](question, answer)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
        return None
    return outcome if 0 <= outcome < count_outcomes(question) else None


def is_right(question: Question, outcome: int) -> bool:
    """Whether an outcome is the right answer."""
    if question.type == "single":
        return question.options[outcome].right
    if question.type == "multiple":
        return outcome == _as_bits(key_of(question))
    return outcome == 0 if question.type == "numeric" else outcome == count_outcomes(question) - 1


def chosen_options(question: Question, outcome: int) -> list[int]:
    """The options that an outcome of a `single` or `multiple` question stands for; of the other kinds none."""
    if question.type == "single":
        return [outcome]
    if question.type == "multiple":
        return [place for place in range(len(question.options)) if outcome >> place & 1]
    return []


def _find_single(question: Question, answer: object) -> int:
    return _whole(answer)


def _find_multiple(question: Question, answer: Sequence[int]) -> int:
    return _as_bits(_whole(place) for place in _listed(answer))


def _find_numeric(question: Question, answer: object) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or answer != answer:
        raise TypeError("no number")
    if mark_answer(question, answer).right:
        return 0
    slips = [float(evaluate(slip.expression, question.given)) for slip in question.slips]
    near = [place for place, value in enumerate(slips, 1) if abs(answer - value) <= question.tolerance + 1e-9]
    return near[0] if near else 1 + len(slips)


def _find_order(question: Question, answer: Sequence[int]) -> int:
    places = list(range(len(question.options)))
    if sorted(_listed(answer)) != places:
        raise ValueError("not these steps")
    return int(list(answer) == places)


def _find_match(question: Question, answer: Sequence[int]) -> int:
    if len(_listed(answer)) != len(question.lefts):
        raise ValueError("not these pairs")
    return sum(_whole(chosen) == place for place, chosen in enumerate(answer))


def _find_text(question: Question, answer: Sequence[int]) -> int:
    return len({_whole(point) for point in _listed(answer)})


def _as_bits(places) -> int:
    return sum(1 << place for place in set(places))


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0 or value > 64:
        raise TypeError("no place in a list")
    return value


def _listed(answer: object) -> Sequence:
    if not isinstance(answer, list | tuple):
        raise TypeError("no list")
    return answer


_FINDERS = {
    "single": _find_single,
    "multiple": _find_multiple,
    "numeric": _find_numeric,
    "order": _find_order,
    "match": _find_match,
    "text": _find_text,
}

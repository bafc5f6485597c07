"""Marks an answer and says why, option by option."""

from collections.abc import Sequence
from dataclasses import dataclass

from utils.learning.questions.bank import Question
from utils.learning.questions.expressions import evaluate


@dataclass(frozen=True)
class Mark:
    """How an answer did: right or not, the share that is right (0 to 1), and what to say about each part.

    remarks: pairs of (part of the answer is right, text).
    """

    right: bool
    share: float
    remarks: tuple[tuple[bool, str], ...] = ()


def mark_answer(question: Question, answer) -> Mark:
    """Mark an answer.

    single: index of the option. multiple, text: indices ticked. numeric: a number. order: indices of the steps in
    the learner's order. match: for each left-hand side the index of the option put beside it.
    """
    return _MARKERS[question.type](question, answer)


def key_of(question: Question):
    """Give the right answer in the form that `mark_answer` takes."""
    if question.type == "numeric":
        return float(evaluate(question.expression, question.given))
    if question.type == "single":
        return next(i for i, option in enumerate(question.options) if option.right)
    if question.type in ("multiple", "text"):
        return [i for i, option in enumerate(question.options) if option.right]
    return list(range(len(question.lefts) or len(question.options)))


def _mark_single(question: Question, answer: int) -> Mark:
    option = question.options[answer]
    return Mark(option.right, float(option.right), ((option.right, option.why),))


def _mark_multiple(question: Question, answer: Sequence[int]) -> Mark:
    """Each option counts: ticked when right, left empty when wrong; only the ticked ones are explained."""
    ticked = set(answer)
    agree = [(i in ticked) == option.right for i, option in enumerate(question.options)]
    remarks = tuple((o.right, f"{o.text}: {o.why}") for i, o in enumerate(question.options) if i in ticked)
    missing = sum(option.right for i, option in enumerate(question.options) if i not in ticked)
    if missing:
        remarks += ((False, "Something that belongs here is not ticked yet."),)
    return Mark(all(agree), sum(agree) / len(agree), remarks)


def _mark_numeric(question: Question, answer: float) -> Mark:
    if _close(answer, key_of(question), question.tolerance):
        return Mark(True, 1.0)  # why it is right is the explanation, which is said in any case
    for slip in question.slips:
        if _close(answer, float(evaluate(slip.expression, question.given)), question.tolerance):
            return Mark(False, 0.0, ((False, slip.why),))
    return Mark(False, 0.0, ((False, question.otherwise),))


def _close(answer: float, key: float, tolerance: float) -> bool:
    return abs(answer - key) <= tolerance + 1e-9


def _mark_order(question: Question, answer: Sequence[int]) -> Mark:
    """Pairs in the right order count; the first step out of place is the one to look at."""
    n = len(question.options)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    kept = sum(answer.index(i) < answer.index(j) for i, j in pairs) / len(pairs)
    if list(answer) == list(range(n)):
        return Mark(True, 1.0, tuple((True, f"{o.text}: {o.why}") for o in question.options))
    first = next(place for place in range(n) if answer[place] != place)
    option = question.options[answer[first]]
    where = f"Look at place {first + 1} first. You put “{option.text}” there: {option.why}"
    return Mark(False, kept, ((False, where),))


def _mark_match(question: Question, answer: Sequence[int]) -> Mark:
    fits = [chosen == place for place, chosen in enumerate(answer)]
    remarks = tuple(
        (fit, f"{left} – {question.options[chosen].text}: {_about_pair(question, place, chosen)}")
        for place, (left, chosen, fit) in enumerate(zip(question.lefts, answer, fits, strict=True))
    )
    return Mark(all(fits), sum(fits) / len(fits), remarks)


def _about_pair(question: Question, place: int, chosen: int) -> str:
    """Say why a pair fits; of one that does not, say where the chosen side belongs, without giving the key."""
    option = question.options[chosen]
    if chosen == place or chosen >= len(question.lefts):
        return option.why
    return "these two do not belong together; look again at what each one does."


def _mark_text(question: Question, answer: Sequence[int]) -> Mark:
    """The learner compares with the model answer and ticks the points that were made."""
    made = set(answer)
    share = len(made) / len(question.options)
    remarks = tuple((i in made, f"{o.text}: {o.why}") for i, o in enumerate(question.options))
    return Mark(share == 1.0, share, remarks)


_MARKERS = {
    "single": _mark_single,
    "multiple": _mark_multiple,
    "numeric": _mark_numeric,
    "order": _mark_order,
    "match": _mark_match,
    "text": _mark_text,
}

"""What the passport knows of one question, so that a card opens as the learner left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from utils.learning.passport.log import Event
from utils.learning.questions.bank import Question
from utils.learning.questions.marking import mark_answer


@dataclass(frozen=True)
class Earlier:
    """The last answer to a question, how many tries it took, and what came of it.

    answer: in the form `mark_answer` takes. done: it was right, or the answer was shown. day: as "3 May 2026", or empty.
    """

    answer: object
    tries: int
    right: bool
    done: bool
    day: str


def read_earlier(question: Question, events: Sequence[Event]) -> Earlier | None:
    """Read the events of one question, oldest first; None when none holds an answer that can be shown.

    Another version of the course, or another program, may have written the line: what cannot be marked today is passed over.
    """
    answered = [event for event in events if event["kind"] != "solution" and _can_show(question, event)]
    if not answered:
        return None
    last = answered[-1]
    right = mark_answer(question, last["answer"]).right
    shown = any(event["kind"] == "solution" for event in events)
    return Earlier(last["answer"], len(answered), right, right or shown, _day_of(last))


def _can_show(question: Question, event: Event) -> bool:
    answer = event.get("answer")
    if question.type == "numeric":
        return isinstance(answer, int | float) and not isinstance(answer, bool)
    places = range(len(question.options))
    if question.type == "single":
        return type(answer) is int and answer in places
    if not isinstance(answer, list) or not all(type(i) is int and i in places for i in answer):
        return False
    if question.type == "order":
        return sorted(answer) == list(places)
    return question.type != "match" or len(answer) == len(question.lefts)


def _day_of(event: Event) -> str:
    try:
        day = datetime.fromisoformat(event["at"])
    except ValueError:
        return ""
    return f"{day.day} {day:%B %Y}"

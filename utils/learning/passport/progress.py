"""What a passport says: answers, what is secure, what is still not met yet; pure reading, order does not matter."""

from collections import defaultdict
from dataclasses import dataclass, field

from utils.learning.passport.log import Event, merge_events
from utils.learning.questions import bank

SURENESS = ("guess", "fairly", "sure", "own")


@dataclass(frozen=True)
class Progress:
    """The state that a log of events adds up to.

    answers: the attempts at each question, in order. shown: the questions whose answer was looked up. tasks: whether each exercise was ever right. name: typed by
    the learner, or empty.
    """

    answers: dict[str, list[Event]] = field(default_factory=dict)
    predictions: dict[str, Event] = field(default_factory=dict)
    shown: dict[str, Event] = field(default_factory=dict)
    tasks: dict[str, bool] = field(default_factory=dict)
    decisions: dict[str, object] = field(default_factory=dict)
    name: str = ""

    @classmethod
    def of(cls, passport) -> "Progress":
        """Read a passport's events."""
        return cls.from_events(passport.events())

    @classmethod
    def from_events(cls, events) -> "Progress":
        """Add up events, in whatever order they are given."""
        answers, predictions, shown, tasks, decisions, name = defaultdict(list), {}, {}, {}, {}, ""
        for event in merge_events(events):
            kind = event["kind"]
            if kind == "answer" and _names(event, "question"):
                answers[event["question"]].append(event)
            elif kind == "prediction" and _names(event, "question"):
                predictions.setdefault(event["question"], event)
            elif kind == "solution" and _names(event, "question"):
                shown[event["question"]] = event
            elif kind == "exercise" and _names(event, "exercise"):
                tasks[event["exercise"]] = tasks.get(event["exercise"], False) or event.get("right") is True
            elif kind == "decision" and _names(event, "decision"):
                decisions[event["decision"]] = event.get("choice")
            elif kind == "name" and isinstance(event.get("name"), str):
                name = event["name"][:80]
        return cls(dict(answers), predictions, shown, tasks, decisions, name)

    def events_of(self, question_id: str) -> list[Event]:
        """List what happened to one question, oldest first: attempts, and the answer looked up since the last fresh start."""
        tries = self.answers.get(question_id, [])
        looked_up = self.shown.get(question_id)
        closed = looked_up and tries and looked_up["n"] > tries[-1]["n"]
        return [*tries, looked_up] if closed else list(tries)

    def predictions_of(self, question_id: str) -> list[Event]:
        """List the first prediction, or nothing."""
        event = self.predictions.get(question_id)
        return [event] if event else []

    def prediction(self, question_id: str):
        """Give the first prediction made, or None."""
        event = self.predictions.get(question_id)
        return event.get("answer") if event else None

    def first_right(self, question_id: str) -> bool | None:
        """Say whether the first attempt was right; None when there was none."""
        tries = self.answers.get(question_id)
        return tries[0].get("right") is True if tries else None

    def latest_right(self, question_id: str) -> bool | None:
        """Say whether the latest attempt was right; None when there was none."""
        tries = self.answers.get(question_id)
        return tries[-1].get("right") is True if tries else None

    def mastery(self, objective: str) -> "Mastery":
        """Say how secure an objective is, from the latest answer to each of its questions."""
        asked = [q.id for q in bank.all_questions().values() if q.objective == objective and _teaches(q)]
        latest = [self.latest_right(question_id) for question_id in asked]
        return Mastery(len(asked), sum(r is not None for r in latest), sum(r is True for r in latest))


@dataclass(frozen=True)
class Mastery:
    """How many questions an objective has, how many were answered, how many right at the latest try."""

    questions: int
    answered: int
    right: int

    @property
    def word(self) -> str:
        """Put it in a word: not met yet, under way, or secure (two right or more, and four fifths of those answered)."""
        if not self.answered:
            return "not met yet"
        enough = self.right >= min(2, self.questions) and self.right >= 0.8 * self.answered
        return "secure" if enough else "under way"


def _names(event: Event, key: str) -> bool:
    return isinstance(event.get(key), str)


def _teaches(question: bank.Question) -> bool:
    """Predictions and the tests do not count towards mastery: they come before and after the teaching."""
    return question.id.split("-")[-1] != "p" and not bank.is_of_a_test(question.id)

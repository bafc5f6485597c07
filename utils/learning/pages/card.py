"""One question as a card: the stem, a control, the buttons that ask how sure you are, and a reply in words."""

from collections.abc import Callable

import ipywidgets as widgets

from utils.learning.pages.controls import Ticks, instruction, make_control
from utils.learning.passport.passports import Passport
from utils.learning.questions import feedback
from utils.learning.questions.bank import Question
from utils.learning.questions.marking import mark_answer
from utils.learning.questions.shuffling import SEED
from utils.learning.questions.wording import as_html

SURENESS = {"guess": "a guess", "fairly": "fairly sure", "sure": "sure"}
HIDDEN, SHOWN = "none", ""


class QuestionCard:
    """A question that answers back: feedback, a second try, a hint before the solution.

    marked: False for a prediction or a pre-test, where the answer is noted and the key is kept back.
    """

    def __init__(
        self,
        question: Question,
        passport: Passport,
        *,
        label: str = "",
        seed: int = SEED,
        marked: bool = True,
        noted: str = "",
        on_answer: Callable = lambda card: None,
    ):
        self.question, self.passport, self.marked, self.noted = question, passport, marked, noted
        self.on_answer = on_answer
        self.tries, self.done = 0, False
        self.control = make_control(question, seed)
        self.reply = _html("", "mq-reply")
        self.buttons = self._make_buttons()
        self.box = widgets.VBox(
            [_html(self._stem(label), "mq-stem"), *self._answer_area(), self.reply, *self._after_reply()]
        )
        self.box.add_class("mq-question")

    def submit(self, confidence: str) -> None:
        """Mark the answer that stands in the control, record it and reply."""
        answer = self.control.read()
        if answer is None:
            return self._say(feedback.say_missing(self.control.missing))
        if not self.marked:
            return self._note(answer, confidence)
        mark = mark_answer(self.question, answer)
        self._record(answer, mark, confidence)
        self.done = self.done or mark.right
        if mark.right:
            return self._say(feedback.say_right(self.question, mark, confidence))
        if self.tries >= 2:
            self.buttons["solution"].layout.display = SHOWN
        return self._say(feedback.say_not_yet(self.question, mark, confidence, last=self.tries >= 2))

    def show_hint(self) -> None:
        """Give the hint."""
        self._say(
            feedback.say_hint(self.question) or "<p>There is no hint for this one: trust your reading.</p>"
        )

    def show_solution(self) -> None:
        """Give the answer with its reasons, and close the question."""
        self.done = True
        self.passport.record("solution", question=self.question.id)
        self._say(feedback.say_solution(self.question))

    def _note(self, answer, confidence: str) -> None:
        mark = mark_answer(self.question, answer)
        first = not self.done
        if first:
            self._record(answer, mark, confidence)
        self.done = True
        self._say(feedback.NOTED.format(self.noted if first else "Your first answer counts; it is kept."))

    def _record(self, answer, mark, confidence: str) -> None:
        """Write the attempt into the passport; what comes after the answer was shown is practice only."""
        if self.done:
            return
        self.tries += 1
        kind = "prediction" if self.question.id.endswith("-p") and not self.marked else "answer"
        details = {
            "question": self.question.id,
            "answer": answer,
            "right": mark.right,
            "share": round(mark.share, 3),
        }
        self.passport.record(kind, **details, confidence=confidence, attempt=self.tries)

    def _say(self, html: str) -> None:
        notice = f'<p class="mq-notice">{as_html(self.passport.notice)}</p>' if self.passport.notice else ""
        self.reply.value = html + notice
        self.on_answer(self)

    def _stem(self, label: str) -> str:
        stem = as_html(self.question.stem, self.question.given)
        return (
            f'<p class="mq-label">{label}</p><p class="mq-text">{stem}</p><p>{instruction(self.question)}</p>'
        )

    def _make_buttons(self) -> dict[str, widgets.Button]:
        act = "Check" if self.marked else "Note it"
        made = {
            name: _button(f"{act}: {text}", lambda _, name=name: self.submit(name))
            for name, text in SURENESS.items()
        }
        made["hint"] = _button("Hint", lambda _: self.show_hint())
        made["solution"] = _button("Show the answer", lambda _: self.show_solution())
        made["solution"].layout.display = HIDDEN
        return made

    def _after_reply(self) -> list[widgets.Widget]:
        return []

    def _answer_area(self) -> list[widgets.Widget]:
        offered = dict(self.buttons)
        if not self.marked or not self.question.hint:
            offered.pop("hint")
        asked = _html("<p>How sure are you?</p>", "mq-sure")
        return [_stack(self.control.widgets), _row([asked, *offered.values()])]


class TextCard(QuestionCard):
    """A free-text question: the learner writes, compares with a model answer and ticks the points made."""

    def compare(self) -> None:
        """Show the model answer beside the learner's own, with the points to tick."""
        if self.control.read() is None:
            return self._say(feedback.say_missing(self.control.missing))
        self.points_box.layout.display = SHOWN
        return self._say(feedback.say_model(self.question))

    def save_points(self) -> None:
        """Record which points the learner found in the own answer."""
        made = self.points.read() or []
        mark = mark_answer(self.question, made)
        self._record(made, mark, "own")
        self.done = True
        self._say(
            feedback.say_model(self.question)
            + _say_points(self.question, made)
            + feedback.say_rest(self.question)
        )

    def _make_buttons(self) -> dict[str, widgets.Button]:
        compare = _button("Compare with a model answer", lambda _: self.compare())
        return {"compare": compare, "save": _button("Save the points I made", lambda _: self.save_points())}

    def _answer_area(self) -> list[widgets.Widget]:
        return [_stack(self.control.widgets), _row([self.buttons["compare"]])]

    def _after_reply(self) -> list[widgets.Widget]:
        self.points = Ticks(self.question, SEED)
        self.buttons["save"].add_class("mq-save")
        self.points_box = widgets.VBox(
            [*self.points.widgets, self.buttons["save"]], layout={"display": HIDDEN}
        )
        return [self.points_box]


def make_card(question: Question, passport: Passport, **settings) -> QuestionCard:
    """Make the card that suits a question."""
    return (TextCard if question.type == "text" else QuestionCard)(question, passport, **settings)


def _say_points(question: Question, made: list[int]) -> str:
    count = f"{len(made)} of {len(question.options)} points made and saved."
    return f'<p class="mq-verdict"><strong>{count}</strong></p>'


def _button(text: str, act: Callable) -> widgets.Button:
    button = widgets.Button(description=text, layout={"width": "auto"})
    button.on_click(act)
    return button


def _html(value: str, css_class: str) -> widgets.HTML:
    made = widgets.HTML(value)
    made.add_class(css_class)
    return made


def _row(children: list) -> widgets.HBox:
    row = widgets.HBox(children, layout={"flex_flow": "row wrap", "align_items": "center"})
    row.add_class("mq-row")
    return row


def _stack(children: list) -> widgets.VBox:
    stack = widgets.VBox(children)
    stack.add_class("mq-control")
    return stack

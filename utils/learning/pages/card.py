"""One question as a card: the stem, a control, the buttons that ask how sure you are, and a reply in words."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from utils.learning.pages.controls import Ticks, instruction, make_control
from utils.learning.pages.earlier import Earlier, read_earlier
from utils.learning.pages.page import make_button, make_html
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
    earlier: what the passport knows of this question; the card then opens as it was left, and can be started afresh.
    page: the page on which it is asked, kept with every answer.
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
        earlier: Sequence[dict] = (),
        page: str = "",
    ):
        self.question, self.passport, self.marked, self.noted = question, passport, marked, noted
        self.on_answer, self.page = on_answer, page
        self.tries, self.done = 0, False
        self.seed, self.control = seed, make_control(question, seed)
        self.reply = make_html("", "mq-reply")
        self.buttons = self._make_buttons()
        self.box = widgets.VBox(
            [make_html(self._stem(label), "mq-stem"), *self._answer_area(), self.reply, *self._after_reply()]
        )
        self.box.add_class("mq-question")
        found = read_earlier(question, earlier)
        if found:
            self._open_as_left(found)

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
        self.passport.record("solution", question=self.question.id, page=self.page)
        self._say(feedback.say_solution(self.question))

    def start_afresh(self) -> None:
        """Empty the card: what is answered now counts as a new attempt."""
        self.tries, self.done = 0, False
        self.control = make_control(self.question, self.seed)
        self.stack.children = self.control.widgets
        for name in ("solution", "again"):
            self.buttons[name].layout.display = HIDDEN
        self._say("")

    def _open_as_left(self, found: Earlier) -> None:
        """Show the answer that the passport kept, and what came of it."""
        self.control.write(found.answer)
        self.tries, self.done = found.tries, found.done or not self.marked
        if not self.marked:
            self.reply.value = feedback.NOTED.format(feedback.KEPT)
            return
        self.buttons["again"].layout.display = SHOWN
        if found.tries >= 2 and not found.done:
            self.buttons["solution"].layout.display = SHOWN
        self.reply.value = feedback.say_earlier(self.question, found.right, found.done, found.day)

    def _note(self, answer, confidence: str) -> None:
        mark = mark_answer(self.question, answer)
        first = not self.done
        if first:
            self._record(answer, mark, confidence)
        self.done = True
        self._say(feedback.NOTED.format(self.noted if first else feedback.KEPT))

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
        self.passport.record(kind, **details, confidence=confidence, attempt=self.tries, page=self.page)

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
            name: make_button(f"{act}: {text}", lambda _, name=name: self.submit(name))
            for name, text in SURENESS.items()
        }
        made["hint"] = make_button("Hint", lambda _: self.show_hint())
        made["solution"] = make_button("Show the answer", lambda _: self.show_solution())
        made["again"] = make_button("Start this question afresh", lambda _: self.start_afresh())
        for name in ("solution", "again"):
            made[name].layout.display = HIDDEN
        return made

    def _after_reply(self) -> list[widgets.Widget]:
        return []

    def _answer_area(self) -> list[widgets.Widget]:
        offered = dict(self.buttons)
        if not self.marked or not self.question.hint:
            offered.pop("hint")
        asked = make_html("<p>How sure are you?</p>", "mq-sure")
        self.stack = _stack(self.control.widgets)
        return [self.stack, _row([asked, *offered.values()])]


class TextCard(QuestionCard):
    """A free-text question: the learner writes, compares with a model answer and ticks the points made."""

    def compare(self) -> None:
        """Show the model answer beside the learner's own, with the points to tick."""
        if self.control.read() is None:
            return self._say(feedback.say_missing(self.control.missing))
        self.points_box.layout.display = SHOWN
        return self._say(feedback.say_model(self.question))

    def start_afresh(self) -> None:
        """Empty the card, with its points."""
        super().start_afresh()
        self.points.write([])
        self.points_box.layout.display = HIDDEN

    def _open_as_left(self, found: Earlier) -> None:
        """Tick the points that were saved; the learner's own words are not kept."""
        self.points.write(found.answer)
        self.tries, self.done = found.tries, True
        self.buttons["again"].layout.display = SHOWN
        told = _say_points(self.question, found.answer)
        self.reply.value = f"{told}<p>Your own words are not kept.</p>{feedback.say_rest(self.question)}"

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
        made = {
            "compare": make_button("Compare with a model answer", lambda _: self.compare()),
            "save": make_button("Save the points I made", lambda _: self.save_points()),
            "solution": super()._make_buttons()["solution"],
            "again": make_button("Start this question afresh", lambda _: self.start_afresh()),
        }
        made["again"].layout.display = HIDDEN
        return made

    def _answer_area(self) -> list[widgets.Widget]:
        self.stack = _stack(self.control.widgets)
        return [self.stack, _row([self.buttons["compare"], self.buttons["again"]])]

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


def _row(children: list) -> widgets.HBox:
    row = widgets.HBox(children, layout={"flex_flow": "row wrap", "align_items": "center"})
    row.add_class("mq-row")
    return row


def _stack(children: list) -> widgets.VBox:
    stack = widgets.VBox(children)
    stack.add_class("mq-control")
    return stack

"""The calls with which a notebook asks: quiz, ask, predict, reflect, recall."""

import ipywidgets as widgets

from utils.learning.pages.card import HIDDEN, make_card
from utils.learning.pages.class_box import ClassBox
from utils.learning.pages.page import LearningPage, heading, live_words
from utils.learning.pages.since import since_last_read
from utils.learning.passport import spacing
from utils.learning.passport.keeping import keeper, make_keeper
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank
from utils.learning.questions.printed import print_sheet
from utils.learning.questions.shuffling import SEED
from utils.learning.questions.wording import as_html

PREDICTION_NOTED = (
    "It comes back at the end of this notebook. Nothing is marked here: guessing first helps you remember."
)


class QuestionPage(LearningPage):
    """A page of question cards; `cards` holds them in the order shown, `tally` says how many are done.

    knows: gives the events that the passport holds of a question; its card then opens as it was left.
    """

    def __init__(
        self,
        key,
        title,
        note,
        questions,
        *,
        seed=SEED,
        before=(),
        after=(),
        shown=None,
        knows=None,
        **settings,
    ):
        self.title, self.note = title, note
        self.questions, self.passport, self.tally = tuple(questions), open_passport(), live_words()
        self.settings = {"seed": seed, "on_answer": self._count, "page": key, **settings}
        self.knows = knows or Progress.of(self.passport).events_of
        first = self.questions[: self._how_many(shown)]
        self.cards = [self._card(question, i) for i, question in enumerate(first)]
        self.stack = widgets.VBox([card.box for card in self.cards])
        words = heading(f"<p><strong>{title}</strong></p><p>{note}</p>")
        printed = print_sheet(title, note, self.questions, seed)
        super().__init__(key, printed, [words, *before, self.stack, *self._more(), self.tally, *after])
        self._count()

    def _how_many(self, core: int | None) -> int:
        """The core questions, or all of them where one of the others was answered already."""
        everything = len(self.questions)
        beyond = self.questions[core or everything :]
        return everything if any(self.knows(q.id) for q in beyond) else core or everything

    def show_more(self) -> None:
        """Add the cards beyond the core ones."""
        added = self.questions[len(self.cards) :]
        self.more.layout.display = HIDDEN
        self.cards += [self._card(question, len(self.cards) + i) for i, question in enumerate(added)]
        self.stack.children = tuple(card.box for card in self.cards)
        self._count()

    def _more(self) -> list[widgets.Widget]:
        left = len(self.questions) - len(self.cards)
        self.more = widgets.Button(description=f"Show {left} more questions", layout={"width": "auto"})
        self.more.on_click(lambda _: self.show_more())
        return [self.more] if left else []

    def label_of(self, place: int) -> str:
        """What stands above the question at a place: its id, its number, for whom it is."""
        question, count = self.questions[place], len(self.questions)
        label = f"Question {place + 1} of {count} · {'core · ' if question.core else ''}{question.track}"
        return f"{question.id} · {label}" if count > 1 else question.id

    def _card(self, question, place: int):
        label = self.label_of(place)
        return make_card(
            question, self.passport, label=label, earlier=self.knows(question.id), **self.settings
        )

    def _count(self, card=None) -> None:
        done = sum(card.done for card in self.cards)
        self.tally.value = (
            f"<p>{done} of {len(self.cards)} questions done.</p>" if len(self.cards) > 1 else ""
        )


def quiz(notebook: str, seed: int = SEED) -> QuestionPage:
    """Show a notebook's self-check: the core questions first, then the rest for those who want more."""
    sheet = bank.load_sheet(notebook)
    questions = sorted(sheet.questions, key=lambda question: not question.core)
    core = sum(question.core for question in questions)
    note = f"{len(questions)} questions, {core} of them core. Say how sure you are; every answer explains itself."
    return with_code(
        QuestionPage(
            f"quiz-{sheet.name}", f"Self-check {sheet.name}", note, questions, seed=seed, shown=core
        ),
        sheet.name,
    )


def ask(question_id: str, seed: int = SEED) -> QuestionPage:
    """Ask one question, where the text needs it."""
    question = bank.find_question(question_id)
    return QuestionPage(f"ask-{question_id}", "A question", "", [question], seed=seed)


def predict(notebook: str) -> QuestionPage:
    """Ask for a prediction before anything is taught; it is noted, not marked, and returns with `reflect`.

    A reader who was here before is told first what the page says otherwise than then.
    """
    question, passport = _prediction(notebook), open_passport()
    note = "Before you read on: what do you expect? A guess is welcome."
    return QuestionPage(
        f"predict-{notebook}",
        "Your prediction",
        note,
        [question],
        marked=False,
        noted=PREDICTION_NOTED,
        before=since_last_read(passport, notebook),
        after=keeper(),
        knows=Progress.of(passport).predictions_of,
    )


def reflect(notebook: str) -> QuestionPage:
    """Bring the prediction back, beside what the learner said at the start."""
    question = _prediction(notebook)
    said = heading(_say_earlier(question, Progress.of(open_passport())))
    note = "The question from the beginning. What would you say now?"
    return QuestionPage(f"reflect-{notebook}", "Your prediction returns", note, [question], before=[said])


def recall(notebook: str) -> QuestionPage:
    """Ask three questions from earlier notebooks, chosen by what was missed or is longest ago."""
    key, progress = f"recall-{notebook}", Progress.of(open_passport())
    chosen = spacing.choose_recall(notebook, progress, page=key)
    usual = spacing.choose_recall(notebook, Progress())
    note = "Three from earlier notebooks: looking back now makes them last. You may also pass them over."
    if not usual:
        note = "This is where it starts: from the next notebook on, three questions from earlier ones open each page."
    live = note if chosen or not usual else "You have just answered what there is to look back on: read on."
    page = QuestionPage(
        key, "Looking back", live, chosen, knows=lambda name: spacing.just_answered(progress, name, page=key)
    )
    page.printed = print_sheet("Looking back", note, usual)
    return page


def with_code(page: QuestionPage, sheet: str) -> QuestionPage:
    """Offer the class code under the cards, and under those of a notebook the calendar with questions for later."""
    page.class_box = ClassBox(sheet, page.passport)
    later = [make_keeper(page.passport, ["calendar"], notebook=sheet)] if sheet.isdigit() else []
    page.box.children = (*page.box.children, *page.class_box.widgets, *later)
    return page


def _prediction(notebook: str) -> bank.Question:
    sheet = bank.load_sheet(notebook)
    if sheet.prediction is None:
        raise bank.UnknownQuestion(f"{sheet.name}-p", list(bank.all_questions()), "course_data/questions")
    return sheet.prediction


def _say_earlier(question: bank.Question, progress: Progress) -> str:
    answer = progress.prediction(question.id)
    if answer is None:
        return "<p>You have not recorded a prediction for this one; that is fine. Answer it now.</p>"
    return f"<p>At the start you said: <strong>{_answer_in_words(question, answer)}</strong></p>"


def _answer_in_words(question: bank.Question, answer) -> str:
    if question.type == "single" and isinstance(answer, int) and 0 <= answer < len(question.options):
        return as_html(question.options[answer].text, question.given)
    if question.type == "numeric" and isinstance(answer, int | float):
        return f"{answer:g} {question.unit}".strip()
    return "an answer that this version of the course cannot read"

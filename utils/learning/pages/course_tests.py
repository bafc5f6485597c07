"""The tests before the course, after it, and thirty days later: three forms that mirror each other question by question."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import ipywidgets as widgets

from utils.learning.pages.card import HIDDEN, SHOWN
from utils.learning.pages.page import live_words
from utils.learning.pages.quizzes import QuestionPage, with_code
from utils.learning.passport import gains
from utils.learning.passport.keeping import keeper
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank
from utils.learning.questions.printed import print_sheet

NOTED = "The answers are kept back: the same ideas return in the test after the course."
AFTER = (
    "Twelve questions that mirror those of the start. Your first answer to each counts for the comparison."
)
LATER = (
    "Twelve questions that mirror the others once more. What is still there after thirty days is what you have learnt; "
    "your first answer to each counts."
)


def pretest() -> QuestionPage:
    """Ask the twelve questions before the course; answers are noted, the key is kept back."""
    sheet = bank.load_sheet("pre")
    note = "Twelve questions, about ten minutes. Not knowing is expected: it shows you where the course will help."
    page = QuestionPage(
        "pretest", sheet.title, note, sheet.questions, marked=False, noted=NOTED, after=keeper()
    )
    return with_code(_with_gains(page, gains.say_before), "pre")


def posttest() -> QuestionPage:
    """Ask the twelve parallel questions after the course and show the learner's own gain per objective."""
    return _fold(_parallel("post", AFTER, "Run this cell when you have read the notebooks."))


def delayedtest() -> QuestionPage:
    """Ask the third form, once thirty days have passed since the test after the course; until then it says from when."""
    page = _parallel("delayed", LATER, "It opens thirty days after the test after the course.")
    page = _fold(page)
    wait = _say_wait(gains.opens_on(Progress.of(page.passport)), datetime.now(UTC).date())
    page.wait = live_words(wait)
    if wait and page.begin.layout.display != HIDDEN:
        page.begin.layout.display = HIDDEN
        page.box.layout.overflow = "hidden"  # nothing in it takes the keyboard now, so nothing may scroll
        page.box.children = (*page.box.children, page.wait)
    return page


def _say_wait(day: date | None, today: date) -> str:
    """From when the delayed test is open; empty when it is."""
    if day is None:
        return "<p>It opens thirty days after you have taken the test after the course.</p>"
    if day <= today:
        return ""
    return f"<p>It opens on {day.day} {day:%B %Y}, thirty days after your last test. Until then there is nothing to do.</p>"


def _parallel(name: str, note: str, printed: str) -> QuestionPage:
    sheet = bank.load_sheet(name)
    page = QuestionPage(f"{name}test", sheet.title, note, sheet.questions)
    page.printed = print_sheet(sheet.title, f"{note} {printed}", [])
    return with_code(_with_gains(page, gains.say_gain), name)


def _fold(page: QuestionPage) -> QuestionPage:
    """Keep a test folded until the learner begins it, so that nobody reads its questions before the time."""
    page.begin = widgets.Button(description="Begin the test", layout={"width": "auto"})

    folded = [page.stack, page.class_box.button]

    def unfold(_=None) -> None:
        page.begin.layout.display = HIDDEN
        for part in folded:
            part.layout.display = SHOWN

    if any(card.tries for card in page.cards):
        page.begin.layout.display = HIDDEN
    else:
        for part in folded:
            part.layout.display = HIDDEN
    page.begin.on_click(unfold)
    first, words, *rest = page.box.children
    page.box.children = (first, words, page.begin, *rest)
    return page


def _with_gains(page: QuestionPage, say: Callable[[Progress], str]) -> QuestionPage:
    """Show the comparison once every question of the test was answered."""
    words = live_words()
    page.box.children = (*page.box.children, words)

    def tell(card=None) -> None:
        page._count()
        if all(card.tries or card.done for card in page.cards):
            words.value = say(Progress.of(page.passport))

    for card in page.cards:
        card.on_answer = tell
    page.gain = words
    tell()
    return page

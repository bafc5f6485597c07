"""Questions in a real JupyterLab: answered by keyboard alone, read by axe, the same in both themes."""

import re

import pytest

from tests.browser import axe
from utils.learning.questions.bank import all_questions
from utils.learning.questions.marking import key_of
from utils.learning.questions.shuffling import shown_order

ONE_OF_EACH = {
    "single": "01-q2",
    "multiple": "01-q3",
    "numeric": "01-q4",
    "order": "08-q2",
    "match": "05-q7",
    "text": "01-q10",
}
EVERY = all_questions()
FOCUSED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''"
ACTIVE_KIND = "() => document.activeElement.type || document.activeElement.tagName"
LISTEN = """() => {
  globalThis.keysThatPassed = [];
  const note = event => { if (/^[sb]$/.test(event.key) && !event.ctrlKey) keysThatPassed.push(`${event.metaKey ? 'Meta+' : ''}${event.key}`); };
  globalThis.stopListening?.();
  document.addEventListener('keydown', note);
  globalThis.stopListening = () => document.removeEventListener('keydown', note);
}"""


CELLS = [
    "from utils.learning import *",
    *(f'ask("{name}")' for name in ONE_OF_EACH.values()),
    'predict("08")',
    'quiz("08")',
    "progress_map()",
    "passport()",
    'recall("08")',
    'reflect("08")',
    'case("T8")',
    "from utils.activities import mgus_explorer\nmgus_explorer()",
]
PREDICT, QUIZ = 1 + len(ONE_OF_EACH), 2 + len(ONE_OF_EACH)
CASE = len(CELLS) - 2
CONTROL = ".mq-question :is(input, select, textarea)"


class Page:
    """A notebook with one question of each kind, all that asks on a page of the course, and an activity, run once."""

    def __init__(self, notebook):
        self.notebook, self.page = notebook, notebook.page

    def output(self, number):
        """What the code cell of that number shows, from 0."""
        return self.page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea-output").first

    def asked(self, number):
        """The question of a cell, made anew, with the keyboard in front of its first control."""
        self.notebook.run_cell(number)
        shown = self.output(number)
        shown.locator(".mq-question[role=group]").first.wait_for()
        shown.locator(CONTROL).first.focus()
        return shown


@pytest.fixture(scope="module")
def shown(desk):
    with desk.sitting() as opened:
        notebook = opened("learning.ipynb", cells=CELLS, height=1400)
        notebook.run_all()
        yield Page(notebook)


def tab_to(page, words):
    for _ in range(12):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{words!r} is not reached by Tab; the keyboard is on {page.evaluate(FOCUSED)!r}")


def type_answer(page, question, answer):
    """Give an answer with the keyboard, from the first control on."""
    if question.type == "single":
        place = shown_order(question).index(answer)
        page.keyboard.press("Space")
        for _ in range(place):
            page.keyboard.press("ArrowDown")
    elif question.type == "multiple":
        for place, option in enumerate(shown_order(question)):
            if place:
                page.keyboard.press("Tab")
            if option in answer:
                page.keyboard.press("Space")
    elif question.type == "numeric":
        page.keyboard.type(f"{answer:.1f}")
    elif question.type == "order":
        for row, step in enumerate(shown_order(question)):
            if row:
                page.keyboard.press("Tab")
            for _ in range(answer.index(step) + 1):
                page.keyboard.press("ArrowDown")
    elif question.type == "match":
        for row, partner in enumerate(answer):
            if row:
                page.keyboard.press("Tab")
            for _ in range(shown_order(question).index(partner) + 1):
                page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type("A family of cells from the marrow makes one protein.")


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_one_of_each_type_is_answered_by_keyboard_alone(shown, kind):
    question = EVERY[ONE_OF_EACH[kind]]
    card, page = shown.asked(1 + list(ONE_OF_EACH).index(kind)), shown.page
    type_answer(page, question, key_of(question))
    if kind == "text":
        tab_to(page, "Compare with a model answer")
        page.keyboard.press("Enter")
        card.get_by_text("A model answer:").wait_for()
        for _ in question.options:
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        tab_to(page, "Save the points I made")
        page.keyboard.press("Enter")
        card.get_by_text(f"{len(question.options)} of {len(question.options)} points made").wait_for()
    else:
        tab_to(page, "Check: sure")
        page.keyboard.press("Enter")
        card.get_by_text("✓ Right.").wait_for()
    reply = card.locator(".mq-reply .widget-html-content")
    assert reply.get_attribute("role") == "status"
    assert (
        page.locator(".jp-mod-commandMode.jp-mod-active").count() == 0 or page.evaluate(ACTIVE_KIND) != "BODY"
    )
    card.evaluate("card => { card.id = 'looked-at'; }")
    assert axe.grave_violations(page, "#looked-at") == []
    card.evaluate("card => card.removeAttribute('id')")
    shown.notebook.assert_no_errors()


def test_a_case_is_decided_gone_on_and_back_by_keyboard_alone(shown):
    board, page = shown.asked(CASE), shown.page
    fork = board.locator(".mq-question:not(.mq-setting)")
    fork.locator("input").first.focus()
    page.keyboard.press("Space")
    tab_to(page, "Decide: sure")
    page.keyboard.press("Enter")
    fork.get_by_text("Every choice, and why").wait_for()
    assert fork.locator(".mq-reply .widget-html-content").get_attribute("role") == "status"
    board.get_by_text("Decided:").wait_for()
    tab_to(page, "Go on")
    page.keyboard.press("Enter")
    fork.get_by_text("What is done now?").wait_for()
    tab_to(page, "Go back")
    page.keyboard.press("Enter")
    fork.get_by_text("Which grades?").wait_for()
    assert board.get_by_text("Decided:").count() == 0
    board.evaluate("board => { board.id = 'looked-at'; }")
    assert axe.grave_violations(page, "#looked-at") == []
    board.evaluate("board => board.removeAttribute('id')")
    shown.notebook.assert_no_errors()


def test_the_group_is_named_by_its_question(shown):
    question = EVERY[ONE_OF_EACH["single"]]
    card = shown.asked(1)
    card.get_by_role("group", name=question.stem).wait_for()
    group = card.get_by_role("radiogroup", name=question.stem)
    assert group.get_by_role("radio").count() == len(question.options)
    assert group.get_by_role("radio", name=question.options[0].text).count() == 1


def test_all_of_it_is_clean_in_both_themes(shown):
    quiz, prediction = shown.output(QUIZ), shown.output(PREDICT)
    prediction.locator(".mq-question[role=group]").wait_for()
    assert prediction.locator(".mq-question").count() == 1
    assert quiz.locator(".mq-question").count() == 4
    quiz.get_by_text("Show 8 more questions").click()
    questions = quiz.locator(".mq-question")
    shown.notebook.wait_for(lambda: questions.count() == 12, 60, "the other questions never came")
    for theme in ("Light", "Dark"):
        shown.notebook.choose_theme(f"JupyterLab {theme}")
        assert axe.grave_violations(shown.page) == [], theme
    shown.notebook.choose_theme("JupyterLab Light")
    shown.notebook.assert_no_errors()


def plain(words):
    """Without what the written tree quotes."""
    return re.sub(r"""['"\\\\]""", "", words)


def test_with_every_kind_of_question_on_one_page_each_is_named_by_itself(shown):
    shown.page.locator(".mq-question:not([role=group])").first.wait_for(state="detached")
    cards = shown.page.locator(".mq-question").all()
    stems = [" ".join(card.locator(".mq-stem .mq-text").first.inner_text().split()) for card in cards]
    assert len(set(stems)) >= 8
    for card, stem in zip(cards, stems, strict=True):
        tree = card.aria_snapshot()
        named = re.findall(r"""^ *- '?(group|radiogroup) "(.*)"'?:?$""", tree, re.MULTILINE)
        assert {plain(name) for _, name in named} == {plain(stem)}, tree
        assert named[0][0] == "group"
    ids = shown.page.locator(".mq-quiz [id], .mc-activity [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids)), "an id stands twice on the page"


@pytest.mark.parametrize("inside", [".mq-question input[type=radio]", ".mc-activity select"])
def test_shortcuts_of_jupyterlab_pass_through_cards_and_activities(shown, inside):
    page = shown.page
    page.evaluate(LISTEN)
    page.locator(inside).first.focus()
    files = page.locator("#jp-left-stack")
    shown = files.is_visible()
    for expected in (not shown, shown):
        page.keyboard.press("Control+b")
        files.wait_for(state="visible" if expected else "hidden")
        page.locator(inside).first.focus()
    with page.expect_response(
        lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url
    ):
        page.keyboard.press("Control+s")
    for key in ("Meta+s", "Meta+b", "s", "b"):  # Cmd where a Mac has it; a letter alone belongs to the answer
        page.locator(inside).first.focus()
        page.keyboard.press(key)
    assert page.evaluate("() => globalThis.keysThatPassed") == ["Meta+s", "Meta+b"]


def test_a_passport_is_downloaded_and_restored(shown, tmp_path):
    page = shown.page
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my passport").click()
    place = tmp_path / "passport.jsonl"
    download.value.save_as(place)
    line = '{"v": 1, "id": "fromelsewhere", "n": 1, "at": "2026", "kind": "answer", "question": "01-q1", "right": true}\n'
    place.write_text(place.read_text() + line, encoding="utf-16")  # as some editors save it
    page.get_by_label("Restore a passport you downloaded").set_input_files(str(place))
    page.locator("p[role=status]", has_text="Restored 1 new").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a summary to print").click()
    download.value.save_as(tmp_path / "summary.html")
    assert "Course summary" in (tmp_path / "summary.html").read_text()
    page.get_by_role("button", name="Delete my passport").click()
    page.get_by_role("button", name="Really delete everything? Press again").click()
    page.get_by_text("Your passport is deleted.").wait_for()


def test_binder_reminds_an_idle_learner_and_offers_the_download(open_notebook):
    code = (
        "import os\nos.environ['BINDER_LAUNCH_HOST'] = 'https://mybinder.org/'\n"
        "from utils.learning.passport import keeping\nkeeping.IDLE_MINUTES = 0.05\n"
        "from utils.learning import predict\npredict('08')"
    )
    notebook = open_notebook("binder.ipynb", cells=[code])
    notebook.run_all()
    reminder = notebook.page.get_by_role("alert").filter(has_text="Binder session ends")
    reminder.wait_for()
    assert axe.grave_violations(notebook.page) == []
    with notebook.page.expect_download() as download:
        reminder.get_by_role("button", name="Download my passport").click()
    assert download.value.suggested_filename == "passport.jsonl"
    assert reminder.count() == 0

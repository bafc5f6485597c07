"""Questions in a real JupyterLab: answered by keyboard alone, read by axe, the same in both themes."""

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


def cell(question_id):
    return f'from utils.learning import ask\nask("{question_id}")'


def start(notebook):
    """Put the keyboard in front of the first control of the page."""
    notebook.page.locator(".mq-question input, .mq-question select, .mq-question textarea").first.wait_for()
    notebook.page.wait_for_selector(".mq-question[role=group]")
    notebook.page.locator(".mq-question input, .mq-question select, .mq-question textarea").first.focus()


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


@pytest.mark.parametrize(("kind", "name"), ONE_OF_EACH.items())
def test_one_of_each_type_is_answered_by_keyboard_alone(open_notebook, kind, name):
    question = EVERY[name]
    notebook = open_notebook(f"ask-{kind}.ipynb", cells=[cell(name)])
    notebook.run_all()
    start(notebook)
    page = notebook.page
    type_answer(page, question, key_of(question))
    if kind == "text":
        tab_to(page, "Compare with a model answer")
        page.keyboard.press("Enter")
        page.get_by_text("A model answer:").wait_for()
        for _ in question.options:
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        tab_to(page, "Save the points I made")
        page.keyboard.press("Enter")
        page.get_by_text(f"{len(question.options)} of {len(question.options)} points made").wait_for()
    else:
        tab_to(page, "Check: sure")
        page.keyboard.press("Enter")
        page.get_by_text("✓ Right.").wait_for()
    reply = page.locator(".mq-reply .widget-html-content")
    assert reply.get_attribute("role") == "status"
    assert (
        page.locator(".jp-mod-commandMode.jp-mod-active").count() == 0 or page.evaluate(ACTIVE_KIND) != "BODY"
    )
    assert axe.grave_violations(page) == []
    notebook.assert_no_errors()


def test_the_group_is_named_by_its_question(open_notebook):
    notebook = open_notebook("ask-names.ipynb", cells=[cell("01-q2")])
    notebook.run_all()
    start(notebook)
    question = EVERY["01-q2"]
    notebook.page.get_by_role("group", name=question.stem).wait_for()
    group = notebook.page.get_by_role("radiogroup", name=question.stem)
    assert group.get_by_role("radio").count() == len(question.options)
    assert group.get_by_role("radio", name=question.options[0].text).count() == 1


def test_a_whole_quiz_a_map_and_a_passport_are_clean_in_both_themes(open_notebook):
    words = "from utils.learning import *"
    cells = [words, 'predict("08")', 'quiz("08")', "progress_map()", "passport()"]
    notebook = open_notebook("learning.ipynb", cells=cells, height=1400)
    notebook.run_all()
    notebook.page.wait_for_selector(".mq-question[role=group]")
    assert notebook.page.locator(".mq-question").count() == 5
    notebook.page.get_by_text("Show 8 more questions").click()
    notebook.wait_for(
        lambda: notebook.page.locator(".mq-question").count() == 13, 20, "the other questions never came"
    )
    assert axe.grave_violations(notebook.page) == []
    notebook.choose_theme("JupyterLab Dark")
    assert axe.grave_violations(notebook.page) == []
    notebook.assert_no_errors()


def test_a_passport_is_downloaded_and_restored(open_notebook, tmp_path):
    notebook = open_notebook("passport.ipynb", cells=["from utils.learning import passport\npassport()"])
    notebook.run_all()
    page = notebook.page
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

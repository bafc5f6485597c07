"""The printed page lists the questions and never the key."""

import re

import pytest

from utils.learning.questions.bank import all_questions, load_sheet
from utils.learning.questions.printed import print_question, print_question_html, print_sheet
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_text

EVERY = all_questions()


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_stem_and_options_are_there_and_reasons_are_not(question):
    text, page = print_question(question), print_question_html(question)
    assert as_text(question.stem, question.given) in text
    shown = (
        [as_text(question.options[i].text) for i in shown_order(question)] if question.type != "text" else []
    )
    assert [text.index(f"    {option}") for option in shown] == sorted(
        text.index(f"    {option}") for option in shown
    )
    for option in question.options:
        assert option.why not in text
        assert option.why not in page
    assert question.hint not in text
    assert question.model not in text.replace(question.stem, "") or not question.model


def test_a_page_is_the_same_every_time_and_names_nothing_that_changes():
    sheet = load_sheet("08")
    first, again = (print_sheet("Self-check", "note", sheet.questions) for _ in "ab")
    assert first == again
    assert set(first) == {"text/plain", "text/html"}
    assert not re.search(r"0x[0-9a-f]{6}|IPY_MODEL", first["text/html"])


def test_another_seed_prints_another_order():
    question = EVERY["01-q1"]
    assert len({print_question(question, seed) for seed in range(20)}) > 5

"""The button that shows a class code."""

import re

from tests.learning.pages.test_card import fill
from utils.learning.pages.course_tests import posttest, pretest
from utils.learning.pages.quizzes import quiz
from utils.learning.passport.class_code import read_code
from utils.learning.questions.marking import key_of


def code_on(shown):
    shown.class_box.button.click()
    found = re.search(r'mq-code">([^<]+)<', shown.class_box.words.value)
    return found and found[1]


def test_the_code_is_of_this_notebook_and_grows_with_the_answers():
    shown = quiz("08")
    assert code_on(shown) is None
    assert "Nothing here is answered yet" in shown.class_box.words.value
    card = shown.cards[0]
    fill(card, key_of(card.question))
    card.buttons["sure"].click()
    sheet, told = read_code(code_on(shown))
    assert sheet == "08"
    assert [(answer.question.id, answer.right, answer.sure) for answer in told] == [
        (card.question.id, True, "sure")
    ]
    assert "nothing about you" in shown.class_box.words.value


def test_both_tests_offer_it_and_the_second_only_once_begun():
    assert pretest().class_box.button.layout.display != "none"
    shown = posttest()
    assert shown.class_box.button.layout.display == "none"
    shown.begin.click()
    assert shown.class_box.button.layout.display != "none"

"""Every question of the bank, answered right and answered wrong."""

import pytest

from utils.learning.questions.bank import Option, Question, all_questions
from utils.learning.questions.expressions import evaluate
from utils.learning.questions.marking import key_of, mark_answer

EVERY = all_questions()


def wrong_answers(question):
    key, places = key_of(question), range(len(question.options))
    if question.type == "single":
        return [place for place in places if place != key]
    if question.type in ("multiple", "text"):
        return [[place for place in key if place != dropped] for dropped in key]
    if question.type == "numeric":
        return [key + 1000, *(float(evaluate(slip.expression, question.given)) for slip in question.slips)]
    if question.type == "order":
        return [key[::-1], [key[1], key[0], *key[2:]]]
    return [[key[1], key[0], *key[2:]], [*key[:-1], places[-1]] if len(places) > len(key) else key[::-1]]


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_the_right_answer_is_right_and_says_why(question):
    mark = mark_answer(question, key_of(question))
    assert mark.right
    assert mark.share == 1.0
    assert all(good and len(text) > 11 for good, text in mark.remarks)


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_wrong_answers_are_wrong_and_say_why(question):
    for answer in wrong_answers(question):
        mark = mark_answer(question, answer)
        assert not mark.right, answer
        assert 0 <= mark.share < 1
        assert mark.remarks


def test_each_slip_has_its_own_words():
    question = EVERY["06-q4"]
    said = {mark_answer(question, float(evaluate(s.expression))).remarks[0][1] for s in question.slips}
    assert said == {slip.why for slip in question.slips}
    assert mark_answer(question, -5.0).remarks[0][1] == question.otherwise


def test_part_of_an_answer_counts_for_a_share():
    options = tuple(
        Option(text, "because of this", right) for text, right in (("a", True), ("b", True), ("c", False))
    )
    question = Question("x", "multiple", "01-o1", "apply", "plain", "?", options=options)
    assert mark_answer(question, [0]).share == pytest.approx(2 / 3)
    assert "not ticked yet" in mark_answer(question, [0]).remarks[-1][1]


def test_a_wrong_pair_does_not_give_the_right_one_away():
    question = EVERY["05-q7"]
    mark = mark_answer(question, [1, 0, 2, 3, 4, 5])
    wrong = [text for good, text in mark.remarks if not good]
    assert len(wrong) == 2
    assert not any(question.options[i].why in text for i in (0, 1) for text in wrong)

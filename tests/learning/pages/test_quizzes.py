"""The calls of the notebooks, their saved form, and what they do when used."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.learning.pages.test_card import a_wrong_answer, fill
from utils import learning
from utils.learning.pages import page
from utils.learning.pages.course_tests import delayedtest, posttest, pretest
from utils.learning.pages.quizzes import ask, predict, quiz, recall, reflect
from utils.learning.passport.passports import open_passport
from utils.learning.questions import bank
from utils.learning.questions.marking import key_of

CALLS = [
    lambda: quiz("08"),
    lambda: ask("05-q1"),
    lambda: predict("07"),
    lambda: reflect("07"),
    lambda: recall("08"),
    pretest,
    posttest,
    delayedtest,
]
VIEW = "application/vnd.jupyter.widget-view+json"


def answer_all(shown, right=True, confidence="sure"):
    for card in shown.cards:
        fill(card, key_of(card.question) if right else a_wrong_answer(card.question))
        card.buttons[confidence].click()


@pytest.mark.parametrize("call", CALLS)
def test_the_saved_form_never_depends_on_the_passport(call):
    before = call()._repr_mimebundle_()
    for question in bank.all_questions():
        open_passport().record("answer", question=question, right=False, answer=0, confidence="guess")
        open_passport().record("prediction", question=question, answer=1)
    after = call()._repr_mimebundle_()
    assert set(before) == {VIEW, "text/plain", "text/html"}
    assert before["text/plain"] == after["text/plain"] == repr(call())
    assert before["text/html"] == after["text/html"]


def test_core_questions_come_first_and_more_can_be_had():
    shown = quiz("08")
    assert len(shown.cards) == 4
    assert all(card.question.core for card in shown.cards)
    shown.more.click()
    assert len(shown.cards) == len(bank.load_sheet("08").questions)
    assert shown.more.layout.display == "none"


def test_the_tally_counts_what_is_done():
    shown = quiz("01")
    assert "0 of 4" in shown.tally.value
    answer_all(shown)
    assert "4 of 4" in shown.tally.value


def test_a_prediction_returns_with_what_was_said():
    shown = predict("08")
    assert "not recorded" in reflect("08").box.children[2].value
    answer_all(shown, right=False, confidence="guess")
    said = reflect("08").box.children[2].value
    assert bank.find_question("08-p").options[1].text in said


def test_an_answer_from_a_stranger_is_never_shown_raw():
    open_passport().record("prediction", question="08-p", answer="<script>alert(1)</script>")
    assert "<script" not in reflect("08").box.children[2].value


def test_recall_asks_what_was_missed():
    open_passport().record("answer", question="01-q7", right=False, at="2026-01-01T10:00:00+00:00")
    assert recall("05").cards[0].question.id == "01-q7"
    assert recall("01").cards == []


def test_the_pretest_keeps_its_key_and_the_posttest_shows_the_gain():
    before = pretest()
    assert len(before.cards) == 12
    answer_all(before, right=False)
    assert "0 of 12" in before.gain.value
    assert all("✗" not in card.reply.value for card in before.cards)
    after = posttest()
    answer_all(after)
    assert "<td>0</td><td>12</td>" in after.gain.value


def test_showing_a_page_again_closes_the_old_one():
    import ipywidgets

    quiz("05")
    count = len(ipywidgets.widget._instances)
    for _ in range(3):
        quiz("05")
    assert len(ipywidgets.widget._instances) == count
    assert "quiz-05" in page._SHOWN


def test_the_room_offers_what_its_docstring_promises():
    assert set(dir(learning)) == set(learning.__all__)
    for name in learning.__all__:
        assert f"{name}(" in learning.__doc__
        assert callable(getattr(learning, name))
    with pytest.raises(AttributeError, match="It offers"):
        learning.nothing  # noqa: B018 - looking is the test


def test_what_does_not_exist_is_named_with_the_nearest():
    with pytest.raises(bank.UnknownQuestion, match="'80' is not in"):
        quiz("80")
    with pytest.raises(bank.UnknownQuestion):
        predict("pre")


def test_answered_questions_are_shown_as_answered_when_the_page_is_run_again():
    answer_all(quiz("01"))
    again = quiz("01")
    assert "4 of 4" in again.tally.value
    for card in again.cards:
        assert card.control.read() == pytest.approx(key_of(card.question))
        assert "✓ Answered on" in card.reply.value
    count = len(open_passport().events())
    again.cards[0].buttons["sure"].click()
    assert len(open_passport().events()) == count, "what is closed stays closed"


def test_a_wrong_answer_is_shown_as_tried_and_may_be_tried_again():
    answer_all(quiz("01"), right=False)
    card = quiz("01").cards[0]
    assert "not quite" in card.reply.value
    assert not card.done
    fill(card, key_of(card.question))
    card.buttons["sure"].click()
    assert open_passport().events()[-1]["attempt"] == 2


def test_an_answered_question_can_be_started_afresh_and_counts_again():
    answer_all(quiz("01"))
    card = quiz("01").cards[0]
    card.buttons["again"].click()
    assert card.control.read() is None
    assert card.stack.children == tuple(card.control.widgets)
    fill(card, a_wrong_answer(card.question))
    card.buttons["sure"].click()
    assert open_passport().events()[-1]["right"] is False


def test_all_questions_open_when_one_beyond_the_core_was_answered():
    first = quiz("08")
    first.more.click()
    beyond = next(card for card in first.cards[4:] if card.question.type == "single")
    fill(beyond, key_of(beyond.question))
    beyond.buttons["sure"].click()
    assert len(quiz("08").cards) == len(first.questions)


def test_noted_answers_stay_noted():
    answer_all(predict("08"), right=False)
    card = predict("08").cards[0]
    assert card.done
    assert "Noted" in card.reply.value
    answer_all(pretest())
    assert "12 of 12" in pretest().tally.value
    assert "12 of 12" in pretest().gain.value


@pytest.mark.parametrize("answer", ["<b>", 99, -1, True, None, [0, "x"], {"a": 1}, 1.5])
def test_what_another_program_wrote_is_passed_over(answer):
    for question in bank.all_questions():
        open_passport().record("answer", question=question, right=True, answer=answer, at="no moment")
    for name in bank.notebook_names():
        for card in quiz(name).cards:
            assert card.reply.value == "" or card.question.type in ("numeric", "text", "multiple")


def test_the_posttest_waits_until_it_is_begun():
    page = posttest()
    assert page.stack.layout.display == "none"
    assert not any(question.stem in repr(page) for question in page.questions)
    page.begin.click()
    assert page.stack.layout.display == ""
    answer_all(page)
    assert posttest().stack.layout.display != "none"


def test_every_card_shows_the_id_that_a_run_sheet_names():
    for card in quiz("08").cards:
        assert f'<p class="mq-label">{card.question.id} · ' in card.box.children[0].value


def take_the_post_test(at):
    """Answers to the test after the course, in a passport that was written at that moment."""
    lines = [
        json.dumps({"v": 1, "id": f"answer-{n:04d}", "n": n + 1, "at": at, "kind": "answer", "question": q.id, "right": True})
        for n, q in enumerate(bank.load_sheet("post").questions)
    ]  # fmt: skip
    open_passport().restore("\n".join(lines) + "\n")


def test_the_delayed_test_says_from_when_it_is_open():
    page = delayedtest()
    assert "after you have taken the test" in page.wait.value
    assert page.begin.layout.display == page.stack.layout.display == "none"
    moment = datetime.now(UTC)
    take_the_post_test(moment.isoformat())
    opens = (moment + timedelta(days=30)).date()
    assert f"{opens.day} {opens:%B %Y}" in delayedtest().wait.value


def test_the_delayed_test_is_open_after_thirty_days_and_shows_what_is_left():
    take_the_post_test("2026-01-01T10:00:00+00:00")
    page = delayedtest()
    assert not page.wait.value
    assert page.begin.layout.display != "none"
    page.begin.click()
    answer_all(page)
    assert "30 days later" in page.gain.value
    assert delayedtest().stack.layout.display != "none"

"""Each type of question, driven as a learner would: answered wrong, hinted, answered right, shown."""

import pytest

from utils.learning.pages.card import HIDDEN, make_card
from utils.learning.passport.passports import open_passport
from utils.learning.questions.bank import all_questions
from utils.learning.questions.marking import key_of

EVERY = all_questions()
MARKED = [q for q in EVERY.values() if q.type != "text"]


def fill(card, answer):
    """Put an answer into a card's controls, as the mouse or the keyboard would."""
    question, control = card.question, card.control
    if question.type == "single":
        control.radio.value = answer
    elif question.type == "multiple":
        for place, box in control.boxes.items():
            box.value = place in answer
    elif question.type == "numeric":
        control.field.value = f"{answer:.12g}".replace(".", ",")
    elif question.type == "order":
        for place, step in enumerate(answer, 1):
            control.menus[step].value = place
    elif question.type == "match":
        for menu, partner in zip(control.widgets, answer, strict=True):
            menu.value = partner
    else:
        control.field.value = answer


def a_wrong_answer(question):
    key = key_of(question)
    if question.type == "single":
        return (key + 1) % len(question.options)
    if question.type == "numeric":
        return key + 1000
    return key[:-1] if question.type == "multiple" else [key[1], key[0], *key[2:]]


@pytest.mark.parametrize("question", MARKED, ids=[q.id for q in MARKED])
def test_wrong_then_right_with_feedback_each_time(question):
    card = make_card(question, open_passport())
    fill(card, a_wrong_answer(question))
    card.buttons["sure"].click()
    assert "Not quite" in card.reply.value
    assert "Hint:" in card.reply.value
    assert "You felt sure" in card.reply.value
    fill(card, key_of(question))
    card.buttons["guess"].click()
    assert "✓ Right." in card.reply.value
    assert "Sources:" in card.reply.value
    assert "{{" not in card.reply.value
    assert [event["right"] for event in open_passport().events()] == [False, True]
    assert [event["confidence"] for event in open_passport().events()] == ["sure", "guess"]


@pytest.mark.parametrize("question", MARKED, ids=[q.id for q in MARKED])
def test_nothing_is_marked_before_it_is_answered(question):
    card = make_card(question, open_passport())
    card.buttons["fairly"].click()
    assert "Not marked yet" in card.reply.value
    assert open_passport().events() == []


def test_the_answer_is_offered_after_two_tries_and_closes_the_question():
    question = EVERY["01-q1"]
    card = make_card(question, open_passport())
    assert card.buttons["solution"].layout.display == HIDDEN
    assert card.buttons["sure"].description == "Check: sure"
    for _ in range(2):
        fill(card, a_wrong_answer(question))
        card.buttons["fairly"].click()
    assert card.buttons["solution"].layout.display == ""
    card.buttons["solution"].click()
    assert "In the bone marrow" in card.reply.value
    fill(card, key_of(question))
    card.buttons["sure"].click()
    kinds = [event["kind"] for event in open_passport().events()]
    assert kinds == ["answer", "answer", "solution"], "what follows the answer is practice, and not recorded"


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_the_solution_is_told_in_words(question):
    card = make_card(question, open_passport())
    card.show_solution()
    assert "The answer." in card.reply.value
    card.show_hint()
    assert "Hint:" in card.reply.value


def test_a_right_guess_and_a_right_answer_read_differently():
    question = EVERY["01-q1"]
    replies = []
    for confidence in ("guess", "sure"):
        card = make_card(question, open_passport())
        fill(card, key_of(question))
        card.buttons[confidence].click()
        replies.append(card.reply.value)
    assert "You were not sure" in replies[0]
    assert "You were not sure" not in replies[1]


def test_free_text_is_compared_with_a_model_and_marked_by_the_learner():
    question = EVERY["01-q10"]
    card = make_card(question, open_passport())
    card.buttons["compare"].click()
    assert "Not marked yet" in card.reply.value
    fill(card, "cells in the marrow")
    card.buttons["compare"].click()
    assert question.model in card.reply.value
    assert card.points_box.layout.display == ""
    for box in card.points.boxes.values():
        box.value = True
    card.buttons["save"].click()
    assert "3 of 3 points" in card.reply.value
    assert open_passport().events()[-1]["right"] is True


def test_free_text_without_its_points_is_not_right_yet():
    card = make_card(EVERY["01-q10"], open_passport())
    fill(card, "something else")
    card.buttons["compare"].click()
    card.buttons["save"].click()
    assert open_passport().events()[-1]["right"] is False


def test_a_prediction_is_noted_once_and_its_key_kept_back():
    question = EVERY["08-p"]
    card = make_card(question, open_passport(), marked=False, noted="It comes back.")
    fill(card, a_wrong_answer(question))
    card.buttons["guess"].click()
    assert card.buttons["guess"].description == "Note it: a guess"
    assert "Noted." in card.reply.value
    assert "It comes back." in card.reply.value
    assert not any(option.why in card.reply.value for option in question.options)
    fill(card, key_of(question))
    card.buttons["sure"].click()
    assert "first answer counts" in card.reply.value
    assert [event["kind"] for event in open_passport().events()] == ["prediction"]


def test_a_full_disk_is_said_on_the_card(monkeypatch):
    from utils.learning.passport import log

    def refuse(*_):
        raise OSError(28, "No space left on device")

    card = make_card(EVERY["01-q1"], open_passport())
    monkeypatch.setattr(log, "append_line", refuse)
    fill(card, 1)
    card.buttons["sure"].click()
    assert "could not be written" in card.reply.value
    assert len(open_passport().events()) == 1

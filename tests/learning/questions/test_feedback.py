from utils.learning.questions import feedback
from utils.learning.questions.bank import all_questions
from utils.learning.questions.marking import key_of, mark_answer

EVERY = all_questions()
BLAME = ("you failed", "stupid", "wrong!", "obviously", "of course you")


def test_a_right_answer_is_told_with_every_reason_and_the_sources():
    for question in EVERY.values():
        said = feedback.say_right(question, mark_answer(question, key_of(question)), "sure")
        assert "✓" in said
        assert "Sources:" in said
        assert said.count("<li>") >= len(question.options) or question.type in ("numeric", "text")


def test_a_wrong_answer_gets_the_hint_and_keeps_the_key():
    question = EVERY["01-q1"]
    said = feedback.say_not_yet(question, mark_answer(question, 0), "fairly", last=False)
    assert question.hint in said
    assert question.options[key_of(question)].why not in said
    assert "Ask for the answer" in feedback.say_not_yet(
        question, mark_answer(question, 0), "fairly", last=True
    )


def test_a_share_that_stands_is_said():
    question = EVERY["01-q3"]
    assert "3 of the 4 answers are judged rightly" in feedback.say_not_yet(
        question, mark_answer(question, [0]), "fairly", last=False
    )


def test_nothing_blames():
    for question in EVERY.values():
        texts = [option.why for option in question.options] + [slip.why for slip in question.slips]
        assert not any(word in text.lower() for text in texts for word in BLAME)


def test_a_numeric_answer_is_told_with_its_unit():
    assert "59 people." in feedback.say_solution(EVERY["01-q4"])


def test_a_share_is_counted_in_what_was_placed():
    match, order = EVERY["05-q7"], EVERY["08-q2"]
    assert feedback._say_share(match, 1 / len(match.lefts)).startswith(f"1 of the {len(match.lefts)} pairs")
    assert feedback._say_share(order, 0.3) == "Some of the order is right."
    assert feedback._say_share(order, 0.8) == "Most of the order is right."

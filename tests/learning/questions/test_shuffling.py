from utils.learning.questions.bank import all_questions
from utils.learning.questions.shuffling import shown_order


def test_the_same_seed_gives_the_same_order_and_another_seed_another():
    question = all_questions()["01-q1"]
    assert shown_order(question, 5) == shown_order(question, 5)
    assert len({tuple(shown_order(question, seed)) for seed in range(40)}) > 10


def test_every_option_is_shown_once_and_steps_never_start_in_order():
    for question in all_questions().values():
        for seed in range(25):
            places = shown_order(question, seed)
            assert sorted(places) == list(range(len(question.options)))
            assert question.type != "order" or places != sorted(places)

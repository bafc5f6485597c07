import random

from hypothesis import given, settings

from tests.learning.passport.test_log import logs
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Mastery, Progress


def test_predictions_keep_the_first_answers_the_latest():
    mine = open_passport()
    mine.record("prediction", question="08-p", answer=1)
    mine.record("prediction", question="08-p", answer=2)
    mine.record("answer", question="08-q1", right=False)
    mine.record("answer", question="08-q1", right=True)
    mine.record("decision", decision="07-next", choice="trial")
    mine.record("name", name="Ada")
    progress = Progress.of(mine)
    assert progress.prediction("08-p") == 1
    assert (progress.first_right("08-q1"), progress.latest_right("08-q1")) == (False, True)
    assert (progress.first_right("01-q1"), progress.prediction("01-p")) == (None, None)
    assert (progress.decisions, progress.name) == ({"07-next": "trial"}, "Ada")


def test_an_exercise_once_right_stays_right():
    mine = open_passport()
    for right in (False, True, False):
        mine.record("exercise", exercise="08-1", right=right)
    assert Progress.of(mine).tasks == {"08-1": True}


def test_mastery_has_three_words():
    assert [Mastery(4, *seen).word for seen in ((0, 0), (1, 1), (2, 2), (4, 3), (4, 4))] == [
        "not met yet", "under way", "secure", "under way", "secure",
    ]  # fmt: skip


def test_mastery_follows_the_latest_answers():
    mine = open_passport()
    for name in ("01-q1", "01-q2"):
        mine.record("answer", question=name, right=False)
    assert Progress.of(mine).mastery("01-o1").word == "under way"
    for name in ("01-q1", "01-q2"):
        mine.record("answer", question=name, right=True)
    assert Progress.of(mine).mastery("01-o1").word == "secure"


def test_events_that_make_no_sense_are_passed_over():
    mine = open_passport()
    mine.record("answer", question=["a", "list"], right="yes")
    mine.record("answer", right=True)
    mine.record("name", name=5)
    mine.record("something new", question="01-q1")
    assert Progress.of(mine) == Progress()


@settings(max_examples=60, deadline=None)
@given(logs, logs)
def test_the_state_does_not_depend_on_the_order_of_the_events(a, b):
    shuffled = random.Random(3).sample(a + b, len(a + b))
    assert Progress.from_events(a + b) == Progress.from_events(shuffled) == Progress.from_events(a + b + a)

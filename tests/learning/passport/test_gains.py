from datetime import date, timedelta

from utils.learning.passport.gains import (
    CAUTION,
    gain_by_objective,
    mirrored_tests,
    opens_on,
    pair_tests,
    say_before,
    say_gain,
)
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress


def take(before, after):
    mine = open_passport()
    for first, second in pair_tests():
        mine.record("answer", question=first.id, right=before)
        mine.record("answer", question=second.id, right=after)
    return Progress.of(mine)


def test_the_first_answers_are_compared_by_objective():
    progress = take(False, True)
    rows = gain_by_objective(progress)
    assert sum(before for before, *_ in rows.values()) == 0
    assert sum(after for _, after, _ in rows.values()) == 12
    page = say_gain(progress)
    assert "<td>0</td><td>12</td>" in page
    assert page.count("scope='row'") == len(rows) + 1


def test_a_test_that_was_not_taken_says_so():
    assert set(gain_by_objective(Progress()).values()) == {(None, None, None)}
    assert "not taken" in say_gain(Progress())
    assert "0 of 12" in say_before(Progress())


def test_a_second_try_does_not_raise_the_gain():
    mine = open_passport()
    mine.record("answer", question="post-q1", right=False)
    mine.record("answer", question="post-q1", right=True)
    assert gain_by_objective(Progress.of(mine))["01-o2"] == (None, 0, None)


def test_every_gain_says_that_the_first_test_helps_by_itself():
    assert CAUTION.startswith("Answering the first test helps by itself")
    for progress in (Progress(), take(False, True)):
        assert CAUTION in say_gain(progress)


def test_what_is_left_after_thirty_days_stands_in_a_third_column():
    progress = take(False, True)
    assert "30 days later" not in say_gain(progress)
    mine = open_passport()
    for *_, later in mirrored_tests()[:6]:
        mine.record("answer", question=later.id, right=True)
    told = say_gain(Progress.of(mine))
    assert "30 days later" in told
    assert "<td>0</td><td>12</td><td>6</td>" in told


def test_the_delayed_test_opens_thirty_days_after_the_last_first_answer():
    assert opens_on(Progress()) is None
    tests = [{"v": 1, "id": f"answer-{n:04d}", "n": n, "at": "2026-03-01T10:00:00+00:00", "kind": "answer", "question": after.id}
             for n, (_, after) in enumerate(pair_tests())]  # fmt: skip
    assert opens_on(Progress.from_events(tests[:-1])) is None
    assert opens_on(Progress.from_events(tests)) == date(2026, 3, 31)
    again = {**tests[0], "id": "once-again", "n": 99, "at": "2026-09-01T10:00:00+00:00"}
    assert opens_on(Progress.from_events([*tests, again])) == date(2026, 3, 31)
    strange = [{**event, "at": "a moment ago"} for event in tests]
    assert opens_on(Progress.from_events(strange)) < date.today() - timedelta(days=365)

from utils.learning.passport.gains import gain_by_objective, pair_tests, say_before, say_gain
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
    assert sum(before for before, _ in rows.values()) == 0
    assert sum(after for _, after in rows.values()) == 12
    page = say_gain(progress)
    assert "<td>0</td><td>12</td>" in page
    assert page.count("scope='row'") == len(rows) + 1


def test_a_test_that_was_not_taken_says_so():
    assert set(gain_by_objective(Progress()).values()) == {(None, None)}
    assert "not taken" in say_gain(Progress())
    assert "0 of 12" in say_before(Progress())


def test_a_second_try_does_not_raise_the_gain():
    mine = open_passport()
    mine.record("answer", question="post-q1", right=False)
    mine.record("answer", question="post-q1", right=True)
    assert gain_by_objective(Progress.of(mine))["01-o2"] == (None, 0)

from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.passport.spacing import choose_recall
from utils.learning.questions.bank import load_sheet


def test_only_earlier_notebooks_are_asked_and_the_first_has_none():
    assert choose_recall("01", Progress()) == []
    chosen = choose_recall("08", Progress())
    assert len(chosen) == 3
    assert all(question.notebook < "08" and question.core for question in chosen)
    assert len({question.objective for question in chosen}) == 3


def test_what_was_missed_comes_first_then_lucky_guesses():
    mine = open_passport()
    mine.record("answer", question="01-q1", right=True, confidence="guess")
    mine.record("answer", question="01-q7", right=False, confidence="sure")
    mine.record("answer", question="05-q1", right=True, confidence="sure")
    chosen = [question.id for question in choose_recall("06", Progress.of(mine))]
    assert chosen[:2] == ["01-q7", "01-q1"]
    assert "05-q1" not in chosen


def test_when_all_is_known_the_longest_ago_returns():
    mine = open_passport()
    for question in load_sheet("01").questions:
        mine.record("answer", question=question.id, right=True, confidence="sure")
    assert choose_recall("05", Progress.of(mine))[0].id == "01-q1"
    assert all(question.type != "text" for question in choose_recall("05", Progress.of(mine), 20))

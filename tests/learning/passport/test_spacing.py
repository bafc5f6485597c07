from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.passport.spacing import choose_recall
from utils.learning.questions.bank import load_sheet, notebook_names

LONG_AGO = "2026-01-01T10:00:00+00:00"


def test_only_earlier_notebooks_are_asked_and_the_first_has_none():
    assert choose_recall("01", Progress()) == []
    chosen = choose_recall("08", Progress())
    assert len(chosen) == 3
    assert all(question.notebook < "08" and question.core for question in chosen)
    assert len({question.objective for question in chosen}) == 3


def test_what_was_missed_comes_first_then_lucky_guesses():
    mine = open_passport()
    mine.record("answer", question="01-q1", right=True, confidence="guess", at=LONG_AGO)
    mine.record("answer", question="01-q7", right=False, confidence="sure", at=LONG_AGO)
    mine.record("answer", question="05-q1", right=True, confidence="sure", at=LONG_AGO)
    chosen = [question.id for question in choose_recall("06", Progress.of(mine))]
    assert chosen[:2] == ["01-q7", "01-q1"]
    assert "05-q1" not in chosen


def test_when_all_is_known_the_longest_ago_returns():
    mine = open_passport()
    for notebook in [name for name in notebook_names() if name < "05"]:
        for question in load_sheet(notebook).questions:
            mine.record("answer", question=question.id, right=True, confidence="sure", at=LONG_AGO)
    assert choose_recall("05", Progress.of(mine))[0].id == "01-q1"
    assert all(question.type != "text" for question in choose_recall("05", Progress.of(mine), 20))


def test_what_was_missed_a_moment_ago_is_not_asked_again_in_the_same_sitting():
    mine = open_passport()
    missed = choose_recall("06", Progress())[0]
    mine.record("answer", question=missed.id, right=False, confidence="sure", page="recall-06")
    assert missed not in choose_recall("07", Progress.of(mine), page="recall-07")
    assert missed not in choose_recall("06", Progress.of(mine), 99, page="recall-05")


def test_the_same_page_run_again_shows_the_same_questions():
    before = choose_recall("08", Progress(), page="recall-08")
    for question in before:
        open_passport().record(
            "answer", question=question.id, right=True, confidence="sure", page="recall-08"
        )
    assert choose_recall("08", Progress.of(open_passport()), page="recall-08") == before


def test_a_clock_that_is_wrong_hides_nothing():
    for moment in ("2999-01-01T10:00:00+00:00", "yesterday", "2026-01-01T10:00:00"):
        open_passport().record("answer", question="01-q7", right=False, at=moment)
    assert choose_recall("05", Progress.of(open_passport()))[0].id == "01-q7"

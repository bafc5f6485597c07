from utils.learning.passport.course_map import course_titles, map_html, print_map
from utils.learning.passport.maps import progress_map
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.questions.bank import notebook_names


def test_the_map_names_fifteen_notebooks_and_what_is_coming():
    printed = print_map()
    assert len(course_titles()) == 15
    assert "02  Diagnosis, stage and risk (coming)" in printed["text/plain"]
    assert "08  The resistance timeline\n    - explain why" in printed["text/plain"]
    assert printed["text/html"].count(">coming<") == 14 - len(notebook_names())


def test_progress_fills_the_map_in_words_and_signs():
    mine = open_passport()
    for name in ("01-q1", "01-q2", "01-q5", "01-q10"):
        mine.record("answer", question=name, right=True)
    page = map_html(Progress.of(mine))
    assert "● say what a plasma cell" in page
    assert "(4 of 4 right)" in page
    assert "○ read a curve" in page


def test_the_live_map_follows_the_passport_and_the_saved_one_does_not():
    shown = progress_map()
    saved = repr(shown)
    open_passport().record("answer", question="01-q1", right=True)
    shown.update()
    assert repr(progress_map()) == saved
    assert shown.printed["text/html"].startswith("<table>")


def test_on_binder_the_map_carries_the_keeper(monkeypatch):
    assert len(progress_map().box.children) == 2
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert progress_map().box.children[-1].state["idle_minutes"] == 8

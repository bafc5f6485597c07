from utils.evidence.paths import COURSE_DATA
from utils.learning.passport.course_map import EMPTY, course_titles, map_html, print_map
from utils.learning.passport.maps import progress_map
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.questions.bank import load_sheet, notebook_names

NOTEBOOKS = COURSE_DATA.parent / "notebooks"


def test_the_map_names_fifteen_notebooks_and_what_is_coming():
    printed = print_map()
    assert len(course_titles()) == 15
    assert "13  Fact-check the web (coming)" in printed["text/plain"]
    assert "08  How long does a remission last?\n09  " in printed["text/plain"]
    assert "<li>explain why" in printed["text/html"]
    assert printed["text/html"].count(" (coming)</li>") == 14 - len(notebook_names())
    assert "<table" not in printed["text/html"], "JupyterLab sets the cells of a table to the right"


def test_progress_fills_the_map_in_words_and_signs():
    mine = open_passport()
    for name in ("01-q1", "01-q2", "01-q5", "01-q10"):
        mine.record("answer", question=name, right=True)
    page = map_html(Progress.of(mine))
    assert "● say what a plasma cell" in page
    assert "(4 of 4 asked right)" in page
    assert "○ read a curve" in page
    assert "not met yet" not in page
    assert EMPTY not in page


def test_only_what_was_asked_is_counted():
    mine = open_passport()
    for name in ("01-q1", "01-q2"):
        mine.record("answer", question=name, right=True)
    assert "secure</strong> (2 of 2 asked right)" in map_html(Progress.of(mine))


def test_an_empty_map_says_one_sentence_and_nothing_bold():
    page = map_html(Progress())
    assert page.startswith(f"<p>{EMPTY}</p>")
    assert "<strong>" not in page


def test_every_notebook_is_on_the_map_under_its_own_title_and_linked():
    import nbformat

    files = {}
    for place in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"):
        title = nbformat.read(place, as_version=4).cells[0].source.splitlines()[0]
        files[place.stem] = title.removeprefix("# ")
    rows = {row["file"]: row for row in course_titles().values() if "file" in row}
    assert files == {name: f"{row['notebook']} · {row['title']}" for name, row in rows.items()}
    for row in rows.values():
        assert f"<a href='{row['file']}.ipynb'>" in map_html(Progress())
        if row["notebook"] in notebook_names():
            assert load_sheet(row["notebook"]).title == row["title"]


def test_the_live_map_follows_the_passport_and_the_saved_one_does_not():
    shown = progress_map()
    saved = repr(shown)
    open_passport().record("answer", question="01-q1", right=True)
    shown.update()
    assert repr(progress_map()) == saved
    assert shown.printed["text/html"].startswith("<p><b>The course")


def test_on_binder_the_map_carries_the_keeper(monkeypatch):
    assert len(progress_map().box.children) == 2
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert progress_map().box.children[-1].state["idle_minutes"] == 8

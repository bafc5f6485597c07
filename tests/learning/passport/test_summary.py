from datetime import date
from html.parser import HTMLParser

from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.passport.summary import summary_page


def test_the_summary_counts_and_dates_and_is_one_page():
    mine = open_passport()
    mine.record("answer", question="01-q1", right=True)
    mine.record("exercise", exercise="08-1", right=True)
    page = summary_page(Progress.of(mine), date(2026, 5, 3))
    assert "As of 3 May 2026. 1 of 1 questions answered so far right" in page
    assert "1 exercise solved." in page
    assert "<h1>Multiple myeloma in sequence: summary</h1>" in page
    assert ".ipynb" not in page, "beside a downloaded page lie no notebooks"
    assert "Name:" not in page
    assert "not a certificate" in page
    HTMLParser().feed(page)


def test_a_long_name_is_cut_and_escaped():
    open_passport().record("name", name="x" * 500 + "<i>")
    page = summary_page(Progress.of(open_passport()))
    assert "x" * 81 not in page
    assert "<i>" not in page


def test_the_course_has_one_name():
    from utils.evidence.paths import COURSE_DATA

    readme = (COURSE_DATA.parent / "README.md").read_text(encoding="utf-8")
    assert readme.splitlines()[0] == "# Multiple myeloma in sequence"


def test_what_was_not_asked_is_not_counted_as_missed():
    open_passport().record("answer", question="pre-q1", right=True)
    assert "No question of the notebooks is answered yet; 0 exercises solved." in summary_page(
        Progress.of(open_passport())
    )


def test_tumour_boards_sat_through_are_counted():
    mine = open_passport()
    assert "tumour board" not in summary_page(Progress.of(mine), events=mine.events())
    for decision, choice in [("grade", "two_one"), ("act", "home"), ("night", "three"), ("door", "signs")]:
        mine.record("decision", decision=f"T8-{decision}", choice=choice)
    assert "1 of 8 tumour boards" in summary_page(Progress.of(mine), events=mine.events())

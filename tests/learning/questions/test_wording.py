import pytest

from utils.evidence import address, fact
from utils.learning.questions.wording import as_html, as_text, cite_sources, fact_ids, say_value

NAME = "perseus-d_vrd-pfs_pct_at_48"


def test_a_fact_becomes_its_value_and_on_a_page_a_link():
    assert as_text(f"about {{{{fact:{NAME}}}}}") == f"about {fact(NAME).shown} %"
    page = as_html(f"{{{{fact:{NAME}}}}}")
    assert page.startswith(f'<a href="{address(NAME)}" title="')
    assert page.endswith(f'({NAME})">{fact(NAME).shown} %</a>')


def test_an_interval_and_a_given_number_are_filled_in():
    assert as_text("{{ci:perseus-d_vrd-pfs_hr}} and {{x}}", {"x": 2.50}) == "0.30 to 0.59 and 2.5"


def test_texts_are_escaped_and_marked_up():
    assert as_html("<script> **a** and *b* 2*3*4") == "&lt;script&gt; <strong>a</strong> and <em>b</em> 2*3*4"
    assert as_text("**a** and *b*") == "a and b"


def test_a_slot_nobody_fills_is_an_error():
    with pytest.raises(KeyError, match="Given are: y"):
        as_text("{{x}}", {"y": 1})


def test_units_are_said_as_the_course_says_them():
    assert say_value("0.60", "ratio") == "0.60"
    assert say_value("10", "per cent a year") == "10 % a year"
    assert fact_ids("{{fact:a-b}} {{c}} {{ci:d}}") == ["a-b", "d"]


def test_sources_are_links_and_none_is_nothing():
    assert 'href="https://doi.org/' in cite_sources(["line15"])
    assert cite_sources([]) == ""

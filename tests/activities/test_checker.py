"""The page check: every example answers, pasted text stays text and in the kernel, and nothing is ever called true."""

import re
from html import escape

import pytest

from tests.forms import form_of
from utils.activities import page_check
from utils.activities.matching.verdicts import ABSENT, OLDER, OTHER, SOURCED, UNREAD
from utils.activities.webpage.examples import EXAMPLES, FIRST


@pytest.fixture(scope="module")
def made():
    activity = page_check()
    yield activity
    activity.close()


@pytest.fixture
def check(made):
    made.update(example=FIRST, own=None)
    return made


def counted(activity):
    counts = activity.answer["counts"]
    return {verdict: n for verdict, n in zip(counts["verdict"], counts["numbers"], strict=True) if n}


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("A press release", {SOURCED: 6, ABSENT: 1}),
        ("A page that was right three years ago", {OLDER: 4, SOURCED: 1}),
        ("A forum post", {OTHER: 3}),
        ("Units and measures mixed up", {SOURCED: 1, ABSENT: 4}),
        ("A page that cannot be read", {UNREAD: 2}),
    ],
)
def test_each_example_shows_what_it_is_there_for(check, example, expected):
    check.update(example=example)
    assert counted(check) == expected
    assert set(EXAMPLES) >= {example}


def test_it_answers_without_a_kernel(check):
    grid = check.preset_grid()
    assert len(grid["words"]) == len(EXAMPLES)
    assert all(words["sentence"] and "myeloma-page-check" in words["page"] for words in grid["words"])


def test_no_word_of_it_calls_anything_true(check):
    for example in EXAMPLES:
        check.update(example=example)
        said = " ".join([check.sentence, *check.answer["marks"]["note"], *check.answer["marks"]["verdict"]])
        assert not re.search(r"\b(?:true|correct|right|false|wrong)\b", said)
        assert "not that a page is right" in check.chart.words["caution"]


def test_a_mark_opens_its_row_with_the_later_one(check):
    check.update(example="A page that was right three years ago")
    page = check._sheet.value
    assert page.count("<details") >= 5
    assert "Later:" in page
    assert "Source: <a href=" in page
    assert "13.8" in page
    assert "0.29" in page


def test_pasted_text_is_text_and_never_markup(check):
    form = form_of(check)
    form["Text to check"].value = "<img src=x onerror=alert(1)> MAIA: PFS 61.9 months with D-Rd"
    form["Check this text"].click()
    assert check.error is None
    assert counted(check) == {SOURCED: 1}
    assert "<img" not in check._sheet.value
    assert escape("<img src=x") in check._sheet.value


def test_an_empty_text_is_asked_for_and_nothing_is_lost(check):
    form = form_of(check)
    before = check.sentence
    form["Text to check"].value = "  "
    form["Check this text"].click()
    assert check.sentence == before


def test_another_example_ends_the_own_text(check):
    form = form_of(check)
    form["Text to check"].value = "MAIA: PFS 61.9 months with D-Rd"
    form["Check this text"].click()
    form["Back to the example"].click()
    assert form["Text to check"].value == EXAMPLES[FIRST]
    assert counted(check)[SOURCED] == 6


def test_a_text_without_numbers_and_a_long_one_say_so(check):
    check.update(own="No number here.")
    assert check.sentence.startswith("No number")
    assert check.error is None
    check.update(own="MAIA: PFS 61.9 months with D-Rd. " * 3000)
    assert "Only the first 30,000" in check.chart.words["caution"]
    assert len(check._sheet.value) < 2_000_000


def test_nothing_of_it_knows_a_network():
    from pathlib import Path

    import utils.activities.matching as matching

    code = "".join(path.read_text(encoding="utf-8") for path in Path(matching.__file__).parent.glob("*.py"))
    assert not re.search(r"\b(?:urllib|requests|socket|http\.client|subprocess)\b", code)

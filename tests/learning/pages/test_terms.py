"""The words of a page are explained where they stand."""

import pytest

from utils.evidence import table
from utils.learning.pages.terms import glossary
from utils.learning.questions.bank import UnknownQuestion


def test_a_term_is_explained_in_plain_words_and_live_for_students_and_clinicians():
    row = table("glossary").set_index("term").loc["clone"]
    page = glossary("clone, M-protein", "CRAB")
    printed = page.printed["text/html"]
    assert row["plain"] in printed
    assert row["clinician"] not in printed
    assert f"For students: {row['student']}" in page.words.value
    assert f"For clinicians: {row['clinician']}" in page.words.value
    assert printed.startswith("<details><summary>Glossary: 3 words of this page</summary>")
    assert repr(page) == "Glossary: clone, M-protein, CRAB"


def test_an_unknown_term_names_the_nearest():
    with pytest.raises(UnknownQuestion, match="Closest: 'clone'"):
        glossary("klone")

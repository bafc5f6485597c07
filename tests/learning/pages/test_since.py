"""The line of a returning reader: what changed and why in sight, figures folded, and none on a first visit."""

from datetime import date

import pandas as pd

from utils.evidence import changes
from utils.evidence.corrections import changes_of
from utils.learning.pages.quizzes import predict
from utils.learning.pages.since import say_since
from utils.learning.passport.passports import open_passport
from utils.learning.passport.reading import Since

OLD = {"evidence": "2026-11-21", "known": []}


def lines(page):
    return [
        child.value for child in page.box.children if "Since you last read" in getattr(child, "value", "")
    ]


def test_a_first_visit_says_nothing():
    assert lines(predict("06")) == []


def test_a_returning_reader_is_told_what_and_why():
    open_passport().record("reading", notebook="06", **OLD)
    (line,) = lines(predict("06"))
    told, folded = line.split("<details>")
    row = changes_of("06").iloc[0]
    assert "21 November 2026" in told
    assert "one thing is said otherwise" in told
    assert row.what in told
    assert row.why in told
    assert row.now in folded
    assert row.now not in told


def test_the_saved_page_does_not_depend_on_it():
    first = predict("06")._repr_mimebundle_()
    open_passport().record("reading", notebook="06", **OLD)
    again = predict("06")._repr_mimebundle_()
    assert first["text/plain"] == again["text/plain"]
    assert first["text/html"] == again["text/html"]


def test_every_correction_of_the_log_can_be_told():
    said = say_since(Since(date(2026, 11, 21), changes()))
    assert said.count("<li>") == len(changes())
    assert f"{len(changes())} things are said otherwise" in said
    assert "that was taken out" in said
    assert "<NA>" not in said
    assert "nan" not in said


def test_words_of_the_log_are_never_markup():
    row = changes().head(1).assign(what="<script>", why="a & b", before="<i>", now=pd.NA)
    said = say_since(Since(date(2026, 11, 21), row))
    assert "<script>" not in said
    assert "a &amp; b" in said
    assert "it now says <em>nothing</em>" in said

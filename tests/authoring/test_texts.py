"""Words outside the notebooks are linted too; what is exempt is exempt for a reason that still holds."""

import pytest

from utils.authoring import lint
from utils.authoring.links import FactBook
from utils.authoring.texts import OWN_NUMBERS, CourseText, course_texts

BOOK = FactBook.from_course_data()
TEXTS = list(course_texts())


def test_every_text_of_the_course_is_clean():
    assert lint.lint_texts(BOOK) == []


@pytest.mark.parametrize(
    "room", ["web_claims", "misconceptions", "sequencing", "supportive", "questions/08.yaml"]
)
def test_every_room_is_read(room):
    assert sum(room in text.where for text in TEXTS) > 5


@pytest.mark.parametrize("question", OWN_NUMBERS)
def test_every_exemption_is_still_needed(question):
    mine = [text for text in TEXTS if f" {question} " in text.where]
    assert mine
    assert all(text.own_numbers for text in mine)
    assert any(lint.lint_text(text.text, text.where, BOOK) for text in mine)


def test_a_bare_number_in_a_claim_is_found(monkeypatch):
    bad = CourseText("course_data/web_claims.csv claim-x correction", "It kept 84.3 % free of progression.")
    monkeypatch.setattr(lint, "course_texts", lambda: iter([bad]))
    (finding,) = lint.lint_texts(BOOK)
    assert finding.where.endswith("claim-x correction")
    assert "perseus-d_vrd-pfs_pct_at_48" in finding.nearest

"""A case on a page without a kernel: turned by links alone, and stopped when its saved form is not today's."""

import pytest

from utils.learning import case
from utils.site.shown import Shown
from utils.site.trouble import PageTrouble


def a_cell(html):
    output = {"output_type": "execute_result", "data": {"text/html": html, "text/plain": "a case"}}
    return {"id": "t8", "source": 'case("T8")', "outputs": [output], "execution_count": 1}


def test_a_case_is_a_page_to_turn():
    shown = Shown("14")
    shown.add(a_cell(case("T8").printed["text/html"]))
    (part,) = shown.blocks["t8"]
    assert part["form"] == "html"
    assert 'href="#T8-night"' in part["html"]
    assert "Where judgement began" in part["html"]


def test_a_stale_case_is_named():
    with pytest.raises(PageTrouble, match="saved questions are not those of today"):
        Shown("14").add(a_cell("<p>old</p>"))

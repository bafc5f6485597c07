"""Stills: one image with one name, ids of their own, words beside the drawing and not in it."""

import pytest

from utils.charts.fit import fit_page
from utils.charts.present import present
from utils.setup.bundler import add_bundler
from utils.site.stills import NARROW, WIDE, draw_still, set_width, tidy

alt = pytest.importorskip("altair")


@pytest.fixture(scope="module", autouse=True)
def bundler():
    add_bundler()


def picture():
    chart = (
        alt.Chart(alt.InlineData(values=[{"x": 1, "y": 2}])).mark_point(clip=True).encode(x="x:Q", y="y:Q")
    )
    parts = {
        "title": "A finding of 40 %",
        "subtitle": "Ten people",
        "source": "nobody",
        "label": "illustrative",
    }
    return fit_page(present(chart, **parts, description="One point.", name="point").to_dict())


@pytest.fixture(scope="module")
def still():
    return draw_still(picture(), "p00-x")


def test_its_words_stand_beside_it(still):
    assert (still.title, still.description) == ("A finding of 40 %", "One point.")
    assert still.below == ("Ten people", "Illustrative · Source: nobody")
    assert not any("A finding" in svg for svg in still.drawings)


def test_there_is_a_wide_and_a_narrow_drawing(still):
    assert [f'width="{width}' in svg for svg, width in zip(still.drawings, (WIDE, NARROW), strict=True)] == [
        True,
        True,
    ]


def test_ids_are_its_own_and_nothing_inside_has_a_role(still):
    wide, narrow = still.drawings
    assert 'id="p00-x-w-' in wide
    assert 'id="p00-x-n-' in narrow
    assert "role=" not in wide
    assert "aria-" not in wide


def test_references_follow_their_ids():
    svg = '<svg role="img" aria-label="a"><clipPath id="c1"/><g clip-path="url(#c1)"/></svg>'
    assert tidy(svg, "q") == '<svg><clipPath id="q-c1"/><g clip-path="url(#q-c1)"/></svg>'


def test_a_name_that_begins_with_a_figure_does_no_harm():
    assert 'id="08-c1"' in tidy('<svg><clipPath id="c1"/></svg>', "08")


def test_what_is_joined_side_by_side_keeps_its_width():
    spec = {"hconcat": [{}, {}], "title": "x"}
    assert set_width(spec, 300) == {"hconcat": [{}, {}]}

"""A chart reaches the page in two forms, and needs no network for either."""

import json

import altair as alt

import utils.charts  # noqa: F401 - importing it turns the renderer on
from utils.charts.renderer import MIME, UNDESCRIBED, WHERE


def shown(chart):
    return chart._repr_mimebundle_()[0]


def line():
    return alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x="x:Q")


def test_a_picture_and_its_description():
    forms = shown(line().properties(description="Two steps."))
    assert set(forms) == {MIME, "text/plain"}
    assert forms["text/plain"] == f"Two steps.\n{WHERE}"
    assert forms[MIME]["$schema"].endswith("/v5.json")


def test_a_chart_that_describes_nothing_says_so():
    assert shown(line())["text/plain"].startswith(UNDESCRIBED)


def test_the_same_chart_is_stored_the_same_way_each_time():
    assert json.dumps(shown(line())) == json.dumps(shown(line()))


def test_no_menu_that_leaves_this_machine_and_svg_for_reading():
    options = shown(line())[MIME]["usermeta"]["embedOptions"]
    assert options["actions"] is False
    assert options["renderer"] == "svg"


def test_a_charts_own_options_are_kept():
    own = line().properties(usermeta={"embedOptions": {"renderer": "canvas"}})
    assert shown(own)[MIME]["usermeta"]["embedOptions"] == {"renderer": "canvas"}


def test_a_narrow_page_gets_a_smaller_picture():
    _, metadata = line()._repr_mimebundle_()
    assert "max-width:100%" in metadata[MIME]["embed_options"]["defaultStyle"]

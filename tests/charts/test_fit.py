"""A still chart keeps to its page: it asks for its width, breaks its words there, and says nothing with a null."""

import altair as alt
import pytest

import utils.charts  # noqa: F401 - importing it turns the renderer on
from utils.charts import present
from utils.charts.fit import break_lines, break_words, fit_page, read_words
from utils.charts.present import MOST, read_heading


def line(**look):
    return alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x=alt.X("x:Q", **look))


def presented(chart):
    return present(
        chart,
        title="Half are out of remission by month 24, and 21 % by month 3",
        subtitle="Newly diagnosed, % of people, and more words than one line of a phone or of a page has room for, by far, whatever its letters",
        source="A paper, 2020",
        label="observed",
        description="A falling curve.",
        name="remission",
    )


def test_the_page_says_how_wide_a_chart_is():
    spec = fit_page(line().to_dict())
    names = {param["name"]: param for param in spec["params"]}
    assert "containerSize()" in names["page"]["init"]
    assert names["page"]["on"][0]["events"] == "window:resize"
    assert names["width"]["update"] == "page"
    assert spec["autosize"]["type"] == "fit-x"


def test_a_chart_that_was_presented_asks_its_page_only_once():
    spec = fit_page(presented(line()).to_dict())
    assert sorted(param["name"] for param in spec["params"]) == ["page", "width"]


def test_a_chart_elsewhere_than_on_our_page_is_as_wide_as_ever():
    page = [param for param in presented(line()).to_dict()["params"] if param["name"] == "page"]
    assert page == [{"name": "page", "value": MOST}]


def test_charts_beside_each_other_keep_their_widths():
    spec = alt.hconcat(line(), line()).to_dict()
    assert fit_page(spec).keys() == spec.keys()


def test_the_heading_is_read_back_whole_from_its_lines():
    title = presented(line()).to_dict()["title"]
    text, below = read_heading(title)
    assert text == "Half are out of remission by month 24, and 21 % by month 3"
    assert len(title["subtitle"]) > 2
    assert below[0].startswith("Newly diagnosed")
    assert below[1] == "Observed · Source: A paper, 2020"


def test_the_title_is_broken_by_the_page_not_by_the_kernel():
    title = fit_page(presented(line()).to_dict())["title"]
    assert "page" in title["text"]["expr"]
    assert "21\u00a0%" in title["text"]["expr"]  # a number and its sign stay together
    assert r"by far, whatever its letters\nObserved · Source: A paper, 2020" in title["subtitle"]["expr"]


def test_legends_stand_in_one_column_where_there_is_little_room():
    chart = line().encode(color=alt.Color("x:N"), shape=alt.Shape("x:N", legend=None))
    encoding = fit_page(chart.to_dict())["encoding"]
    assert encoding["color"]["legend"]["columns"]["expr"].endswith("? 1 : 0")
    assert encoding["shape"]["legend"] is False


@pytest.mark.parametrize("expression", [break_words("one two"), break_lines("datum.name", "width / 6")])
def test_breaking_is_one_expression_of_a_list(expression):
    assert expression.startswith("slice(split(")
    assert expression.count("(") == expression.count(")")


def test_the_words_of_an_expression_can_be_read_back():
    for words in ("Half are free at 40 %", 'He said "no", and \\ so', "one"):
        assert read_words(break_words(words, size=16)) == words

"""A still chart keeps to its page: it asks for its width, breaks its words there, and says nothing with a null."""

import json

import altair as alt
import pytest

import utils.charts  # noqa: F401 - importing it turns the renderer on
from utils.charts import present
from utils.charts.fit import break_lines, break_words, drop_nulls, fit_page
from utils.charts.present import MOST, read_heading
from utils.charts.renderer import MIME


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


def nulls(part, path=""):
    if isinstance(part, dict):
        return [found for key, value in part.items() for found in nulls(value, f"{path}/{key}")]
    if isinstance(part, list):
        return [found for i, value in enumerate(part) for found in nulls(value, f"{path}/{i}")]
    return [path] if part is None else []


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


def test_none_is_said_without_a_null():
    chart = line(axis=None).encode(color=alt.Color("x:Q", legend=None, title=None))
    spec = chart._repr_mimebundle_()[0][MIME]
    assert nulls(chart.to_dict())
    assert nulls(spec) == []
    assert spec["encoding"]["x"]["axis"] is False
    assert spec["encoding"]["color"]["legend"] is False


def test_a_row_leaves_out_what_is_not_known():
    assert drop_nulls({"values": [{"low": None, "at": 1}, {"low": 0, "at": None}]}) == {
        "values": [{"at": 1}, {"low": 0}]
    }


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
    assert json.dumps("Observed · Source: A paper, 2020", ensure_ascii=False) in title["subtitle"]["expr"]


def test_legends_stand_in_one_column_where_there_is_little_room():
    chart = line().encode(color=alt.Color("x:N"), shape=alt.Shape("x:N", legend=None))
    encoding = fit_page(chart.to_dict())["encoding"]
    assert encoding["color"]["legend"]["columns"]["expr"].endswith("? 1 : 0")
    assert encoding["shape"]["legend"] is False


@pytest.mark.parametrize("expression", [break_words("one two"), break_lines("datum.name", "width / 6")])
def test_breaking_is_one_expression_of_a_list(expression):
    assert expression.startswith("slice(split(")
    assert expression.count("(") == expression.count(")")


def test_a_table_is_one_line_of_text_and_reads_back_the_same():
    rows = [{"at": 1, "says": 'ä, "b"'}, {"at": 2.5, "says": "c"}]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point().encode(x="at:Q")
    data = fit_page(chart.to_dict())["data"]
    assert json.loads(data["values"]) == rows
    assert data["format"]["type"] == "json"


def test_values_of_an_axis_stay_a_list():
    spec = fit_page(line(axis=alt.Axis(values=[0, 12, 24])).to_dict())
    assert spec["encoding"]["x"]["axis"]["values"] == [0, 12, 24]


def test_a_chart_carries_only_the_looks_it_wears():
    config = fit_page(line().to_dict())["config"]
    assert {"line", "axis", "title"} <= config.keys()
    assert not {"bar", "area", "header", "legend"} & config.keys()
    coloured = alt.layer(line(), alt.Chart().mark_bar().encode(color="x:N")).to_dict()
    assert {"bar", "line", "legend"} <= fit_page(coloured)["config"].keys()

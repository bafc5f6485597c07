"""The same chart in fewer words: no null, no idle looks, tables as text."""

import json

import altair as alt

import utils.charts  # noqa: F401 - importing it turns the renderer on
from utils.charts.lighten import drop_nulls, lighten
from utils.charts.renderer import MIME


def line(**look):
    return alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x=alt.X("x:Q", **look))


def nulls(part, path=""):
    if isinstance(part, dict):
        return [found for key, value in part.items() for found in nulls(value, f"{path}/{key}")]
    if isinstance(part, list):
        return [found for i, value in enumerate(part) for found in nulls(value, f"{path}/{i}")]
    return [path] if part is None else []


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


def test_a_table_is_one_line_of_text_and_reads_back_the_same():
    rows = [{"at": 1, "says": 'ä, "b"'}, {"at": 2.5, "says": "c"}]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point().encode(x="at:Q")
    data = lighten(chart.to_dict())["data"]
    assert json.loads(data["values"]) == rows
    assert data["format"]["type"] == "json"


def test_values_of_an_axis_stay_a_list():
    spec = lighten(line(axis=alt.Axis(values=[0, 12, 24])).to_dict())
    assert spec["encoding"]["x"]["axis"]["values"] == [0, 12, 24]


def test_a_chart_carries_only_the_looks_it_wears():
    config = lighten(line().to_dict())["config"]
    assert {"line", "axis", "title"} <= config.keys()
    assert not {"bar", "area", "header", "legend"} & config.keys()
    coloured = alt.layer(line(), alt.Chart().mark_bar().encode(color="x:N")).to_dict()
    assert {"bar", "line", "legend"} <= lighten(coloured)["config"].keys()


def test_a_column_of_a_table_may_be_called_like_a_part_of_a_chart():
    rows = [{"title": None, "stroke": None, "axis": 1}]
    assert drop_nulls({"datasets": {"a": rows}, "title": None}) == {
        "datasets": {"a": [{"axis": 1}]},
        "title": "",
    }


def test_named_tables_are_text_too_and_the_layers_know_it():
    spec = {
        "datasets": {"rows": [{"at": 1, "low": None}]},
        "layer": [{"mark": "point", "data": {"name": "rows"}}],
    }
    light = lighten(spec)
    assert json.loads(light["datasets"]["rows"]) == [{"at": 1}]
    assert light["layer"][0]["data"] == {"name": "rows", "format": {"type": "json"}}


def test_the_colours_of_the_course_stay_where_a_chart_names_none():
    named = line().encode(color=alt.Color("x:N", scale=alt.Scale(range=["#0072B2", "#D55E00"])))
    assert "range" in lighten(line().encode(color="x:N").to_dict())["config"]
    assert "range" not in lighten(named.to_dict())["config"]


def test_the_chart_that_was_handed_in_stays_as_it_was():
    spec = line(axis=None).encode(color="x:N").to_dict()
    before = json.dumps(spec)
    lighten(spec)
    assert json.dumps(spec) == before


def test_a_saved_picture_carries_only_the_looks_that_it_can_show():
    looks = {"line": {}, "bar": {}, "range": {}, "header": {}, "axis": {}}
    plain = {"mark": {"type": "line", "color": "red"}, "encoding": {"x": {"field": "month"}}, "config": looks}
    coloured = {**plain, "encoding": {"color": {"field": "arm"}}}
    panels = {**plain, "encoding": {"row": {"field": "arm"}}}
    assert set(lighten(plain)["config"]) == {"line", "axis"}
    assert set(lighten(coloured)["config"]) == {"line", "axis", "range"}
    assert set(lighten(panels)["config"]) == {"line", "axis", "header"}

"""LiveChart: three forms, fed and never drawn anew, with a repr that does not change."""

import json

import altair as alt
import ipywidgets
import pandas as pd
import pytest

from utils.activities import live
from utils.activities.controls import Range
from utils.activities.live import VIEW, LiveChart, Runtime
from utils.charts.renderer import MIME, WHERE_LIVE


@pytest.fixture
def frame():
    return pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 2.0]})


@pytest.fixture
def chart(frame):
    line = alt.Chart(frame).mark_line().encode(x="x:Q", y="y:Q")
    return LiveChart(line, frame, controls=[Range("p", "P", 0, 1, 1)], sentence="A line.", name="line")


@pytest.fixture
def built(monkeypatch):
    monkeypatch.setattr(live.runtime, "script", lambda: "export default {}")
    monkeypatch.setattr(Runtime, "_shared", None)


def test_three_forms(chart, built):
    forms, _ = chart._repr_mimebundle_()
    assert set(forms) == {VIEW, MIME, "text/plain"}
    assert forms["text/plain"] == f"A line.\n{WHERE_LIVE}"
    assert json.loads(forms[MIME]["datasets"]["answer"]) == [{"x": 0.0, "y": 0.0}, {"x": 1.0, "y": 2.0}]
    assert forms[MIME]["description"] == "A line."
    assert forms[VIEW]["model_id"] == chart.model_id


def test_the_repr_has_no_address(chart):
    assert repr(chart) == "LiveChart('line')"


def test_without_the_runtime_the_command_is_named(chart, monkeypatch):
    monkeypatch.setattr(live.runtime, "script", lambda: None)
    shown = []
    monkeypatch.setattr(live, "display", lambda forms, raw: shown.append(forms["text/plain"]))
    assert VIEW not in chart._repr_mimebundle_()[0]
    assert "python3 course.py prepare" in shown[0]


def test_the_drawing_code_is_sent_once(chart, built):
    chart._repr_mimebundle_()
    first = Runtime._shared
    chart._repr_mimebundle_()
    assert Runtime._shared is first
    assert len(str(chart._esm)) < 1500


def test_feeding_changes_columns_and_words_and_not_the_drawing(chart):
    before = chart.spec
    chart.asked = 7
    chart.feed(pd.DataFrame({"x": [0.0], "y": [5.0]}), {"sentence": "A dot."})
    assert chart.spec is before
    assert chart.frames["answer"]["rows"] == 1
    assert chart.words == {"sentence": "A dot."}
    assert chart.answered == 7


def test_the_drawing_holds_no_rows(chart):
    assert "values" not in str(chart.spec["data"])
    assert "datasets" not in chart.spec


def test_closing_takes_the_layout_along(frame):
    before = set(ipywidgets.widgets.widget._instances)
    line = alt.Chart(frame).mark_line().encode(x="x:Q", y="y:Q")
    LiveChart(line, frame, sentence="A line.", name="line").close()
    assert set(ipywidgets.widgets.widget._instances) == before

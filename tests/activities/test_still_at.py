"""An activity on paper: the picture at other settings is the one that would be seen there, and nothing live moves."""

import json

import altair as alt
import pandas as pd

from tests.activities.test_activity import declare


def rows_of(spec):
    return {name: json.loads(rows) for name, rows in spec["datasets"].items()}


def test_the_rows_are_those_of_the_setting_and_the_live_picture_stays():
    made = declare()
    before, values = made.chart.frames, made.values
    at_start, words = made.still_at(values)
    assert words["sentence"] == made.sentence
    elsewhere, other = made.still_at({"slope": 8})
    assert other["sentence"] == "Slope 8 ends at 8."
    assert rows_of(at_start) != rows_of(elsewhere)
    assert (made.chart.frames, made.values) == (before, values)
    made.close()


def test_a_chart_that_computes_by_itself_is_told_where_its_controls_stand():
    slope = alt.param(name="slope", value=2)
    rows = pd.DataFrame({"x": [0, 1]})
    made = declare(
        answers="chart",
        chart=lambda _frame: alt.Chart(rows).mark_line().encode(x="x:Q").add_params(slope),
        caution=lambda controls, _frame: f"steep at {controls.slope}",
    )
    spec, words = made.still_at({"slope": 3})
    assert next(param["value"] for param in spec["params"] if param["name"] == "slope") == 3
    assert words["caution"] == "steep at 3"
    assert made.still_at({})[0] != spec
    made.close()


def layered(frame, mark):
    points = alt.Chart(frame, mark=mark).encode(x="x:Q", y="y:Q")
    return alt.layer(points).properties(height=100)


def test_a_narrow_place_gets_the_narrow_form():
    made = declare(chart=lambda frame: layered(frame, "line"), narrow=lambda frame: layered(frame, "bar"))
    wide, narrow = (made.still_at({}, narrow=narrow)[0] for narrow in (False, True))
    assert (wide["layer"][0]["mark"]["type"], narrow["layer"][0]["mark"]["type"]) == ("line", "bar")
    assert wide["datasets"] == narrow["datasets"]
    made.close()

"""The shell: an author declares, the shell answers, tells errors in words, and lets go of everything."""

import json

import altair as alt
import ipywidgets
import numpy as np
import pandas as pd
import pytest

from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Range
from utils.charts.fit import read_words
from utils.charts.renderer import MIME


def compute(controls):
    if controls.slope == 9:
        raise ValueError("nine is too steep.")
    start = getattr(controls, "start", 0)
    return pd.DataFrame({"x": [0, 1], "y": [start, start + controls.slope * (2 if controls.twice else 1)]})


def draw(frame):
    return alt.Chart(frame).mark_line().encode(x="x:Q", y="y:Q")


def describe(controls, frame):
    return f"Slope {controls.slope} ends at {frame.y.iloc[-1]}."


def declare(**changes):
    parts = {
        "name": "steep",
        "title": "How steep",
        "label": "illustrative",
        "source": "nobody",
        "controls": [Range("slope", "Slope", 1, 10, 1, value=2), Checkbox("twice", "Twice")],
        "compute": compute,
        "chart": draw,
        "describe": describe,
    }
    return Activity(**{**parts, **changes})


def gentle(controls):
    controls.slope = min(controls.slope, 8)
    return compute(controls)


def test_it_starts_with_an_answer_and_a_sentence():
    activity = declare()
    assert activity.sentence == "Slope 2 ends at 2."
    assert activity.values == {"slope": 2, "twice": False}
    assert repr(activity) == "Activity('steep')"


def test_it_answers_when_the_browser_asks():
    activity = declare()
    activity.chart.values = {"slope": 3, "twice": True}
    activity.chart.asked += 1
    assert activity.sentence == "Slope 3 ends at 6."
    assert activity.chart.answered == activity.chart.asked


def test_python_can_move_it_too():
    activity = declare()
    activity.update(slope=5)
    assert (activity.sentence, activity.values["slope"]) == ("Slope 5 ends at 5.", 5)


def test_an_error_is_told_in_words_and_in_full_and_passes():
    activity = declare()
    activity.update(slope=9)
    problem = activity.chart.words["error"]
    assert "nine is too steep." in problem["words"]
    assert "Traceback" not in problem["words"]
    assert "ValueError: nine is too steep." in problem["detail"]
    assert isinstance(activity.error, ValueError)
    activity.update(slope=3)
    assert "error" not in activity.chart.words
    assert activity.error is None


def test_the_saved_picture_carries_title_label_and_source():
    spec = declare()._repr_mimebundle_()[0][MIME]
    assert read_words(spec["title"]["text"]["expr"]) == "How steep"
    assert read_words(spec["title"]["subtitle"]["expr"]).endswith("Illustrative · Source: nobody")
    assert spec["autosize"]["type"] == "fit-x"
    assert spec["description"] == "Slope 2 ends at 2."


def test_two_runs_save_the_same_text():
    first, second = (declare()._repr_mimebundle_()[0] for _ in range(2))
    assert json.dumps(first[MIME]) == json.dumps(second[MIME])
    assert first["text/plain"] == second["text/plain"]


def test_a_grid_holds_the_answer_to_every_setting():
    grid = declare(answers="grid", compute=gentle).chart.grid
    place = grid["settings"].index((3, True))
    start, stop = grid["bounds"]["answer"][place : place + 2]
    heights = np.frombuffer(grid["frames"]["answer"]["columns"]["y"]["data"], "float64")
    assert heights[start:stop].tolist() == [0, 6]
    assert grid["words"][place] == {"sentence": "Slope 3 ends at 6.", "caution": ""}
    assert len(grid["words"]) == 20


def test_a_grid_too_large_is_refused():
    fine = [Range("slope", "Slope", 1, 10, 0.001, value=2), Checkbox("twice", "Twice")]
    with pytest.raises(ValueError, match="too many for a grid"):
        declare(answers="grid", compute=gentle, controls=fine)


def test_inputs_reach_compute_and_change_by_update():
    activity = declare(inputs={"start": 10})
    assert activity.sentence == "Slope 2 ends at 12."
    activity.update(start=20)
    assert activity.sentence == "Slope 2 ends at 22."
    with pytest.raises(ValueError, match="has no stop"):
        activity.update(stop=1)


def test_inputs_of_a_grid_make_a_new_grid():
    activity = declare(answers="grid", compute=gentle, inputs={"start": 10})
    activity.update(start=20)
    assert activity.chart.grid["words"][0]["sentence"] == "Slope 1 ends at 21."


def test_a_caution_is_shown_when_there_is_one():
    activity = declare(caution=lambda controls, frame: "too steep" if controls.slope > 5 else "")
    assert activity.chart.words["caution"] == ""
    activity.update(slope=6)
    assert activity.chart.words["caution"] == "too steep"


def test_a_chart_that_could_never_move_is_refused():
    with pytest.raises(ValueError, match="very same table"):
        declare(chart=lambda frame: draw(frame.copy()))


@pytest.mark.parametrize(("part", "value"), [("label", "true"), ("answers", "cloud")])
def test_unknown_words_are_refused(part, value):
    with pytest.raises(ValueError, match="Choose one of"):
        declare(**{part: value})


def test_widgets_may_stand_around_the_picture_and_go_with_it():
    before = set(ipywidgets.widgets.widget._instances)
    button = ipywidgets.Button(description="Add")
    activity = declare(above=[button])
    assert activity.view.children == (button, activity.chart)
    activity.close()
    assert set(ipywidgets.widgets.widget._instances) == before


def test_several_tables_feed_several_layers():
    def both(controls):
        one = compute(controls)
        return {"line": one, "end": one.iloc[-1:]}

    def layers(tables):
        return draw(tables["line"]) + alt.Chart(tables["end"]).mark_point().encode(x="x:Q", y="y:Q")

    activity = declare(compute=both, chart=layers, describe=lambda c, t: f"{t['end'].y.iloc[0]}")
    assert activity.chart.fed == ["end", "line"]
    assert json.loads(activity._repr_mimebundle_()[0][MIME]["datasets"]["end"]) == [{"x": 1, "y": 2}]

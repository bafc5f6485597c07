"""An activity on a page: what still moves there, what is grey, and a state that any page can carry."""

import json

import pytest

from tests.activities.test_activity import declare
from tests.activities.test_presets import CONTROLS, STARTS
from utils.site.live import as_json, page_state


def test_a_grid_goes_to_the_page_as_it_is():
    made = declare(answers="grid", controls=CONTROLS[:2], compute=_line)
    state = page_state(made)
    assert state["grid"] == made.chart.grid
    assert state["shell"]["answers"] == "grid"


def test_a_kernel_activity_answers_for_its_presets_and_the_rest_is_grey():
    state = page_state(declare(controls=CONTROLS, alone=["twice"]))
    shell = state["shell"]
    assert shell["answers"] == "grid"
    assert [(c["name"], c.get("fixed", False)) for c in shell["controls"]] == [
        ("twice", False),
        ("slope", True),
        ("why", True),
    ]
    assert "need Python" in shell["resting"]
    assert state["grid"]["controls"] == ["twice"]


def test_a_starting_point_is_the_first_control_and_takes_others_with_it():
    state = page_state(declare(controls=CONTROLS[:2], starts=STARTS, alone=["twice"]))
    assert [c["name"] for c in state["shell"]["controls"]] == ["start", "twice", "slope"]
    assert state["values"]["start"] == "Gentle"
    assert state["shell"]["lead"]["start"] == {"Steep": {"twice": True}, "Gentle": {"twice": False}}


def test_when_nothing_is_grey_nothing_is_said_about_it():
    assert (
        page_state(declare(controls=CONTROLS[:2], alone=["slope", "twice"], compute=_line))["shell"][
            "resting"
        ]
        == ""
    )


def _line(controls):
    import pandas as pd

    return pd.DataFrame({"x": [0, 1], "y": [0, controls.slope]})


def test_what_answers_nothing_without_a_kernel_stays_a_still():
    assert page_state(declare()) is None


def test_a_state_cannot_end_the_script_it_stands_in():
    text = as_json({"words": "</script><b>", "bytes": b"\x00\x01"})
    assert "</" not in text
    assert json.loads(text) == {"words": "</script><b>", "bytes": {"b64": "AAE="}}


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json({"x": float("nan")})

"""What an activity answers without a kernel: the controls it keeps alive, and an answer to every one of their settings."""

import pytest

from tests.activities.test_activity import declare
from tests.charts.test_lighten import nulls
from tests.six_activities import NAMES
from utils import activities
from utils.activities.controls import Checkbox, Range, Text
from utils.activities.presets import MOST_SETTINGS

CONTROLS = [Range("slope", "Slope", 1, 10, 1, value=2), Checkbox("twice", "Twice"), Text("why", "Why")]
STARTS = {"Steep": {"slope": 8, "twice": True}, "Gentle": {"slope": 2, "twice": False}}


@pytest.fixture(scope="module", params=NAMES)
def activity(request):
    made = getattr(activities, request.param)()
    made.beforehand = made.preset_grid()
    yield made
    made.close()


def test_every_setting_of_every_activity_answers(activity):
    grid = activity.beforehand
    if activity.chart.shell["answers"] == "chart":
        assert grid == {}
        return
    assert 1 < len(grid["settings"]) <= MOST_SETTINGS
    assert len(grid["words"]) == len(grid["settings"])
    said = [words["sentence"] for words in grid["words"]]
    assert all(said)
    assert activity.sentence in said
    assert all(len(bounds) == len(grid["settings"]) + 1 for bounds in grid["bounds"].values())


def test_nothing_that_goes_to_the_page_is_null(activity):
    chart = activity.chart
    assert nulls([chart.spec, chart.narrow, chart.shell, chart.words, chart.values, chart._still]) == []
    assert nulls(activity.beforehand.get("words", [])) == []


def test_an_activity_keeps_alive_what_its_author_named():
    grid = declare(controls=CONTROLS[:2], alone=["twice"]).preset_grid()
    assert grid["controls"] == ["twice"]
    assert grid["settings"] == [(False,), (True,)]
    assert [words["sentence"] for words in grid["words"]] == ["Slope 2 ends at 2.", "Slope 2 ends at 4."]


def test_nothing_is_alive_unless_it_was_named():
    assert declare().preset_grid() == {}


def test_a_grid_is_whole_without_being_named():
    gentle = [Range("slope", "Slope", 1, 3, 1, value=2), Checkbox("twice", "Twice")]
    assert len(declare(controls=gentle, answers="grid").preset_grid()["settings"]) == 6


def test_a_starting_point_is_a_control_of_its_own_and_says_what_it_sets():
    made = declare(controls=CONTROLS[:2], starts=STARTS, alone=["twice"])
    grid = made.preset_grid()
    assert grid["controls"] == ["start", "twice"]
    replies = dict(zip(grid["settings"], grid["words"], strict=True))
    assert replies["Steep", True]["sentence"] == "Slope 8 ends at 16."
    assert (
        replies["Steep", False]["sentence"] == "Slope 8 ends at 8."
    )  # the hand wins over the starting point
    assert replies["Steep", True]["stand"] == {"slope": 8}
    assert made.alone[0].value == "Gentle"  # where the controls stand at first


def test_a_button_moves_to_a_starting_point():
    made = declare(controls=CONTROLS[:2], starts=STARTS)
    label, steep, _gentle = made.view.children[0].children
    assert (label.value, steep.description) == ("Start from:", "Steep")
    steep.click()
    assert made.sentence == "Slope 8 ends at 16."


def test_a_page_stands_under_the_picture_and_turns_with_it():
    made = declare(
        page=lambda controls, frame: f"<b>{controls.slope}</b>", controls=CONTROLS, alone=["slope"]
    )
    sheet = made.view.children[-1]
    assert sheet.value == "<b>2</b>"
    made.update(slope=5)
    assert sheet.value == "<b>5</b>"
    made.update(slope=9)  # which cannot be computed: the page of the last answer stands
    assert sheet.value == "<b>5</b>"


def test_the_page_travels_with_the_answers():
    page = {"page": lambda controls, frame: f"<b>{controls.slope}</b>"}
    grid = declare(**page, controls=CONTROLS[:2], alone=["twice"]).preset_grid()
    assert {words["page"] for words in grid["words"]} == {"<b>2</b>"}


@pytest.mark.parametrize("name", ["why", "strange"])
def test_what_cannot_be_counted_cannot_stay_alive(name):
    with pytest.raises(
        ValueError, match=f"steep: {name} cannot stay alive without a kernel. Choose among slope, twice"
    ):
        declare(controls=CONTROLS, alone=[name])


def test_a_setting_that_does_not_answer_is_named():
    with pytest.raises(
        ValueError, match=r"steep: the setting \{'slope': 9\} does not answer: .*nine is too steep"
    ):
        declare(controls=CONTROLS[:2], alone=["slope"]).preset_grid()

"""The staging picture: every system has its strip, what is possible is dashed, what moved is rimmed, in one drawing."""

import pytest

from utils.activities.controls import Settings
from utils.activities.stages.presets import AS_IT_IS, MARTA
from utils.activities.stages.reading import AUTO, read_settings
from utils.activities.stages.tables import lay_out
from utils.charts.staging import FIRST, MOST_RULERS, PITCH, RULE, SYSTEMS, TOP, draw_staging


def tables(change=AS_IT_IS, shown=AUTO, example=MARTA):
    return lay_out(read_settings(Settings(example=example, change=change, shown=shown, edited=None)))


@pytest.fixture(scope="module")
def drawn():
    return draw_staging(tables()).to_dict()


def layers(drawn, kind):
    return [layer for layer in drawn["layer"] if layer["mark"]["type"] == kind]


def test_it_is_one_view_that_becomes_narrower_by_itself(drawn):
    assert not {"hconcat", "vconcat", "concat"} & drawn.keys()
    assert drawn["height"] == TOP + PITCH * SYSTEMS + FIRST + RULE * MOST_RULERS


def test_certain_possible_and_excluded_look_different_without_colour(drawn):
    looks = {layer["transform"][-1]["filter"]: layer["mark"] for layer in layers(drawn, "rect")[:3]}
    assert looks["datum.state == 'may be'"]["strokeDash"]
    assert "strokeDash" not in looks["datum.state == 'is'"]
    assert looks["datum.state == 'is not'"]["fill"] == "#FFFFFF"


def test_a_rim_is_drawn_around_what_moved_alone(drawn):
    rim = layers(drawn, "rect")[3]
    assert rim["transform"][-1]["filter"] == "datum.flipped"
    assert rim["mark"]["strokeWidth"] > 2


def test_places_fit_the_drawing():
    for shown in ("stage and risk", "diagnosis", "fitness"):
        made = tables(shown=shown)
        assert made["cells"][["x0", "x1", "mid"]].stack().between(0, 1).all()
        assert made["cells"]["row"].max() < SYSTEMS
        assert len(made["rulers"]) <= MOST_RULERS
        assert set(made["cuts"]["row"]) == set(made["rulers"]["row"])
        assert len(made["systems"]) == SYSTEMS


def test_a_test_that_was_not_done_has_words_and_no_dot():
    rulers = tables("beta-2-microglobulin not done")["rulers"]
    (row,) = rulers[rulers["words"].str.contains("not done")].to_dict("records")
    assert row["words"] == "β2-microglobulin: not done"
    assert not row["done"]

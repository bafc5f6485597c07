"""People at each line and three counts of attrition on one axis."""

import pandas as pd
import pytest

from utils.charts.attrition import FATES, WHOSE, draw_attrition

BARS = pd.DataFrame(
    {
        "line": [1, 2, 2, 2],
        "fate": [FATES[0], *FATES],
        "begin": [0, 0, 60, 80],
        "end": [100, 60, 80, 100],
        "people": [100, 60, 20, 20],
    }
)
MARK = {
    "definition": 0,
    "row": 0,
    "low": 40,
    "high": 40,
    "says": "40",
    "whose": WHOSE[0],
    "heading": "After line 1",
}
MARKS = pd.DataFrame([MARK, {**MARK, "row": 1, "low": 15, "high": 20, "whose": WHOSE[1]}])
REGISTRY = pd.DataFrame({"line": [2], "share_pct": [63.6], "says": ["63.6"]})


@pytest.fixture(scope="module")
def spec():
    return draw_attrition(
        BARS, MARKS, REGISTRY, {"never seen again by anybody": "never seen", "died": "died"}
    ).to_dict()


def marks(spec, kind):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def test_people_are_counted_from_0_to_100(spec):
    axes = [layer["encoding"]["x"] for layer in spec["layer"] if "scale" in layer["encoding"].get("x", {})]
    assert [axis["scale"]["domain"] for axis in axes] == [[0, 100]]


def test_each_fate_has_its_fill_in_a_fixed_order(spec):
    (boxes,) = marks(spec, "rect")
    assert boxes["encoding"]["color"]["scale"]["domain"] == FATES


def test_model_and_published_differ_in_shape_and_not_in_colour_alone(spec):
    shapes = {point["mark"]["shape"] for point in marks(spec, "point")}
    assert shapes == {"circle", "diamond"}


def test_nothing_joins_the_marks(spec):
    assert marks(spec, "line") == []


def test_each_definition_makes_the_picture_taller():
    one = draw_attrition(BARS, MARKS, REGISTRY, {"a": "a"}).to_dict()["height"]
    assert draw_attrition(BARS, MARKS, REGISTRY, {"a": "a", "b": "b"}).to_dict()["height"] > one

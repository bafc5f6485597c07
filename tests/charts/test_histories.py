"""Swimlanes: a lane for each drug, a band for each line, a number for each event."""

import pandas as pd
import pytest

from utils.activities.line_presets import MARTA, example_rows
from utils.activities.lines import lay_out_history
from utils.charts import plot_history
from utils.charts.histories import CLASS_NAMES, STATUS, TIERS, draw_history, name_lane, stack_days
from utils.charts.theme import CLASS_COLOURS


@pytest.fixture(scope="module")
def tables():
    return lay_out_history(example_rows(MARTA))


def test_every_class_has_the_courses_own_colour():
    assert set(CLASS_NAMES.values()) <= set(CLASS_COLOURS)


def test_bands_follow_each_other_without_a_gap(tables):
    lines = tables["lines"]
    assert list(lines["label"]) == ["Line 1", "Line 2", "3", "4"]
    assert list(lines["start"][1:]) == list(lines["stop"][:-1])


def test_each_drug_is_named_once(tables):
    courses = tables["courses"]
    assert courses["first"].sum() == courses["drug"].nunique() == 9
    assert set(courses["says"]) <= set(STATUS.values())


def test_the_view_never_hides_a_mark_from_its_data(tables):
    spec = draw_history(tables).to_dict()
    assert spec["height"] == {"step": 36}
    assert spec["resolve"]["scale"]["color"] == "independent"
    fields = {layer["encoding"].get("text", {}).get("field") for layer in spec["layer"]}
    assert {"lane", "says", "number"} <= fields
    assert any("datum.label" in str(layer["mark"].get("text")) for layer in spec["layer"])


def test_a_still_chart_carries_its_words(tables):
    chart = plot_history(tables, title="Four lines", subtitle="Marta", description="Nine lanes.")
    assert chart.to_dict()["description"] == "Nine lanes."


def test_neighbours_stand_in_different_rows():
    begins, ends = pd.Timestamp("2020-01-01"), pd.Timestamp("2024-01-01")
    days = pd.Series(pd.to_datetime(["2020-01-01", "2020-01-05", "2020-01-09", "2022-01-01"]))
    assert stack_days(days, begins, ends) == [0, 1, 2, 0]
    many = pd.Series(pd.to_datetime(["2020-01-01"] * 6))
    assert max(stack_days(many, begins, ends)) == TIERS - 1


@pytest.mark.parametrize(
    ("drug", "drug_class", "said"),
    [
        ("ciltacabtagene autoleucel", "car_t", "cilta-cel · CAR T"),
        ("bortezomib", "proteasome_inhibitor", "bortezomib · PI"),
        ("panobinostat", "hdac_inhibitor", "panobinostat · hdac inhibitor"),
    ],
)
def test_lanes_are_named_shortly(drug, drug_class, said):
    assert name_lane(drug, drug_class) == said

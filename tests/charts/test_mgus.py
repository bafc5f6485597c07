"""Curves of MGUS: title, intervals, numbers at risk and words come from the tables."""

import pytest

from utils.charts import plot_mgus
from utils.charts.mgus import KINDS
from utils.evidence import table


def title(chart):
    return " ".join(chart.to_dict()["title"]["text"])


@pytest.fixture(scope="module")
def mgus():
    return table("mgus_curves"), table("mgus_rates")


def test_one_curve_says_what_happened(mgus):
    assert title(plot_mgus(*mgus, ["progression"])) == "After 20 years 10 % had progressed"


def test_two_curves_say_how_far_apart_they_are(mgus):
    chart = plot_mgus(*mgus, ["progression", "km"])
    assert title(chart).endswith("the risk at 20 years reads 21 % instead of 10 %")
    said = chart.to_dict()["description"]
    assert "6.4 % at 10 years, 10 % at 20 years, 10.9 % at 25 years" in said
    assert "9.5 % at 10 years, 21 % at 20 years, 26.1 % at 25 years" in said


def test_numbers_at_risk_stand_under_the_curve(mgus):
    below = plot_mgus(*mgus, ["km"]).to_dict()["layer"][1]["data"]["values"]
    assert [row["at_risk"] for row in below] == [1384, 874, 424, 178, 57, 16, 3]


def test_each_curve_has_its_intervals(mgus):
    curves, rates = mgus
    drawn = plot_mgus(curves, rates, ["progression", "km", "death"]).to_dict()["layer"][0]["layer"][1]["data"]
    rows = drawn["values"]
    assert len(rows) == 9
    assert all(row["ci_low"] <= row["value"] <= row["ci_high"] for row in rows)
    assert {row["kind"] for row in rows} == {name for name, _, _ in KINDS.values()}


def test_an_unknown_curve_is_refused(mgus):
    with pytest.raises(ValueError, match="Unknown curve: 'survival'. Choose from: progression, km, death"):
        plot_mgus(*mgus, ["survival"])

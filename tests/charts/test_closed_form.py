"""The sums a chart does by itself are those of `kinetics`, at every corner of the controls."""

import math
from itertools import product

import pytest

from tests.charts.vega import evaluate
from utils.charts.closed_form import MOST_LINES, MOST_RESISTANT, as_params, timeline_parameters
from utils.models.kinetics import DAYS_PER_MONTH, Line, curve, progressions

START, GAP = 30.0, 30.0
EXPRESSIONS = timeline_parameters(START, GAP)
MIDDLE = {
    "lines": 5,
    "halving_days": 20,
    "resistant_pct": 0.1,
    "selection_ratio": 5,
    "doubling_days": 140,
    "growth_ratio": 1.1,
    "new_target": 0,
    "limit_g_l": 0.5,
}
CORNERS = {
    "halving_days": (10, 40),
    "resistant_pct": (0.001, 0.1, 10),
    "selection_ratio": (1, 5, 10),
    "doubling_days": (90, 240),
    "growth_ratio": (1, 1.3),
    "new_target": (0, 3),
}


def kinetic_lines(controls):
    shares = [controls["resistant_pct"] / 100 * controls["selection_ratio"] ** k for k in range(MOST_LINES)]
    shares = [min(MOST_RESISTANT, share) for share in shares]
    if controls["new_target"]:
        shares[controls["new_target"] - 1] = controls["resistant_pct"] / 100
    growth = math.log(2) / controls["doubling_days"]
    kill = math.log(2) / controls["halving_days"]
    return [Line(kill, growth * controls["growth_ratio"] ** k, share, GAP) for k, share in enumerate(shares)]


@pytest.mark.parametrize("values", list(product(*CORNERS.values())), ids=str)
def test_every_line_is_that_of_kinetics(values):
    controls = {**MIDDLE, **dict(zip(CORNERS, values, strict=True))}
    found = evaluate(EXPRESSIONS, **controls)
    table = progressions(kinetic_lines(controls), start_g_l=START)
    months = [days / DAYS_PER_MONTH for days in found["days_all"]]
    assert months == pytest.approx(table["remission_months"].tolist(), abs=1e-4)
    assert found["start_all"] == pytest.approx(table["start_day"].tolist(), abs=0.01)
    assert found["target_all"] == pytest.approx(table["progression_g_l"].tolist(), rel=1e-4)


@pytest.mark.parametrize("limit", [0.02, 0.1, 0.5, 2])
@pytest.mark.parametrize("pct", [0.001, 0.1, 1, 10])
def test_hidden_months_are_those_of_the_curve(pct, limit):
    controls = {**MIDDLE, "resistant_pct": pct, "limit_g_l": limit}
    first = kinetic_lines(controls)[:1]
    end = progressions(first, start_g_l=START)["progression_day"].iloc[0]
    levels = curve(first, start_g_l=START, points=20_001, until_days=end)["m_protein_g_l"]
    counted = (levels < limit).mean() * end / DAYS_PER_MONTH
    assert evaluate(EXPRESSIONS, **controls)["hidden_months"] == pytest.approx(counted, abs=0.02)


def test_expressions_become_parameters_in_their_order():
    names = [param.name for param in as_params({"a": "1", "b": "a + 1"})]
    assert names == ["a", "b"]

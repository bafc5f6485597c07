"""The hero says the same in Python and in the chart, and both say what `kinetics` says."""

from itertools import product

import pandas as pd
import pytest

from tests.charts.vega import evaluate
from utils.activities import resistance_timeline
from utils.activities.controls import Settings
from utils.activities.timeline import (
    FIRST_REMISSIONS,
    START_G_L,
    describe_remissions,
    follow_lines,
    settle_lines,
    timeline_controls,
)
from utils.evidence import outcomes
from utils.models.kinetics import progressions


@pytest.fixture(scope="module")
def activity():
    return resistance_timeline()


@pytest.fixture(scope="module")
def expressions(activity):
    return {p["name"]: p["expr"] for p in activity.chart.spec["params"] if "expr" in p}


def settings(**changes):
    return Settings(**{control.name: control.value for control in timeline_controls()} | changes)


MOVES = [
    {"lines": lines, "resistant_pct": pct, "doubling_days": days, "new_target": new, "limit_g_l": limit}
    for lines, pct, days, new, limit in product((1, 2, 5), (0.001, 0.1, 10), (90, 240), (0, 3), (0.02, 2))
]


@pytest.mark.parametrize("moved", MOVES, ids=str)
def test_the_chart_says_what_python_says(expressions, moved):
    controls = settings(**moved)
    said = evaluate(expressions, **vars(controls))["sentence"]
    assert said == describe_remissions(controls, follow_lines(controls))


@pytest.mark.parametrize("moved", MOVES[::5], ids=str)
def test_the_chart_knows_the_table_that_python_computes(expressions, moved):
    controls = settings(**moved)
    rows = pd.DataFrame(evaluate(expressions, **vars(controls))["rows"])
    pd.testing.assert_frame_equal(rows, follow_lines(controls), check_dtype=False, atol=0.002)


@pytest.mark.parametrize("control", timeline_controls(), ids=lambda control: control.name)
def test_every_place_of_every_control_can_be_computed(expressions, control):
    for value in control.settings:
        controls = settings(lines=5, **{control.name: value} if control.name != "lines" else {})
        frame = follow_lines(controls)
        found = evaluate(expressions, **vars(controls))
        months = [days / 30.4375 for days in found["days_all"]]
        assert months == pytest.approx(frame["remission_months"].tolist(), abs=0.001)


def test_the_worst_corner_still_has_an_answer():
    worst = settings(
        lines=5, halving_days=40, resistant_pct=10, selection_ratio=10, doubling_days=90, growth_ratio=1.3
    )
    assert follow_lines(worst)["remission_months"].gt(0).all()


def test_the_table_is_that_of_kinetics():
    controls = settings()
    right = progressions(settle_lines(controls), start_g_l=START_G_L)["remission_months"]
    assert follow_lines(controls)["remission_months"].tolist() == pytest.approx(right.tolist(), abs=0.001)


def test_a_new_target_gives_a_later_line_the_first_share_again():
    shares = [line.resistant_fraction for line in settle_lines(settings(new_target=3))]
    assert shares[2] == shares[0] < shares[1] < shares[3]


def test_ten_times_fewer_resistant_cells_buy_the_same_months_each_time():
    first = [
        follow_lines(settings(resistant_pct=pct))["remission_months"].iloc[0] for pct in (0.1, 0.01, 0.001)
    ]
    assert first[1] - first[0] == pytest.approx(first[2] - first[1], abs=0.5)


def test_faster_growth_costs_every_remission():
    slow, fast = (follow_lines(settings(doubling_days=days))["remission_months"] for days in (140, 110))
    assert (fast < slow).all()


def test_the_detection_limit_moves_nothing_but_what_is_seen():
    low, high = settings(limit_g_l=0.02), settings(limit_g_l=2)
    assert follow_lines(low).equals(follow_lines(high))
    assert "never falls below" in describe_remissions(low, follow_lines(low))


def test_every_trial_shown_is_in_the_table():
    assert set(FIRST_REMISSIONS) <= set(outcomes()["id"])


def test_it_warns_that_trials_are_not_a_ranking(activity):
    assert "not a ranking" in activity.chart.words["caution"]
    assert activity.chart.shell["answers"] == "chart"
    assert activity.chart.shell["label"] == "modelled"

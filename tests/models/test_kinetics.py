"""One patient's M-protein, checked against hand-worked values and an independent ODE solver."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from utils.models import kinetics
from utils.models._checks import ParameterError

rates = st.floats(0.001, 0.05)
fractions = st.floats(1e-6, 0.9)


def integrate(line, start_g_l, days):
    """The two populations as differential equations, solved without any of the course's formulas."""
    start = [start_g_l * (1 - line.resistant_fraction), start_g_l * line.resistant_fraction]
    solved = solve_ivp(
        lambda t, y: [-line.kill_per_day * y[0], line.regrowth_per_day * y[1]],
        (0, days[-1]), start, t_eval=days, rtol=1e-11, atol=1e-13,
    )  # fmt: skip
    return solved.y.sum(axis=0)


def test_hand_worked_values():
    line = kinetics.Line(kill_per_day=0.02, regrowth_per_day=0.005, resistant_fraction=0.01)
    found = kinetics.closed_form(line, 20.0)
    assert found["nadir_day"] == pytest.approx(math.log(0.99 * 0.02 / (0.01 * 0.005)) / 0.025)
    nadir = 20 * (0.99 * math.exp(-0.02 * found["nadir_day"]) + 0.01 * math.exp(0.005 * found["nadir_day"]))
    assert found["nadir_g_l"] == pytest.approx(nadir)
    assert found["progression_g_l"] == pytest.approx(nadir + 5)
    assert found["day_0"] == pytest.approx(math.log((nadir + 5) / 0.2) / 0.005)


def test_curve_equals_an_ode_solver_to_1e_6():
    lines = kinetics.FOUR_LINES
    curve, table = kinetics.curve(lines, points=2000), kinetics.progressions(lines)
    for line, row in zip(lines, table.itertuples(), strict=True):
        inside = curve[(curve.line == row.line) & curve.on_therapy]
        days = np.append(inside.day - row.start_day, row.progression_day - row.start_day)
        level = integrate(line, row.start_g_l, days)
        assert np.max(np.abs(level[:-1] - inside.m_protein_g_l)) < 1e-6
        assert level[-1] == pytest.approx(row.progression_g_l, rel=1e-7)


def test_progression_meets_both_halves_of_the_imwg_rule_and_not_a_day_earlier():
    for row, line in zip(kinetics.progressions().itertuples(), kinetics.FOUR_LINES, strict=True):
        assert row.progression_g_l >= 1.25 * row.nadir_g_l - 1e-9
        assert row.progression_g_l >= row.nadir_g_l + 5 - 1e-9
        before = kinetics.m_protein(
            row.progression_day - row.start_day - 1, row.start_g_l,
            line.resistant_fraction, line.regrowth_per_day, line.kill_per_day,
        )  # fmt: skip
        assert before < row.progression_g_l


def test_quarter_rise_governs_above_twenty_grams():
    found = kinetics.closed_form(kinetics.Line(resistant_fraction=0.9), 60.0)
    assert found["progression_g_l"] == pytest.approx(1.25 * found["nadir_g_l"])


@settings(max_examples=200, deadline=None)
@given(fractions, rates, rates, st.floats(5, 80))
def test_newton_steps_come_from_the_right_and_settle(p, rr, rs, start):
    found = kinetics.closed_form(kinetics.Line(rs, rr, p), start, newton_steps=12)
    days = [found[f"day_{k}"] for k in range(13)]
    assert all(
        later <= earlier + 1e-7 * max(1, earlier) for earlier, later in zip(days, days[1:], strict=False)
    )
    exact = kinetics.remission_length(p, rr, rs, start) * 365.25 / 12
    assert days[-1] == pytest.approx(exact, rel=1e-6)
    assert days[0] >= exact * (1 - 1e-9)


@settings(max_examples=200, deadline=None)
@given(fractions, rates, rates, st.floats(1.01, 19))
def test_a_deeper_purge_never_shortens_and_a_faster_clone_never_lengthens(p, rr, rs, factor):
    usual = kinetics.remission_length(p, rr, rs)
    assert kinetics.remission_length(p / factor, rr, rs) >= usual * (1 - 1e-9)
    assert kinetics.remission_length(p, rr * factor, rs) <= usual * (1 + 1e-9)


def test_ten_fold_purge_buys_the_same_months_by_the_law():
    months = [kinetics.remission_length(p, exact=False) for p in (1e-5, 1e-6, 1e-7)]
    assert np.diff(months) == pytest.approx([math.log(10) / 0.005 * 12 / 365.25] * 2, rel=0.02)


def test_remission_length_broadcasts():
    months = kinetics.remission_length([[0.1], [0.01]], [0.004, 0.008])
    assert months.shape == (2, 2)
    assert (months[1] > months[0]).all()
    assert (months[:, 0] > months[:, 1]).all()


def test_curve_is_one_row_a_time_and_continuous():
    curve = kinetics.curve(points=5000)
    assert len(curve) == 5000
    assert curve.day.is_monotonic_increasing
    assert set(curve.line) == {1, 2, 3, 4}
    assert np.abs(np.diff(curve.m_protein_g_l)).max() < 1.0
    assert np.allclose(curve.m_protein_g_l, curve.sensitive_g_l + curve.resistant_g_l)


def test_lines_may_come_as_mappings_or_a_table():
    plain = [{"kill_per_day": 0.02}, {"resistant_fraction": 0.2}]
    assert kinetics.curve(plain).equals(
        kinetics.curve([kinetics.Line(0.02), kinetics.Line(resistant_fraction=0.2)])
    )
    table = pd.DataFrame({"kill_per_day": [0.02, 0.03], "resistant_fraction": [0.01, 0.1]})
    assert len(kinetics.progressions(table)) == 2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kinetics.Line(kill_per_day=-0.1), ["kill_per_day", "per day"]),
        (lambda: kinetics.Line(regrowth_per_day=0), ["regrowth_per_day", "above 0"]),
        (lambda: kinetics.remission_length(1.2), ["resistant_fraction", "1.2", "share"]),
        (lambda: kinetics.remission_length("deep"), ["resistant_fraction", "not a number"]),
        (lambda: kinetics.curve([]), ["lines", "empty"]),
        (lambda: kinetics.curve(points=1), ["points", "times"]),
        (lambda: kinetics.curve([{"kill": 1}]), ["'kill'", "kill_per_day"]),
        (lambda: kinetics.curve(start_g_l=float("nan")), ["start_g_l", "g/L"]),
        (lambda: kinetics.curve([kinetics.Line(gap_days=5000)] * 2), ["gap_days", "days"]),
        (lambda: kinetics.Course({}), ["kills", "per day"]),
        (lambda: kinetics.genotype_shares({"pi": 1.5}), ["pi", "share"]),
        (lambda: kinetics.clone_curve(COURSES, {frozenset(): 0.5}), ["shares", "sum to 1"]),
        (lambda: kinetics.clone_curve(COURSES, {frozenset(): 1.0}), ["kill every clone", "per day"]),
    ],
)
def test_bad_input_is_explained(call, words):
    with pytest.raises(ParameterError) as error:
        call()
    assert all(word in str(error.value) for word in words)


COURSES = (
    kinetics.Course({"pi": 0.02, "imid": 0.018}),
    kinetics.Course({"cd38": 0.03, "imid": 0.018}, gap_days=30),
    kinetics.Course({"pi": 0.02, "alkylator": 0.015}, gap_days=0),
)
SHARES = kinetics.genotype_shares({"pi": 0.12, "imid": 0.1, "cd38": 0.08, "alkylator": 0.2})


def integrate_clones(clearance):
    """All 16 clones and the M-protein as one system, through every course and gap in turn."""
    table = kinetics.clone_progressions(COURSES, SHARES, clearance_per_day=clearance)
    genotypes = list(SHARES)
    state = np.append([30.0 * SHARES[g] for g in genotypes], 30.0)
    levels = []
    for course, row in zip(COURSES, table.itertuples(), strict=True):
        kills = np.array([sum(k for name, k in course.kills.items() if name not in g) for g in genotypes])
        for net, length in (
            (0.008 - kills, row.progression_day - row.start_day),
            (0.008 + 0 * kills, course.gap_days),
        ):
            if length:
                state = run(state, net, length, clearance)
            levels.append(state[-1])
    return table, levels


def run(state, net, length, clearance):
    def flow(t, y):
        return np.append(net * y[:-1], (clearance or 0.0) * (y[:-1].sum() - y[-1]))

    end = solve_ivp(flow, (0, length), state, rtol=1e-11, atol=1e-13).y[:, -1]
    if clearance is None:
        end[-1] = end[:-1].sum()
    return end


@pytest.mark.parametrize("clearance", [None, 0.0504, 0.117])
def test_many_clones_equal_an_ode_solver_to_1e_6(clearance):
    table, levels = integrate_clones(clearance)
    assert np.allclose(levels[0::2], table.progression_g_l, atol=1e-6)
    curve = kinetics.clone_curve(COURSES, SHARES, clearance_per_day=clearance)
    assert curve.m_protein_g_l.iloc[-1] == pytest.approx(levels[-1], abs=1e-6)


def test_clone_shares_sum_to_one_and_the_resistant_clone_takes_over():
    river = kinetics.clone_curve(COURSES, SHARES, points=200)
    assert len(river) == 200 * 16
    assert np.allclose(river.groupby("day").share.sum(), 1.0)
    last = river[river.day == river.day.max()].set_index("clone").share
    assert last.idxmax() == "alkylator + cd38 + imid + pi"
    assert river[river.day == 0].set_index("clone").share.idxmax() == "sensitive"


def test_two_genotypes_are_the_two_population_curve():
    course = kinetics.Course({"pi": 0.02})
    many = kinetics.clone_progressions(
        [course], {frozenset(): 0.99, frozenset({"pi"}): 0.01}, growth_per_day=0.005
    )
    assert many.remission_months[0] == pytest.approx(
        kinetics.remission_length(0.01, 0.005, 0.015, 30.0), rel=1e-8
    )


def test_m_protein_lags_behind_the_cells():
    cells = kinetics.clone_progressions(COURSES, SHARES).remission_months
    slow = kinetics.clone_progressions(COURSES, SHARES, clearance_per_day=0.0504).remission_months
    quick = kinetics.clone_progressions(COURSES, SHARES, clearance_per_day=5.0).remission_months
    assert slow[0] > cells[0]
    assert quick[0] == pytest.approx(cells[0], rel=0.01)


def test_a_rise_before_the_fall_can_itself_be_progression():
    """Slow clearance and few resistant cells: the M-protein made before treatment is still arriving."""
    start = {frozenset(): 0.5, frozenset({"pi"}): 0.5}
    table = kinetics.clone_progressions(
        [kinetics.Course({"pi": 0.01})], start, start_g_l=60.0, clearance_per_day=0.01
    )
    assert table.progression_g_l[0] >= 1.25 * table.nadir_g_l[0] - 1e-9

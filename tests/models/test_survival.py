"""The survival estimators against lifelines (oracle), SciPy, and examples small enough to do by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from utils.models import survival
from utils.models._checks import ParameterError

lifelines = pytest.importorskip("lifelines", reason="the oracle is a test dependency")

people = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 2), st.booleans()), min_size=8, max_size=60
).filter(lambda rows: len({g for *_, g in rows}) == 2 and any(k for _, k, _ in rows))


def sample(n=400, seed=3, ties=False):
    rng = np.random.default_rng(seed)
    event, leave = rng.exponential(20, n), rng.uniform(0, 60, n)
    t = np.minimum(event, leave)
    return (np.ceil(t) if ties else t), (event <= leave), rng.integers(0, 3, n)


def oracle_km(t, e, entry=None):
    fit = lifelines.KaplanMeierFitter().fit(t, e, entry=entry)
    return fit.survival_function_.iloc[:, 0], fit.confidence_interval_


@pytest.mark.parametrize("ties", [False, True])
def test_kaplan_meier_equals_lifelines(ties):
    t, e, _ = sample(ties=ties)
    ours = survival.kaplan_meier(t, e)
    curve, limits = oracle_km(t, e)
    assert np.allclose(ours.survival, curve.loc[ours.month], atol=1e-12)
    inner = (ours.survival < 1) & (ours.survival > 0)
    low, high = limits.loc[ours.month[inner]].to_numpy().T
    assert np.allclose(ours.ci_low[inner], low, atol=1e-9)
    assert np.allclose(ours.ci_high[inner], high, atol=1e-9)
    assert ours.events.sum() == e.sum()
    assert ours.events.sum() + ours.censored.sum() == len(t)


def test_kaplan_meier_equals_scipy():
    t, e, _ = sample(ties=True)
    theirs = stats.ecdf(stats.CensoredData.right_censored(t, ~e)).sf
    ours = survival.kaplan_meier(t, e)
    assert np.allclose(ours.survival, theirs.evaluate(ours.month), atol=1e-12)


def test_delayed_entry_equals_lifelines_and_is_lower_than_the_naive_curve():
    t, e, _ = sample(2000)
    entry = np.random.default_rng(5).uniform(0, 15, t.size)
    seen = entry < t
    ours = survival.kaplan_meier(t[seen], e[seen], entry[seen])
    curve, _ = oracle_km(t[seen], e[seen], entry[seen])
    assert np.allclose(ours.survival[1:], curve.loc[ours.month[1:]], atol=1e-9)
    naive = survival.kaplan_meier(t[seen], e[seen])
    assert survival.median_survival(naive) > survival.median_survival(ours)


def test_at_risk_by_hand():
    curve = survival.kaplan_meier([2, 2, 4, 6, 6], [1, 0, 1, 1, 0])
    assert curve.month.tolist() == [0, 2, 4, 6]
    assert curve.at_risk.tolist() == [5, 5, 3, 2]
    assert curve.censored.tolist() == [0, 1, 0, 1]
    assert curve.survival.tolist() == pytest.approx([1, 0.8, 0.8 * 2 / 3, 0.8 / 3])
    table = survival.numbers_at_risk([2, 2, 4, 6, 6], [0, 2, 3, 6, 7])
    assert table.at_risk.tolist() == [5, 5, 3, 2, 0]


def test_a_person_is_at_risk_only_after_entry():
    curve = survival.kaplan_meier([4, 5, 9], [1, 1, 1], entry=[0, 4, 1])
    assert curve.at_risk.tolist() == [1, 2, 2, 1]
    assert survival.numbers_at_risk([4, 5, 9], [0, 4, 4.5], entry=[0, 4, 1]).at_risk.tolist() == [1, 2, 2]


def test_aalen_johansen_equals_lifelines_with_intervals():
    t, _, kinds = sample(300)
    ours = survival.aalen_johansen(t, kinds, 1)
    theirs = lifelines.AalenJohansenFitter().fit(t, kinds, 1)
    assert np.allclose(ours.incidence, theirs.cumulative_density_.iloc[:, 0].loc[ours.month], atol=1e-9)
    inner = (ours.incidence > 0) & (ours.at_risk > 1)
    limits = np.sort(theirs.confidence_interval_.loc[ours.month[inner]].to_numpy(), axis=1).T
    assert np.allclose(ours.ci_low[inner], limits[0], atol=1e-9)
    assert np.allclose(ours.ci_high[inner], limits[1], atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(people)
def test_causes_and_survival_add_up_to_one(rows):
    t, kinds = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    parts = [survival.aalen_johansen(t, kinds, cause).incidence for cause in (1, 2)]
    assert np.allclose(parts[0] + parts[1] + survival.kaplan_meier(t, kinds > 0).survival, 1.0)


def test_treating_death_as_censoring_overstates_the_other_event():
    t, _, kinds = sample(3000)
    honest = survival.aalen_johansen(t, kinds, 1).incidence.iloc[-1]
    naive = 1 - survival.kaplan_meier(t, kinds == 1).survival.iloc[-1]
    assert naive > honest + 0.1


@settings(max_examples=60, deadline=None)
@given(people)
def test_logrank_equals_lifelines(rows):
    t, kinds, group = (np.array(x) for x in zip(*rows, strict=True))
    theirs = lifelines.statistics.logrank_test(t[group], t[~group], kinds[group] > 0, kinds[~group] > 0)
    if not np.isfinite(theirs.test_statistic):
        return
    statistic, p = survival.logrank(t, kinds > 0, group)
    assert statistic == pytest.approx(theirs.test_statistic, abs=1e-9)
    assert p == pytest.approx(theirs.p_value, abs=1e-9)


def test_logrank_of_three_groups_equals_lifelines():
    for seed in (1, 2):
        t, e, group = sample(200, seed, ties=True)
        theirs = lifelines.statistics.multivariate_logrank_test(t, group, e)
        statistic, p = survival.logrank(t, e, group)
        assert statistic == pytest.approx(theirs.test_statistic, abs=1e-9)
        assert p == pytest.approx(theirs.p_value, abs=1e-9)


@pytest.mark.parametrize("ties", [False, True])
def test_hazard_ratio_equals_cox_in_lifelines(ties):
    t, e, group = sample(500, 9, ties)
    frame = pd.DataFrame({"t": t, "e": e, "treated": (group == 1).astype(float)})
    theirs = lifelines.CoxPHFitter().fit(frame, "t", "e", fit_options={"precision": 1e-12})
    ratio, low, high = survival.hazard_ratio(t, e, group == 1)
    assert ratio == pytest.approx(
        theirs.hazard_ratios_["treated"], abs=1e-6
    )  # the oracle's own stopping rule
    assert np.log([low, high]) == pytest.approx(theirs.confidence_intervals_.iloc[0].to_numpy(), abs=1e-6)


def test_restricted_mean_equals_lifelines_and_its_error_a_bootstrap():
    t, e, _ = sample(600)
    fit = lifelines.KaplanMeierFitter().fit(t, e)
    mean, error = survival.restricted_mean(survival.kaplan_meier(t, e), 36)
    assert mean == pytest.approx(lifelines.utils.restricted_mean_survival_time(fit, 36), abs=1e-9)
    rng = np.random.default_rng(0)
    draws = (rng.integers(0, t.size, t.size) for _ in range(400))
    means = [survival.restricted_mean(survival.kaplan_meier(t[i], e[i]), 36)[0] for i in draws]
    assert error == pytest.approx(np.std(means), rel=0.15)


def test_medians_and_their_limits_equal_lifelines():
    t, e, _ = sample(500)
    fit = lifelines.KaplanMeierFitter().fit(t, e)
    curve = survival.kaplan_meier(t, e)
    assert survival.median_survival(curve) == pytest.approx(fit.median_survival_time_)
    limits = lifelines.utils.median_survival_times(fit.confidence_interval_).to_numpy()[0]
    assert survival.median_interval(curve) == pytest.approx(tuple(limits))
    assert survival.median_survival(survival.kaplan_meier([1, 2, 3], [1, 0, 0])) == float("inf")


def test_curve_is_read_as_a_step():
    curve = survival.kaplan_meier([3, 5, 5, 8], [1, 1, 0, 1])
    assert survival.survival_at(curve, [0, 2.9, 3, 6, 100]).tolist() == [1, 1, 0.75, 0.5, 0]


@pytest.mark.parametrize("n", range(2, 400, 2))
def test_the_median_of_an_even_number_half_with_events_is_reached(n):
    """The curve lies exactly on one half; multiplied out it may lie a rounding error above."""
    half = n // 2
    curve = survival.kaplan_meier(range(1, n + 1), [1] * half + [0] * half)
    assert survival.median_survival(curve) == half
    assert survival.quantile_survival(curve, (n - 1) / n) == 1


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 3000), st.data())
def test_a_quantile_is_the_counted_one_without_censoring(n, data):
    k = data.draw(st.integers(1, n))
    curve = survival.kaplan_meier(range(1, n + 1), [1] * n)
    assert survival.quantile_survival(curve, (n - k) / n) == k
    if k < n:  # half a person above the line is not on it
        assert survival.quantile_survival(curve, (n - k - 0.5) / n) == k + 1


def test_nothing_is_read_beyond_the_last_observation():
    open_ = survival.kaplan_meier([3, 5, 8], [1, 1, 0])
    assert survival.survival_at(open_, 8) == pytest.approx(1 / 3)
    for read in (survival.survival_at, survival.restricted_mean):
        with pytest.raises(ParameterError, match=r"months = 8.1 is not observed so far.*month 8"):
            read(open_, 8.1)
    causes = survival.aalen_johansen([3, 5, 8], [1, 2, 0])
    with pytest.raises(ParameterError, match="not observed so far"):
        survival.survival_at(causes, [4, 9], "incidence")
    everyone = survival.aalen_johansen([3, 5, 8], [1, 2, 1])
    assert survival.survival_at(everyone, 100, "incidence") == pytest.approx(2 / 3)
    done = survival.kaplan_meier([3, 5, 8], [1, 1, 1])
    assert survival.survival_at(done, 100) == 0
    assert (
        survival.restricted_mean(done, 100)[0]
        == survival.restricted_mean(done, 8)[0]
        == pytest.approx(16 / 3)
    )
    with pytest.raises(ParameterError, match="months = -1"):
        survival.survival_at(done, -1)


@pytest.mark.parametrize(
    ("months", "events", "group"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], [1, 1, 0, 0]),
        ([1, 2, 3, 4], [1, 1, 0, 0], [1, 1, 0, 0]),
        ([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 0, 0]),  # both have events, but never while the other is at risk
        ([9, 2, 3, 4], [1, 1, 0, 0], [1, 1, 0, 0]),
    ],
)
def test_a_group_without_events_has_no_hazard_ratio(months, events, group):
    with pytest.raises(ParameterError, match="there is no hazard ratio"):
        survival.hazard_ratio(months, events, group)
    assert np.isfinite(survival.logrank(months, events, group)).all()


@settings(max_examples=80, deadline=None)
@given(people)
def test_a_hazard_ratio_is_finite_or_refused(rows):
    t, kinds, group = (np.array(x) for x in zip(*rows, strict=True))
    try:
        ratio, low, high = survival.hazard_ratio(t, kinds > 0, group)
    except ParameterError:
        return
    assert 1e-3 < ratio < 1e3
    assert 0 < low < ratio < high < np.inf


def test_the_table_warns_where_one_person_decides():
    curve = survival.kaplan_meier([2, 4, 6], [1, 0, 1])
    assert curve.caution.tolist() == ["", "", "one person at risk, whose event takes the curve to its end"]
    alone = survival.kaplan_meier([4, 5, 9], [1, 1, 1], entry=[0, 4, 1])
    assert alone.caution[0] == "one person at risk"
    table = survival.numbers_at_risk([2, 4, 6], [1, 5, 7])
    assert table.caution.tolist() == ["", "one person at risk", "nobody at risk"]
    assert survival.aalen_johansen([2, 4], [1, 2]).caution.iloc[-1].startswith("one person")


UNKNOWN = [None, float("nan"), pd.NaT, pd.NA, "", "  "]
NOT_A_FLAG = ["yes", "1", 0.5, 2, -1, np.datetime64("2020-01-01")]


@pytest.mark.parametrize("cell", [*UNKNOWN, *NOT_A_FLAG])
def test_an_event_that_is_not_known_is_refused_with_its_row(cell):
    events = [1, 0, cell, 1]
    for column in (events, pd.Series(events, index=list("abcd"), dtype=object)):
        with pytest.raises(ParameterError, match=r"events, row 3"):
            survival.kaplan_meier([1, 2, 3, 4], column)
    with pytest.raises(ParameterError, match=r"index 'c'"):
        survival.logrank([1, 2, 3, 4], pd.Series(events, index=list("abcd"), dtype=object), [1, 0, 1, 0])
    with pytest.raises(ParameterError, match=r"group, row 3"):
        survival.hazard_ratio([1, 2, 3, 4], [1, 1, 1, 1], [1, 0, cell, 1])


@pytest.mark.parametrize("cell", UNKNOWN)
def test_a_group_or_cause_that_is_not_known_is_refused_with_its_row(cell):
    with pytest.raises(ParameterError, match=r"group, row 2: not known"):
        survival.logrank([1, 2, 3, 4], [1, 1, 1, 1], ["a", cell, "b", "b"])
    with pytest.raises(ParameterError, match=r"causes, row 1: not known"):
        survival.aalen_johansen([1, 2, 3], [cell, 1, 2])
    with pytest.raises(ParameterError, match=r"durations, row 2: not known"):
        survival.kaplan_meier([1, cell, 3], [1, 1, 1])
    with pytest.raises(ParameterError, match=r"entry, row 2: not known"):
        survival.numbers_at_risk([1, 2, 3], [1], entry=[0, cell, 0])


def test_nullable_columns_are_read_or_refused():
    events = pd.Series([True, False, True], dtype="boolean")
    assert survival.kaplan_meier(pd.Series([1, 2, 3], dtype="Int64"), events).events.sum() == 2
    with pytest.raises(ParameterError, match=r"events, row 2 \(index 1\): not known"):
        survival.kaplan_meier([1, 2, 3], pd.Series([True, None, True], dtype="boolean"))
    labels = pd.Series(["x", "y", "y"], dtype="category")
    assert survival.logrank([1, 2, 3], [1, 1, 1], labels)[1] <= 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: survival.kaplan_meier([], []), ["durations", "empty"]),
        (lambda: survival.kaplan_meier([1, 2], [1]), ["equally long"]),
        (lambda: survival.kaplan_meier([-1, 2], [1, 1]), ["durations", "months"]),
        (lambda: survival.kaplan_meier([1, np.nan], [1, 1]), ["durations", "months"]),
        (lambda: survival.kaplan_meier([1, 2], [1, np.nan]), ["events", "row 2", "not known"]),
        (lambda: survival.kaplan_meier([1, 2], [1, 2]), ["events", "aalen_johansen"]),
        (lambda: survival.kaplan_meier([1, 2], [1, 1], entry=[1, 0]), ["entry", "row 1", "before"]),
        (lambda: survival.kaplan_meier(["1", 2], [1, 1]), ["durations", "row 1", "'1'"]),
        (lambda: survival.kaplan_meier([True, 2], [1, 1]), ["durations", "row 1", "True"]),
        (lambda: survival.kaplan_meier([1, 2], pd.to_timedelta([1, 0], "D")), ["events", "row 1"]),
        (
            lambda: survival.kaplan_meier(pd.to_timedelta([1, 2], "D"), [1, 1]),
            ["durations", "row 1", "months"],
        ),
        (lambda: survival.aalen_johansen([1, 2], [1, 1.5]), ["causes", "row 2", "1.5"]),
        (lambda: survival.aalen_johansen([1, 2], [1, 2], 0), ["cause", "0"]),
        (lambda: survival.logrank([1, 2], [1, 1], ["a", "b", "b"]), ["group", "equally long"]),
        (lambda: survival.hazard_ratio([1, 2], [1, 1], [1, 0], confidence=2), ["confidence"]),
        (lambda: survival.kaplan_meier([1, 2], [1, 1], confidence=1.5), ["confidence"]),
        (lambda: survival.logrank([1, 2], [1, 1], ["a", "a"]), ["group", "two"]),
        (lambda: survival.hazard_ratio([1, 2], [1, 1], [1, 1]), ["group"]),
        (lambda: survival.quantile_survival(survival.kaplan_meier([1], [1]), 2), ["share"]),
        (lambda: survival.restricted_mean(survival.kaplan_meier([1], [1]), 0), ["months"]),
    ],
)
def test_bad_input_is_explained(call, words):
    with pytest.raises(ParameterError) as error:
        call()
    assert all(word in str(error.value) for word in words)

"""Samples of a river: seen only from a share on, guessed in straight lines, and never guessed where nobody looked."""

import numpy as np
import pandas as pd
import pytest

from utils.models._checks import ParameterError
from utils.models.kinetics import Course, clone_curve
from utils.models.samples import chance_seen, guess_between, river_heights, stack_clones, take_samples

SHARES = {frozenset(): 0.9, frozenset({"pi"}): 0.09, frozenset({"pi", "imid"}): 0.01}


@pytest.fixture(scope="module")
def curve():
    return clone_curve([Course({"pi": 0.03}), Course({"imid": 0.03})], SHARES, points=60)


@pytest.fixture(scope="module")
def samples(curve):
    months = curve["month"].unique()
    return take_samples(curve, months[[0, 20, 40, 59]])


def test_a_clone_below_the_least_share_is_not_seen(samples):
    first = samples[samples["sample"] == 1].set_index("clone")["share"]
    assert set(first.index) == {"sensitive", "pi"}
    assert first["pi"] == pytest.approx(0.09 / 0.99)


def test_shares_of_a_sample_sum_to_one(samples):
    assert np.allclose(samples.groupby("sample")["share"].sum(), 1)


def test_the_guess_passes_through_every_sample(samples):
    guessed = guess_between(samples, samples["month"].unique())
    both = samples.merge(guessed, on=["month", "clone"], suffixes=("", "_guessed"))
    assert len(both) == len(samples)
    assert np.allclose(both["share"], both["share_guessed"])


def test_nothing_is_guessed_before_the_first_or_after_the_last_sample(samples, curve):
    inner = samples[samples["sample"].isin([2, 3])]
    guessed = guess_between(inner, curve["month"].unique())
    assert guessed["month"].between(inner["month"].min(), inner["month"].max()).all()


@pytest.mark.parametrize("missing", [2, 3])
def test_a_missing_sample_changes_the_guess_beside_it_and_nowhere_else(samples, curve, missing):
    months = curve["month"].unique()
    whole = guess_between(samples, months).set_index(["clone", "month"])["share"]
    less = guess_between(samples[samples["sample"] != missing], months).set_index(["clone", "month"])["share"]
    when = samples.groupby("sample")["month"].first()
    moved = (whole - less)[(whole - less).abs() > 1e-12].index.get_level_values("month")
    assert len(moved)
    assert ((moved > when[missing - 1]) & (moved < when[missing + 1])).all()


def test_clones_are_stacked_to_the_height_of_the_river(curve):
    heights = curve.groupby("month")["burden_g_l"].sum()
    stacked = stack_clones(curve[["month", "clone", "share"]], heights, ["sensitive", "pi", "imid + pi"])
    assert np.allclose(stacked.groupby("month")["high"].max(), heights)
    assert (stacked["high"] >= stacked["low"]).all()
    assert stacked[stacked["clone"] == "sensitive"]["low"].eq(0).all()


def test_the_log_scale_widens_what_is_small_and_keeps_the_order():
    burden = pd.Series([30.0, 3.0, 0.3, 1e-9])
    plain, logged = river_heights(burden), river_heights(burden, floor=1e-5)
    assert plain.tolist() == pytest.approx([1, 0.1, 0.01, 0], abs=1e-9)
    assert logged.tolist() == pytest.approx([1, 0.8, 0.6, 0])


def test_a_sample_that_could_see_nothing_is_refused(curve):
    with pytest.raises(ParameterError, match="least"):
        take_samples(curve[curve["clone"] == "imid + pi"], [0], least=0.5)


def test_the_chance_to_see_a_clone_is_that_of_counting():
    rng = np.random.default_rng(9)
    for share in (0.005, 0.015, 0.03):
        counted = (rng.binomial(656, share, 40_000) >= 10).mean()
        assert chance_seen(share) == pytest.approx(counted, abs=0.01)
    assert chance_seen(0.0) == 0
    assert chance_seen(1.0) == 1

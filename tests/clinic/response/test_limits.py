"""The figures that the next words ask for are the very ones at which the rules turn."""

import pytest

from tests.clinic.builders import serum
from utils.clinic import classify_response, find_progression, response_timeline
from utils.clinic.response.limits import (
    followed_test,
    progression_arms,
    response_limits,
    write_at_least,
    write_at_most,
)
from utils.clinic.response.measurable import find_measurable

JUST = 0.0001
BASES = (1.0, 2.37, 4.2, 7.9)


def serum_word(base, now):
    low = {"urine_m_protein": 0, "serum_immunofixation": 1}
    return classify_response({"m_protein": base, **low}, {"m_protein": now, **low}).category


@pytest.mark.parametrize("base", BASES)
def test_serum_turns_at_its_limits_and_not_before(base):
    limits = response_limits("m_protein", base)
    words = ["SD", *limits]
    for shallower, (deeper, limit) in zip(words, limits.items(), strict=False):
        assert serum_word(base, limit) == deeper
        assert serum_word(base, limit + JUST) == shallower


def urine_word(base, now):
    known = {"m_protein": 0.3, "urine_immunofixation": 1}
    return classify_response({**known, "urine_m_protein": base}, {**known, "urine_m_protein": now}).category


@pytest.mark.parametrize("base", [600.0, 5000.0])
def test_urine_turns_at_its_limits(base):
    limits = response_limits("urine_m_protein", base)
    assert urine_word(base, limits["MR"]) == "MR"
    assert urine_word(base, limits["MR"] + JUST) == "SD"
    assert urine_word(base, limits["PR"] - JUST) == "PR"
    assert urine_word(base, limits["PR"] + JUST) == "MR"
    assert urine_word(base, limits["VGPR"] - JUST) == "VGPR"
    assert urine_word(base, limits["VGPR"]) == "PR"


def chain_word(base, now):
    known = {"m_protein": 0.2, "urine_m_protein": 0, "serum_immunofixation": 1}
    first = {**known, "dflc": base, "involved_flc": base + 10, "flc_ratio": 40}
    return classify_response(first, {**known, "dflc": now, "flc_ratio": 5}).category


def test_light_chains_turn_at_their_limits_and_know_no_minimal_response():
    limits = response_limits("dflc", 800)
    assert list(limits) == ["PR", "VGPR"]
    assert (chain_word(800, limits["PR"]), chain_word(800, limits["PR"] + JUST)) == ("PR", "SD")
    assert (chain_word(800, limits["VGPR"]), chain_word(800, limits["VGPR"] + JUST)) == ("VGPR", "PR")


@pytest.mark.parametrize("test", ["m_protein", "urine_m_protein", "dflc", "marrow_plasma_cells"])
@pytest.mark.parametrize("share", [0, 0.1, 0.3, 1, 2.4, 4.9, 5, 5.1, 7])
def test_progression_begins_where_both_arms_are_reached(test, share):
    low = share * {"m_protein": 1, "urine_m_protein": 250, "dflc": 120, "marrow_plasma_cells": 10}[test]
    arms = progression_arms(test, low)
    first = arms.both + (JUST if arms.beyond and arms.both == arms.by_amount else 0)
    assert find_progression({test: low}, {test: first}).progressed
    assert not find_progression({test: low}, {test: first - JUST}).progressed


def test_a_lesion_has_no_arms_and_a_nadir_of_nothing_no_percentage():
    assert progression_arms("plasmacytoma_spd", 10) is None
    assert progression_arms("m_protein", 0).by_percent is None
    assert progression_arms("m_protein", 5.0).by_percent is None


@pytest.mark.parametrize("base", BASES)
def test_a_rounded_figure_still_keeps_the_rule(base):
    for word, limit in response_limits("m_protein", base).items():
        assert serum_word(base, float(write_at_most("m_protein", limit).split()[0])) == word
    arms = progression_arms("m_protein", base)
    said = float(write_at_least("m_protein", arms.both).split()[0])
    assert find_progression({"m_protein": base}, {"m_protein": said}).progressed


def test_what_is_followed_first():
    assert followed_test(find_measurable({"m_protein": 1, "urine_m_protein": 900})) == "m_protein"
    assert followed_test(find_measurable({"m_protein": 0.9, "urine_m_protein": 200})) == "urine_m_protein"
    chains = {"m_protein": 0.1, "urine_m_protein": 0, "involved_flc": 100, "dflc": 95, "flc_ratio": 9}
    assert followed_test(find_measurable(chains)) == "dflc"
    assert followed_test(find_measurable({"marrow_plasma_cells": 30})) == "marrow_plasma_cells"
    assert followed_test(find_measurable({})) == ""


def test_the_arms_agree_with_the_series_after_a_confirmed_nadir():
    timeline = response_timeline(serum(4.0, 0.3, 0.3, 0.79, 0.8, 0.81))
    assert [visit.category for visit in timeline][3:] == ["PR", "PD", "PD"]
    assert progression_arms("m_protein", 0.3).both == 0.8

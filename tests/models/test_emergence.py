"""Closed forms of resistance against an exact, formula-free simulation of dividing cells."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.models import emergence, kinetics
from utils.models._checks import ParameterError


@pytest.mark.parametrize(
    ("cells", "mutation_rate", "birth", "death"),
    [(1000, 1e-3, 1.0, 0.0), (400, 1e-3, 1.0, 0.0), (500, 5e-4, 1.0, 0.7)],
)
def test_simulation_and_closed_form_agree(cells, mutation_rate, birth, death):
    counts = emergence.simulate_resistance(cells, mutation_rate, birth, death, clones=4000, seed=11)
    exact = emergence.resistance_probability(cells, mutation_rate, birth, death)
    spread = math.sqrt(exact * (1 - exact) / 4000)
    assert np.mean(counts > 0) == pytest.approx(exact, abs=4 * spread + 0.02 * exact)


def test_waiting_time_agrees_with_simulated_births():
    """Mutant lineages are born at rate u r N(t) and survive with 1 - d/r: thin a Poisson process and look."""
    u, r, d, start = 2e-4, 0.5, 0.2, 50.0
    rng = np.random.default_rng(2)
    total = u * r * start * math.expm1(0.3 * 30) / 0.3
    births = [np.log1p(rng.random(rng.poisson(total)) * math.expm1(0.3 * 30)) / 0.3 for _ in range(4000)]
    first = [min(b[rng.random(b.size) < 1 - d / r], default=np.inf) for b in births]
    for days in (8, 12, 16):
        assert np.mean(np.array(first) <= days) == pytest.approx(
            emergence.emergence_by(days, u, r, d, start), abs=0.03
        )


@settings(max_examples=100, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(1e-9, 1e-3), st.floats(0.05, 2), st.floats(0, 0.9))
def test_waiting_days_inverts_emergence(share, u, r, part):
    days = emergence.waiting_days(share, u, r, r * part)
    assert emergence.emergence_by(days, u, r, r * part) == pytest.approx(share, rel=1e-6)


@settings(max_examples=100, deadline=None)
@given(st.floats(10, 1e12), st.floats(1e-9, 1e-2), st.floats(0, 0.95), st.floats(1.01, 10))
def test_more_cells_more_mutations_and_more_death_never_lower_the_chance(cells, u, death, factor):
    usual = emergence.resistance_probability(cells, u, 1.0, death)
    assert emergence.resistance_probability(min(cells * factor, 1e15), u, 1.0, death) >= usual
    assert emergence.resistance_probability(cells, min(u * factor, 1), 1.0, death) >= usual
    assert emergence.resistance_probability(cells, u, 1.0, death + (1 - death) / 2) >= usual - 1e-12


def test_without_death_the_formula_is_the_limit_of_little_death():
    assert emergence.resistance_probability(1e6, 1e-6) == pytest.approx(1 - math.exp(-1))
    assert emergence.resistance_probability(1e6, 1e-6, 1.0, 1e-9) == pytest.approx(1 - math.exp(-1))


def test_a_point_mutation_cannot_be_the_clinical_resistant_fraction():
    assert emergence.resistance_probability(1e12, 1e-9) > 0.999
    share = emergence.mutant_share(1e12, 1e-9)
    assert 1e-9 < share < 1e-8
    assert kinetics.remission_length(share) > 100


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: emergence.resistance_probability(1e6, -1), ["mutation_rate", "per division"]),
        (lambda: emergence.resistance_probability(0, 1e-6), ["cells"]),
        (lambda: emergence.resistance_probability(1e6, 1e-6, 1.0, 1.0), ["death_per_day", "below"]),
        (lambda: emergence.emergence_by(-1, 1e-6, 1.0), ["days"]),
        (lambda: emergence.waiting_days(1.0, 1e-6, 1.0), ["share"]),
        (lambda: emergence.simulate_resistance(10**9, 1e-6), ["cells", "10,000,000"]),
        (lambda: emergence.simulate_resistance(100, 1e-3, seed=1.5), ["seed", "whole number"]),
    ],
)
def test_bad_input_is_explained(call, words):
    with pytest.raises(ParameterError) as error:
        call()
    assert all(word in str(error.value) for word in words)

"""The benchmark's peers do the same work: the same dates, the same lives, the same curves."""

import numpy as np
import pandas as pd
import pytest

from benchmarks import models as benchmark
from benchmarks.plain_cohort import loop_cohort, simpy_cohort
from utils.models import cohort, kinetics


def test_the_integrator_finds_the_same_dates_and_levels():
    dates, levels = benchmark.integrate_patient()
    table, curve = kinetics.progressions(benchmark.SIX_LINES), kinetics.curve(benchmark.SIX_LINES)
    assert dates == pytest.approx(table["progression_day"].tolist(), abs=0.01)
    assert np.max(np.abs(levels - curve["m_protein_g_l"])) < 1e-4


def test_loop_and_simpy_live_the_same_kind_of_lives_as_the_arrays():
    pytest.importorskip("simpy", reason="the peer is a test dependency")
    ours = cohort.simulate(benchmark.POLICY, 6000, 1, max_lines=6)
    for peer in (loop_cohort, simpy_cohort):
        rows = pd.DataFrame(peer(benchmark.POLICY, 6000, 1))
        assert len(rows) == pytest.approx(len(ours), rel=0.04)
        for line in (1, 2, 3):
            median = rows.loc[rows["line"] == line, "months"].median()
            assert median == pytest.approx(
                ours.loc[ours["line"] == line, "months"].median(), rel=0.15
            )  # three standard errors of a median


def test_every_result_names_its_peer_and_is_a_ratio():
    row = benchmark.against("x, against y", 0.5, 2.0)
    assert row == {"name": "x, against y", "ours": 0.5, "peer": 2.0, "ratio": 4.0}
    first = next(iter(benchmark.results()))
    assert "solve_ivp" in first["name"]
    assert first["ratio"] > 5
    assert benchmark.rows is benchmark.results

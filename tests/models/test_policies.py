"""Policies as plain data: the first rule that fits, parts inside parts, and the ready ones."""

from types import SimpleNamespace

import numpy as np
import pytest

from utils.models import cohort, policies
from utils.models.presets import preset
from utils.models.regimens import AGENT_NAMES, REGIMEN_NAMES, agent_bits


def crowd(**given):
    usual = {"refractory": 0, "exposed": 0, "fitness": 0, "high_risk": False, "age": 60.0}
    columns = {key: np.atleast_1d(given.get(key, value)) for key, value in usual.items()}
    size = max(len(x) for x in columns.values())
    return SimpleNamespace(**{key: np.resize(x, size) for key, x in columns.items()}), size


def given(policy, line=1, **situation):
    who, size = crowd(**situation)
    return [REGIMEN_NAMES[code] for code in policies.check_policy(policy).assign(who, line, size)]


def test_first_match_wins():
    rules = [{"high_risk": True, "give": "d_vrd"}, {"age_from": 75, "give": "rd"}, {"give": "vrd"}]
    assert given(rules, high_risk=[True, False, False], age=[80.0, 80.0, 60.0]) == ["d_vrd", "rd", "vrd"]


@pytest.mark.parametrize(
    ("condition", "situation", "fits"),
    [
        ({"line": 2}, {}, False),
        ({"line": [1, 3]}, {}, True),
        ({"from_line": 2}, {}, False),
        ({"refractory": ["imid"]}, {"refractory": agent_bits("lenalidomide")}, True),
        ({"refractory": ["lenalidomide"]}, {"refractory": agent_bits("pomalidomide")}, False),
        ({"not_refractory": ["pi"]}, {"refractory": agent_bits("carfilzomib")}, False),
        ({"exposed": "bcma"}, {"exposed": agent_bits("bcma_car_t")}, True),
        ({"not_exposed": ["bcma"]}, {"exposed": agent_bits("bcma_car_t")}, False),
        ({"fitness": "frail"}, {"fitness": 2}, True),
        ({"fitness": ["fit", "intermediate"]}, {"fitness": 2}, False),
        ({"high_risk": False}, {"high_risk": True}, False),
        ({"age_under": 60}, {"age": 60.0}, False),
        ({"age_from": 60}, {"age": 60.0}, True),
    ],
)
def test_every_condition(condition, situation, fits):
    assert given([{**condition, "give": "vrd"}, {"give": "rd"}], **situation) == ["vrd" if fits else "rd"]


def test_parts_inherit_the_conditions_above_them():
    policy = {
        "rules": [{"line": 1, "use": "start"}, {"give": "pd"}],
        "parts": {
            "start": [{"fitness": "frail", "give": "rd"}, {"use": "strong"}],
            "strong": [{"give": "d_vrd"}],
        },
    }
    assert given(policy, fitness=[2, 0]) == ["rd", "d_vrd"]
    assert given(policy, line=2) == ["pd"]


def test_a_list_of_names_ends_with_its_last_line():
    rows = cohort.simulate(["vrd", "kd"], 500, 1)
    assert rows["line"].max() == 2
    assert set(rows.loc[rows["line"] == 2, "regimen"]) == {"kd"}


@pytest.mark.parametrize("name", list(policies.READY))
def test_ready_policies_run_and_stay_plain(name):
    rows = cohort.simulate(name, 2000, 1, preset="era_quadruplets")
    assert rows["line"].max() >= 4
    assert not rows["regimen"].isna().any()
    assert policies.check_policy(policies.READY[name]) == policies.check_policy(name)


def test_saved_keeps_t_cell_therapy_for_later():
    kept = cohort.simulate("saved", 4000, 1, preset="era_quadruplets")
    first = kept[kept["regimen"].isin(["cilta_cel", "teclistamab"])]["line"].min()
    assert first == 4
    early = cohort.simulate("best_first", 4000, 1, preset="era_quadruplets")
    assert early[early["regimen"].isin(["cilta_cel", "teclistamab"])]["line"].min() == 2


def test_every_agent_has_a_potency_and_every_bit_a_name():
    assert all(f"potency_{agent}" in preset("trial").values for agent in AGENT_NAMES)
    assert agent_bits(AGENT_NAMES) == 2 ** len(AGENT_NAMES) - 1

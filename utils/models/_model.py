"""A preset and a policy made ready for arrays: what each regimen removes, whom it reaches, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.models._dropout import centre_dropout
from utils.models._units import DAYS_PER_MONTH
from utils.models.policies import MOST_LINES, Policy
from utils.models.presets import Preset
from utils.models.regimens import AGENT_NAMES, AGENTS, REGIMENS, T_CELL_AGENTS

ANTI_CD38 = AGENT_NAMES.index("anti_cd38")
HOLDS = np.array([[agent in plan.agents for agent in AGENT_NAMES] for plan in REGIMENS.values()])
KEPT = np.array([[agent in plan.kept for agent in AGENT_NAMES] for plan in REGIMENS.values()])
NOTHING = np.zeros_like(HOLDS)
MOST_AGENTS = HOLDS.sum(axis=1).max()
PLACES = np.argsort(~HOLDS, axis=1, kind="stable")[:, :MOST_AGENTS]  # its own agents first
FILLED = np.take_along_axis(HOLDS, PLACES, axis=1)
AGENT_BITS = np.array([1 << k for k in range(len(AGENT_NAMES))], dtype=np.int16)
FIXED_DAYS = np.array([plan.planned_months * DAYS_PER_MONTH for plan in REGIMENS.values()], dtype=np.float32)
f32 = np.float32


def same_class(chosen: np.ndarray) -> np.ndarray:
    """Regimen x agent: those of a class of which some agent is chosen."""
    classes = np.array([AGENTS[agent] for agent in AGENT_NAMES])
    return chosen @ (classes[:, None] == classes[None, :])


@dataclass(frozen=True)
class Model:
    """A preset and a policy made ready for arrays."""

    preset: Preset
    policy: Policy
    follow_up: tuple[float, float] | None
    agents: np.ndarray  # regimen x place: its agents, filled up with any (of no potency)
    potency: np.ndarray  # regimen x place
    response: np.ndarray  # regimen x place: minus the logarithm of the share whom an agent does not reach
    base: tuple[np.float32, np.float32]  # potency and response of the steroid in every regimen
    brake: np.ndarray  # regimen: how much its antibody slows resistant cells in disease that never met one
    memory: (
        np.ndarray
    )  # all regimens ended as planned, all failed, all failed on the kept agents, x agent: what is left
    bits: np.ndarray  # regimen: agents as a mask
    failed_bits: np.ndarray  # like memory: agents the disease grew under
    stop_days: np.ndarray  # regimen: when treatment ends as planned
    fixed_days: np.ndarray  # regimen: when agents that are not kept end
    dropout: np.ndarray
    lines: int


def build_model(preset: Preset, policy: Policy, follow_up, drift: bool, max_lines: int) -> Model:
    """Turn parameters by name into the arrays a block works with."""
    potency = np.array([preset[f"potency_{agent}"] for agent in AGENT_NAMES], dtype=f32)
    typical = centre_dropout(preset, [preset[f"dropout_after_{k}"] for k in range(1, 6)])
    return Model(
        preset=preset,
        policy=policy,
        follow_up=follow_up,
        agents=PLACES,
        potency=potency[PLACES] * FILLED * f32(preset["effect"]),
        response=_responses(preset)[PLACES] * FILLED,
        base=(f32(preset["effect"] * preset["potency_base"]), f32(preset["response_base"])),
        brake=(HOLDS[:, ANTI_CD38] & (potency[ANTI_CD38] > 0)) * f32(preset["brake_anti_cd38"]),
        memory=np.concatenate([_memory(preset, drift, failed) for failed in (NOTHING, HOLDS, KEPT)]),
        bits=HOLDS @ AGENT_BITS,
        failed_bits=np.concatenate([failed @ AGENT_BITS for failed in (NOTHING, HOLDS, KEPT)]),
        stop_days=np.where(KEPT.any(axis=1), f32(np.inf), FIXED_DAYS),
        fixed_days=FIXED_DAYS,
        dropout=np.append(typical, np.repeat(typical[-1:], MOST_LINES - 5)),
        lines=min(max_lines, policy.last_line),
    )


def _responses(preset: Preset) -> np.ndarray:
    names = ["response_car_t" if agent == "bcma_car_t" else "response_agent" for agent in AGENT_NAMES]
    return np.array([preset[name] for name in names], dtype=f32)


def _memory(preset: Preset, drift: bool, failed: np.ndarray) -> np.ndarray:
    """What a line leaves of each agent's potency: its own agents, their relatives, and the drift of all.

    failed: regimen x agent, those the disease grew under; the regimen's other agents had ended as planned.
    """
    own = np.where(failed, preset["left_failed"], np.where(HOLDS, preset["left_exposed"], 1.0))
    of_failed, of_exposed = (same_class(some) & ~HOLDS for some in (failed, HOLDS & ~failed))
    related = np.where(
        of_failed, preset["left_cross"], np.where(of_exposed, np.sqrt(preset["left_exposed"]), 1.0)
    )
    table = own * related
    return (table * _drift(preset, failed) if drift else table).astype(f32)


def _drift(preset: Preset, failed: np.ndarray) -> np.ndarray:
    """What one line leaves of all agents alike; T-cell therapies feel only a share of it."""
    loss = preset["drift_per_line"] + (0.0 if failed is NOTHING else preset["drift_refractory"])
    felt = [preset["drift_t_cell_ratio"] if agent in T_CELL_AGENTS else 1.0 for agent in AGENT_NAMES]
    return np.exp(-loss * np.array(felt))

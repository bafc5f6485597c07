"""The drugs a virtual patient can be given: agents, the classes they belong to, and the regimens built of them.

An agent's potency is a preset parameter (`potency_<agent>`): how many e-foldings of resistant cells it removes
from disease that has never met it. Regimens name their agents; steroids are in every one and in `potency_base`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from utils.models._checks import ParameterError

# agent -> class. Agents of one class share part of their resistance (preset parameter `left_cross`).
AGENTS = {
    "alkylator": "alkylator",
    "transplant": "alkylator",
    "thalidomide": "imid",
    "lenalidomide": "imid",
    "pomalidomide": "imid",
    "bortezomib": "pi",
    "carfilzomib": "pi",
    "anti_cd38": "anti_cd38",
    "bcma_adc": "bcma",
    "bcma_bispecific": "bcma",
    "bcma_car_t": "bcma",
    "gprc5d_bispecific": "gprc5d",
    "selinexor": "xpo1",
}
AGENT_NAMES = tuple(AGENTS)
T_CELL_AGENTS = ("bcma_bispecific", "bcma_car_t", "gprc5d_bispecific")
CLASS_NAMES = tuple(dict.fromkeys(AGENTS.values()))


@dataclass(frozen=True)
class Regimen:
    """A combination a line can consist of.

    planned_months: when the agents that are not `kept` end as planned (`inf`: all go on until progression). kept: agents
    that go on alone after that, as an antibody after eight cycles of bortezomib, or lenalidomide after a transplant.
    """

    name: str
    label: str
    agents: tuple[str, ...]
    planned_months: float = np.inf
    kept: tuple[str, ...] = ()


def _regimen(name: str, label: str, agents: str, planned_months: float = np.inf, kept: str = "") -> Regimen:
    return Regimen(name, label, tuple(agents.split()), planned_months, tuple(kept.split()))


# Planned lengths are estimates after the trials' schedules: eight three-week cycles of bortezomib are 5.5 months.
_ALL = (
    _regimen("mp", "MP", "alkylator", 12),
    _regimen("vad_asct", "VAD, transplant", "transplant", 8),
    _regimen("td", "Td", "thalidomide"),
    _regimen("dex", "d", ""),
    _regimen("cyclo_d", "Cd", "alkylator"),
    _regimen("vd", "Vd", "bortezomib"),
    _regimen("vmp", "VMP", "bortezomib alkylator", 12),
    _regimen("vcd", "VCd", "bortezomib alkylator", 8),
    _regimen("vcd_asct", "VCd, transplant", "bortezomib alkylator transplant", 10),
    _regimen("vtd_asct", "VTd, transplant", "bortezomib thalidomide transplant", 10),
    _regimen("rd", "Rd", "lenalidomide"),
    _regimen("vrd", "VRd", "bortezomib lenalidomide", 6, kept="lenalidomide"),
    _regimen("vrd_asct", "VRd, transplant, R", "bortezomib lenalidomide transplant", 8, kept="lenalidomide"),
    _regimen("d_rd", "D-Rd", "anti_cd38 lenalidomide"),
    _regimen("d_vrd", "D-VRd", "anti_cd38 bortezomib lenalidomide", 6, kept="anti_cd38 lenalidomide"),
    _regimen("d_vrd_asct", "D-VRd, transplant, D-R", "anti_cd38 bortezomib lenalidomide transplant", 8, kept="anti_cd38 lenalidomide"),
    _regimen("d_vd", "D-Vd", "anti_cd38 bortezomib", 5.5, kept="anti_cd38"),
    _regimen("d_vmp", "D-VMP", "anti_cd38 bortezomib alkylator", 12, kept="anti_cd38"),
    _regimen("d_only", "D", "anti_cd38"),
    _regimen("kd", "Kd", "carfilzomib"),
    _regimen("krd", "KRd", "carfilzomib lenalidomide", 16.5, kept="lenalidomide"),
    _regimen("d_kd", "D-Kd or Isa-Kd", "anti_cd38 carfilzomib"),
    _regimen("pd", "Pd", "pomalidomide"),
    _regimen("pvd", "PVd", "pomalidomide bortezomib"),
    _regimen("d_pd", "D-Pd or Isa-Pd", "anti_cd38 pomalidomide"),
    _regimen("kpd", "KPd", "carfilzomib pomalidomide"),
    _regimen("bela_vd", "BVd", "bcma_adc bortezomib", 5.5, kept="bcma_adc"),
    _regimen("bela_pd", "BPd", "bcma_adc pomalidomide"),
    _regimen("cilta_cel", "cilta-cel", "bcma_car_t"),
    _regimen("teclistamab", "teclistamab", "bcma_bispecific"),
    _regimen("tec_dara", "Tec-Dara", "bcma_bispecific anti_cd38"),
    _regimen("talquetamab", "talquetamab", "gprc5d_bispecific"),
    _regimen("selinexor_d", "Xd", "selinexor"),
    _regimen("xvd", "XVd", "selinexor bortezomib"),
    _regimen("vd_eight_cycles", "Vd, eight cycles", "bortezomib", 5.5),
)  # fmt: skip
REGIMENS = {regimen.name: regimen for regimen in _ALL}
REGIMEN_NAMES = tuple(REGIMENS)


def regimen(name: str) -> Regimen:
    """The regimen of this name. Raises ParameterError with the closest known name."""
    if name not in REGIMENS:
        raise ParameterError(f"regimen {name!r} is unknown. {suggest(str(name), REGIMEN_NAMES)}")
    return REGIMENS[name]


def suggest(seen: str, known: Iterable[str]) -> str:
    """The end of an error message: the nearest known name, or all of them."""
    known = list(known)
    close = difflib.get_close_matches(seen, known, n=1)
    return f"Closest: {close[0]!r}." if close else f"Known: {', '.join(known)}."


def agent_bits(names: Iterable[str]) -> int:
    """Bit mask of agents; a class name stands for all its agents. Raises ParameterError on an unknown name."""
    names = [names] if isinstance(names, str) else list(names)
    bits = 0
    for name in names:
        members = [i for i, agent in enumerate(AGENT_NAMES) if name in (agent, AGENTS[agent])]
        if not members:
            raise ParameterError(
                f"drug {name!r} is unknown. {suggest(str(name), (*AGENT_NAMES, *CLASS_NAMES))}"
            )
        bits |= sum(1 << i for i in members)
    return bits


def name_agents(bits: int) -> list[str]:
    """The agents in a bit mask, e.g. of the column `refractory` of a simulated cohort."""
    return [agent for i, agent in enumerate(AGENT_NAMES) if int(bits) >> i & 1]

"""Genomic risk: the IMS/IMWG high-risk definition of 2025, and mSMART as an example of a versioned system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from utils.clinic.errors import ClinicError, nearest
from utils.clinic.results import Stage
from utils.clinic.staging.staging import ISS_STAGES, as_flags, open_iss, settle
from utils.clinic.units import check_all, read_number, refuse_fraction
from utils.clinic.unknown import is_unknown, known_all

TRANSLOCATIONS = ("t(4;14)", "t(14;16)", "t(14;20)", "t(11;14)", "t(6;14)", "none")
HIGH_RISK_IGH = ("t(4;14)", "t(14;16)", "t(14;20)")
DEL17P_CUTOFF_PCT = 20.0  # hr25: 'more than 20 %'; a lay summary writes '20 % or more', hence an argument
RISKS = ("standard", "high")


def stage_hr2025(
    *,
    del17p_pct: float | None = None,
    tp53_mutation: bool | None = None,
    igh: str | None = None,
    gain_1q: bool | None = None,
    del_1p32: int | None = None,
    b2m_mg_l: float | None = None,
    creatinine_mg_dl: float | None = None,
    del17p_cutoff_pct: float = DEL17P_CUTOFF_PCT,
    cutoff_included: bool = False,
) -> Stage:
    """High or standard risk by the IMS/IMWG consensus of 2025.

    High when any holds: del(17p) in more than 20 % of plasma cells or a TP53 mutation; t(4;14), t(14;16) or
    t(14;20) with 1q gain or del(1p32); one copy of 1p32 lost with 1q gain, or both; B2M 5.5 mg/L or more with
    creatinine below 1.2 mg/dL. igh: the translocation, or 'none'; del_1p32: copies lost. None marks a test not
    done. The sources differ on the boundary itself: `cutoff_included` reads it as '20 % or more'. Source: hr25.

    >>> stage_hr2025(del17p_pct=20, tp53_mutation=False, igh="none", gain_1q=False, del_1p32=0, b2m_mg_l=3,
    ...              creatinine_mg_dl=1).answer
    'standard'
    """
    del17p_pct, igh, del_1p32, b2m_mg_l, creatinine_mg_dl = known_all(
        del17p_pct, igh, del_1p32, b2m_mg_l, creatinine_mg_dl
    )
    check_all(del17p=del17p_pct, del_1p32=del_1p32, b2m=b2m_mg_l, creatinine=creatinine_mg_dl)
    _check_boundary(del17p_cutoff_pct, cutoff_included)
    if igh not in (*TRANSLOCATIONS, None):
        raise ClinicError(
            f"igh {igh!r} is not read.{nearest(str(igh), TRANSLOCATIONS)} Use one of {', '.join(TRANSLOCATIONS)}."
        )
    given = {
        "del(17p)": del17p_pct, "TP53 mutation": tp53_mutation, "IGH translocation": igh, "1q gain": gain_1q,
        "1p32 copies lost": del_1p32, "beta-2-microglobulin": b2m_mg_l, "creatinine": creatinine_mg_dl,
    }  # fmt: skip
    choices = {
        "del(17p)": (0.0, 100.0), "TP53 mutation": (False, True), "IGH translocation": ("none", "t(4;14)"),
        "1q gain": (False, True), "1p32 copies lost": (0, 1, 2), "beta-2-microglobulin": (2.0, 6.0), "creatinine": (0.9, 2.0),
    }  # fmt: skip

    given = as_flags(given, choices)

    def decide(**tests: Any) -> str:
        return "high" if high_risk_features(tests, del17p_cutoff_pct, cutoff_included) else "standard"

    units = {
        "del(17p)": "%",
        "1p32 copies lost": "of 2",
        "beta-2-microglobulin": "mg/L",
        "creatinine": "mg/dL",
    }
    stage = settle("IMS/IMWG 2025", "hr25", decide, given, choices, RISKS, units)
    met = high_risk_features(given, del17p_cutoff_pct, cutoff_included)
    why = f"{met[0]}." if met else f"no high-risk feature among the tests done: {stage.why}"
    return Stage(system=stage.system, possible=stage.possible, needs=stage.needs, rule="hr25", why=why)


def _check_boundary(cutoff_pct: float, included: bool) -> None:
    """The boundary is the reader's choice: it has to be known, and a percentage."""
    if is_unknown(cutoff_pct) or is_unknown(included):
        raise ClinicError("The boundary for del(17p) is not known. Leave it out for 'more than 20 %'.")
    refuse_fraction("del17p_cutoff_pct", read_number("del17p", cutoff_pct))


def high_risk_features(tests: Mapping[str, Any], cutoff_pct: float, included: bool) -> tuple[str, ...]:
    """The clauses of the 2025 definition that the known tests meet, in words."""
    clone = tests["del(17p)"]
    one_q, lost = bool(tests["1q gain"]), tests["1p32 copies lost"] or 0
    b2m, creatinine = tests["beta-2-microglobulin"], tests["creatinine"]
    met = []
    if clone is not None and (clone > cutoff_pct or (included and clone == cutoff_pct)):
        met.append(f"del(17p) in {clone:g} % of plasma cells")
    if tests["TP53 mutation"]:
        met.append("a TP53 mutation")
    if tests["IGH translocation"] in HIGH_RISK_IGH and (one_q or lost):
        met.append(f"{tests['IGH translocation']} with {'1q gain' if one_q else 'del(1p32)'}")
    if lost >= 2 or (lost and one_q):
        met.append("both copies of 1p32 lost" if lost >= 2 else "one copy of 1p32 lost with 1q gain")
    if b2m is not None and creatinine is not None and b2m >= 5.5 and creatinine < 1.2:
        met.append(f"beta-2-microglobulin {b2m:g} mg/L with creatinine {creatinine:.3g} mg/dL")
    return tuple(met)


_GENETIC = ("t(4;14)", "t(14;16)", "t(14;20)", "del(17p) or TP53", "1q gain")
_MSMART = ("standard", "high", "high, double hit", "high, triple hit")


def stage_msmart(
    *,
    t_4_14: bool | None = None,
    t_14_16: bool | None = None,
    t_14_20: bool | None = None,
    del17p_or_tp53: bool | None = None,
    gain_1q: bool | None = None,
    riss: str | Stage | None = None,
    high_s_phase: bool | None = None,
    gep_high_risk: bool | None = None,
) -> Stage:
    """mSMART: any one feature is high risk; two genetic ones a double hit, three or more a triple hit.

    A centre's own, versioned website: an example of such a system, not one to grade learners on. The list was
    seen (msmart-nat); double and triple hit are recalled (msmart3).

    >>> stage_msmart(t_4_14=True, t_14_16=False, t_14_20=False, del17p_or_tp53=False, gain_1q=True).answer
    'high, double hit'
    """
    given = {
        "t(4;14)": t_4_14, "t(14;16)": t_14_16, "t(14;20)": t_14_20, "del(17p) or TP53": del17p_or_tp53,
        "1q gain": gain_1q, "ISS": riss, "S-phase": high_s_phase, "gene expression": gep_high_risk,
    }  # fmt: skip
    choices: dict[str, Any] = {name: (False, True) for name in given} | {"ISS": ISS_STAGES}
    given, choices = open_iss(given, choices)
    given = {"R-ISS" if name == "ISS" else name: value for name, value in given.items()}
    choices = {"R-ISS" if name == "ISS" else name: value for name, value in choices.items()}
    return settle(
        "mSMART", "msmart-nat", _msmart, given, choices, _MSMART, note="versions of this system differ"
    )


def _msmart(**tests: Any) -> str:
    hits = sum(bool(tests[name]) for name in _GENETIC)
    if hits >= 2:
        return _MSMART[min(hits, 3)]
    other = tests["R-ISS"] == "III" or tests["S-phase"] or tests["gene expression"]
    return "high" if hits or other else "standard"

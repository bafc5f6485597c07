"""What single tests amount to at diagnosis: CRAB, SLiM, the size of the M-protein, the light chains (imwg-dx14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from utils.clinic.detection import Below
from utils.clinic.errors import ClinicError
from utils.clinic.units import check_all, read_number
from utils.clinic.unknown import known


@dataclass(frozen=True)
class Limits:
    """The local laboratory's limits. Without them only the absolute thresholds of calcium and haemoglobin apply.

    flc_uln_mg_l: upper limit of the involved chain; 26.3 is Freelite's for lambda (19.4 for kappa).
    """

    calcium_uln_mg_dl: float | None = None
    hb_lln_g_dl: float | None = None
    flc_uln_mg_l: float = 26.3

    def __post_init__(self) -> None:
        """A limit that is not known is left out; refuse one that is no number."""
        for name, test in (("calcium_uln_mg_dl", "calcium"), ("hb_lln_g_dl", "haemoglobin")):
            object.__setattr__(self, name, known(getattr(self, name)))
            check_all(**{test: getattr(self, name)})
        if known(self.flc_uln_mg_l) is None:
            raise ClinicError(
                "The upper limit of the light chain is not known. Leave flc_uln_mg_l out for Freelite's 26.3 mg/L."
            )
        read_number("involved_flc", self.flc_uln_mg_l)


@dataclass(frozen=True)
class Workup:
    """The tests a diagnosis rests on; None marks one not done."""

    bmpc_pct: float | None
    m_serum_g_dl: float | None
    m_urine_mg_24h: float | None
    flc_ratio: float | None
    involved_flc_mg_l: float | None
    calcium_mg_dl: float | None
    creatinine_mg_dl: float | None
    crcl_ml_min: float | None
    hb_g_dl: float | None
    lytic_lesions: float | None
    mri_focal_lesions: float | None
    plasmacytoma: bool | None
    circulating_pc_pct: float | None

    def values(self) -> dict[str, float | None]:
        """By the test names of `units`, for the range check."""
        names = (
            "marrow_plasma_cells", "m_protein", "urine_m_protein", "flc_ratio", "involved_flc", "calcium", "creatinine",
            "creatinine_clearance", "haemoglobin", "lytic_lesions", "mri_focal_lesions", "plasmacytoma", "circulating_plasma_cells",
        )  # fmt: skip
        return dict(zip(names, vars(self).values(), strict=True))


@dataclass(frozen=True)
class Feature:
    """What some tests amount to; `choices` are what the missing ones could still make of it."""

    value: Any
    choices: tuple[Any, ...] = ()
    missing: tuple[str, ...] = field(default=())


def light_chain_ratio(ratio: float | None) -> float | None:
    """Involved to uninvolved is 1 or more; a kappa-to-lambda ratio below 1 is turned round.

    >>> light_chain_ratio(0.01)
    100.0
    """
    if ratio is None or ratio >= 1:
        return ratio
    return round(1 / ratio, 6) if ratio > 0 else 1_000_000.0


def calcium_high(calcium: float, uln: float | None) -> bool:
    """Above 11 mg/dL, or more than 1 mg/dL above the local upper limit."""
    return calcium > 11 or (uln is not None and round(calcium - uln, 6) > 1)


def haemoglobin_low(hb: float, lln: float | None) -> bool:
    """Below 10 g/dL, or more than 2 g/dL below the local lower limit."""
    return hb < 10 or (lln is not None and round(lln - hb, 6) > 2)


def damage_found(tests: Workup, limits: Limits) -> tuple[str, ...]:
    """Organ damage among the tests done (C, R and A of CRAB), each with its number."""
    found = []
    if tests.calcium_mg_dl is not None and calcium_high(tests.calcium_mg_dl, limits.calcium_uln_mg_dl):
        found.append(f"calcium {tests.calcium_mg_dl:g} mg/dL")
    if tests.creatinine_mg_dl is not None and tests.creatinine_mg_dl > 2:
        found.append(f"creatinine {tests.creatinine_mg_dl:g} mg/dL")
    if tests.crcl_ml_min is not None and tests.crcl_ml_min < 40:
        found.append(f"creatinine clearance {tests.crcl_ml_min:g} mL/min")
    if tests.hb_g_dl is not None and haemoglobin_low(tests.hb_g_dl, limits.hb_lln_g_dl):
        found.append(f"haemoglobin {tests.hb_g_dl:g} g/dL")
    return tuple(found)


def marker_features(tests: Workup) -> tuple[str, ...]:
    """Biomarkers of malignancy among the tests done (SLiM), each with its number."""
    found = []
    if (tests.bmpc_pct or 0) >= 60:
        found.append(f"{tests.bmpc_pct:g} % marrow plasma cells (60 or more)")
    if (tests.flc_ratio or 0) >= 100 and (tests.involved_flc_mg_l or 0) >= 100:
        found.append(
            f"free light chain ratio {tests.flc_ratio:g} with an involved chain of {tests.involved_flc_mg_l:g} mg/L"
        )
    if (tests.mri_focal_lesions or 0) > 1:
        found.append(f"{tests.mri_focal_lesions:g} focal lesions on MRI")
    return tuple(found)


def read_features(tests: Workup, limits: Limits, attributable: bool | None) -> dict[str, Feature]:
    """Every feature the definitions speak of, known or with its choices."""
    return {
        "marrow": _single(tests.bmpc_pct, (0, 5, 10, 60), "marrow plasma cells"),
        "organ damage": _attributed(_damage(tests, limits), attributable),
        "lytic": _single(tests.lytic_lesions, (0, 1, 2), "CT or PET-CT for lytic lesions"),
        "focal lesions": _single(_over(tests.mri_focal_lesions, 1), (False, True), "MRI"),
        "light chains": _light_chains(tests, limits),
        "M-protein": _m_protein(tests),
        "plasmacytoma": _single(tests.plasmacytoma, (False, True), "biopsy of any mass"),
        "circulating cells": _single(_at_least(tests.circulating_pc_pct, 5), (False, True), "blood film for plasma cells"),
    }  # fmt: skip


def _single(value: Any, choices: tuple[Any, ...], name: str) -> Feature:
    return Feature(value) if value is not None else Feature(None, choices, (name,))


def _over(value: float | None, limit: float) -> bool | None:
    return None if value is None else value > limit


def _at_least(value: float | None, limit: float) -> bool | None:
    return None if value is None else value >= limit


def _attributed(damage: Feature, attributable: bool | None) -> Feature:
    """Organ damage counts when it comes from the plasma cells; a cause that is not known leaves it open."""
    if attributable is False or damage.value is False:
        return Feature(False)
    if attributable is None:
        return Feature(None, (False, True), (*damage.missing, "the cause of the organ damage"))
    return damage


def _damage(tests: Workup, limits: Limits) -> Feature:
    if damage_found(tests, limits):
        return Feature(True)
    named = {
        "calcium": tests.calcium_mg_dl,
        "creatinine": tests.creatinine_mg_dl,
        "creatinine clearance": tests.crcl_ml_min,
        "haemoglobin": tests.hb_g_dl,
    }
    missing = tuple(name for name, value in named.items() if value is None)
    return Feature(None, (False, True), missing) if missing else Feature(False)


def _light_chains(tests: Workup, limits: Limits) -> Feature:
    """'defining' (ratio and involved chain both 100 or more), 'abnormal', or 'normal'."""
    ratio, involved = tests.flc_ratio, tests.involved_flc_mg_l
    ratios = (1.0, 10.0, 100.0) if ratio is None else (ratio,)
    chains = (10.0, limits.flc_uln_mg_l + 1, 100.0 + limits.flc_uln_mg_l) if involved is None else (involved,)
    kinds = tuple(dict.fromkeys(_kind(r, c, limits) for r in ratios for c in chains))
    missing = tuple(
        name
        for name, value in (("free light chain ratio", ratio), ("involved free light chain", involved))
        if value is None
    )
    return Feature(kinds[0]) if len(kinds) == 1 else Feature(None, kinds, missing)


def _kind(ratio: float, involved: float, limits: Limits) -> str:
    if ratio >= 100 and involved >= 100:
        return "defining"
    return "abnormal" if ratio > 1.65 and involved > limits.flc_uln_mg_l else "normal"


def _m_protein(tests: Workup) -> Feature:
    """'high' (3 g/dL in serum or 500 mg/24 h in urine), 'serum', 'urine' only, or 'none'."""
    serum, urine = tests.m_serum_g_dl, tests.m_urine_mg_24h
    sizes = (0.0, 1.0, 3.0) if serum is None else _either(serum)
    amounts = (0.0, 100.0, 500.0) if urine is None else _either(urine)
    kinds = tuple(dict.fromkeys(_size(s, u) for s in sizes for u in amounts))
    missing = tuple(
        name for name, value in (("serum M-protein", serum), ("24-h urine M-protein", urine)) if value is None
    ) + tuple(
        name
        for name, value in (("serum immunofixation", serum), ("urine immunofixation", urine))
        if isinstance(value, Below)
    )
    return Feature(kinds[0]) if len(kinds) == 1 else Feature(None, kinds, missing)


def _either(amount: float) -> tuple[float, ...]:
    """Below the laboratory's limit a protein may be there or not: immunofixation tells."""
    return (0.0, float(amount)) if isinstance(amount, Below) else (amount,)


def _size(serum: float, urine: float) -> str:
    if serum >= 3 or urine >= 500:
        return "high"
    return "serum" if serum > 0 else "urine" if urine > 0 else "none"

"""From MGUS to plasma-cell leukaemia: which definition is met (imwg-dx14), by which criterion, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from utils.clinic.results import Stage, join_words
from utils.clinic.staging.criteria import (
    Limits,
    Workup,
    damage_found,
    light_chain_ratio,
    marker_features,
    read_features,
)
from utils.clinic.staging.possible import explore
from utils.clinic.staging.smouldering import (
    question_marrow,
    score_20_2_20,
    score_20_2_20_fish,
    score_smouldering,
)
from utils.clinic.units import check_all, read_number
from utils.clinic.unknown import known, read_flag

__all__ = [
    "DIAGNOSES",
    "Diagnosis",
    "Limits",
    "diagnose",
    "score_20_2_20",
    "score_20_2_20_fish",
    "score_smouldering",
]

DIAGNOSES = (
    "no plasma-cell disorder found", "MGUS", "light-chain MGUS", "solitary plasmacytoma",
    "solitary plasmacytoma with minimal marrow involvement", "SMM", "unclassified", "MM", "plasma-cell leukaemia",
)  # fmt: skip
_RULES = {"plasma-cell leukaemia": "pcl-imwg21", "light-chain MGUS": "bcj-defs17"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Diagnosis(Stage):
    """The definition met, or all still possible. criteria: the myeloma-defining events found, with numbers."""

    criteria: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The diagnosis, or the possible ones."""
        return self.answer


def diagnose(
    *,
    bmpc_pct: float | None = None,
    m_serum_g_dl: float | None = None,
    m_urine_mg_24h: float | None = None,
    flc_ratio: float | None = None,
    involved_flc_mg_l: float | None = None,
    calcium_mg_dl: float | None = None,
    creatinine_mg_dl: float | None = None,
    crcl_ml_min: float | None = None,
    hb_g_dl: float | None = None,
    lytic_lesions: int | None = None,
    mri_focal_lesions: int | None = None,
    plasmacytoma: bool | None = None,
    circulating_pc_pct: float | None = None,
    attributable: bool = True,
    limits: Limits | None = None,
) -> Diagnosis:
    """Which plasma-cell disorder, by the IMWG definitions of 2014 (non-IgM).

    Every argument is one test in the unit its name ends with; None (the default) marks a test not done and
    widens the answer. bmpc_pct: clonal marrow plasma cells; flc_ratio: involved to uninvolved; lytic_lesions
    counts the plasmacytoma's own; mri_focal_lesions of 5 mm or more; attributable: organ damage is judged to
    come from the plasma cells; limits: the local laboratory's. Raises ImpossibleValueError.
    Sources: imwg-dx14, flc-note; plasma-cell leukaemia pcl-imwg21; light-chain MGUS bcj-defs17.

    >>> done = dict(m_serum_g_dl=2, m_urine_mg_24h=0, flc_ratio=5, involved_flc_mg_l=60, calcium_mg_dl=9.5, hb_g_dl=13,
    ...             creatinine_mg_dl=1, crcl_ml_min=80, lytic_lesions=0, plasmacytoma=False, circulating_pc_pct=0)
    >>> diagnose(bmpc_pct=20, mri_focal_lesions=1, **done).answer, diagnose(bmpc_pct=20, **done).answer
    ('SMM', 'SMM or MM')
    """
    given_tests = (
        bmpc_pct, m_serum_g_dl, m_urine_mg_24h, flc_ratio, involved_flc_mg_l, calcium_mg_dl, creatinine_mg_dl,
        crcl_ml_min, hb_g_dl, lytic_lesions, mri_focal_lesions, plasmacytoma, circulating_pc_pct,
    )  # fmt: skip
    tests = _work_up(*(known(value) for value in given_tests))
    attributable = read_flag("attributable", attributable)
    limits = known(limits) or Limits()
    features = read_features(tests, limits, attributable)
    given = {name: feature.value for name, feature in features.items()}
    answers, open_ = explore(_decide, given, {name: feature.choices for name, feature in features.items()})
    possible = tuple(sorted(answers, key=DIAGNOSES.index))
    events = _events(tests, limits, attributable)
    return Diagnosis(
        system="Diagnosis", possible=possible, criteria=events, why=_why(possible, tests, events, attributable),
        rule=_RULES.get(possible[0], "imwg-dx14") if len(possible) == 1 else "imwg-dx14",
        needs=tuple(dict.fromkeys(test for name in open_ for test in features[name].missing)),
    )  # fmt: skip


def _work_up(*values: Any) -> Workup:
    """The tests, checked; the ratio counts from the involved side."""
    tests = Workup(*values)
    check_all(**tests.values())
    if tests.flc_ratio is None:
        return tests
    return replace(tests, flc_ratio=light_chain_ratio(read_number("flc_ratio", tests.flc_ratio)))


def _decide(**f: Any) -> str:
    """The definitions, over what the tests amount to (see criteria.Feature)."""
    marrow, tumour = f["marrow"], f["plasmacytoma"]
    biomarker = marrow >= 60 or f["light chains"] == "defining" or f["focal lesions"]
    if marrow >= 10 and (f["organ damage"] or f["lytic"] >= 1 or biomarker):
        return _myeloma(f)
    if marrow < 10 and tumour and (f["organ damage"] or f["lytic"] >= 2 or biomarker):
        return _myeloma(f)
    if marrow >= 10:
        return "SMM"
    if tumour:
        return "solitary plasmacytoma" + (" with minimal marrow involvement" if marrow > 0 else "")
    if f["organ damage"] or f["lytic"]:
        return "unclassified"
    return _without_tumour(f)


def _myeloma(f: dict[str, Any]) -> str:
    return "plasma-cell leukaemia" if f["circulating cells"] else "MM"


def _without_tumour(f: dict[str, Any]) -> str:
    """Fewer than 10 % marrow cells, no plasmacytoma, no organ damage: the M-protein decides."""
    if f["M-protein"] == "high":
        return "SMM"
    if f["light chains"] != "normal" and f["M-protein"] in ("none", "urine"):
        return "light-chain MGUS"
    return "MGUS" if f["M-protein"] != "none" or f["marrow"] > 0 else "no plasma-cell disorder found"


def _events(tests: Workup, limits: Limits, attributable: bool | None) -> tuple[str, ...]:
    """Myeloma-defining events among the tests done, each with its number."""
    found = list(damage_found(tests, limits)) if attributable else []
    if tests.lytic_lesions:
        found.append(f"{tests.lytic_lesions:g} lytic lesion{'s' if tests.lytic_lesions > 1 else ''}")
    return (*found, *marker_features(tests))


def _why(possible: Iterable[str], tests: Workup, events: tuple[str, ...], attributable: bool | None) -> str:
    answer = tuple(possible)
    marrow = (
        "marrow not examined"
        if tests.bmpc_pct is None
        else f"{tests.bmpc_pct:g} % clonal marrow plasma cells"
    )
    clone = f"{marrow}{', a biopsy-proven plasmacytoma' if tests.plasmacytoma else ''}"
    found = join_words(events) if events else "no myeloma-defining event among the tests done"
    judged = {True: "", False: "; organ damage, if any, is not put down to the plasma cells"}.get(
        attributable, "; whether organ damage comes from the plasma cells is not known"
    )
    m = "" if tests.m_serum_g_dl is None else f", serum M-protein {tests.m_serum_g_dl:g} g/dL"
    if answer == ("unclassified",):
        return f"{clone}{m}; {found}: organ damage without 10 % marrow cells or a plasmacytoma; look for another cause, repeat the marrow, biopsy a lesion."
    question = question_marrow(tests.bmpc_pct)
    return f"{clone}{m}; {found}{judged}{f'; {question}' if question else ''}."

"""Every threshold of criteria.json on both sides: one row each, so that a reader can see what is covered.

A row is: the rule's key, the threshold in words, the call on one side with its answer, the call on the other.
"""

import json
from pathlib import Path

import pytest

from tests.clinic.builders import day, given
from tests.clinic_examples import apply
from utils.clinic.lines.drugs import parse_regimen
from utils.clinic.lines.labels import judge_refractory
from utils.clinic.lines.lines import count_lines
from utils.clinic.lines.refractory import label_refractoriness
from utils.clinic.response.categories import classify_response
from utils.clinic.response.measurable import Measurable, find_measurable
from utils.clinic.response.mrd import assess_mrd, is_sustained, relapsed_from_mrd
from utils.clinic.response.progression import find_progression
from utils.clinic.response.relapse import clinical_features, doubled, large_rise
from utils.clinic.staging.frailty import list_transplant_points
from utils.clinic.staging.risk import stage_hr2025, stage_msmart
from utils.clinic.staging.smouldering import score_20_2_20_fish

CRITERIA = json.loads((Path(__file__).parent / "criteria.json").read_text(encoding="utf-8"))
MARROW_ONLY = Measurable(False, False, False, True, False)
NOTHING_ELSE = Measurable(False, False, False, False, False)


def ex(name):
    """A call of one example function by keyword."""
    return lambda **arguments: apply(name, arguments)


iss, riss, r2iss, hr, dx, smm, score = (
    ex(name) for name in ("iss", "riss", "r2iss", "hr2025", "dx", "smm2220", "smmscore")
)
frail, frail_s, crs, icans, refr = (ex(name) for name in ("frail", "frail_s", "crs", "icans", "refr"))


def resp(base, now):
    return apply("resp", {"base": base, "now": now})


def pd(nadir, now, measurable=True):
    return apply("pd", {"nadir": nadir, "now": now, "measurable": measurable})


def lines(*events):
    return apply("lines", list(events))


def klass(*drugs):
    return apply("klass", list(drugs))


def msmart(**present):
    known = dict.fromkeys(
        ("t_4_14", "t_14_16", "t_14_20", "del17p_or_tp53", "gain_1q", "high_s_phase", "gep_high_risk"), False
    )
    return stage_msmart(**{**known, "riss": "I", **present}).answer


def rise(nadir, now, measurable):
    return find_progression(nadir, now, measurable=measurable).progressed


def circulating(now, low=100):
    name = "circulating_plasma_cells_per_ul"
    return rise({name: low}, {name: now}, NOTHING_ELSE)


def grown(longest, axis):
    return rise(
        {"longest_diameter_cm": 2.0}, {"longest_diameter_cm": longest, "short_axis_cm": axis}, NOTHING_ELSE
    )


def dara_days(last):
    """Daratumumab from 1 January, progression on its last day."""
    return label_refractoriness([given("daratumumab", "2021-01-01", last)], [last]).drugs[0].status


def first_cycle(stop):
    return bool(
        count_lines([given("Rd", "2021-01-01", stop), given("Kd", "2021-03-01", None)]).events[1].ambiguous
    )


FLC = {"s": 0.2, "u": 50, "dflc": 800}
SERUM = {"s": 4.0, "u": 0}
BOTH = {"s": 4.0, "u": 1000}
COMPLETE = {"s": 0, "u": 0, "ife_s": False, "ife_u": False, "bmpc": 3}
STRINGENT = {**COMPLETE, "flc_ratio": 1.0, "ihc_clonal": False}
SCR_BASE, SCR_NOW = {"m_protein": 4.0, "urine_m_protein": 0}, {
    "m_protein": 0, "urine_m_protein": 0, "serum_immunofixation": 0, "urine_immunofixation": 0, "marrow_plasma_cells": 3,
}  # fmt: skip
VRD, AUTO, R = ["start", "VRd", 1], ["sct", "auto", 1], ["start", "R maintenance", 1]
ALL_BUT = {
    "tp53_mutation": False,
    "igh": "none",
    "gain_1q": False,
    "del_1p32": 0,
    "b2m_mg_l": 2,
    "creatinine_mg_dl": 1,
}

ROWS = [
    # --- staging
    ("ISS", "III from B2M 5.5", lambda: iss(b2m=5.5), "III", lambda: iss(b2m=5.49), "II"),
    ("ISS", "I below B2M 3.5", lambda: iss(b2m=3.49), "I", lambda: iss(b2m=3.5), "II"),
    ("ISS", "I from albumin 3.5", lambda: iss(albumin=3.5), "I", lambda: iss(albumin=3.49), "II"),
    ("R-ISS", "I needs no high-risk FISH", lambda: riss(iss="I"), ["I"], lambda: riss(iss="I", hrca=True), ["II"]),
    ("R-ISS", "I needs normal LDH", lambda: riss(iss="I"), ["I"], lambda: riss(iss="I", ldh_high=True), ["II"]),
    ("R-ISS", "III by FISH", lambda: riss(iss="III", hrca=True), ["III"], lambda: riss(iss="III"), ["II"]),
    ("R-ISS", "III by LDH", lambda: riss(iss="III", ldh_high=True), ["III"], lambda: riss(iss="III"), ["II"]),
    ("R2-ISS", "ISS II 1, III 1.5", lambda: r2iss(iss="II")[0], 1.0, lambda: r2iss(iss="III")[0], 1.5),
    ("R2-ISS", "del(17p) 1", lambda: r2iss(del17p=True)[0], 1.0, lambda: r2iss()[0], 0.0),
    ("R2-ISS", "LDH 1", lambda: r2iss(ldh_high=True)[0], 1.0, lambda: r2iss()[0], 0.0),
    ("R2-ISS", "t(4;14) 1", lambda: r2iss(t414=True)[0], 1.0, lambda: r2iss()[0], 0.0),
    ("R2-ISS", "1q 0.5; low is 0", lambda: r2iss(q1=True), [0.5, "low-intermediate"], lambda: r2iss(), [0.0, "low"]),
    ("R2-ISS", "intermediate-high from 1.5", lambda: r2iss(iss="II", q1=True)[1], "intermediate-high", lambda: r2iss(iss="II")[1], "low-intermediate"),
    ("R2-ISS", "high from 3", lambda: r2iss(iss="II", del17p=True, t414=True)[1], "high", lambda: r2iss(iss="II", del17p=True, q1=True)[1], "intermediate-high"),
    ("R2-ISS", "5 at most", lambda: r2iss(iss="III", del17p=True, ldh_high=True, t414=True, q1=True)[0], 5.0, lambda: r2iss(iss="III", del17p=True, ldh_high=True, t414=True)[0], 4.5),
    ("IMS-IMWG-HR-2025", "del(17p) over 20 %", lambda: hr(del17p_pct=20.1), True, lambda: hr(del17p_pct=20), False),
    ("IMS-IMWG-HR-2025", "or 20 % itself, as an argument", lambda: stage_hr2025(del17p_pct=20, cutoff_included=True, **ALL_BUT).answer, "high", lambda: stage_hr2025(del17p_pct=19.9, cutoff_included=True, **ALL_BUT).answer, "standard"),
    ("IMS-IMWG-HR-2025", "TP53 mutation", lambda: hr(tp53_mut=True), True, lambda: hr(tp53_mut=False), False),
    ("IMS-IMWG-HR-2025", "t(4;14) with 1q", lambda: hr(igh="t(4;14)", q1=True), True, lambda: hr(igh="t(4;14)"), False),
    ("IMS-IMWG-HR-2025", "t(14;16) with 1p32", lambda: hr(igh="t(14;16)", del1p32=1), True, lambda: hr(igh="t(11;14)", del1p32=1), False),
    ("IMS-IMWG-HR-2025", "t(14;20) with 1q", lambda: hr(igh="t(14;20)", q1=True), True, lambda: hr(igh="t(6;14)", q1=True), False),
    ("IMS-IMWG-HR-2025", "one 1p32 with 1q", lambda: hr(del1p32=1, q1=True), True, lambda: hr(del1p32=1), False),
    ("IMS-IMWG-HR-2025", "both 1p32", lambda: hr(del1p32=2), True, lambda: hr(del1p32=1), False),
    ("IMS-IMWG-HR-2025", "B2M from 5.5", lambda: hr(b2m=5.5), True, lambda: hr(b2m=5.49), False),
    ("IMS-IMWG-HR-2025", "creatinine below 1.2", lambda: hr(b2m=6, creat=1.19), True, lambda: hr(b2m=6, creat=1.2), False),
    ("mSMART", "any one genetic feature", lambda: msmart(t_14_20=True), "high", msmart, "standard"),
    ("mSMART", "two: double hit", lambda: msmart(t_4_14=True, gain_1q=True), "high, double hit", lambda: msmart(t_4_14=True), "high"),
    ("mSMART", "three: triple hit", lambda: msmart(t_14_16=True, gain_1q=True, del17p_or_tp53=True), "high, triple hit", lambda: msmart(gain_1q=True, del17p_or_tp53=True), "high, double hit"),
    ("mSMART", "R-ISS III", lambda: msmart(riss="III"), "high", lambda: msmart(riss="II"), "standard"),
    ("mSMART", "S-phase", lambda: msmart(high_s_phase=True), "high", msmart, "standard"),
    ("mSMART", "gene expression", lambda: msmart(gep_high_risk=True), "high", msmart, "standard"),
    # --- diagnosis
    ("IMWG-DX", "marrow 10 % for myeloma", lambda: dx(bmpc=10, hb=9), "MM", lambda: dx(bmpc=9.9, hb=9), "MGUS"),
    ("IMWG-DX", "marrow 10 % for smouldering", lambda: dx(bmpc=10), "SMM", lambda: dx(bmpc=9.9), "MGUS"),
    ("IMWG-DX", "plasmacytoma in place of marrow", lambda: dx(bmpc=5, plasmacytoma=True, hb=9), "MM", lambda: dx(bmpc=5, hb=9), "MGUS"),
    ("IMWG-DX", "C: calcium over 11", lambda: dx(bmpc=15, ca=11.1), "MM", lambda: dx(bmpc=15, ca=11), "SMM"),
    ("IMWG-DX", "C: over 1 above the local limit", lambda: dx(bmpc=15, ca=10.9, ca_uln=9.8), "MM", lambda: dx(bmpc=15, ca=10.8, ca_uln=9.8), "SMM"),
    ("IMWG-DX", "R: clearance below 40", lambda: dx(bmpc=15, crcl=39.9), "MM", lambda: dx(bmpc=15, crcl=40), "SMM"),
    ("IMWG-DX", "R: creatinine over 2", lambda: dx(bmpc=15, creat=2.01), "MM", lambda: dx(bmpc=15, creat=2.0), "SMM"),
    ("IMWG-DX", "A: haemoglobin below 10", lambda: dx(bmpc=15, hb=9.99), "MM", lambda: dx(bmpc=15, hb=10), "SMM"),
    ("IMWG-DX", "A: over 2 below the local limit", lambda: dx(bmpc=15, hb=10.9, hb_lln=13), "MM", lambda: dx(bmpc=15, hb=11, hb_lln=13), "SMM"),
    ("IMWG-DX", "B: one lytic lesion", lambda: dx(bmpc=15, lytic=1), "MM", lambda: dx(bmpc=15, lytic=0), "SMM"),
    ("IMWG-DX", "S: marrow 60 %", lambda: dx(bmpc=60), "MM", lambda: dx(bmpc=59.9), "SMM"),
    ("IMWG-DX", "Li: ratio 100", lambda: dx(bmpc=15, flc_ratio=100, inv_flc=100), "MM", lambda: dx(bmpc=15, flc_ratio=99.9, inv_flc=100), "SMM"),
    ("IMWG-DX", "Li: involved 100 mg/L", lambda: dx(bmpc=15, flc_ratio=100, inv_flc=100), "MM", lambda: dx(bmpc=15, flc_ratio=100, inv_flc=99.9), "SMM"),
    ("IMWG-DX", "M: more than one focal lesion", lambda: dx(bmpc=15, mri_focal=2), "MM", lambda: dx(bmpc=15, mri_focal=1), "SMM"),
    ("IMWG-DX", "smouldering from M 3 g/dL", lambda: dx(bmpc=5, m_serum=3), "SMM", lambda: dx(bmpc=5, m_serum=2.99), "MGUS"),
    ("IMWG-DX", "smouldering from urine 500 mg", lambda: dx(bmpc=5, m_urine=500), "SMM", lambda: dx(bmpc=5, m_urine=499), "MGUS"),
    ("IMWG-DX", "solitary: clonal marrow cells or none", lambda: dx(plasmacytoma=True, lytic=1, bmpc=0.1), "solitary plasmacytoma with minimal marrow involvement", lambda: dx(plasmacytoma=True, lytic=1), "solitary plasmacytoma"),
    ("IMWG-DX", "solitary: a second bone lesion is myeloma", lambda: dx(plasmacytoma=True, lytic=2, bmpc=4), "MM", lambda: dx(plasmacytoma=True, lytic=1, bmpc=0), "solitary plasmacytoma"),
    ("IMWG-DX", "leukaemia from 5 % circulating", lambda: dx(bmpc=60, circulating=5), "plasma-cell leukaemia", lambda: dx(bmpc=60, circulating=4.9), "MM"),
    ("IMWG-DX", "light-chain MGUS: ratio over 1.65", lambda: dx(bmpc=5, flc_ratio=1.66, inv_flc=40), "light-chain MGUS", lambda: dx(bmpc=5, flc_ratio=1.65, inv_flc=40), "MGUS"),
    ("IMWG-DX", "light-chain MGUS: raised chain", lambda: dx(bmpc=5, flc_ratio=5, inv_flc=26.4), "light-chain MGUS", lambda: dx(bmpc=5, flc_ratio=5, inv_flc=26.3), "MGUS"),
    ("IMWG-DX", "light-chain MGUS: no heavy chain", lambda: dx(bmpc=5, flc_ratio=5, inv_flc=60), "light-chain MGUS", lambda: dx(bmpc=5, flc_ratio=5, inv_flc=60, m_serum=0.1), "MGUS"),
    # --- smouldering risk
    ("SMM-20-2-20", "marrow over 20", lambda: smm(bmpc=20.1), [1, "intermediate"], lambda: smm(bmpc=20), [0, "low"]),
    ("SMM-20-2-20", "M over 2", lambda: smm(m=2.01), [1, "intermediate"], lambda: smm(m=2), [0, "low"]),
    ("SMM-20-2-20", "ratio over 20", lambda: smm(flcr=20.1), [1, "intermediate"], lambda: smm(flcr=20), [0, "low"]),
    ("SMM-20-2-20", "high from two", lambda: smm(bmpc=21, m=2.1), [2, "high"], lambda: smm(bmpc=21), [1, "intermediate"]),
    ("SMM-20-2-20", "FISH is a fourth factor", lambda: score_20_2_20_fish(21, 2.1, 5, True).points, (3,), lambda: score_20_2_20_fish(21, 2.1, 5, False).points, (2,)),
    ("SMM-IMWG-score", "ratio over 10: 2", lambda: score(flcr=10.1)[0], 2, lambda: score(flcr=10)[0], 0),
    ("SMM-IMWG-score", "ratio over 25: 3", lambda: score(flcr=25.1)[0], 3, lambda: score(flcr=25)[0], 2),
    ("SMM-IMWG-score", "ratio over 40: 5", lambda: score(flcr=40.1)[0], 5, lambda: score(flcr=40)[0], 3),
    ("SMM-IMWG-score", "M over 1.5: 3", lambda: score(m=1.51)[0], 3, lambda: score(m=1.5)[0], 0),
    ("SMM-IMWG-score", "M over 3: 4", lambda: score(m=3.01)[0], 4, lambda: score(m=3)[0], 3),
    ("SMM-IMWG-score", "marrow over 15: 2", lambda: score(bmpc=15.1)[0], 2, lambda: score(bmpc=15)[0], 0),
    ("SMM-IMWG-score", "marrow over 20: 3", lambda: score(bmpc=20.1)[0], 3, lambda: score(bmpc=20)[0], 2),
    ("SMM-IMWG-score", "marrow over 30: 5", lambda: score(bmpc=30.1)[0], 5, lambda: score(bmpc=30)[0], 3),
    ("SMM-IMWG-score", "marrow over 40: 6", lambda: score(bmpc=40.1)[0], 6, lambda: score(bmpc=40)[0], 5),
    ("SMM-IMWG-score", "FISH 2", lambda: score(fish=True)[0], 2, lambda: score(fish=False)[0], 0),
    ("SMM-IMWG-score", "low-intermediate from 5", lambda: score(m=2, fish=True), [5, "low-intermediate"], lambda: score(m=4), [4, "low"]),
    ("SMM-IMWG-score", "intermediate from 9", lambda: score(bmpc=41, m=2), [9, "intermediate"], lambda: score(bmpc=41, fish=True), [8, "low-intermediate"]),
    ("SMM-IMWG-score", "high over 12", lambda: score(bmpc=41, m=4, flcr=26), [13, "high"], lambda: score(bmpc=41, m=4, flcr=12), [12, "intermediate"]),
    # --- response
    ("IMWG-RESPONSE", "measurable: serum 1 g/dL", lambda: find_measurable({"m_protein": 1.0}).serum, True, lambda: find_measurable({"m_protein": 0.99}).serum, False),
    ("IMWG-RESPONSE", "measurable: urine 200 mg", lambda: find_measurable({"urine_m_protein": 200}).urine, True, lambda: find_measurable({"urine_m_protein": 199}).urine, False),
    ("IMWG-RESPONSE", "measurable: involved FLC 100", lambda: find_measurable({"involved_flc": 100, "flc_ratio": 5}).flc, True, lambda: find_measurable({"involved_flc": 99, "flc_ratio": 5}).flc, False),
    ("IMWG-RESPONSE", "measurable: ratio abnormal high", lambda: find_measurable({"involved_flc": 150, "flc_ratio": 1.66}).flc, True, lambda: find_measurable({"involved_flc": 150, "flc_ratio": 1.65}).flc, False),
    ("IMWG-RESPONSE", "measurable: ratio abnormal low", lambda: find_measurable({"involved_flc": 150, "flc_ratio": 0.25}).flc, True, lambda: find_measurable({"involved_flc": 150, "flc_ratio": 0.26}).flc, False),
    ("IMWG-RESPONSE", "measurable: marrow 30 %", lambda: find_measurable({"marrow_plasma_cells": 30}).marrow, True, lambda: find_measurable({"marrow_plasma_cells": 29}).marrow, False),
    ("IMWG-RESPONSE", "sCR: ratio up to 1.65", lambda: resp(SERUM, {**STRINGENT, "flc_ratio": 1.65}), "sCR", lambda: resp(SERUM, {**STRINGENT, "flc_ratio": 1.66}), "CR"),
    ("IMWG-RESPONSE", "sCR: ratio from 0.26", lambda: resp(SERUM, {**STRINGENT, "flc_ratio": 0.26}), "sCR", lambda: resp(SERUM, {**STRINGENT, "flc_ratio": 0.25}), "CR"),
    ("IMWG-RESPONSE", "sCR: no clonal cells", lambda: resp(SERUM, STRINGENT), "sCR", lambda: resp(SERUM, {**STRINGENT, "ihc_clonal": True}), "CR"),
    ("IMWG-RESPONSE", "CR: marrow below 5", lambda: resp(SERUM, {**COMPLETE, "bmpc": 4.9}), "CR", lambda: resp(SERUM, {**COMPLETE, "bmpc": 5}), "VGPR"),
    ("IMWG-RESPONSE", "CR: serum immunofixation", lambda: resp(SERUM, COMPLETE), "CR", lambda: resp(SERUM, {**COMPLETE, "ife_s": True}), "VGPR"),
    ("IMWG-RESPONSE", "CR: urine immunofixation", lambda: resp(SERUM, COMPLETE), "CR", lambda: resp(SERUM, {**COMPLETE, "ife_u": True}), "VGPR"),
    ("IMWG-RESPONSE", "CR: plasmacytoma gone", lambda: resp({**SERUM, "spd": 20}, COMPLETE), "CR", lambda: resp({**SERUM, "spd": 20}, {**COMPLETE, "spd": 1}), "VGPR"),
    ("IMWG-RESPONSE", "CR, light chains only: normal ratio", lambda: resp(FLC, {**COMPLETE, "dflc": 2, "flc_ratio": 1.65}), "CR", lambda: resp(FLC, {**COMPLETE, "dflc": 30, "flc_ratio": 1.66}), "VGPR"),
    ("IMWG-RESPONSE", "VGPR: 90 % in serum", lambda: resp(SERUM, {"s": 0.4}), "VGPR", lambda: resp(SERUM, {"s": 0.41}), "PR"),
    ("IMWG-RESPONSE", "VGPR: urine below 100 mg", lambda: resp(SERUM, {"s": 0.4, "u": 99}), "VGPR", lambda: resp(SERUM, {"s": 0.4, "u": 100}), "PR"),
    ("IMWG-RESPONSE", "VGPR: urine below 100 mg, followed", lambda: resp(BOTH, {"s": 0.4, "u": 99}), "VGPR", lambda: resp(BOTH, {"s": 0.4, "u": 100}), "PR"),
    ("IMWG-RESPONSE", "VGPR: 90 % of the light chain", lambda: resp(FLC, {"s": 0.1, "dflc": 80}), "VGPR", lambda: resp(FLC, {"s": 0.1, "dflc": 80.1}), "PR"),
    ("IMWG-RESPONSE", "PR: 50 % in serum", lambda: resp(SERUM, {"s": 2.0}), "PR", lambda: resp(SERUM, {"s": 2.01}), "MR"),
    ("IMWG-RESPONSE", "PR: urine below 200 mg", lambda: resp(BOTH, {"s": 1, "u": 199}), "PR", lambda: resp(BOTH, {"s": 1, "u": 200}), "MR"),
    ("IMWG-RESPONSE", "PR: urine fall of 90 %", lambda: resp({"s": 0, "u": 4000}, {"u": 400}), "PR", lambda: resp({"s": 0, "u": 4000}, {"u": 401}), "MR"),
    ("IMWG-RESPONSE", "PR: 50 % of the light chain, else SD", lambda: resp(FLC, {"s": 0.1, "dflc": 400}), "PR", lambda: resp(FLC, {"s": 0.1, "dflc": 401}), "SD"),
    ("IMWG-RESPONSE", "PR: 50 % of the marrow, else SD", lambda: resp({"bmpc": 40}, {"bmpc": 20}), "PR", lambda: resp({"bmpc": 40}, {"bmpc": 20.1}), "SD"),
    ("IMWG-RESPONSE", "PR: 50 % of the plasmacytoma, else SD", lambda: resp({**SERUM, "spd": 20}, {"s": 1, "spd": 10}), "PR", lambda: resp({**SERUM, "spd": 20}, {"s": 1, "spd": 10.1}), "SD"),
    ("IMWG-RESPONSE", "MR: 25 % in serum", lambda: resp(SERUM, {"s": 3.0}), "MR", lambda: resp(SERUM, {"s": 3.01}), "SD"),
    ("IMWG-RESPONSE", "MR: 50 % in urine", lambda: resp(BOTH, {"s": 1, "u": 500}), "MR", lambda: resp(BOTH, {"s": 1, "u": 501}), "SD"),
    ("IMWG-RESPONSE", "MR: 50 % of the plasmacytoma", lambda: resp({**SERUM, "spd": 20}, {"s": 3, "spd": 10}), "MR", lambda: resp({**SERUM, "spd": 20}, {"s": 3, "spd": 10.1}), "SD"),
    ("IMWG-RESPONSE", "VGPR: SPD fall is an argument", lambda: classify_response({**SCR_BASE, "plasmacytoma_spd": 20}, {"m_protein": 0.3, "urine_m_protein": 0, "plasmacytoma_spd": 2}, vgpr_spd_fall_pct=90).category, "VGPR", lambda: classify_response({**SCR_BASE, "plasmacytoma_spd": 20}, {"m_protein": 0.3, "urine_m_protein": 0, "plasmacytoma_spd": 2.1}, vgpr_spd_fall_pct=90).category, "PR"),
    ("IMWG-RESPONSE", "PD: serum 0.5 g/dL", lambda: pd({"s": 1.0}, {"s": 1.5}), True, lambda: pd({"s": 1.0}, {"s": 1.49}), False),
    ("IMWG-RESPONSE", "PD: serum 25 %", lambda: pd({"s": 4.0}, {"s": 5.0}), True, lambda: pd({"s": 4.0}, {"s": 4.99}), False),
    ("IMWG-RESPONSE", "PD: serum 1 g/dL from 5", lambda: pd({"s": 5.0}, {"s": 6.0}), True, lambda: pd({"s": 5.0}, {"s": 5.99}), False),
    ("IMWG-RESPONSE", "PD: only from 5", lambda: pd({"s": 5.0}, {"s": 6.0}), True, lambda: pd({"s": 4.9}, {"s": 5.9}), False),
    ("IMWG-RESPONSE", "PD: from zero the absolute rise decides", lambda: pd({"s": 0.0}, {"s": 0.5}), True, lambda: pd({"s": 0.0}, {"s": 0.49}), False),
    ("IMWG-RESPONSE", "PD: urine 200 mg", lambda: pd({"u": 300}, {"u": 500}), True, lambda: pd({"u": 300}, {"u": 499}), False),
    ("IMWG-RESPONSE", "PD: urine 25 %", lambda: pd({"u": 1000}, {"u": 1250}), True, lambda: pd({"u": 1000}, {"u": 1249}), False),
    ("IMWG-RESPONSE", "PD: light chain over 100", lambda: pd({"dflc": 50}, {"dflc": 150.1}, False), True, lambda: pd({"dflc": 50}, {"dflc": 150}, False), False),
    ("IMWG-RESPONSE", "PD: light chain 25 %", lambda: pd({"dflc": 800}, {"dflc": 1000}, False), True, lambda: pd({"dflc": 800}, {"dflc": 999}, False), False),
    ("IMWG-RESPONSE", "PD: light chain only without M-protein", lambda: pd({"dflc": 50}, {"dflc": 400}, False), True, lambda: pd({"dflc": 50}, {"dflc": 400}), False),
    ("IMWG-RESPONSE", "PD: marrow 10 points", lambda: pd({"bmpc": 10}, {"bmpc": 20}, False), True, lambda: pd({"bmpc": 10}, {"bmpc": 19.9}, False), False),
    ("IMWG-RESPONSE", "PD: marrow 25 %", lambda: pd({"bmpc": 40}, {"bmpc": 50}, False), True, lambda: pd({"bmpc": 44}, {"bmpc": 54}, False), False),
    ("IMWG-RESPONSE", "PD: marrow only if nothing else", lambda: rise({"marrow_plasma_cells": 10}, {"marrow_plasma_cells": 20}, MARROW_ONLY), True, lambda: pd({"bmpc": 10}, {"bmpc": 20}), False),
    ("IMWG-RESPONSE", "PD: new lesion", lambda: pd({"s": 1}, {"s": 1, "new_lesion": True}), True, lambda: pd({"s": 1}, {"s": 1, "new_lesion": False}), False),
    ("IMWG-RESPONSE", "PD: SPD 50 %", lambda: pd({"spd": 10}, {"spd": 15}), True, lambda: pd({"spd": 10}, {"spd": 14.9}), False),
    ("IMWG-RESPONSE", "PD: longest diameter 50 %", lambda: grown(3.0, 1.5), True, lambda: grown(2.99, 1.5), False),
    ("IMWG-RESPONSE", "PD: in a lesion over 1 cm", lambda: grown(3.0, 1.1), True, lambda: grown(3.0, 1.0), False),
    ("IMWG-RESPONSE", "PD: circulating cells 50 %", lambda: circulating(300, 200), True, lambda: circulating(299, 200), False),
    ("IMWG-RESPONSE", "PD: circulating cells 200 per uL", lambda: circulating(200), True, lambda: circulating(199), False),
    ("IMWG-RESPONSE", "clinical relapse: calcium over 11", lambda: bool(clinical_features({}, {"calcium": 11.1})), True, lambda: bool(clinical_features({}, {"calcium": 11})), False),
    ("IMWG-RESPONSE", "clinical relapse: haemoglobin down 2", lambda: bool(clinical_features({"haemoglobin": 12}, {"haemoglobin": 10})), True, lambda: bool(clinical_features({"haemoglobin": 12}, {"haemoglobin": 10.1})), False),
    ("IMWG-RESPONSE", "clinical relapse: creatinine up 2", lambda: bool(clinical_features({"creatinine": 1}, {"creatinine": 3})), True, lambda: bool(clinical_features({"creatinine": 1}, {"creatinine": 2.99})), False),
    ("IMWG-RESPONSE", "clinical relapse: hyperviscosity", lambda: bool(clinical_features({}, {"hyperviscosity": 1})), True, lambda: bool(clinical_features({}, {"hyperviscosity": 0})), False),
    ("IMWG-MRD", "only in CR", lambda: assess_mrd("CR", False).answer, "flow MRD-negative", lambda: assess_mrd("VGPR", False).answer, "not assessed"),
    ("IMWG-MRD", "sensitivity 1 in 100,000", lambda: assess_mrd("CR", False, sensitivity=1e-5).answer, "flow MRD-negative", lambda: assess_mrd("CR", False, sensitivity=2e-5).answer, "not assessed"),
    ("IMWG-MRD", "sequencing", lambda: assess_mrd("CR", False, method="sequencing").answer, "sequencing MRD-negative", lambda: assess_mrd("CR", True, method="sequencing").answer, "MRD-positive"),
    ("IMWG-MRD", "imaging", lambda: assess_mrd("CR", False, pet_active=False).answer, "imaging-plus MRD-negative", lambda: assess_mrd("CR", False, pet_active=True).answer, "flow MRD-negative"),
    ("IMWG-MRD", "sustained: one year", lambda: is_sustained("2025-05-05", "2026-05-05"), True, lambda: is_sustained("2025-05-05", "2026-05-04"), False),
    ("IMWG-MRD", "relapse: 5 % clonal marrow cells", lambda: relapsed_from_mrd(mrd_positive=False, m_protein_back=False, clonal_marrow_pct=5, other_progression=False), True, lambda: relapsed_from_mrd(mrd_positive=False, m_protein_back=False, clonal_marrow_pct=4.9, other_progression=False), False),
    # --- lines
    ("LINE-OF-THERAPY", "a different regimen after the last", lambda: lines(VRD, ["start", "DKd", 0]), 2, lambda: lines(VRD, ["pause", "VRd", 0], ["start", "VRd", 0, "same"]), 1),
    ("LINE-OF-THERAPY", "an unplanned addition", lambda: lines(VRD, ["add", "D", 0]), 2, lambda: lines(VRD, ["add", "D", 1]), 1),
    ("LINE-OF-THERAPY", "an unplanned substitution", lambda: lines(VRD, ["substitute", "V->K", 0]), 2, lambda: lines(VRD, ["substitute", "V->K", 1]), 1),
    ("LINE-OF-THERAPY", "a second transplant, not planned", lambda: lines(VRD, AUTO, ["sct", "auto 2", 0]), 2, lambda: lines(VRD, AUTO, ["sct", "auto tandem", 1]), 1),
    ("LINE-OF-THERAPY", "dropping some drugs, changing a dose", lambda: lines(VRD, ["substitute", "V->K", 0]), 2, lambda: lines(VRD, ["drop", "V", 0], ["dose", "R", 0]), 1),
    ("LINE-OF-THERAPY", "planned maintenance", lambda: lines(VRD, AUTO, ["start", "R maintenance", 0]), 2, lambda: lines(VRD, AUTO, R), 1),
    ("LINE-OF-THERAPY", "restart after another regimen", lambda: lines(VRD, ["start", "Kd", 0], ["start", "VRd", 0]), 3, lambda: lines(VRD, ["start", "VRd", 0, "same"]), 1),
    ("LINE-OF-THERAPY", "less than one cycle (21 days) is ambiguous", lambda: first_cycle("2021-01-21"), True, lambda: first_cycle("2021-01-22"), False),
    # --- the words of relapse
    ("RELAPSE-VOCAB", "60 days, the 60th included", lambda: refr(best="PR", pd=True, days_after_last=60), True, lambda: refr(best="PR", pd=True, days_after_last=61), False),
    ("RELAPSE-VOCAB", "never MR on the drug", lambda: refr(best="SD", on_therapy=True), True, lambda: refr(best="MR", on_therapy=True), False),
    ("RELAPSE-VOCAB", "progression on the drug", lambda: refr(best="CR", on_therapy=True, pd=True), True, lambda: refr(best="CR", on_therapy=True, pd=False), False),
    ("RELAPSE-VOCAB", "anti-CD38: 4 weeks", lambda: dara_days("2021-01-29"), "refractory", lambda: dara_days("2021-01-28"), "exposed"),
    ("RELAPSE-VOCAB", "double: PI and IMiD", lambda: klass("bortezomib", "lenalidomide"), "double refractory", lambda: klass("lenalidomide"), "single-class"),
    ("RELAPSE-VOCAB", "triple: with anti-CD38", lambda: klass("bortezomib", "lenalidomide", "daratumumab"), "triple-class refractory", lambda: klass("bortezomib", "lenalidomide"), "double refractory"),
    ("RELAPSE-VOCAB", "quad: a second IMiD", lambda: klass("bortezomib", "lenalidomide", "pomalidomide", "isatuximab"), "quad refractory", lambda: klass("bortezomib", "lenalidomide", "isatuximab"), "triple-class refractory"),
    ("RELAPSE-VOCAB", "quad: a second PI", lambda: klass("bortezomib", "carfilzomib", "lenalidomide", "daratumumab"), "quad refractory", lambda: klass("carfilzomib", "lenalidomide", "daratumumab"), "triple-class refractory"),
    ("RELAPSE-VOCAB", "penta: two of each", lambda: klass("bortezomib", "carfilzomib", "lenalidomide", "pomalidomide", "daratumumab"), "penta-refractory", lambda: klass("bortezomib", "carfilzomib", "lenalidomide", "pomalidomide"), "double refractory"),
    ("RELAPSE-VOCAB", "two-class", lambda: klass("daratumumab", "lenalidomide"), "two-class (no PI)", lambda: klass("daratumumab", "bortezomib"), "two-class (no IMiD)"),
    ("RELAPSE-VOCAB", "biochemical: doubling within two months", lambda: bool(doubled({"m_protein": 0.5}, {"m_protein": 1.0}, 61)), True, lambda: bool(doubled({"m_protein": 0.5}, {"m_protein": 1.0}, 62)), False),
    ("RELAPSE-VOCAB", "biochemical: a true doubling", lambda: bool(doubled({"m_protein": 0.5}, {"m_protein": 1.0}, 30)), True, lambda: bool(doubled({"m_protein": 0.5}, {"m_protein": 0.99}, 30)), False),
    ("RELAPSE-VOCAB", "biochemical: doubling from 0.5 g/dL", lambda: bool(doubled({"m_protein": 0.5}, {"m_protein": 1.0}, 30)), True, lambda: bool(doubled({"m_protein": 0.49}, {"m_protein": 1.0}, 30)), False),
    ("RELAPSE-VOCAB", "biochemical: serum up 1 g/dL", lambda: bool(large_rise({"m_protein": 0.2}, {"m_protein": 1.2})), True, lambda: bool(large_rise({"m_protein": 0.2}, {"m_protein": 1.19})), False),
    ("RELAPSE-VOCAB", "biochemical: urine up 500 mg", lambda: bool(large_rise({"urine_m_protein": 100}, {"urine_m_protein": 600})), True, lambda: bool(large_rise({"urine_m_protein": 100}, {"urine_m_protein": 599})), False),
    ("RELAPSE-VOCAB", "biochemical: involved chain up 200", lambda: bool(large_rise({"involved_flc": 100}, {"involved_flc": 300, "flc_ratio": 9})), True, lambda: bool(large_rise({"involved_flc": 100}, {"involved_flc": 299, "flc_ratio": 9})), False),
    ("RELAPSE-VOCAB", "biochemical: or 25 %, the greater", lambda: bool(large_rise({"involved_flc": 1000}, {"involved_flc": 1250, "flc_ratio": 9})), True, lambda: bool(large_rise({"involved_flc": 1000}, {"involved_flc": 1249, "flc_ratio": 9})), False),
    ("RELAPSE-VOCAB", "biochemical: with an abnormal ratio", lambda: bool(large_rise({"involved_flc": 10}, {"involved_flc": 300, "flc_ratio": 1.66})), True, lambda: bool(large_rise({"involved_flc": 10}, {"involved_flc": 300, "flc_ratio": 1.65})), False),
    # --- fitness
    ("FRAILTY-IMWG", "age over 75", lambda: frail(age=76), [1, "intermediate"], lambda: frail(age=75), [0, "fit"]),
    ("FRAILTY-IMWG", "age over 80", lambda: frail(age=81), [2, "frail"], lambda: frail(age=80), [1, "intermediate"]),
    ("FRAILTY-IMWG", "ADL 4 or less", lambda: frail(adl=4), [1, "intermediate"], lambda: frail(adl=5), [0, "fit"]),
    ("FRAILTY-IMWG", "IADL 5 or less", lambda: frail(iadl=5), [1, "intermediate"], lambda: frail(iadl=6), [0, "fit"]),
    ("FRAILTY-IMWG", "Charlson 2 or more", lambda: frail(cci=2), [1, "intermediate"], lambda: frail(cci=1), [0, "fit"]),
    ("FRAILTY-IMWG", "frail from 2", lambda: frail(adl=4, cci=2)[1], "frail", lambda: frail(adl=4)[1], "intermediate"),
    ("FRAILTY-SIMPLIFIED", "age over 75", lambda: frail_s(age=76)[0], 1, lambda: frail_s(age=75)[0], 0),
    ("FRAILTY-SIMPLIFIED", "age over 80", lambda: frail_s(age=81)[0], 2, lambda: frail_s(age=80)[0], 1),
    ("FRAILTY-SIMPLIFIED", "Charlson over 1", lambda: frail_s(cci=2)[0], 1, lambda: frail_s(cci=1)[0], 0),
    ("FRAILTY-SIMPLIFIED", "ECOG 1, then 2 or more", lambda: frail_s(ecog=2), [2, "frail"], lambda: frail_s(ecog=1), [1, "non-frail"]),
    ("FRAILTY-SIMPLIFIED", "ECOG 0", lambda: frail_s(ecog=1)[0], 1, lambda: frail_s(ecog=0)[0], 0),
    ("TRANSPLANT-ELIGIBILITY", "usually up to 70", lambda: "usual range" in list_transplant_points(70).items[0].reading, True, lambda: "usual range" in list_transplant_points(71).items[0].reading, False),
    ("TRANSPLANT-ELIGIBILITY", "some to 75", lambda: "some fit people" in list_transplant_points(75).items[0].reading, True, lambda: "some fit people" in list_transplant_points(76).items[0].reading, False),
    ("TRANSPLANT-ELIGIBILITY", "ECOG 0-2", lambda: "is usual" in list_transplant_points(ecog=2).items[1].reading, True, lambda: "is usual" in list_transplant_points(ecog=3).items[1].reading, False),
    # --- toxicity
    ("ASTCT-CRS", "fever makes it CRS", lambda: crs(fever=True), 1, lambda: crs(fever=False), 0),
    ("ASTCT-CRS", "fever waived after treatment", lambda: crs(treated=True, hypo=2), 3, lambda: crs(treated=False, hypo=2), 0),
    ("ASTCT-CRS", "hypotension without a vasopressor", lambda: crs(fever=True, hypo=1), 2, lambda: crs(fever=True, hypo=0), 1),
    ("ASTCT-CRS", "one vasopressor, then several", lambda: crs(fever=True, hypo=3), 4, lambda: crs(fever=True, hypo=2), 3),
    ("ASTCT-CRS", "low-flow oxygen", lambda: crs(fever=True, hypox=1), 2, lambda: crs(fever=True, hypox=0), 1),
    ("ASTCT-CRS", "high flow, then positive pressure", lambda: crs(fever=True, hypox=3), 4, lambda: crs(fever=True, hypox=2), 3),
    ("ASTCT-CRS", "the higher of the two", lambda: crs(fever=True, hypo=1, hypox=2), 3, lambda: crs(fever=True, hypo=1, hypox=1), 2),
    ("ASTCT-ICANS", "ICE 7-9", lambda: icans(ice=9), 1, lambda: icans(ice=10), 0),
    ("ASTCT-ICANS", "ICE 3-6", lambda: icans(ice=6), 2, lambda: icans(ice=7), 1),
    ("ASTCT-ICANS", "ICE 0-2", lambda: icans(ice=2), 3, lambda: icans(ice=3), 2),
    ("ASTCT-ICANS", "ICE 0 and unarousable", lambda: icans(ice=0, cons=4), 4, lambda: icans(ice=0, cons=3), 3),
    ("ASTCT-ICANS", "awakens to voice, by itself", lambda: icans(cons=2), 2, lambda: icans(cons=1), 1),
    ("ASTCT-ICANS", "seizure prolonged, brief", lambda: icans(seizure=4), 4, lambda: icans(seizure=3), 3),
    ("ASTCT-ICANS", "deep focal weakness", lambda: icans(motor=4), 4, lambda: icans(motor=0), 0),
    ("ASTCT-ICANS", "oedema diffuse, focal", lambda: icans(icp=4), 4, lambda: icans(icp=3), 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "threshold", "met", "answer", "missed", "other"),
    ROWS,
    ids=[f"{row[0]}: {row[1]}" for row in ROWS],
)
def test_a_threshold_on_both_sides(key, threshold, met, answer, missed, other):
    assert met() == answer
    assert missed() == other


def test_every_rule_of_the_criteria_is_in_the_table():
    assert {row[0] for row in ROWS} == {key for key in CRITERIA if key != "_meta"}


def test_the_two_answers_of_a_row_differ():
    assert [row[:2] for row in ROWS if row[3] == row[5]] == []


def test_the_copy_of_the_examples_is_run_against_the_same_words():
    labels = CRITERIA["_meta"]["labels"]
    verbs = CRITERIA["_meta"]["events"].split("verbs:")[1].split(",")
    assert {klass(*drugs) for drugs in LABELLED} == set(labels)
    assert all(isinstance(lines(VRD, [verb.strip(), WHAT.get(verb.strip(), "V"), 1]), int) for verb in verbs)


LABELLED = [
    ("lenalidomide",), ("lenalidomide", "daratumumab"), ("bortezomib", "daratumumab"), ("bortezomib", "lenalidomide"),
    ("bortezomib", "lenalidomide", "daratumumab"), ("bortezomib", "lenalidomide", "pomalidomide", "daratumumab"),
    ("bortezomib", "carfilzomib", "lenalidomide", "pomalidomide", "daratumumab"),
]  # fmt: skip
WHAT = {"sct": "auto", "substitute": "V->K"}


def test_the_sixtieth_day_is_counted_from_the_last_dose():
    assert judge_refractory("PR", on_therapy=False, progressed=True, days_after_last=0).answer == "refractory"
    history = [given("Rd", "2020-01-01", "2020-12-31")]
    assert label_refractoriness(history, [day("2021-03-01")]).refractory_to() == parse_regimen("Rd")
    assert label_refractoriness(history, [day("2021-03-02")]).refractory_to() == ()

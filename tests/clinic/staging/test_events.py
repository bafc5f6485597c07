"""CRAB and SLiM letter by letter: each side of every limit, and what a missing test leaves open."""

import pytest

from utils.clinic.staging.criteria import Limits
from utils.clinic.staging.diagnosis import diagnose
from utils.clinic.staging.events import defining_events, light_chains

SIDES = [
    ("C", {"calcium": 11.0}, {"calcium": 11.1}),
    ("R", {"creatinine": 2.0, "creatinine_clearance": 40}, {"creatinine": 2.1}),
    ("R", {"creatinine": 2.0, "creatinine_clearance": 40}, {"creatinine": 1.0, "creatinine_clearance": 39}),
    ("A", {"haemoglobin": 10.0}, {"haemoglobin": 9.9}),
    ("B", {"lytic_lesions": 0}, {"lytic_lesions": 1}),
    ("S", {"marrow_plasma_cells": 59}, {"marrow_plasma_cells": 60}),
    ("Li", {"flc_ratio": 110, "involved_flc": 99}, {"flc_ratio": 100, "involved_flc": 100}),
    ("Li", {"flc_ratio": 99, "involved_flc": 900}, {"flc_ratio": 0.01, "involved_flc": 900}),
    ("M", {"mri_focal_lesions": 1}, {"mri_focal_lesions": 2}),
]


def letters(known, limits=None):
    return {event.letter: event.present for event in defining_events(known, limits)}


@pytest.mark.parametrize(("letter", "absent", "present"), SIDES)
def test_each_limit_has_two_sides(letter, absent, present):
    assert letters(absent)[letter] is False
    assert letters(present)[letter] is True


def test_what_was_not_done_is_not_known():
    assert set(letters({}).values()) == {None}
    assert letters({"creatinine": 1.0})["R"] is None  # the clearance may still be below 40
    assert letters({"flc_ratio": 200})["Li"] is None
    assert letters({"calcium": float("nan")})["C"] is None


def test_the_laboratorys_own_limits_count():
    assert letters({"haemoglobin": 11.4}, Limits(hb_lln_g_dl=13.5))["A"] is True
    assert letters({"calcium": 10.9}, Limits(calcium_uln_mg_dl=9.8))["C"] is True


def test_both_ways_of_giving_light_chains_are_one():
    assert light_chains({"kappa_flc": 9, "lambda_flc": 900}) == (100, 900)
    assert light_chains({"flc_ratio": 35, "involved_flc": 210}) == (35, 210)


@pytest.mark.parametrize("known", [absent for _, absent, _ in SIDES] + [present for _, _, present in SIDES])
def test_the_letters_agree_with_the_diagnosis(known):
    """With 10 % of clonal cells, a letter that is present is what makes the diagnosis myeloma."""
    names = {
        "calcium": "calcium_mg_dl", "creatinine": "creatinine_mg_dl", "creatinine_clearance": "crcl_ml_min",
        "haemoglobin": "hb_g_dl", "marrow_plasma_cells": "bmpc_pct", "involved_flc": "involved_flc_mg_l",
    }  # fmt: skip
    clear = dict(
        bmpc_pct=15, m_serum_g_dl=1, m_urine_mg_24h=0, flc_ratio=5, involved_flc_mg_l=60, calcium_mg_dl=9.5, hb_g_dl=13,
        creatinine_mg_dl=1, crcl_ml_min=80, lytic_lesions=0, mri_focal_lesions=0, plasmacytoma=False, circulating_pc_pct=0,
    )  # fmt: skip
    said = diagnose(**{**clear, **{names.get(test, test): value for test, value in known.items()}})
    assert (said.answer == "MM") is (True in letters(known).values())

"""One changed result: which systems move, and whether the reason given is the rule that moved them."""

import pytest

from tests.clinic.staging.test_cutoffs import CLEAR
from utils.clinic.staging.flips import find_flips
from utils.clinic.staging.profile import profile_patient

MYELOMA = {**CLEAR, "haemoglobin": 9, "b2m": 4.1, "albumin": 3.6, "gain_1q": 1}
CHANGES = [
    ({"b2m": 5.5}, "ISS", "III", "past the cut-off of 5.5 mg/L (stage III)"),
    ({"b2m": 3.4}, "ISS", "I", "no longer past the cut-off of 3.5 mg/L"),
    ({"b2m": 3.4}, "R-ISS", "I", "built on the ISS"),
    ({"b2m": 3.4}, "R2-ISS", "low-intermediate", "0.5 points instead of 1.5"),
    (
        {"gain_1q": 0},
        "R2-ISS",
        "low-intermediate",
        "1q gain was looked for and not found: 1 point instead of 1.5",
    ),
    ({"t_4_14": 1}, "IMS/IMWG 2025", "high", "t(4;14) with 1q gain"),
    ({"del17p": 55}, "IMS/IMWG 2025", "high", "del(17p) in 55 %"),
    ({"haemoglobin": 13}, "Diagnosis", "SMM", "A (haemoglobin: below 10 g/dL"),
    ({"age": 81}, "IMWG frailty", "frail", "past the cut-off of 81"),
]


def flips(change):
    after = {name: value for name, value in {**MYELOMA, **change}.items() if value is not None}
    return {flip.system: flip for flip in find_flips(MYELOMA, after)}


@pytest.mark.parametrize(("change", "system", "now", "why"), CHANGES)
def test_what_moves_and_why(change, system, now, why):
    flip = flips(change)[system]
    assert flip.now == (now,)
    assert why in flip.why


def test_a_result_taken_away_widens_and_says_which():
    flip = flips({"gain_1q": None})["R2-ISS"]
    assert flip.was == ("intermediate-high",)
    assert set(flip.now) == {"low-intermediate", "intermediate-high"}
    assert "without 1q gain" in flip.why


def test_what_changes_nothing_moves_nothing():
    assert find_flips(MYELOMA, {**MYELOMA, "albumin": 3.4, "ldh": 1.0}) == ()
    assert find_flips(MYELOMA, dict(MYELOMA)) == ()


def test_a_score_for_smouldering_alone_comes_and_goes():
    flip = flips({"haemoglobin": 13})["20-2-20"]
    assert flip.was == ()
    assert "smouldering" in flip.why


@pytest.mark.parametrize("test", sorted(CLEAR))
def test_flips_are_the_differences_of_two_profiles_and_nothing_else(test):
    after = {name: value for name, value in MYELOMA.items() if name != test}
    old, new = ({a.system: a.possible for a in profile_patient(k).answers} for k in (MYELOMA, after))
    moved = {s for s in {*old, *new} if old.get(s, ()) != new.get(s, ())}
    found = find_flips(MYELOMA, after)
    assert {flip.system for flip in found} == moved
    assert all(flip.why for flip in found)

"""Every cut-off that a ruler draws is held against the rule itself: on its two sides the rule answers differently."""

import pytest

from utils.clinic.staging import cutoffs
from utils.clinic.staging.profile import profile_patient

CLEAR = {
    "marrow_plasma_cells": 20, "m_protein": 1, "urine_m_protein": 0, "flc_ratio": 5, "involved_flc": 300, "calcium": 9.5,
    "haemoglobin": 13, "creatinine": 1.0, "creatinine_clearance": 80, "lytic_lesions": 0, "mri_focal_lesions": 0,
    "plasmacytoma": 0, "circulating_plasma_cells": 0, "b2m": 3, "albumin": 4, "ldh": 0.8, "del17p": 0, "tp53_mutation": 0,
    "t_4_14": 0, "t_14_16": 0, "t_14_20": 0, "gain_1q": 0, "del_1p32": 0, "age": 60, "adl": 6, "iadl": 8, "charlson": 0, "ecog": 0,
}  # fmt: skip
BESIDE = {  # what else must hold for the rule to turn on this test alone
    ("m_protein", cutoffs.DIAGNOSIS): {"marrow_plasma_cells": 5},
    ("creatinine", cutoffs.HR2025): {"b2m": 6},
}
STEP = {"ldh": 0.05, "del17p": 1, "age": 1, "adl": 1, "iadl": 1, "charlson": 1, "ecog": 1}
ORDER = [
    "MGUS", "low", "standard", "I", "fit", "non-frail", "low-intermediate", "intermediate", "II", "intermediate-high", "SMM",
    "MM", "III", "high", "frail",
]  # fmt: skip


def severity(cutoff, value):
    known = {**CLEAR, **BESIDE.get((cutoff.test, cutoff.system), {}), cutoff.test: value}
    stage = profile_patient(known)[cutoff.system]
    (answer,) = stage.possible
    return getattr(stage, "points", ()), ORDER.index(answer)


@pytest.mark.parametrize("cutoff", cutoffs.CUTOFFS, ids=lambda c: f"{c.system}-{c.test}-{c.value:g}")
def test_the_rule_turns_where_the_ruler_says(cutoff):
    step = STEP.get(cutoff.test, 0.1) * (1 if cutoff.worse == "above" else -1)
    beyond = cutoff.value if cutoff.included else cutoff.value + step
    short = cutoff.value - step if cutoff.included else cutoff.value
    assert cutoff.holds(beyond)
    assert not cutoff.holds(short)
    worse, better = severity(cutoff, beyond), severity(cutoff, short)
    if cutoff.words.startswith(
        "a high beta-2"
    ):  # a kidney that does not filter explains it: here "worse" is milder
        worse, better = better, worse
    assert worse > better


def test_every_numeric_threshold_of_a_ruler_is_sorted():
    for test in {cutoff.test for cutoff in cutoffs.CUTOFFS}:
        values = [cutoff.value for cutoff in cutoffs.cutoffs_of(test)]
        assert values == sorted(values)
        assert values


def test_what_lies_between_two_values():
    assert [c.value for c in cutoffs.crossed("age", 75, 81) if c.system == cutoffs.FRAILTY] == [76, 81]
    assert cutoffs.crossed("albumin", 3.5, 3.6) == ()
    assert cutoffs.crossed("calcium", 11, 11.2)[0].value == 11

"""Every public rule with everything that can be not known, in each argument: it stays open, or refuses in words."""

import inspect
from datetime import date

import numpy as np
import pandas as pd
import pytest

import utils.clinic as clinic
from tests.clinic.builders import given, series, serum
from utils.clinic.errors import ClinicError, ImpossibleValueError
from utils.clinic.lines.situations import Situation
from utils.clinic.response.mrd import relapsed_from_mrd
from utils.clinic.unknown import is_unknown, known, read_flag

UNKNOWN = [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, "", "  ", "n/a", "unknown", "not done"]
HISTORY = pd.DataFrame(
    [("2020-01-01", "2020-06-01", "VRd", 1, "", "start"), ("2020-07-01", None, "DKd", 0, "", "start")],
    columns=["start", "stop", "drugs", "planned", "reason", "event"],
)
EVENTS = [given("VRd", "2020-01-01", "2020-06-01")]
LABS = serum(4.0, 1.0, 0.9)
TIMELINE = clinic.response_timeline(LABS)
PATIENTS = LABS.assign(patient="a")

# Each rule with arguments that are all known.
COMPLETE = {
    "profile_patient": {"known": {"b2m": 4.1, "albumin": 3.6}, "limits": clinic.Limits()},
    "defining_events": {"known": {"haemoglobin": 9}, "limits": clinic.Limits()},
    "rank_missing": {"known": {"b2m": 6, "albumin": 3}, "limits": clinic.Limits(), "systems": ["R-ISS"]},
    "find_flips": {"before": {"b2m": 4, "albumin": 3}, "after": {"b2m": 6, "albumin": 3}, "limits": clinic.Limits()},
    "read_sheet": {"rows": [{"test": "b2m", "value": "4.1", "unit": "mg/L"}]},
    "diagnose": {
        "bmpc_pct": 20, "m_serum_g_dl": 2, "m_urine_mg_24h": 0, "flc_ratio": 5, "involved_flc_mg_l": 60, "calcium_mg_dl": 9.5,
        "creatinine_mg_dl": 1, "crcl_ml_min": 80, "hb_g_dl": 9, "lytic_lesions": 0, "mri_focal_lesions": 0,
        "plasmacytoma": False, "circulating_pc_pct": 0, "attributable": True, "limits": clinic.Limits(),
    },
    "compare_crab": {"labs": LABS, "day": "2020-01-01"},
    "Limits": {"calcium_uln_mg_dl": 10.2, "hb_lln_g_dl": 12.0, "flc_uln_mg_l": 26.3},
    "score_20_2_20": {"bmpc_pct": 24, "m_protein_g_dl": 2.6, "flc_ratio": 35},
    "score_20_2_20_fish": {"bmpc_pct": 24, "m_protein_g_dl": 2.6, "flc_ratio": 35, "high_risk_fish": True},
    "score_smouldering": {"flc_ratio": 12, "m_protein_g_dl": 1.8, "bmpc_pct": 14, "high_risk_fish": False},
    "stage_iss": {"b2m_mg_l": 3.0, "albumin_g_dl": 4.0},
    "stage_riss": {"iss": "I", "high_risk_fish": False, "ldh_high": False},
    "stage_r2iss": {"iss": "I", "del17p": False, "ldh_high": False, "t_4_14": False, "gain_1q": False},
    "stage_hr2025": {
        "del17p_pct": 0, "tp53_mutation": False, "igh": "none", "gain_1q": False, "del_1p32": 0, "b2m_mg_l": 3,
        "creatinine_mg_dl": 1, "del17p_cutoff_pct": 20, "cutoff_included": False,
    },
    "stage_msmart": {
        "t_4_14": False, "t_14_16": False, "t_14_20": False, "del17p_or_tp53": False, "gain_1q": False, "riss": "I",
        "high_s_phase": False, "gep_high_risk": False,
    },
    "score_frailty": {"age_years": 78, "adl": 6, "iadl": 8, "charlson": 0},
    "score_frailty_simplified": {"age_years": 78, "charlson": 0, "ecog": 0},
    "list_transplant_points": {
        "age_years": 60, "ecog": 1, "organs_adequate": True, "creatinine_clearance_ml_min": 80, "wants_transplant": True,
        "cells_collectable": True,
    },
    "describe_situation": {
        "status": clinic.label_refractoriness(EVENTS, []), "prior_lines": 1, "tempo": "steady",
    },
    "classify_response": {
        "baseline": {"m_protein": 4.0, "urine_m_protein": 0}, "now": {"m_protein": 1.0, "urine_m_protein": 0},
        "flc_ratio_normal": (0.26, 1.65), "vgpr_spd_fall_pct": 50.0,
    },
    "find_progression": {"nadir": {"m_protein": 1.0}, "now": {"m_protein": 1.2}, "measurable": None},
    "response_timeline": {
        "labs": LABS, "starts": [date(2020, 1, 1)], "flc_ratio_normal": (0.26, 1.65), "vgpr_spd_fall_pct": 50.0, "baseline_days": 60,
    },
    "response_timelines": {"labs": PATIENTS, "by": "patient"},
    "best_responses": {"timeline": TIMELINE, "history": EVENTS},
    "assess_mrd": {"category": "CR", "cells_found": False, "method": "flow", "sensitivity": 1e-5, "pet_active": False},
    "is_sustained": {"first": "2025-05-05", "second": "2026-05-05"},
    "event": {"verb": "start", "what": "VRd", "planned": 1},
    "count_lines": {"history": HISTORY},
    "judge_refractory": {"best": "PR", "on_therapy": False, "progressed": True, "days_after_last": 400},
    "label_refractory_classes": {"drugs": ["bortezomib"]},
    "label_refractoriness": {"history": EVENTS, "progressions": ["2020-08-01"], "responses": {date(2020, 1, 1): "PR"}},
    "grade_crs": {"fever": True, "hypotension": 0, "hypoxia": 0, "treated": False},
    "grade_icans": {"ice": 10, "consciousness": 0, "seizure": 0, "motor": 0, "icp": 0},
    "labs_on": {"labs": LABS, "day": "2020-01-01", "within_days": 0},
    "convert": {"name": "m_protein", "value": 32, "unit": "g/L"},
    "find_drug": {"name": "bortezomib"},
    "parse_regimen": {"text": "VRd"},
}  # fmt: skip
# None is the documented default of these: the choice it stands for is named in the docstring.
DEFAULTS = {
    ("labs_on", "day"),
    ("compare_crab", "day"),
    ("find_progression", "measurable"),
    ("profile_patient", "limits"),
    ("defining_events", "limits"),
    ("rank_missing", "limits"),
    ("rank_missing", "systems"),
    ("find_flips", "limits"),
    ("diagnose", "limits"),
}
# A local limit that is not known leaves the guideline's absolute threshold, and the normal tail of a rule its own.
# Without a PET-CT the flow result stands as it is, and the sentence says that there was none.
BY_DESIGN = {
    ("assess_mrd", "pet_active"),
    ("Limits", "calcium_uln_mg_dl"),
    ("Limits", "hb_lln_g_dl"),
    *DEFAULTS,
}
CASES = [(rule, name, value) for rule, given_ in COMPLETE.items() for name in given_ for value in UNKNOWN]


def answers(result):
    """What a rule says is possible, as a set."""
    for name in ("possible", "category", "progressed"):
        if hasattr(result, name):
            value = getattr(result, name)
            return set(value) if isinstance(value, tuple) else {value}
    return {str(result)}


def test_every_public_rule_is_tried_with_every_argument():
    assert set(COMPLETE) == set(clinic.__all__)
    for rule, arguments in COMPLETE.items():
        parameters = inspect.signature(getattr(clinic, rule)).parameters.values()
        names = {p.name for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
        assert names == set(arguments), rule


@pytest.mark.parametrize(("rule", "name", "value"), CASES, ids=lambda part: str(part)[:20])
def test_what_is_not_known_stays_open_or_is_refused_in_words(rule, name, value):
    call = getattr(clinic, rule)
    full = call(**COMPLETE[rule])
    try:
        result = call(**{**COMPLETE[rule], name: value})
    except ClinicError:
        return
    assert answers(full) <= answers(result) or (rule, name) in BY_DESIGN or result.needs
    if value is not None:
        blank = call(**{**COMPLETE[rule], name: None}) if (rule, name) not in DEFAULTS else result
        assert str(blank) == str(result)


# Which answers the missing test could still bring: the union over what it could have been.
WIDENS = [
    ("grade_crs", "fever", {0, 1}),
    ("grade_crs", "hypotension", {1, 2, 3, 4}),
    ("grade_crs", "hypoxia", {1, 2, 3, 4}),
    ("grade_icans", "ice", {0, 1, 2, 3}),
    ("grade_icans", "seizure", {0, 3, 4}),
    ("stage_iss", "b2m_mg_l", {"I", "II", "III"}),
    ("stage_hr2025", "tp53_mutation", {"standard", "high"}),
    ("stage_hr2025", "igh", {"standard"}),
    ("diagnose", "attributable", {"SMM", "MM"}),
    ("diagnose", "bmpc_pct", {"unclassified", "MM"}),
    ("judge_refractory", "days_after_last", {"refractory", "not refractory"}),
    ("judge_refractory", "progressed", {"not refractory"}),
    ("assess_mrd", "cells_found", {"flow MRD-negative", "MRD-positive"}),
    ("assess_mrd", "category", {"not assessed", "MRD-negative", "MRD-positive"}),
]


@pytest.mark.parametrize("value", UNKNOWN, ids=str)
@pytest.mark.parametrize(("rule", "name", "expected"), WIDENS)
def test_every_answer_that_the_missing_test_could_bring_is_kept(rule, name, expected, value):
    result = getattr(clinic, rule)(**{**COMPLETE[rule], name: value})
    assert set(result.possible) == expected


@pytest.mark.parametrize("value", UNKNOWN, ids=str)
def test_inside_a_set_of_tests_not_known_is_not_done(value):
    known_urine = {"m_protein": 4.0, "urine_m_protein": 0}
    assert clinic.classify_response(known_urine, {"m_protein": value, "urine_m_protein": 0}).category == "NE"
    assert clinic.classify_response({**known_urine, "m_protein": value}, known_urine).category == "NE"
    assert clinic.find_progression({"m_protein": value}, {"m_protein": 2.0}).progressed is None
    assert clinic.find_progression({"m_protein": 1.0}, {"m_protein": value}).progressed is None
    assert clinic.profile_patient({"b2m": value, "albumin": 3.0})["ISS"].possible == ("II", "III")


@pytest.mark.parametrize("value", UNKNOWN, ids=str)
def test_inside_a_table_or_list_not_known_is_refused_with_its_place(value):
    for column in ("date", "test", "value", "unit"):
        labs = LABS.astype(object)
        labs.loc[3, column] = value
        with pytest.raises(ClinicError, match="labs row 4"):
            clinic.labs_on(labs)
    for column in ("start", "drugs", "planned", "event"):
        history = HISTORY.astype(object)
        history.loc[1, column] = value
        with pytest.raises(ClinicError, match="history row 2"):
            clinic.count_lines(history)
    with pytest.raises(ClinicError, match="progressions, number 2"):
        clinic.label_refractoriness(EVENTS, ["2020-08-01", value])
    with pytest.raises(ClinicError, match="Drug 2"):
        clinic.label_refractory_classes(["bortezomib", value])
    with pytest.raises(ClinicError, match="starts, number 1"):
        clinic.response_timeline(LABS, [value])
    with pytest.raises(ClinicError, match="row 2"):
        clinic.response_timelines(PATIENTS.assign(patient=["a", value, *["a"] * (len(PATIENTS) - 2)]))


@pytest.mark.parametrize("value", UNKNOWN, ids=str)
def test_a_response_that_is_not_known_leaves_the_disease_open(value):
    open_ = clinic.label_refractoriness(EVENTS, ["2020-06-10"], {date(2020, 1, 1): value})
    assert " or " in open_.state
    assert open_.needs


def test_a_situation_and_a_relapse_from_mrd_ask_for_what_is_not_known():
    for value in UNKNOWN:
        with pytest.raises(ClinicError, match="not known"):
            Situation(value)
        signs = {
            "mrd_positive": False,
            "m_protein_back": False,
            "clonal_marrow_pct": 0,
            "other_progression": False,
        }
        for name in signs:
            with pytest.raises(ClinicError, match="needed"):
                relapsed_from_mrd(**{**signs, name: value})
        assert relapsed_from_mrd(**{**signs, "m_protein_back": value, "mrd_positive": True})


@pytest.mark.parametrize(
    "call",
    [
        lambda: clinic.stage_hr2025(del17p_pct=0.55),
        lambda: clinic.stage_hr2025(del17p_cutoff_pct=0.2),
        lambda: clinic.profile_patient({"del17p": 0.55}),
        lambda: clinic.labs_on(series({"m_protein": 1}).assign(test="del17p", unit="%", value=0.55)),
    ],
)
def test_a_fraction_where_a_percentage_is_meant_is_refused(call):
    with pytest.raises(ImpossibleValueError, match="is a fraction meant\\? Then write (55|20) for"):
        call()


def test_a_marrow_that_looks_like_a_fraction_is_questioned():
    for result in (
        clinic.diagnose(bmpc_pct=0.6),
        clinic.score_20_2_20(0.24, 1, 1),
        clinic.score_smouldering(1, 1, 0.24),
    ):
        assert "is a fraction meant?" in result.why


def test_words_that_may_be_a_result_are_not_taken_for_unknown():
    assert not any(
        is_unknown(word) for word in ("-", "none", "nd", 0, False, 0.0, [], {}, pd.Series([np.nan]))
    )
    assert known("none") == "none"
    assert (read_flag("x", np.bool_(True)), read_flag("x", pd.NA)) == (True, None)


def test_a_sign_that_is_not_known_is_not_called_normal():
    assert clinic.grade_crs(True, None, 0).why == "fever; blood pressure not known."
    assert "not known" in clinic.grade_crs(float("nan"), 0, 0).why

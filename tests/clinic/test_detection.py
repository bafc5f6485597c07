import pandas as pd
import pytest

from tests.clinic.builders import series
from utils.clinic.detection import Below, Trace, read_limit
from utils.clinic.errors import ClinicError
from utils.clinic.response.categories import classify_response
from utils.clinic.response.labs import labs_on, read_labs
from utils.clinic.response.response import response_timeline
from utils.clinic.staging.diagnosis import diagnose

BASE = {"m_protein": 4.0, "urine_m_protein": 0}
GONE = {"urine_m_protein": 0, "serum_immunofixation": 0, "urine_immunofixation": 0, "marrow_plasma_cells": 2}


def labs(test, value, unit):
    return pd.DataFrame({"date": ["2020-01-01"], "test": [test], "value": [value], "unit": [unit]})


@pytest.mark.parametrize(
    ("text", "unit", "amount", "kind"),
    [
        ("<0.1", "g/dL", 0.1, Below),
        ("< 1", "g/L", 0.1, Below),
        ("<0,1", "g/dL", 0.1, Below),
        ("detected, not quantifiable", "g/dL", 0.0, Trace),
        ("not detected", "g/dL", 0.0, float),
        ("below the limit", "g/L", 0.0, float),
    ],
)
def test_a_limit_of_the_laboratory_is_recorded(text, unit, amount, kind):
    found = labs_on(labs("m_protein", text, unit))["m_protein"]
    assert (float(found), type(found)) == (amount, kind)


def test_below_the_limit_immunofixation_decides_between_vgpr_and_cr():
    below = {**GONE, "m_protein": Below(0.1)}
    assert classify_response(BASE, below).category == "CR"
    assert classify_response(BASE, {**below, "serum_immunofixation": 1}).category == "VGPR"
    open_ = classify_response(
        BASE, {key: value for key, value in below.items() if key != "serum_immunofixation"}
    )
    assert (open_.category, "serum immunofixation" in open_.needs) == ("VGPR", True)
    assert "at least 97.5 %" in classify_response(BASE, below).why


def test_a_protein_that_is_seen_is_never_gone():
    seen = classify_response(BASE, {**GONE, "m_protein": Trace(0)})
    assert (seen.category, seen.possible) == ("VGPR", ("VGPR",))
    assert "still detected, too little to measure" in seen.why


def test_a_fall_to_a_limit_is_no_deeper_than_the_limit_shows():
    assert (
        classify_response(
            {**BASE, "m_protein": 2.0}, {"m_protein": Below(0.5), "urine_m_protein": 0}
        ).category
        == "PR"
    )


def test_a_rise_to_a_limit_is_no_rise():
    urine = [{"m_protein": 4.0, "urine_m_protein": 0}, {"m_protein": 0.1, "urine_m_protein": "<100"}]
    assert [row.category for row in response_timeline(series(*urine))][1] == "VGPR"


def test_a_ratio_with_a_chain_below_the_limit_is_known_only_when_it_is_abnormal():
    wide = series({"kappa_flc": 900, "lambda_flc": "<1.3"}, {"kappa_flc": 1.0, "lambda_flc": "<1.3"})
    timeline = read_labs(wide)
    assert isinstance(timeline[0].values["lambda_flc"], Below)
    normal = classify_response({**BASE}, {**GONE, "m_protein": 0, "kappa_flc": 1.0, "lambda_flc": Below(1.3)})
    assert "free light chain ratio" in normal.needs


def test_below_the_limit_a_diagnosis_keeps_both_readings():
    found = diagnose(
        bmpc_pct=0, m_serum_g_dl=Below(0.1), m_urine_mg_24h=0, flc_ratio=1, involved_flc_mg_l=10, calcium_mg_dl=9.5,
        creatinine_mg_dl=1, crcl_ml_min=80, hb_g_dl=13, lytic_lesions=0, mri_focal_lesions=0, plasmacytoma=False,
        circulating_pc_pct=0,
    )  # fmt: skip
    assert set(found.possible) == {"no plasma-cell disorder found", "MGUS"}
    assert found.needs == ("serum immunofixation",)


@pytest.mark.parametrize(
    ("test", "value", "unit", "words"),
    [
        ("m_protein", "3,2", "g/dL", r"with a point: 3\.2"),
        ("m_protein", "42 g/L", "g/L", "the unit has its own column"),
        ("m_protein", "soon", "g/L", "written as <0.1"),
        ("m_protein", "<2", "g/dL", "cannot tell the categories apart"),
        ("haemoglobin", "<8", "g/dL", "A limit is not read for haemoglobin"),
        ("serum_immunofixation", "-", "coded", "Write positive or negative"),
        ("m_protein", "n/a", "g/L", "Leave the row out when the test was not done"),
    ],
)
def test_a_refusal_names_the_cause_and_how_to_write_it(test, value, unit, words):
    with pytest.raises(ClinicError, match=words):
        labs_on(labs(test, value, unit))


@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_file_parted_by_other_signs_is_recognised(sign, word):
    with pytest.raises(ClinicError, match=f"parted by {word}: read the file with pd.read_csv"):
        read_labs(pd.DataFrame({sign.join(("date", "test", "value", "unit")): ["x"]}))


def test_what_says_neither_is_no_limit():
    assert read_limit("trace?", "m_protein") is None
    assert read_limit("<0.1", "haemoglobin") is None
    assert repr(Below(0.1)) == "<0.1"

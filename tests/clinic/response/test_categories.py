import pytest

from utils.clinic.errors import ImpossibleValueError
from utils.clinic.response.categories import classify_response

BASE = {"m_protein": 4.0, "urine_m_protein": 0}
GONE = {"m_protein": 0, "urine_m_protein": 0}
NEGATIVE = {**GONE, "serum_immunofixation": 0, "urine_immunofixation": 0}


@pytest.mark.parametrize(
    ("now", "category", "possible", "needs"),
    [
        ({"m_protein": 1.8, "urine_m_protein": 0}, "PR", ("PR",), ()),
        ({"m_protein": 1.8}, "PR", ("PR",), ()),
        ({"m_protein": 0.3}, "PR", ("PR", "VGPR"), ("24-h urine M-protein",)),
        ({"m_protein": 0}, "PR", ("PR", "VGPR", "CR", "sCR"), ("24-h urine M-protein",)),
        (
            GONE,
            "VGPR",
            ("VGPR", "CR", "sCR"),
            ("serum immunofixation", "urine immunofixation", "marrow plasma cells"),
        ),
        (NEGATIVE, "VGPR", ("VGPR", "CR", "sCR"), ("marrow plasma cells",)),
        (
            {**NEGATIVE, "marrow_plasma_cells": 2},
            "CR",
            ("CR", "sCR"),
            ("free light chain ratio", "marrow clonality"),
        ),
        ({**NEGATIVE, "marrow_plasma_cells": 2, "flc_ratio": 3}, "CR", ("CR",), ()),
        ({"urine_m_protein": 0}, "NE", (), ("serum M-protein",)),
    ],
)
def test_a_missing_test_widens_the_category_and_is_named(now, category, possible, needs):
    result = classify_response(BASE, now)
    assert (result.category, result.possible, result.needs) == (category, possible, needs)


def test_urine_never_measured_at_baseline_leaves_every_lower_category_open():
    result = classify_response({"m_protein": 4.0}, {"m_protein": 1.0})
    assert (result.category, result.possible) == ("PR", ("SD", "MR", "PR"))
    assert result.needs == ("24-h urine at baseline", "24-h urine M-protein")
    assert classify_response({"m_protein": 4.0}, {"m_protein": 1.0, "urine_m_protein": 30}).settled
    assert not classify_response({"m_protein": 4.0}, {"m_protein": 1.0, "urine_m_protein": 300}).settled
    assert classify_response({"m_protein": 4.0}, {"m_protein": 3.9}).possible == ("SD",)


@pytest.mark.parametrize(
    "baseline", [{}, {"m_protein": 0.5, "urine_m_protein": 20}, {"marrow_plasma_cells": 20}]
)
def test_non_secretory_disease_or_no_baseline_is_not_evaluable(baseline):
    result = classify_response(baseline, {"m_protein": 0.1, "urine_m_protein": 0, "marrow_plasma_cells": 2})
    assert (result.category, result.needs) == ("NE", ("a measurable baseline",))
    assert "not evaluable" in str(result)


def test_both_measured_components_must_respond():
    base = {"m_protein": 4.0, "urine_m_protein": 1000}
    assert classify_response(base, {"m_protein": 0.2, "urine_m_protein": 600}).category == "SD"
    assert classify_response(base, {"m_protein": 2.6, "urine_m_protein": 50}).category == "MR"
    assert classify_response(base, {"m_protein": 0.2}).needs == ("24-h urine M-protein",)


def test_a_plasmacytoma_must_be_measured_again_and_alone_it_decides():
    assert classify_response(
        {**BASE, "plasmacytoma_spd": 20}, {"m_protein": 1, "urine_m_protein": 0}
    ).needs == ("plasmacytoma size",)
    alone = {"plasmacytoma_spd": 20}
    assert [classify_response(alone, {"plasmacytoma_spd": size}).category for size in (11, 10, 2, 1.9)] == [
        "SD",
        "PR",
        "PR",
        "VGPR",
    ]


def test_a_rise_from_baseline_is_progression():
    result = classify_response(BASE, {"m_protein": 5.2, "urine_m_protein": 0})
    assert (result.category, result.why) == (
        "PD",
        "serum M-protein rose 1.2 g/dL (30 %) from its nadir of 4.",
    )


def test_the_result_names_the_version_and_the_numbers():
    result = classify_response(BASE, {"m_protein": 0.4, "urine_m_protein": 120})
    assert (
        str(result)
        == "PR (IMWG 2016): serum M-protein fell 90 % (4 to 0.4 g/dL); urine M-protein 120 mg/24 h is not below 100. [resp16]"
    )


def test_another_assay_has_its_own_normal_ratio():
    now = {**NEGATIVE, "marrow_plasma_cells": 2, "flc_ratio": 2.0, "marrow_clonal_cells": 0}
    assert classify_response(BASE, now).category == "CR"
    assert classify_response(BASE, now, flc_ratio_normal=(0.31, 2.2)).category == "sCR"


def test_an_impossible_value_is_refused():
    with pytest.raises(ImpossibleValueError, match="40 g/L would be 4 g/dL"):
        classify_response({"m_protein": 40}, {"m_protein": 4})


@pytest.mark.parametrize(
    ("baseline", "now", "needs"),
    [
        ({"dflc": 800}, {"dflc": 50}, "serum M-protein at baseline"),
        (
            {"kappa_flc": 800, "lambda_flc": 10},
            {"kappa_flc": 20, "lambda_flc": 10},
            "serum M-protein at baseline",
        ),
        ({"involved_flc": 800, "flc_ratio": 50}, {"involved_flc": 20}, "serum M-protein at baseline"),
        (
            {"m_protein": 0.2, "urine_m_protein": 0, "involved_flc": 800, "flc_ratio": 50},
            {"involved_flc": 20},
            "involved and uninvolved free light chain at baseline",
        ),
        ({"urine_m_protein": 2000}, {"urine_m_protein": 20}, "serum M-protein at baseline"),
        ({"dflc": 50}, {"dflc": 400}, "a measurable baseline"),
    ],
)
def test_light_chains_alone_never_stand_for_a_serum_that_was_not_measured(baseline, now, needs):
    result = classify_response(baseline, now)
    assert result.category == "NE"
    assert needs in result.needs
    assert not ("below 100" in result.why and baseline.get("dflc", 800) >= 100)


def test_light_chains_decide_where_no_protein_could_be_followed():
    baseline = {"m_protein": 0.2, "urine_m_protein": 50, "kappa_flc": 800, "lambda_flc": 10}
    assert classify_response(baseline, {"kappa_flc": 60, "lambda_flc": 10}).category == "VGPR"
    unsure = classify_response({**baseline, "urine_m_protein": None}, {"kappa_flc": 60, "lambda_flc": 10})
    assert (unsure.category, unsure.needs) == ("PR", ("24-h urine at baseline", "24-h urine M-protein"))

import pytest

from utils.clinic.errors import ImpossibleValueError
from utils.clinic.staging.diagnosis import Limits, diagnose

DONE = {
    "m_serum_g_dl": 2.0, "m_urine_mg_24h": 0, "flc_ratio": 5, "involved_flc_mg_l": 60, "calcium_mg_dl": 9.5, "creatinine_mg_dl": 1,
    "crcl_ml_min": 80, "hb_g_dl": 13, "lytic_lesions": 0, "mri_focal_lesions": 0, "plasmacytoma": False, "circulating_pc_pct": 0,
}  # fmt: skip


def test_ada_of_the_tumour_board_is_smouldering():
    """Case T1: marrow 24 %, ratio 35 with 210 mg/L, no CRAB, no focal lesion."""
    result = diagnose(bmpc_pct=24, **{**DONE, "m_serum_g_dl": 2.6, "flc_ratio": 35, "involved_flc_mg_l": 210})
    assert str(result) == (
        "SMM: 24 % clonal marrow plasma cells, serum M-protein 2.6 g/dL; no myeloma-defining event among the tests done. [imwg-dx14]"
    )


@pytest.mark.parametrize(
    ("known", "possible", "needs"),
    [
        ({"bmpc_pct": 70}, ("MM", "plasma-cell leukaemia"), ("blood film for plasma cells",)),
        ({"bmpc_pct": 70, "circulating_pc_pct": 0}, ("MM",), ()),
        ({**DONE, "bmpc_pct": 20, "mri_focal_lesions": None}, ("SMM", "MM"), ("MRI",)),
        ({**DONE, "bmpc_pct": 20, "crcl_ml_min": None}, ("SMM", "MM"), ("creatinine clearance",)),
        ({**DONE, "bmpc_pct": 5, "m_urine_mg_24h": None}, ("MGUS", "SMM"), ("24-h urine M-protein",)),
        ({**DONE, "bmpc_pct": None}, ("MGUS", "SMM", "MM"), ("marrow plasma cells",)),
        ({**DONE, "bmpc_pct": 5, "mri_focal_lesions": None}, ("MGUS",), ()),
    ],
)
def test_missing_tests_give_the_possible_set_and_their_names(known, possible, needs):
    result = diagnose(**known)
    assert (result.possible, result.needs) == (possible, needs)


def test_nothing_known_leaves_everything_possible_and_names_every_test():
    result = diagnose()
    assert len(result.possible) == 9
    assert len(result.needs) == 13


def test_the_events_that_decided_are_listed():
    result = diagnose(bmpc_pct=65, **{**DONE, "hb_g_dl": 8.8, "lytic_lesions": 3})
    assert result.criteria == (
        "haemoglobin 8.8 g/dL",
        "3 lytic lesions",
        "65 % marrow plasma cells (60 or more)",
    )
    assert result.answer == "MM"


def test_organ_damage_of_another_cause_does_not_make_myeloma():
    damaged = {**DONE, "hb_g_dl": 8.8}
    assert diagnose(bmpc_pct=20, **damaged).answer == "MM"
    assert diagnose(bmpc_pct=20, **damaged, attributable=False).answer == "SMM"
    assert "not put down to the plasma cells" in diagnose(bmpc_pct=20, **damaged, attributable=False).why


def test_damage_without_enough_plasma_cells_is_not_given_a_name():
    result = diagnose(bmpc_pct=5, **{**DONE, "hb_g_dl": 8.8})
    assert result.answer == "unclassified"
    assert "look for another cause, repeat the marrow, biopsy a lesion" in result.why
    assert diagnose(bmpc_pct=5, **{**DONE, "lytic_lesions": 2}).answer == "unclassified"


def test_names_with_a_source_of_their_own_carry_it():
    leukaemia = diagnose(bmpc_pct=70, **{**DONE, "circulating_pc_pct": 5})
    assert (leukaemia.answer, leukaemia.rule) == ("plasma-cell leukaemia", "pcl-imwg21")
    light = diagnose(bmpc_pct=5, **{**DONE, "m_serum_g_dl": 0})
    assert (light.answer, light.rule) == ("light-chain MGUS", "bcj-defs17")


def test_circulating_cells_without_myeloma_are_not_leukaemia():
    assert diagnose(bmpc_pct=20, **{**DONE, "circulating_pc_pct": 6}).answer == "SMM"


def test_nothing_found_is_said():
    clear = {**DONE, "m_serum_g_dl": 0, "flc_ratio": 1, "involved_flc_mg_l": 12}
    assert diagnose(bmpc_pct=0, **clear).answer == "no plasma-cell disorder found"


def test_local_limits_are_inputs():
    assert diagnose(bmpc_pct=20, **{**DONE, "hb_g_dl": 10.9}, limits=Limits(hb_lln_g_dl=13)).answer == "MM"
    assert (
        diagnose(bmpc_pct=20, **{**DONE, "calcium_mg_dl": 10.9}, limits=Limits(calcium_uln_mg_dl=9.8)).answer
        == "MM"
    )


def test_impossible_values_are_refused():
    with pytest.raises(ImpossibleValueError, match=r"2\.4 mmol/L would be 9\.6 mg/dL"):
        diagnose(bmpc_pct=20, **{**DONE, "calcium_mg_dl": 2.4})

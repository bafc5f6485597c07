from utils.clinic.response.measurable import Measurable
from utils.clinic.response.progression import find_progression, is_light_chain_escape

SERUM = Measurable(True, False, False, False, False)


def test_every_criterion_met_is_said_with_its_numbers():
    result = find_progression(
        {"m_protein": 1.0, "urine_m_protein": 100},
        {"m_protein": 2.0, "urine_m_protein": 400, "new_lesion": 1},
    )
    assert len(result.criteria) == 3
    assert (
        str(result)
        == "progressive disease (IMWG 2016): serum M-protein rose 1 g/dL (100 %) from its nadir of 1. [resp16]"
    )


def test_a_followed_test_not_done_leaves_the_question_open():
    result = find_progression({"m_protein": 1.0}, {"calcium": 9}, measurable=SERUM)
    assert (result.progressed, result.needs) == (None, ("serum M-protein",))
    assert "not evaluable" in result.headline
    assert find_progression({"m_protein": 1.0}, {"new_lesion": 1}, measurable=SERUM).progressed


def test_no_progression_is_said_plainly():
    assert str(find_progression({"m_protein": 1.0}, {"m_protein": 1.2})) == (
        "no progression (IMWG 2016): no progression criterion is met. [resp16]"
    )


def test_from_zero_no_percentage_is_printed():
    assert (
        find_progression({"m_protein": 0}, {"m_protein": 0.6}).why
        == "serum M-protein rose 0.6 g/dL from its nadir of 0."
    )


def test_light_chains_rising_alone_are_flagged_as_escape_not_called_progression():
    nadir, now = {"m_protein": 0.2, "dflc": 20}, {"m_protein": 0.2, "dflc": 400}
    result = find_progression(nadir, now, measurable=SERUM)
    assert (result.progressed, result.escape) == (False, True)
    assert not is_light_chain_escape(nadir, {"m_protein": 0.2, "dflc": 120}, SERUM)
    assert not is_light_chain_escape(nadir, {"m_protein": 0.9, "dflc": 400}, SERUM)
    assert not is_light_chain_escape(nadir, now, Measurable(False, False, True, False, False))


def test_each_followed_measure_of_progression_has_its_sentence():
    flc = Measurable(False, False, True, False, False)
    assert (
        "light chain rose 150 mg/L (300 %)"
        in find_progression({"dflc": 50}, {"dflc": 200}, measurable=flc).why
    )
    assert (
        "marrow plasma cells rose 15 points (150 %)"
        in find_progression({"marrow_plasma_cells": 10}, {"marrow_plasma_cells": 25}).why
    )
    assert (
        "plasmacytoma size rose" in find_progression({"plasmacytoma_spd": 10}, {"plasmacytoma_spd": 20}).why
    )

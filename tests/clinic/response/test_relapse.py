from utils.clinic.response.relapse import clinical_features, doubled, large_rise

REFERENCE = {"haemoglobin": 13.0, "creatinine": 1.0, "plasmacytoma_spd": 4.0}


def test_every_sign_is_named_with_its_numbers():
    now = {"new_lesion": 1, "calcium": 11.6, "haemoglobin": 10.4, "creatinine": 3.4, "hyperviscosity": 1}
    assert clinical_features(REFERENCE, now) == (
        "a new lesion is seen",
        "calcium 11.6 mg/dL is above 11",
        "haemoglobin fell 2.6 g/dL to 10.4",
        "creatinine rose 2.4 mg/dL to 3.4",
        "hyperviscosity",
    )


def test_without_a_reference_or_a_change_there_is_no_sign():
    assert clinical_features({}, {"haemoglobin": 8.0, "creatinine": 4.0}) == ()
    assert clinical_features(REFERENCE, {"haemoglobin": 14.0, "creatinine": 0.8, "calcium": 10}) == ()
    assert clinical_features(REFERENCE, {}) == ()


def test_a_lesion_grown_by_half_counts():
    assert clinical_features(REFERENCE, {"plasmacytoma_spd": 6.0})
    assert not clinical_features(REFERENCE, {"plasmacytoma_spd": 5.9})


def test_biochemical_signs_need_both_values():
    assert doubled({}, {"m_protein": 2}, 30) == ""
    assert large_rise({"m_protein": 0.2}, {}) == ""
    assert large_rise({"m_protein": 0.2}, {"m_protein": 1.4}) == "serum M-protein is up by 1.2 g/dL"
    assert (
        large_rise({"involved_flc": 40}, {"involved_flc": 400, "flc_ratio": 30})
        == "involved light chain is up by 360 mg/L"
    )


def test_a_light_chain_rise_without_a_ratio_is_not_judged():
    assert large_rise({"involved_flc": 40}, {"involved_flc": 400}) == ""
    assert large_rise({}, {"involved_flc": 400, "flc_ratio": 30}) == ""

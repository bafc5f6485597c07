import pytest

from utils.clinic.staging.criteria import (
    Limits,
    Workup,
    calcium_high,
    damage_found,
    haemoglobin_low,
    light_chain_ratio,
    marker_features,
    read_features,
)

NOTHING = Workup(*[None] * 13)


def known_tests(**known):
    return Workup(**{**vars(NOTHING), **known})


@pytest.mark.parametrize(("given", "read"), [(5, 5), (1, 1), (0.2, 5.0), (0.0, 1_000_000.0), (None, None)])
def test_a_kappa_to_lambda_ratio_below_one_is_turned_round(given, read):
    assert light_chain_ratio(given) == read


def test_local_limits_only_add_to_the_absolute_ones():
    assert calcium_high(11.2, 12.0)
    assert haemoglobin_low(9.9, 11.0)
    assert not calcium_high(10.9, None)
    assert not haemoglobin_low(10.1, None)


def test_damage_and_markers_are_said_with_their_numbers():
    known = known_tests(
        calcium_mg_dl=12,
        creatinine_mg_dl=2.5,
        crcl_ml_min=30,
        hb_g_dl=8.5,
        bmpc_pct=70,
        flc_ratio=200,
        involved_flc_mg_l=900,
        mri_focal_lesions=3,
    )
    assert damage_found(known, Limits()) == (
        "calcium 12 mg/dL",
        "creatinine 2.5 mg/dL",
        "creatinine clearance 30 mL/min",
        "haemoglobin 8.5 g/dL",
    )
    assert len(marker_features(known)) == 3
    assert damage_found(NOTHING, Limits()) == marker_features(NOTHING) == ()


def test_what_is_missing_is_named_and_what_is_decided_is_not_asked_again():
    features = read_features(known_tests(hb_g_dl=8), Limits(), attributable=True)
    assert features["organ damage"].value is True
    assert read_features(NOTHING, Limits(), attributable=False)["organ damage"].value is False
    assert read_features(known_tests(m_serum_g_dl=3.5), Limits(), True)["M-protein"].value == "high"
    open_ = read_features(known_tests(m_serum_g_dl=1.0), Limits(), True)["M-protein"]
    assert (open_.choices, open_.missing) == (("serum", "high"), ("24-h urine M-protein",))
    chains = read_features(known_tests(flc_ratio=5), Limits(), True)["light chains"]
    assert (chains.choices, chains.missing) == (("normal", "abnormal"), ("involved free light chain",))

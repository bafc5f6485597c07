import pytest

from utils.clinic.errors import ClinicError
from utils.clinic.response.mrd import assess_mrd, is_sustained, relapsed_from_mrd


def test_without_complete_response_it_is_not_assessed():
    assert assess_mrd("VGPR", False).why == "MRD is judged in complete response; the category is VGPR."


def test_a_missing_marrow_leaves_both_answers():
    open_ = assess_mrd("CR", None)
    assert (open_.possible, open_.needs) == (
        ("flow MRD-negative", "MRD-positive"),
        ("marrow next-generation flow",),
    )


def test_imaging_adds_to_the_marrow_and_never_replaces_it():
    assert assess_mrd("sCR", False).answer == "flow MRD-negative"
    assert "still seen" in assess_mrd("sCR", False, pet_active=True).why
    assert assess_mrd("sCR", True, pet_active=False).answer == "MRD-positive"


@pytest.mark.parametrize("sign", ["mrd_positive", "m_protein_back", "other_progression"])
def test_each_sign_of_relapse_counts(sign):
    none = {
        "mrd_positive": False,
        "m_protein_back": False,
        "clonal_marrow_pct": 1,
        "other_progression": False,
    }
    assert not relapsed_from_mrd(**none)
    assert relapsed_from_mrd(**{**none, sign: True})


def test_nonsense_is_refused():
    with pytest.raises(ClinicError, match="Use one of: flow, sequencing"):
        assess_mrd("CR", False, method="pcr")
    with pytest.raises(ClinicError, match="dates of both"):
        is_sustained("2025-05-05", None)

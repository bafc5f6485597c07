import pytest

from utils.clinic.errors import ImpossibleValueError
from utils.clinic.staging.frailty import list_transplant_points, score_frailty, score_frailty_simplified


def test_cem_of_the_tumour_board_is_frail():
    """Case T3: 82 years, IADL 4, ADL 6, Charlson 1."""
    assert (
        str(score_frailty(82, 6, 4, 1))
        == "IMWG frailty frail (3): age 82 years, ADL 6, IADL 4 and Charlson 1. [frail15]"
    )


def test_missing_items_widen_the_group():
    assert score_frailty(82, None, None, None).possible == ("frail",)
    score = score_frailty(70, 6, 8, None)
    assert (score.possible, score.needs) == (("fit", "intermediate"), ("Charlson",))
    assert score_frailty_simplified(70, 0, None).possible == ("non-frail", "frail")


def test_scores_off_their_scale_are_refused():
    for call in (
        lambda: score_frailty(70, 7, 8, 0),
        lambda: score_frailty_simplified(70, 0, 6),
        lambda: score_frailty(170),
    ):
        with pytest.raises(ImpossibleValueError):
            call()


def test_the_transplant_list_weighs_and_never_decides():
    listed = list_transplant_points(
        72, ecog=3, organs_adequate=True, creatinine_clearance_ml_min=25, wants_transplant=False
    )
    assert listed.headline == "Transplant: points to weigh, not a verdict"
    assert listed.needs == ("stem cells",)
    assert list(listed.table()["point"]) == [
        "age",
        "general fitness",
        "heart, lungs, liver",
        "kidneys",
        "the person's wish",
        "stem cells",
    ]
    assert "not an absolute bar" in listed.items[3].reading
    words = " ".join(item.reading for item in listed.items).casefold()
    assert not {"eligible", "ineligible", "should", "must"} & set(words.split())


def test_everything_unknown_is_to_be_found_out():
    listed = list_transplant_points()
    assert len(listed.needs) == 6
    assert listed.items[0].reading == "to be found out"

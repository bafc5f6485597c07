import pytest

from utils.clinic.errors import ImpossibleValueError
from utils.clinic.staging.smouldering import score_20_2_20, score_20_2_20_fish, score_smouldering


def test_ada_of_the_tumour_board_is_high_risk():
    """Case T1: M 2.6 g/dL, marrow 24 %, ratio 35."""
    assert str(score_20_2_20(24, 2.6, 35)) == (
        "20-2-20 high (3): marrow plasma cells 24 %, M-protein 2.6 g/dL and FLC ratio 35. [smm-imwg20]"
    )
    assert score_smouldering(35, 2.6, 24, False).points == (9,)


def test_a_missing_test_widens_the_group():
    score = score_20_2_20(24, 1.0, None)
    assert (score.points, score.possible, score.needs) == ((1, 2), ("intermediate", "high"), ("FLC ratio",))
    assert score_20_2_20(24, 2.6, None).possible == ("high",)
    assert score_20_2_20(24, 2.6, None).points == (2, 3)


def test_four_groups_with_fish():
    assert [score_20_2_20_fish(24, m, ratio, fish).answer for m, ratio, fish in ((1, 1, False), (3, 1, False), (3, 30, True))] == [
        "low-intermediate", "intermediate", "high",
    ]  # fmt: skip
    assert score_20_2_20_fish(5, 1, 1, False).answer == "low"


def test_an_impossible_marrow_is_refused():
    with pytest.raises(ImpossibleValueError):
        score_20_2_20(124, 2, 5)

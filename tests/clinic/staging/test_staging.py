import pytest

from utils.clinic.errors import ClinicError, ImpossibleValueError
from utils.clinic.staging.staging import r2_group, stage_iss, stage_r2iss, stage_riss


@pytest.mark.parametrize(
    ("tests", "possible", "needs"),
    [
        ({}, ("I", "II", "III"), ("beta-2-microglobulin", "albumin")),
        ({"b2m_mg_l": 6}, ("III",), ()),
        ({"b2m_mg_l": 4}, ("II",), ()),
        ({"b2m_mg_l": 2}, ("I", "II"), ("albumin",)),
        ({"albumin_g_dl": 4}, ("I", "II", "III"), ("beta-2-microglobulin",)),
        ({"albumin_g_dl": 3}, ("II", "III"), ("beta-2-microglobulin",)),
    ],
)
def test_iss_with_tests_missing(tests, possible, needs):
    stage = stage_iss(**tests)
    assert (stage.possible, stage.needs) == (possible, needs)


@pytest.mark.parametrize(
    ("tests", "possible"),
    [
        (("II", None, None), ("II",)),
        (("I", None, None), ("I", "II")),
        (("III", None, False), ("II", "III")),
        (("III", None, True), ("III",)),
        ((None, False, False), ("I", "II")),
        ((None, None, None), ("I", "II", "III")),
    ],
)
def test_riss_never_takes_a_missing_test_as_negative(tests, possible):
    assert stage_riss(*tests).possible == possible


def test_a_stage_of_several_possibilities_may_be_handed_on():
    iss = stage_iss(b2m_mg_l=2)
    assert stage_riss(iss, False, False).possible == ("I", "II")
    assert stage_r2iss(iss, False, False, False, False).points == (0.0, 1.0)
    assert stage_riss(stage_iss(6, 3), True, False).possible == ("III",)


def test_r2iss_gives_points_and_groups_still_possible():
    stage = stage_r2iss("II", del17p=None, ldh_high=False, t_4_14=False, gain_1q=None)
    assert (stage.points, stage.possible) == ((1.0, 1.5, 2.0, 2.5), ("low-intermediate", "intermediate-high"))
    assert stage.needs == ("del(17p)", "1q gain")
    assert [r2_group(points) for points in (2.9, 3.0)] == ["intermediate-high", "high"]


def test_the_answer_is_said_with_its_numbers_and_source():
    assert str(stage_iss(4.1, 3.6)) == "ISS II: beta-2-microglobulin 4.1 mg/L and albumin 3.6 g/dL. [iss05]"
    assert str(stage_riss("I", None, False)) == (
        "R-ISS I or II: ISS I and LDH normal; high-risk FISH not done. Still needed: high-risk FISH. [riss15]"
    )


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: stage_iss(4.1, 38), ImpossibleValueError, "38 g/L would be 3.8"),
        (lambda: stage_iss(-1, 3.8), ImpossibleValueError, "b2m -1 mg/L is impossible"),
        (lambda: stage_riss("IV"), ClinicError, "ISS 'IV' is not a stage"),
        (lambda: stage_riss("I", "yes"), ClinicError, "neither present .True. nor absent"),
    ],
)
def test_nonsense_is_refused(call, error, words):
    with pytest.raises(error, match=words):
        call()

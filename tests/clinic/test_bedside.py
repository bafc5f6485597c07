import pytest

from utils.clinic.bedside import Findings, grade_findings, say_next_check, score_ice
from utils.clinic.errors import ClinicError


@pytest.mark.parametrize(
    ("parts", "points"),
    [
        ((4, 3, 1, 1, 1), 10),
        ((4, 3, 1, 0, 1), 9),
        ((2, 1, 1, 0, 0), 4),
        ((0, 0, 0, 0, 0), 0),
        ((4, None, 1, 1, 1), None),
    ],
)
def test_ice_is_the_sum_and_stays_open_while_a_part_was_not_asked(parts, points):
    assert score_ice(*parts) == points


@pytest.mark.parametrize("parts", [(5, 3, 1, 1, 1), (4, 3, 1, 1, -1), (4, 3.5, 1, 1, 1)])
def test_a_part_brings_no_more_than_it_has(parts):
    with pytest.raises(ClinicError, match="is not possible. It brings 0 to"):
        score_ice(*parts)


def test_what_another_cause_explains_is_no_crs():
    ill = {"fever": True, "pressure": 2, "oxygen": 1}
    assert grade_findings(Findings(**ill))[0].grade == 3
    crs, icans = grade_findings(Findings(**ill, explained=True, ice=8))
    assert (crs.grade, crs.item) == (0, "another cause explains it")
    assert icans.grade == 1


@pytest.mark.parametrize(
    ("crs", "icans", "signs", "said"),
    [
        (0, 0, {}, "vital signs within 4 h; ICE test every 8 h"),
        (1, 0, {"fast": True}, "vital signs within 2 h; ICE test every 8 h"),
        (0, 1, {}, "vital signs within 4 h; ICE test half-hourly for two hours, then every 4 h"),
    ],
)
def test_when_to_look_again_as_published(crs, icans, signs, said):
    assert say_next_check(crs, icans, **signs) == said


@pytest.mark.parametrize(
    ("crs", "icans", "alarm"), [(2, 0, False), (0, 2, False), (4, 3, False), (0, 0, True)]
)
def test_nobody_is_told_to_come_back_in_hours_from_grade_2_on(crs, icans, alarm):
    said = say_next_check(crs, icans, alarm=alarm)
    assert said.startswith("stay until the doctor has come")
    assert "within" not in said

import pytest

from utils.clinic.response.levels import grade_flc, grade_lesion, grade_marrow, grade_serum, grade_urine


@pytest.mark.parametrize(
    ("grade", "values", "levels"),
    [
        (grade_serum, (5.0, 3.1, 3.0, 2.0, 0.4), [0, 0, 1, 2, 3]),
        (grade_flc, (900, 500, 410, 400, 80), [0, 0, 0, 2, 3]),
        (grade_marrow, (60, 41, 20, 3, 0), [0, 0, 2, 2, 2]),
        (grade_lesion, (30, 21, 20, 4, 3.9), [0, 0, 2, 2, 3]),
        (grade_urine, (5000, 2001, 2000, 400, 99), [0, 0, 1, 2, 3]),
    ],
)
def test_each_component_has_its_own_steps(grade, values, levels):
    before = {grade_serum: 4.0, grade_flc: 800, grade_marrow: 40, grade_lesion: 40, grade_urine: 4000}[grade]
    assert [grade(before, value)[0] for value in values] == levels


def test_a_fall_and_a_rise_are_said_with_both_values():
    assert grade_serum(4.0, 1.0)[1] == "serum M-protein fell 75 % (4 to 1 g/dL)"
    assert grade_serum(4.0, 5.0)[1] == "serum M-protein rose 25 % (4 to 5 g/dL)"

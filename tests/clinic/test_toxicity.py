import pytest

from utils.clinic.errors import ClinicError
from utils.clinic.toxicity import grade_crs, grade_icans


def test_hana_of_the_tumour_board():
    """Case T8: 39 C, fluids only, 2 L of oxygen, ICE 8."""
    assert (
        str(grade_crs(True, 1, 1))
        == "CRS grade 2: decided by blood pressure (fluids, no vasopressor). [astct19]"
    )
    assert str(grade_icans(8)) == "ICANS grade 1: decided by ICE score 8. [astct19]"


@pytest.mark.parametrize(
    ("items", "grade", "why"),
    [
        ((True, 0, 2), 3, "decided by oxygen (high-flow oxygen or mask)."),
        ((True, 0, 0), 1, "fever alone."),
        ((False, 2, 0), 0, "no fever: not CRS by definition."),
    ],
)
def test_crs_names_the_item_that_decided(items, grade, why):
    result = grade_crs(*items)
    assert (result.grade, result.why) == (grade, why)


def test_fever_is_waived_after_treatment():
    assert grade_crs(False, 0, 0, treated=True).why == "fever treated, blood pressure and oxygen normal."
    assert grade_crs(None, 1, 0, treated=True).grade == 2


@pytest.mark.parametrize(
    ("items", "item"),
    [
        ({"seizure": 3}, "seizure (rapidly resolving)"),
        ({"seizure": 4}, "seizure (prolonged or repeated)"),
        ({"motor": 4}, "deep focal weakness"),
        ({"icp": 3}, "focal cerebral oedema"),
        ({"icp": 4}, "diffuse cerebral oedema"),
        ({"consciousness": 2}, "consciousness (awakens to voice)"),
        ({}, "every known item normal"),
    ],
)
def test_icans_names_the_item_that_decided(items, item):
    assert grade_icans(10, **items).item == item


def test_an_unknown_item_leaves_a_range():
    assert grade_crs(True, None, 0).possible == (1, 2, 3, 4)
    assert grade_crs(True, 3, None).settled
    assert grade_crs(None, 0, 0).needs == ("fever",)
    assert grade_crs(None, 0, 0).why == "fever not known."
    assert grade_crs(None, 0, 0).grade is None
    assert grade_icans(None).headline == "ICANS grade 0 or 1 or 2 or 3"
    assert grade_icans(None, consciousness=4).grade == 4


@pytest.mark.parametrize(
    "call",
    [
        lambda: grade_crs(True, 4, 0),
        lambda: grade_icans(11),
        lambda: grade_icans(10, seizure=2),
        lambda: grade_icans(10, motor=1),
    ],
)
def test_a_step_that_is_not_on_the_scale_is_refused(call):
    with pytest.raises(ClinicError, match="is not a step of the scale"):
        call()

import pytest

from utils.clinic.errors import ImpossibleValueError, UnitError, UnknownTestError
from utils.clinic.units import TESTS, check, check_all, convert, find_test


@pytest.mark.parametrize(
    ("test", "value", "unit", "expected"),
    [
        ("m_protein", 32, "g/L", 3.2),
        ("m_protein", 3.2, "g/dL", 3.2),
        ("kappa_flc", 10, "mg/dL", 100),
        ("urine_m_protein", 0.5, "g/24h", 500),
        ("urine_m_protein", 500, "mg/24 h", 500),
        ("urine_m_protein", 500, "mg/day", 500),
        ("creatinine", 177, "µmol/L", 2.0),
        ("calcium", 2.75, "mmol/L", 11.0),
        ("haemoglobin", 100, "g/L", 10.0),
        ("albumin", 35, "g/L", 3.5),
        ("b2m", 5.5, "mg/L", 5.5),
        ("ldh", 1.2, "x ULN", 1.2),
        ("plasmacytoma_spd", 600, "mm2", 6.0),
    ],
)
def test_a_reported_value_arrives_in_the_unit_of_the_thresholds(test, value, unit, expected):
    assert convert(test, value, unit) == expected


@pytest.mark.parametrize("unit", [None, "", "  ", float("nan")])
def test_a_value_without_a_unit_is_refused(unit):
    with pytest.raises(UnitError, match=r"m_protein 32 has no unit. Write one of: g/dL, g/L"):
        convert("m_protein", 32, unit)


def test_beta_2_microglobulin_in_mg_per_dl_is_refused():
    with pytest.raises(UnitError, match="b2m in 'mg/dL' is not read here. Report it in one of: mg/L"):
        convert("b2m", 0.55, "mg/dL")


@pytest.mark.parametrize(
    ("test", "value", "unit", "hint"),
    [
        ("m_protein", 32, "g/dL", r"32 g/L would be 3\.2 g/dL"),
        ("m_protein", -1, "g/dL", "impossible"),
        ("albumin", 38, "g/dL", r"38 g/L would be 3\.8 g/dL"),
        ("haemoglobin", 105, "g/dL", r"105 g/L would be 10\.5"),
        ("calcium", 2.4, "mg/dL", r"2\.4 mmol/L would be 9\.6"),
        ("creatinine", 88, "mg/dL", "umol"),
        ("marrow_plasma_cells", 101, "%", "0 to 100 %"),
        ("b2m", float("inf"), "mg/L", "impossible"),
        ("kappa_flc", float("nan"), "mg/L", "impossible"),
    ],
)
def test_an_impossible_value_is_refused_and_the_likely_unit_named(test, value, unit, hint):
    with pytest.raises(ImpossibleValueError, match=hint):
        convert(test, value, unit)


@pytest.mark.parametrize(
    ("word", "name"), [("Hb", "haemoglobin"), ("M spike", "m_protein"), ("serum_ife", "serum_immunofixation")]
)
def test_common_names_of_a_test_are_understood(word, name):
    assert find_test(word).name == name


def test_an_unknown_test_is_answered_with_the_nearest():
    with pytest.raises(UnknownTestError, match="Closest: 'haemoglobin'"):
        find_test("haemoglobine")


@pytest.mark.parametrize("test", TESTS.values(), ids=list(TESTS))
def test_the_limits_of_every_test_are_themselves_possible(test):
    assert check(test.name, test.low) == test.low
    assert check(test.name, test.high) == test.high
    with pytest.raises(ImpossibleValueError):
        check(test.name, test.high * 1.01 + 1)


def test_arguments_not_done_pass_the_check():
    check_all(b2m=None, albumin=3.5)
    with pytest.raises(ImpossibleValueError, match="albumin 38 g/dL"):
        check_all(b2m=None, albumin=38)


@pytest.mark.parametrize(
    ("test", "value"),
    [("ecog", 1.5), ("lytic_lesions", 0.5), ("del_1p32", 1.5), ("serum_immunofixation", 0.5)],
)
def test_a_scale_of_whole_steps_takes_no_half(test, value):
    with pytest.raises(ImpossibleValueError, match="is not a whole number"):
        check(test, value)


@pytest.mark.parametrize(
    ("test", "value"), [("b2m", "4.1"), ("b2m", True), ("plasmacytoma", "yes"), ("albumin", [3.5])]
)
def test_an_argument_that_is_no_number_is_refused(test, value):
    with pytest.raises(ImpossibleValueError, match="is not a number. Give the figure alone"):
        check_all(**{test: value})


def test_yes_and_no_pass_where_a_test_is_coded():
    check_all(plasmacytoma=True, new_lesion=False)

"""A laboratory sheet as people write it: own units and limits are read, what cannot be read is named by row and column."""

import pytest

from utils.clinic.errors import LabsError
from utils.clinic.staging.sheet import MOST_ROWS, read_sheet, split_table


def read(text):
    return read_sheet(split_table(text))


@pytest.mark.parametrize(
    ("line", "test", "value"),
    [
        ("albumin;36;g/L", "albumin", 3.6),
        ("albumin\t3,6\tg/dL", "albumin", 3.6),
        ("haemoglobin, 96, g/L", "haemoglobin", 9.6),
        ("creatinine|177|µmol/L", "creatinine", 2.0),
        ("calcium;2,75;mmol/L", "calcium", 11.0),
        ("ldh;300;U/L;250", "ldh", 1.2),
        ("t(4;14);yes", "t_4_14", 1),
        ("t(4;14),not found", "t_4_14", 0),
        ("1q gain;positive", "gain_1q", 1),
        ("age;79", "age", 79),
    ],
)
def test_what_people_write_is_read(line, test, value):
    assert read(line).known == {test: pytest.approx(value)}


def test_a_blank_or_unknown_value_is_a_test_not_done():
    assert read("test;value;unit\nb2m;;mg/L\nldh;not done;x ULN\nt(14;16);?").known == {}


def test_own_limits_reach_the_rules():
    limits = read("haemoglobin;11.4;g/dL;13.5\ncalcium;2.7;mmol/L;2.55").limits
    assert (limits.hb_lln_g_dl, limits.calcium_uln_mg_dl) == (13.5, pytest.approx(10.2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("albumin;36", "Row 1, column unit: albumin has no unit. Write one of: g/dL, g/L"),
        ("b2m;4.1;mg/L\nalbumin;36;g/dL", "Row 2, column value: albumin 36 g/dL is impossible"),
        ("b2m;4,100;mg/L", "could be 4100 or 4.100"),
        ("albumin;3.6;kg", "is not read here"),
        ("albumen;3.6;g/dL", "Closest: 'albumin'"),
        ("<b>x</b>;1;g/L", "'<b>x</b>' is not known"),
        ("ldh;240;U/L", "needs the laboratory's own upper limit"),
        ("ldh;240;U/L;0", "is impossible"),
        ("t(4;14);maybe", "Write yes, no, or leave it empty"),
        ("b2m;4;mg/L\nB2M;5;mg/L", "Row 2, column test: b2m stands here twice"),
        ("b2m;four;mg/L", "'four' is not a number"),
        ("del(17p);0.55;%", "is a fraction meant"),
        ("albumin;3.6;g/dL;3.5", "no rule asks for a laboratory's own limit of albumin"),
        (";3.6;g/dL", "the name of the test is missing"),
        ("", "Nothing was pasted"),
        ("test;value;colour\nb2m;4;red", "Row 1: the column 'colour' is not known"),
        ("b2m;4;mg/L;5;6", "at most 4 are read"),
        ("b2m;4;mg/L\n" * 5000, "5,000 lines"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text, said):
    with pytest.raises(LabsError) as problem:
        read(text)
    assert said in str(problem.value)


def test_a_sheet_has_an_end():
    with pytest.raises(LabsError, match="61 rows"):
        read_sheet([{"test": "b2m", "value": "4"}] * (MOST_ROWS + 1))

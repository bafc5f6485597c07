import pandas as pd
import pytest

from utils.evidence.columns import typed_column
from utils.evidence.errors import CourseDataError
from utils.evidence.schema import Field


def column(kind: str, *cells: str, **rules) -> pd.Series:
    return typed_column("t.csv", Field("c", kind, **rules), list(cells))


def refused(kind: str, *cells: str, **rules) -> CourseDataError:
    with pytest.raises(CourseDataError) as caught:
        column(kind, *cells, **rules)
    return caught.value


def test_numbers_keep_missing_missing():
    values = column("number", "1.5", "", "2")
    assert values.dtype == "float64"
    assert values.isna().tolist() == [False, True, False]


@pytest.mark.parametrize("kind", ["integer", "year"])
def test_whole_numbers_stay_whole_beside_missing_ones(kind):
    values = column(kind, "2024", "")
    assert values.dtype == "Int64"
    assert values[0] == 2024
    assert values[1] is pd.NA


def test_truth_values():
    assert column("boolean", "true", "false", "").tolist() == [True, False, pd.NA]


def test_dates():
    assert column("date", "2026-06-30", "")[0] == pd.Timestamp("2026-06-30")
    assert column("date", "2026-06-30", "").isna().tolist() == [False, True]


def test_text_keeps_missing_missing():
    assert column("string", "a", "").isna().tolist() == [False, True]


def test_an_enumerated_column_is_categorical_and_ordered_when_order_means_something():
    plain = column("string", "b", "a", enum=("a", "b"))
    line = column("string", "line 2", "line 1", "", enum=("line 1", "line 2"), ordered=True)
    assert not plain.cat.ordered
    assert line.max() == "line 2"
    assert line.isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "abc"),
        ("number", "nan"),
        ("integer", "1.5"),
        ("boolean", "yes"),
        ("date", "30.06.2026"),
        ("date", "2026-13-01"),
    ],
)
def test_what_is_not_of_the_type_is_refused_with_its_row(kind, cell):
    error = refused(kind, "", cell, minimum=0 if kind == "number" else None)
    assert (error.file, error.row, error.column) == ("t.csv", 3, "c")
    assert cell in error.seen


def test_a_word_outside_the_list_is_answered_with_the_nearest():
    error = refused("string", "maintenence", enum=("maintenance", "precursor"))
    assert error.mend == "write 'maintenance'"


@pytest.mark.parametrize(("cell", "limit"), [("-1", "0 or more"), ("120", "100 or less")])
def test_ranges(cell, limit):
    assert refused("number", cell, minimum=0, maximum=100).expected == limit


def test_a_required_cell_is_missed():
    error = refused("string", "a", "", required=True)
    assert error.row == 3
    assert "leave the row out" in error.mend


def test_a_pattern_is_kept():
    assert "10" in refused("string", "doi:10.1/x", pattern=r"10\.\d+/\S+").expected

import pandas as pd
import pytest

from tests.clinic.builders import day, serum
from utils.clinic.errors import ImpossibleValueError, LabsError, UnitError
from utils.clinic.response.labs import (
    Visit,
    involved_side,
    labs_on,
    read_labs,
    read_light_chains,
    with_light_chains,
)

ROW = {"date": "2020-01-01", "test": "m_protein", "value": 3.2, "unit": "g/dL"}


def table(*rows):
    return pd.DataFrame([{**ROW, **row} for row in rows])


def test_results_of_one_day_become_one_visit():
    visits = read_labs(serum(4.0, 2.0))
    assert [visit.date for visit in visits] == [day("2020-01-01"), day("2020-01-31")]
    assert visits[1].values == {"m_protein": 2.0, "urine_m_protein": 0}


@pytest.mark.parametrize(
    "dates", [["2020-01-01"], pd.to_datetime(["2020-01-01"]), [day("2020-01-01")], ["2020-01-01T08:30:00"]]
)
def test_dates_may_be_text_timestamps_or_days(dates):
    labs = pd.DataFrame({"date": dates, "test": ["m_protein"], "value": [3.2], "unit": ["g/dL"]})
    assert read_labs(labs)[0].date == day("2020-01-01")


@pytest.mark.parametrize(("value", "expected"), [("positive", 1.0), ("Negative", 0.0), (1, 1.0), (True, 1.0)])
def test_a_coded_result_may_be_a_word(value, expected):
    labs = table({"test": "serum_immunofixation", "value": value, "unit": "coded"})
    assert read_labs(labs)[0].values == {"serum_immunofixation": expected}


@pytest.mark.parametrize(
    ("rows", "error", "words"),
    [
        ([{}, {"date": "2019-12-01"}], LabsError, "row 2: 2019-12-01 comes after 2020-01-01. Sort"),
        ([{}, {}], LabsError, "m_protein is given twice on 2020-01-01"),
        ([{"unit": None}], UnitError, "no unit"),
        ([{"unit": "mg/L"}], UnitError, "not read here"),
        (
            [{"value": 32}],
            ImpossibleValueError,
            r"row 1: m_protein 32 g/dL is impossible .* 32 g/L would be 3.2",
        ),
        ([{"value": -0.1}], ImpossibleValueError, "impossible"),
        ([{"value": None}], LabsError, "Leave the row out"),
        ([{"value": "trace"}], LabsError, "'trace', not a number"),
        ([{"value": "positive"}], LabsError, "not a number"),
        ([{"date": None}], LabsError, "row 1 has no date"),
        ([{"date": "5 March"}], ValueError, "is not a date"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_number(rows, error, words):
    with pytest.raises(error, match=words):
        read_labs(table(*rows))


def test_missing_columns_and_an_empty_table_are_refused():
    with pytest.raises(LabsError, match="lack the column.s. unit"):
        read_labs(table({}).drop(columns="unit"))
    with pytest.raises(LabsError, match="empty"):
        read_labs(table({}).iloc[:0])


def test_what_was_known_on_a_day_looks_back_only_as_far_as_asked():
    labs = serum(4.0, 2.0)
    assert labs_on(labs) == {"m_protein": 4.0, "urine_m_protein": 0}
    assert labs_on(labs, "2020-02-10", within_days=10)["m_protein"] == 2.0
    with pytest.raises(
        LabsError, match="No visit on 2020-02-10. The visits run from 2020-01-01 to 2020-01-31"
    ):
        labs_on(labs, "2020-02-10", within_days=9)


def test_a_unit_or_test_that_is_not_read_is_refused_with_its_row():
    with pytest.raises(
        UnitError, match="labs row 2: b2m in 'mg/dL' is not read here. Report it in one of: mg/L, ug/mL"
    ):
        read_labs(table({}, {"test": "b2m", "value": 0.55, "unit": "mg/dL"}))
    with pytest.raises(UnitError, match="labs row 1: m_protein 32 has no unit. Write one of: g/dL, g/L"):
        read_labs(table({"value": 32, "unit": ""}))
    with pytest.raises(
        ValueError, match="labs row 1: 'm_protien' is not a test the clinic knows. Closest: 'm_protein'"
    ):
        read_labs(table({"test": "m_protien"}))


def test_the_involved_chain_is_the_side_of_the_abnormal_ratio():
    assert involved_side({"kappa_flc": 300, "lambda_flc": 9}) == "kappa"
    assert involved_side({"kappa_flc": 3, "lambda_flc": 90}) == "lambda"
    assert involved_side({"kappa_flc": 15, "lambda_flc": 12}) == ""
    assert involved_side({"kappa_flc": 15}) == ""


def test_difference_and_ratio_are_worked_out_once_and_given_values_win():
    values = with_light_chains({"kappa_flc": 8, "lambda_flc": 900}, "lambda")
    assert (values["involved_flc"], values["dflc"], values["flc_ratio"]) == (900, 892, 0.008889)
    assert with_light_chains({"kappa_flc": 8, "lambda_flc": 0}, "kappa")["flc_ratio"] == 1_000_000
    assert with_light_chains({"involved_flc": 900, "uninvolved_flc": 8}, "")["dflc"] == 892
    assert with_light_chains({"m_protein": 3}, "") == {"m_protein": 3}
    assert with_light_chains({"kappa_flc": 8, "lambda_flc": 4, "flc_ratio": 2.1}, "")["flc_ratio"] == 2.1


def test_the_first_abnormal_ratio_decides_the_side_for_good():
    visits = [Visit(day("2020-01-01"), {"kappa_flc": k, "lambda_flc": l_}) for k, l_ in ((10, 900), (60, 9))]
    assert [visit.values["involved_flc"] for visit in read_light_chains(visits)] == [900, 9]


@pytest.mark.parametrize("value", [1060, "1060"])
def test_an_impossible_value_is_said_in_the_unit_it_was_written_in(value):
    labs = pd.DataFrame(
        [("2020-01-01", "m_protein", value, "g/L")], columns=["date", "test", "value", "unit"]
    )
    with pytest.raises(ImpossibleValueError, match="m_protein 1060 g/L is impossible"):
        read_labs(labs)

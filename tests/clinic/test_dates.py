from datetime import date, datetime

import pandas as pd
import pytest

from utils.clinic.dates import as_date, as_dates, is_blank
from utils.clinic.errors import ClinicError


@pytest.mark.parametrize(
    "value", ["2018-03-05", date(2018, 3, 5), datetime(2018, 3, 5, 9), pd.Timestamp("2018-03-05")]
)
def test_a_day_is_a_day_however_it_comes(value):
    assert as_date(value, "here") == date(2018, 3, 5)


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT, pd.NA])
def test_a_blank_is_no_day(value):
    assert is_blank(value)
    assert as_date(value, "here") is None


@pytest.mark.parametrize("value", ["05/03/2018", "soon", 2018])
def test_anything_else_is_refused_with_the_form_to_use(value):
    with pytest.raises(ClinicError, match="here: .* is not a date. Write it as year-month-day: 2018-03-05"):
        as_date(value, "here")


def test_several_days_come_in_order_and_one_may_stand_alone():
    assert as_dates(["2020-02-01", None, "2020-01-01"], "here") == [date(2020, 1, 1), date(2020, 2, 1)]
    assert as_dates(date(2020, 1, 1), "here") == [date(2020, 1, 1)]
    assert as_dates(None, "here") == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4/19/18", "Here: 2018-04-19, if 2018 is meant."),
        ("19.04.2018", "Here: 2018-04-19."),
        ("04/05/2018", "either 2018-04-05 .month first. or 2018-05-04 .day first."),
        ("2018/4/9", "Here: 2018-04-09."),
        ("43209", "count of days"),
        ("2018-03-05 or so", "is not a date"),
    ],
)
def test_a_day_in_another_form_is_answered_with_what_it_may_be(text, hint):
    with pytest.raises(ClinicError, match=hint):
        as_date(text, "here")


def test_a_time_of_day_is_passed_over():
    assert as_date("2018-03-05T09:30", "here") == as_date("2018-03-05 09:30:00", "here") == date(2018, 3, 5)

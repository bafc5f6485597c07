"""Schedules turned into days, counted by hand first."""

import pandas as pd
import pytest

from utils.clinic.schedules import ROUTES, ScheduleError, count_care, expand_days, judge_days, lay_out_days
from utils.evidence import table


def schedule(**changes):
    row = {"what": "a drug", "route": "tablet", "cycle_days": 28, "from_cycle": 1, "to_cycle": None, "days": "1",
           "first_day": 1, "day_read": True}  # fmt: skip
    return {**row, **changes}


def days_of(*rows, days=365):
    return list(lay_out_days(pd.DataFrame(rows), days)["day"])


@pytest.mark.parametrize(
    ("text", "days"),
    [("1", [1]), ("1;8;15", [1, 8, 15]), ("1-4", [1, 2, 3, 4]), ("8;1-2", [1, 2, 8]), (" 1 ; 1 ", [1])],
)
def test_days_in_short_form(text, days):
    assert expand_days(text) == days


@pytest.mark.parametrize("text", ["", "0", "4-2", "one", "1,8", "1;;8", "-3"])
def test_what_names_no_days_is_refused_with_the_right_form(text):
    with pytest.raises(ScheduleError, match="Write days and stretches, such as '1;8;15'"):
        expand_days(text)


@pytest.mark.parametrize(
    ("changes", "days", "expected"),
    [
        ({}, 57, [1, 29, 57]),
        ({"days": "1;8;15", "cycle_days": 21}, 30, [1, 8, 15, 22, 29]),
        ({"from_cycle": 2, "to_cycle": 3}, 365, [29, 57]),
        ({"first_day": 14, "cycle_days": 7}, 30, [14, 21, 28]),
        ({"first_day": 103, "days": "1-28"}, 105, [103, 104, 105]),
        ({"first_day": 400}, 365, []),
    ],
)
def test_the_days_of_one_row(changes, days, expected):
    assert days_of(schedule(**changes), days=days) == expected


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"route": "by owl"}, "the route 'by owl' is unknown"),
        ({"days": "29"}, "day 29 lies beyond a cycle of 28 days"),
        ({"from_cycle": 3, "to_cycle": 2}, "cycles 3 to 2 are no stretch"),
        ({"from_cycle": 0}, "are no stretch"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(changes, says):
    with pytest.raises(ScheduleError, match=says):
        days_of(schedule(**changes))


def test_a_day_is_judged_by_the_most_it_asks():
    rows = [schedule(days="1-3"), schedule(what="a shot", route="injection", days="2", day_read=False),
            schedule(what="a bed", route="hospital", days="3")]  # fmt: skip
    judged = judge_days(lay_out_days(pd.DataFrame(rows), 4), 4).set_index("day")
    assert list(judged["route"]) == ["tablet", "injection", "hospital", ""]
    assert list(judged["day_read"]) == [True, False, True, True]
    assert judged.loc[2, "what"] == "a drug, a shot"


def test_a_day_in_hospital_is_counted_once_and_tablets_beside_it():
    rows = [schedule(days="1-2", route="hospital", to_cycle=1), schedule(days="1;5", route="injection", to_cycle=1),
            schedule(days="5-6", to_cycle=1)]  # fmt: skip
    counts = count_care(lay_out_days(pd.DataFrame(rows)))
    assert counts == {"hospital": 2, "infusion": 0, "injection": 1, "visit": 0, "away": 3, "tablet": 2}


def test_nothing_given_is_no_day():
    empty = lay_out_days(pd.DataFrame([schedule(first_day=400)]))
    assert set(count_care(empty).values()) == {0}
    assert set(judge_days(empty)["route"]) == {""}


# Counted with pencil and paper from the rows of the table: days in hospital, away from home, with tablets.
BY_HAND = {
    "len_maintenance": (0, 0, 365),
    "ird": (0, 0, 13 * 22 + 1),
    "vrd": (0, 8 * 3, 8 * 15),
    "drd": (0, 8 + 8 + 8, 2 * 23 + 4 * 22 + 7 * 22 + 1),
    "dkd_weekly": (0, 13 * 3 + 1 + 2, 13 * 4 + 1),
    "dkd_twice": (0, 13 * 6 + 1 + 2, 13 * 7 + 1),
    "pvd": (0, 8 * 4 + 9 * 2 + 2, 17 * 14 + 8),
    "svd": (0, 10 * 4 + 3, 10 * 10 + 5),
    "bvd": (0, 8 * 4 + 9 + 1, 8 * 8),
    "teclistamab": (9, 9 + 51, 0),
    "elranatamab": (5, 5 + 1 + 22 + 12 + 2, 0),
    "talquetamab": (12, 12 + 25, 0),
    "cilta_cel": (11, 1 + 3 + 11, 0),
    "transplant": (15, 15, 263),
}


@pytest.mark.parametrize("plan", BY_HAND)
def test_the_years_of_the_course_are_those_counted_by_hand(plan):
    rows = table("schedules")
    counts = count_care(lay_out_days(rows[rows["plan_id"] == plan]))
    assert (counts["hospital"], counts["away"], counts["tablet"]) == BY_HAND[plan]


def test_every_plan_has_been_counted_and_uses_known_ways():
    assert set(table("plans")["plan_id"]) == set(table("schedules")["plan_id"].astype(str)) == set(BY_HAND)
    assert set(table("schedules")["route"].astype(str)) == set(ROUTES)

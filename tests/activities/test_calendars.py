"""Burden calendar: the days drawn are those of the schedule, the sentence counts them, what is left out is said."""

import pytest

from utils.activities import burden_calendar
from utils.activities.calendars import cite_schedules, compare_years, count_year
from utils.evidence import table


@pytest.fixture(scope="module")
def calendar():
    made = burden_calendar()
    yield made
    made.close()


def drawn(calendar, kind):
    rows = calendar.answer
    return list(rows[rows["kind"] == kind]["day"])


def test_a_year_is_drawn_whole(calendar):
    assert len(calendar.answer) == 365
    assert list(calendar.answer["day"]) == list(range(1, 366))


@pytest.mark.parametrize(
    ("plan", "kind", "days"),
    [
        ("vrd", "injection", [1, 8, 15, 22, 29, 36]),
        ("teclistamab", "in hospital", [1, 2, 3, 4, 5, 6]),
        ("cilta_cel", "other visit", [1]),
        ("ird", "tablets only", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_the_days_are_those_of_the_schedule(calendar, plan, kind, days):
    calendar.update(plan=plan, away=False)
    assert drawn(calendar, kind)[: len(days)] == days


def test_days_at_home_can_be_left_out(calendar):
    calendar.update(plan="drd", away=True)
    assert drawn(calendar, "tablets only") == []
    assert len(drawn(calendar, "injection")) == 24


@pytest.mark.parametrize("plan", table("plans")["plan_id"])
def test_the_sentence_counts_what_is_drawn(calendar, plan):
    calendar.update(plan=plan, away=False)
    away = (~calendar.answer["kind"].isin(["tablets only", ""])).sum()
    said = f"{away} of 365 days away from home" if away else "no day away from home"
    assert said in calendar.sentence
    assert f"Tablets on {count_year(plan)['tablet']} days" in calendar.sentence


@pytest.mark.parametrize("plan", table("plans")["plan_id"])
def test_what_is_not_drawn_is_said_and_the_days_have_sources(calendar, plan):
    calendar.update(plan=plan)
    left_out = table("plans").set_index("plan_id").loc[plan, "left_out"]
    assert left_out in calendar.chart.words["caution"]
    assert all(cite_schedules(plan))


def test_days_placed_by_the_course_are_marked(calendar):
    calendar.update(plan="transplant", away=False)
    rows = calendar.answer.set_index("day")
    assert not rows.loc[5, "day_read"]  # a stay whose length differs from place to place
    assert rows.loc[104, "day_read"]


def test_every_plan_is_compared_once():
    compared = compare_years()
    assert list(compared["name"]) == list(table("plans").sort_values("order")["name"])
    assert compared["away"].max() == 81

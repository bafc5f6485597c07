"""Burden calendar: one year of a treatment, day by day, as labels and trials name the days."""

from functools import cache

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Select, Settings
from utils.charts.care_days import KINDS, draw_calendar, name_days
from utils.clinic.schedules import count_care, judge_days, lay_out_days
from utils.evidence import cite, table

HEADINGS = {
    "day": "Day",
    "kind": "Asks for",
    "what": "Given",
    "day_read": "Day named by the source",
}


def burden_calendar(plan: str = "vrd") -> Activity:
    """The first year of a treatment as a calendar: days in hospital, infusions, injections, tablets.

    plan: one of `table("plans")`, such as "cilta_cel". Real treatment is put off, shortened and changed; this is the plan.
    """
    plans = table("plans").sort_values("order")
    return Activity(
        name="burden_calendar",
        title="A year of treatment, day by day",
        subtitle="Four weeks a row; a white spot: the source names no day, the course has placed it",
        label="modelled",
        controls=[
            Select("plan", "Treatment", dict(zip(plans["name"], plans["plan_id"], strict=True)), value=plan),
            Checkbox("away", "Only days away from home"),
        ],
        compute=lay_out_year,
        chart=draw_calendar,
        describe=describe_year,
        caution=warn_of_left_out,
        source="the tables of schedules and plans; each row names its own source",
        answers="grid",
        prompts=[
            "Lenalidomide every day, then DKd twice weekly: which year would you rather live, and what else would you ask?",
            "DKd weekly beside DKd twice weekly: the same drugs. What changed?",
            "Cilta-cel beside teclistamab: where is the heavy part of the year?",
        ],
        headings=HEADINGS,
    )


def lay_out_year(controls: Settings) -> pd.DataFrame:
    """One row a day of the year: day, kind (what it asks for), what (is given), day_read."""
    days = name_days(_year(controls.plan))
    if not controls.away:
        return days
    home = days["kind"] == KINDS["tablet"][0]
    return days.assign(kind=days["kind"].mask(home, ""), day_read=days["day_read"] | home)


def describe_year(controls: Settings, frame: pd.DataFrame) -> str:
    """How many days of the year ask for what."""
    counts, name = count_year(controls.plan), _plans().loc[controls.plan, "name"]
    said = [
        f"{counts[route]} {word}{'' if counts[route] == 1 else 's'}"
        for route, word in (
            ("hospital", "day"),
            ("infusion", "day"),
            ("injection", "day"),
            ("visit", "visit"),
        )
        if counts[route]
    ]
    kinds = {
        "hospital": "in hospital",
        "infusion": "with an infusion",
        "injection": "with an injection",
        "visit": "for collection",
    }
    listed = [
        f"{words} {kinds[route]}" for words, route in zip(said, [r for r in kinds if counts[r]], strict=True)
    ]
    lead = f"{name[0].upper()}{name[1:]}, first year as planned: "
    away = (
        f"{counts['away']} of 365 days away from home"
        if counts["away"]
        else "no day away from home for the drugs themselves"
    )
    both = sum(counts[route] for route in kinds) > counts["away"]
    more = f" ({', '.join(listed)}{'; some days hold both' if both else ''})" if listed else ""
    return f"{lead}{away}{more}. Tablets on {counts['tablet']} days."


def warn_of_left_out(controls: Settings, frame: pd.DataFrame) -> str:
    """What takes time too and is not drawn, and until when this plan goes."""
    plan = _plans().loc[controls.plan]
    return f"a plan on paper, {plan['ends']}. Not drawn: {plan['left_out']}; travel and waiting."


@cache
def count_year(plan: str) -> dict[str, int]:
    """Days of the first year of a plan by what they ask for: hospital, infusion, injection, visit, away, tablet."""
    return count_care(_given(plan))


def compare_years() -> pd.DataFrame:
    """The first years of all plans, one row each: name, and the days that `count_year` counts."""
    plans = table("plans").sort_values("order")
    return pd.DataFrame(
        [{"name": row["name"], **count_year(row["plan_id"])} for row in plans.to_dict("records")]
    )


def cite_schedules(plan: str) -> list[str]:
    """The sources of a plan's days, each once."""
    rows = table("schedules").query("plan_id == @plan")
    return [cite(source) for source in dict.fromkeys(rows["source_id"])]


@cache
def _given(plan: str) -> pd.DataFrame:
    rows = table("schedules")
    return lay_out_days(rows[rows["plan_id"] == plan])


@cache
def _year(plan: str) -> pd.DataFrame:
    return judge_days(_given(plan))


@cache
def _plans() -> pd.DataFrame:
    return table("plans").set_index("plan_id")

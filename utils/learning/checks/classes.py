"""Checks of notebook 04: which drugs share a target, and how many days of a year a treatment asks for."""

from utils.clinic.schedules import lay_out_days
from utils.evidence import drugs, table
from utils.learning.checks.findings import checks, found, is_near, missing_columns, read_number, say_number


@checks("04-1")
def check_shared_target(answer):
    """Names and classes of the drugs whose target mentions BCMA."""
    problem = missing_columns(answer, ["name", "class_id"])
    if problem:
        return problem
    known, names = drugs(), set(answer["name"])
    mine = known["target"].str.contains("BCMA")
    if names == set(known.loc[mine, "name"]) and len(answer) == mine.sum():
        return found("right", n=len(names), classes=known.loc[mine, "class_id"].nunique())
    if names == set(known.loc[known["target"] == "BCMA", "name"]):
        return found("only_exact", n=len(names))
    if names == set(known["name"]):
        return found("all_drugs", n=len(names))
    if names == set(known.loc[known["target"].str.contains("CD3"), "name"]):
        return found("other_target", n=len(names))
    return found("other", n=len(names))


@checks("04-2")
def check_days_away(answer):
    """Different days of the first year with an infusion or an injection, DKd with carfilzomib once a week."""
    number = read_number(answer)
    if number is None:
        return found("no_number")
    days = lay_out_days(table("schedules").query("plan_id == 'dkd_weekly'"))
    away = days[days["route"] != "tablet"]
    if is_near(number, away["day"].nunique()):
        return found("right", n=int(number))
    if is_near(number, len(away)):
        return found("rows_not_days", n=int(number))
    if is_near(number, days["day"].nunique()):
        return found("tablets_too", n=int(number))
    if is_near(number, (days["route"] == "infusion").sum()):
        return found("infusions_only", n=int(number))
    return found("other", number=say_number(number))

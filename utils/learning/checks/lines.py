"""Checks of notebook 05: counting lines and the 60-day rule."""

from utils.learning.checks.findings import checks, found, missing_columns


@checks("05-1")
def check_line_count(answer):
    """One planned package, then an unplanned change: two lines, from the events and not from a guess."""
    if isinstance(answer, int) and not isinstance(answer, bool):
        return found("only_a_number", number=answer)
    if not hasattr(answer, "n") or not hasattr(answer, "events"):
        return found("not_lines")
    events = [(event.verb, event.what.upper().replace("-", ""), event.line) for event in answer.events]
    verbs = [verb for verb, _, _ in events]
    if "sct" not in verbs:
        return found("no_transplant", seen=len(events))
    if answer.ambiguous:
        return found("unplanned_transplant")
    if answer.n == 1:
        return found("all_planned" if len(events) >= 4 else "too_short", seen=len(events))
    if answer.n > 2:
        return found("too_many", lines=answer.n)
    last = events[-1]
    return found("right") if last[2] == 2 and len(events) == 4 else found("too_short", seen=len(events))


DAYS = [9, 60, 61, 180]
REFRACTORY = [True, True, False, False]


@checks("05-2")
def check_sixty_days(answer):
    """Days from last dose to progression, and the 60-day rule with the sixtieth day inside."""
    problem = missing_columns(answer, ["days", "refractory"])
    if problem:
        return problem
    days = answer["days"]
    if hasattr(days, "dt"):
        days = days.dt.days
    days, judged = list(days), [bool(value) for value in answer["refractory"]]
    if [-day for day in days] == DAYS:
        return found("backwards")
    if days != DAYS:
        return found("other_days", days=", ".join(map(str, days)))
    if judged == [True, False, False, False]:
        return found("sixty_left_out")
    if judged == [not value for value in REFRACTORY]:
        return found("upside_down")
    return found("right") if judged == REFRACTORY else found("other_rule")

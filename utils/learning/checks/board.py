"""Checks of notebook 14: how many decisions leave a choice, and which labels held on a day."""

from utils.evidence import approvals, as_of
from utils.learning.cases.walking import case_choices
from utils.learning.checks.findings import checks, found, missing_columns, read_number

DAY = "2023-06"
ONE_LINE = "agency == 'FDA' and status == 'approved' and min_prior_lines == 1"


@checks("14-1")
def check_decisions(answer):
    """Decisions of the eight cases in which more than one choice can be defended."""
    number = read_number(answer)
    if number is None:
        return found("not_a_number")
    choices = case_choices()
    by_decision = choices.groupby(["case", "decision"])["verdict"]
    defended = by_decision.agg(lambda told: (told != "not supported here").sum())
    if number == (defended > 1).sum():
        return found("right", n=f"{number:.0f}", all=len(defended))
    if number == (by_decision.agg(lambda told: (told == "acceptable").sum()) > 1).sum():
        return found("acceptable_only")
    if number == len(defended):
        return found("every_decision")
    if number == defended.sum():
        return found("choices_counted", n=f"{number:.0f}")
    return found("other", n=f"{number:g}")


@checks("14-2")
def check_labels_of_a_day(answer):
    """Labels of the United States from one prior line on, as they stood in June 2023, newest first."""
    problem = missing_columns(answer, ["drugs", "date"])
    if problem:
        return problem
    given = [(str(row.drugs), row.date) for row in answer.itertuples()]
    held = _rows(as_of(DAY)["approvals"].query(ONE_LINE))
    if sorted(given) == sorted(held):
        dates = [date for _, date in given]
        newest_first = dates == sorted(dates, reverse=True)
        return found("right", n=len(held)) if newest_first else found("oldest_first")
    dated = [row for row in given if row[1] == row[1]]
    if sorted(dated) == sorted(row for row in _rows(approvals().query(ONE_LINE)) if row[1] == row[1]):
        return found("today")
    return found("too_many" if set(held) < set(dated) else "other", n=len(given))


def _rows(labels):
    return [(str(row.drugs), row.date) for row in labels.itertuples()]

"""Checks of notebook 03: falls from a baseline, the lowest so far, and both arms of progression."""

from utils.learning.checks.findings import checks, found, missing_columns

VALUES = [4.0, 2.8, 1.9, 0.6, 0.38, 0.41]
FALLS = [round((VALUES[0] - value) / VALUES[0] * 100, 1) for value in VALUES]
LEFT = [round(value / VALUES[0] * 100, 1) for value in VALUES]
STEPS = [0.0, *(round((a - b) / a * 100, 1) for a, b in zip(VALUES, VALUES[1:], strict=False))]
LOWEST = [min(VALUES[: k + 1]) for k in range(len(VALUES))]


@checks("03-1")
def check_falls(answer):
    """Per cent fallen from the first visit, and the lowest value so far."""
    problem = missing_columns(answer, ["fall_pct", "lowest"])
    if problem:
        return problem
    falls, lowest = (
        [round(float(value), 1) for value in answer["fall_pct"]],
        [float(v) for v in answer["lowest"]],
    )
    if falls == LEFT:
        return found("what_is_left")
    if falls == STEPS:
        return found("from_visit_before")
    if falls != FALLS:
        return found("other_falls", falls=", ".join(f"{value:g}" for value in falls))
    if lowest == [min(VALUES)] * len(VALUES):
        return found("lowest_of_all")
    return found("right") if lowest == LOWEST else found("other_lowest")


PROGRESSED = [False, False, True, False]
SLIPS = {
    "one_visit": [True, False, True, False],
    "one_arm": [False, True, True, False],
    "half_gram_alone": [False, False, True, True],
}


@checks("03-2")
def check_both_arms(answer):
    """A quarter more and half a gram more, on two visits in a row."""
    problem = missing_columns(answer, ["progressed"])
    if problem:
        return problem
    judged = [bool(value) for value in answer["progressed"]]
    if judged == PROGRESSED:
        return found("right")
    slip = next((name for name, wrong in SLIPS.items() if judged == wrong), "")
    return found(slip) if slip else found("other_rule", judged=", ".join(map(str, judged)))

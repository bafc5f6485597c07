"""Checks of notebook 02: a stage from two blood tests, and what one missing test leaves open."""

import pandas as pd

from utils.clinic import stage_iss
from utils.learning.checks.findings import checks, found, missing_columns, read_number

PEOPLE = {"Marta": (4.1, 3.6), "Cem": (3.4, 3.5), "Dora": (5.5, 4.2)}
POINTS = (1.5, 2.5)  # stage II and 1q gain, without and with t(4;14)


@checks("02-1")
def check_iss(answer):
    """The ISS stage of three people, two of whom stand on a limit."""
    problem = missing_columns(answer, ["stage"])
    if problem:
        return problem
    if len(answer) != len(PEOPLE):
        return found("other_people", rows=len(answer))
    stages = [str(stage) for stage in answer["stage"]]
    right = [stage_iss(*tests).answer for tests in PEOPLE.values()]
    slips = {
        (*right[:2], "II"): "edge_of_three",
        (right[0], "II", right[2]): "edge_of_one",
        ("I", *right[1:]): "albumin_alone",
        tuple(right): "right",
    }
    return found(slips.get(tuple(stages), "other"), seen=", ".join(stages)[:60])


@checks("02-2")
def check_open_points(answer):
    """Both sums of points that a test which was not done leaves possible."""
    numbers = _read_numbers(answer)
    known = {POINTS: "right", POINTS[:1]: "one_only", POINTS[1:]: "worst_only", (1.0, 2.0): "without_1q"}
    return found(known.get(tuple(sorted(numbers)), "other"), seen=str(answer)[:60])


def _read_numbers(answer) -> list[float]:
    several = answer if isinstance(answer, list | tuple | set | pd.Series) else [answer]
    numbers = [read_number(one) for one in several]
    return [round(number, 6) for number in numbers if number is not None]

"""Checks of notebook 06: hazard ratios side by side, and people lost between lines."""

import pandas as pd

from utils.evidence import attrition, outcomes
from utils.learning.checks.findings import checks, found, is_near, missing_columns, say_number

TRIALS = ["perseus", "maia", "cepheus", "imroz"]


@checks("06-1")
def check_hazard_ratios(answer):
    """One hazard ratio of progression a trial, for everyone randomised, lowest first."""
    problem = missing_columns(answer, ["trial_id", "value", "ci_low", "ci_high"])
    if problem:
        return problem
    trials = list(answer["trial_id"])
    absent = [trial for trial in TRIALS if trial not in trials]
    if absent:
        return found("trial_missing", trial=absent[0])
    if "endpoint" in answer.columns and set(answer["endpoint"]) != {"pfs_hr"}:
        return found("other_endpoints", names=", ".join(sorted(set(answer["endpoint"]) - {"pfs_hr"})))
    if len(trials) != len(set(trials)):
        return found("subgroups_kept", trial=next(t for t in trials if trials.count(t) > 1))
    if set(trials) != set(TRIALS):
        return found("other_trials", rows=len(trials))
    table = outcomes().query("endpoint == 'pfs_hr' and population == 'itt'").set_index("trial_id")["value"]
    if not all(is_near(v, table[t], 0.001) for t, v in zip(trials, answer["value"], strict=True)):
        return found("other_values")
    return found("right") if answer["value"].is_monotonic_increasing else found("not_ordered")


@checks("06-2")
def check_reaching_lines(answer):
    """Of 100 people without transplant, how many start lines 2, 3 and 4."""
    values = _as_numbers(answer)
    if values is None:
        return found("not_a_list")
    if len(values) == 4 and is_near(values[0], 100):
        values = values[1:]
    rows = attrition().query("cohort.str.startswith('Canadian') and population == 'not transplanted'")
    lost = list(rows.sort_values("after_line")["value"] / 100)
    product = [100 * float(share) for share in (1 - pd.Series(lost)).cumprod()]
    if len(values) != 3:
        return found("other_length", seen=len(values))
    if _all_near(
        values, [product[0], product[0] - 100 * lost[1], product[0] - 100 * lost[1] - 100 * lost[2]]
    ):
        return found("subtracted")
    if _all_near(values, [100 * (1 - share) for share in lost]):
        return found("each_alone")
    if _all_near(values, [share / 100 for share in product], 0.005):
        return found("as_fraction")
    return (
        found("right")
        if _all_near(values, product)
        else found("other", seen=", ".join(say_number(v) for v in values))
    )


def _as_numbers(answer) -> list[float] | None:
    try:
        return [float(value) for value in answer]
    except (TypeError, ValueError):
        return None


def _all_near(values: list[float], targets: list[float], within: float = 0.6) -> bool:
    return all(abs(value - target) <= within for value, target in zip(values, targets, strict=True))

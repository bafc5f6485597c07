"""Rules for results: intervals, landmarks, hazard ratios against medians, ids, duplicates."""

import re
from collections.abc import Iterator

import pandas as pd

from utils.evidence.errors import CourseDataError

FILE = "outcomes.csv"
NEAR_ONE = 0.05  # a ratio this close to 1 does not say which arm did better
NEAR_EQUAL = 0.05  # nor do medians or landmarks this close to each other
CUT = re.compile(r"cut_\d{4}")


def check_values(frames: dict[str, pd.DataFrame]) -> Iterator[CourseDataError]:
    """A value stands where one is due, in its endpoint's unit, and a percentage is at most 100."""
    units = frames["endpoints"].set_index("endpoint")["unit"]
    for row, r in _rows(frames["outcomes"]):
        if pd.isna(r["value"]) != bool(r["not_reached"]):
            seen = "not_reached is true beside a value" if r["not_reached"] else "an empty value"
            yield _problem(row, "value", seen, "either a value or not_reached", "compare with the source")
        if r["endpoint"] in units.index and r["unit"] != units[r["endpoint"]]:
            yield _problem(
                row, "unit", f"'{r['unit']}'", f"'{units[r['endpoint']]}'", "write the endpoint's unit"
            )
        if r["unit"] == "%" and r["value"] > 100:
            yield _problem(row, "value", f"{r['value']:g} %", "100 % or less", "compare with the source")


def check_intervals(frames: dict[str, pd.DataFrame]) -> Iterator[CourseDataError]:
    """An interval brackets its value and says its level."""
    for row, r in _rows(frames["outcomes"]):
        low, value, high = r["ci_low"], r["value"], r["ci_high"]
        if low > value or value > high or low > high:
            seen = f"{value:g} lies outside {low:g} to {high:g}"
            yield _problem(
                row, "value", seen, "a value inside its interval", "compare all three with the source"
            )
        if (pd.notna(low) or pd.notna(high)) != pd.notna(r["ci_level"]):
            yield _problem(
                row, "ci_level", "interval without level, or level without interval", "both", "fill it"
            )


def check_ratios(frames: dict[str, pd.DataFrame]) -> Iterator[CourseDataError]:
    """A hazard ratio names its comparator, and points the way the medians and landmarks point."""
    outcomes = frames["outcomes"]
    for row, r in _rows(outcomes):
        is_ratio = r["endpoint"].endswith("_hr")
        if is_ratio != pd.notna(r["comparison"]):
            expected = "the comparator's arm_id" if is_ratio else "an empty cell"
            yield _problem(
                row, "comparison", f"'{r['comparison']}'", expected, "name the arm, or clear the cell"
            )
        elif is_ratio and r["comparison"] == r["arm_id"]:
            yield _problem(
                row, "comparison", "the arm is compared with itself", "another arm", "name the other arm"
            )
        elif is_ratio:
            yield from _contradictions(row, r, outcomes)


def check_ids(frames: dict[str, pd.DataFrame]) -> Iterator[CourseDataError]:
    """An id is made of its row's trial, arm, endpoint, population and cut, and no result is entered twice."""
    arms = frames["arms"].set_index(["trial_id", "arm_id"])["n_denominator"]
    seen: dict[tuple, int] = {}
    for row, r in _rows(frames["outcomes"]):
        own = arms.get((r["trial_id"], r["arm_id"])) == r["population"]
        stem = [r["trial_id"], r["arm_id"], r["endpoint"], *([] if own else [r["population"]])]
        *_, last = r["id"].split("-")
        cut = [last] if CUT.fullmatch(last) else []
        due = "-".join(stem + cut)
        if r["id"] != due:
            yield _problem(row, "id", f"'{r['id']}'", f"'{due}'", "make the id from the row's own cells")
        first = seen.setdefault((*stem[:3], r["population"], r["comparison"], *cut), row)
        if first != row:
            words = f"the endpoint of this arm and cut stands in row {first} already"
            yield _problem(
                row, "endpoint", words, "one row each", "delete one, or mark the older cut in its id"
            )


RESULT_CHECKS = (check_values, check_intervals, check_ratios, check_ids)


def _contradictions(row: int, ratio: pd.Series, outcomes: pd.DataFrame) -> Iterator[CourseDataError]:
    if abs(ratio["value"] - 1) <= NEAR_ONE:
        return
    measure = ratio["endpoint"].removesuffix("_hr")
    same = outcomes[
        (outcomes["trial_id"] == ratio["trial_id"]) & (outcomes["population"] == ratio["population"])
    ]
    for endpoint, pair in same[same["endpoint"].str.match(f"{measure}_(median|pct_at)")].groupby("endpoint"):
        current = pair[~pair["id"].str.contains("-cut_")].set_index("arm_id")
        if not {ratio["arm_id"], ratio["comparison"]} <= set(current.index):
            continue
        arm, other = (_height(current.loc[a]) for a in (ratio["arm_id"], ratio["comparison"]))
        if _disagree(ratio["value"], arm, other):
            seen = f"{ratio['value']:g} says the opposite of {endpoint}: {arm:g} against {other:g}"
            mend = "check which arm the ratio is about; swap arm_id and comparison if needed"
            yield _problem(row, "value", seen, "the same direction", mend)


def _disagree(ratio: float, arm: float, other: float) -> bool:
    if pd.isna(arm) or pd.isna(other) or arm == other or abs(arm - other) <= NEAR_EQUAL * min(arm, other):
        return False
    return (ratio < 1) != (arm > other)


def _height(result: pd.Series) -> float:
    return float("inf") if result["not_reached"] else result["value"]


def _rows(frame: pd.DataFrame) -> Iterator[tuple[int, dict]]:
    return enumerate(frame.to_dict("records"), start=2)


def _problem(row: int, column: str, seen: str, expected: str, mend: str) -> CourseDataError:
    return CourseDataError(FILE, row, column, seen, expected, mend)

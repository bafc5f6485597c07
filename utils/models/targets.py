"""What the cohort is measured against: published numbers, and the virtual trial arms that are read beside them.

Both are data: course_data/calibration_targets.csv and calibration_arms.csv. There are three sets, told apart by `kind`.
Calibrated targets set the level of one class each, and only they enter a fit. Held-out targets never do: every
*increment* between two arms, attrition, survival, and routine care's first remission by era. The third set was written
down before the model's form was changed, and was looked at once, when all was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pandas as pd

from utils import evidence
from utils.models._checks import ParameterError
from utils.models.regimens import suggest

AFTERWARDS = ("kd", "cyclo_d")  # unless the table says otherwise
CALIBRATED, HELD_OUT, THIRD = "calibrated", "held_out", "third"
KINDS = (CALIBRATED, HELD_OUT, THIRD)


class Arm(NamedTuple):
    """A virtual trial arm: what was given before, what the arm gives, at which lines, and who takes part.

    mix: pairs of line and share of the arm's people. people: changes to the trial preset. afterwards: what is given once
    the arm has failed, where survival is read.
    """

    history: tuple[str, ...]
    give: str
    mix: tuple[tuple[int, float], ...]
    people: tuple[tuple[str, float], ...] = ()
    afterwards: tuple[str, ...] = AFTERWARDS


@dataclass(frozen=True)
class Target:
    """One published number, and how the same number is read from a simulation.

    measure: name of a `Lab` method; args: its arguments (arm or setting, comparison, month or line).
    """

    id: str
    published: float
    unit: str
    source_id: str
    kind: str
    measure: str
    args: tuple = ()
    what: str = ""


@cache
def targets() -> tuple[Target, ...]:
    """Every target, in the order of the table."""
    rows = evidence.table("calibration_targets")
    return tuple(_read_target(row) for row in rows.itertuples(index=False))


@cache
def arms() -> dict[str, Arm]:
    """Every virtual trial arm by name."""
    rows = evidence.table("calibration_arms")
    return {row.arm: _read_arm(row) for row in rows.itertuples(index=False)}


def find_arm(name: str) -> Arm:
    """One arm. Raises ParameterError with the closest known name."""
    if name not in arms():
        raise ParameterError(f"arm {name!r} is not in calibration_arms.csv. {suggest(str(name), arms())}")
    return arms()[name]


def _read_target(row) -> Target:
    args = tuple(value for value in (row.arm, row.comparison, row.at) if pd.notna(value))
    what = row.what if pd.notna(row.what) else ""
    return Target(row.target_id, row.published, row.unit, row.source_id, row.kind, row.measure, args, what)


def _read_arm(row) -> Arm:
    pairs = (part.split(":") for part in row.lines.split())
    mix = tuple((int(line), float(share)) for line, share in pairs)
    own = [(name, getattr(row, name)) for name in ("age_mean_years", "frail_share_at_70")]
    people = tuple((name, float(value)) for name, value in own if pd.notna(value))
    return Arm(_names(row.history), row.give, mix, people, _names(row.afterwards) or AFTERWARDS)


def _names(cell) -> tuple[str, ...]:
    return tuple(cell.split()) if pd.notna(cell) else ()

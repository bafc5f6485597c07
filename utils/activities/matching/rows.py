"""The rows a number can be held against: results and harms of trials, which are of an older cut, and whose arms they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from utils.activities.matching.names import CAR_T, Named
from utils.activities.matching.writings import drug_writings, read_token
from utils.evidence import table

EVERYBODY = ("itt", "cohort", "treated", "infused", "analysed")  # the arm itself, not a part of it
COUNTED = (
    "evaluable",
    "mrd_evaluable",
    "us_label",
    "lesions",
    "sites",
    "responders",
)  # the arm, when nothing wider stands there
SUPPORT = frozenset({"dexamethasone", "prednisone", "placebo", "methylprednisolone"})


@dataclass(frozen=True)
class Row:
    """One result as the table holds it; `main` when it counts the whole arm, `old` when a later row supersedes it."""

    id: str
    trial: str
    arm: str
    against: str
    endpoint: str
    population: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    follow_up: float | None
    old: bool
    main: bool
    grade: str = ""


@cache
def rows_of(trial: str) -> tuple[Row, ...]:
    """Every row of a trial."""
    return tuple(row for row in all_rows() if row.trial == trial)


@cache
def all_rows() -> tuple[Row, ...]:
    """Results, then harms."""
    outcomes, safety = table("outcomes"), table("safety")
    known: dict[tuple, set] = {}
    for row in outcomes.itertuples():
        known.setdefault((row.trial_id, row.arm_id, row.endpoint), set()).add(row.population)
    results = [_result(row, known[row.trial_id, row.arm_id, row.endpoint]) for row in outcomes.itertuples()]
    harms = [
        Row(row.id, row.trial_id, row.arm_id, "", f"harm:{row.harm}", "treated", _number(row.value), row.unit, None, None, None,
            bool(row.superseded), True, str(row.grade))
        for row in safety.itertuples() if isinstance(row.trial_id, str) and isinstance(row.arm_id, str)
    ]  # fmt: skip
    return (*results, *harms)


def _result(row: tuple, populations: set) -> Row:
    main = row.population in EVERYBODY or (row.population in COUNTED and not populations & set(EVERYBODY))
    against = row.comparison if isinstance(row.comparison, str) else ""
    numbers = [_number(value) for value in (row.value, row.ci_low, row.ci_high, row.follow_up_months)]
    value, low, high, follow_up = numbers
    return Row(row.id, row.trial_id, row.arm_id, against, row.endpoint, row.population, value, row.unit, low, high, follow_up,
               "-cut_" in row.id, main)  # fmt: skip


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


@dataclass(frozen=True)
class Arm:
    """An arm by what it gives: one set of drugs for each regimen that could be given."""

    id: str
    trial: str
    name: str
    role: str
    sets: tuple[frozenset[str], ...]


@cache
def arms_of(trial: str) -> tuple[Arm, ...]:
    """The arms of a trial."""
    rows = table("arms")
    return tuple(
        Arm(row.arm_id, trial, row.regimen, row.role, _read_sets(row.regimen, row.drugs))
        for row in rows[rows["trial_id"] == trial].itertuples()
    )


def _read_sets(regimen: str, drugs: object) -> tuple[frozenset[str], ...]:
    """What the drugs column lists; where it names a choice, each regimen named."""
    listed = str(drugs).split(";") if isinstance(drugs, str) else []
    plain = ["ASCT" if word == "ASCT" else drug_writings().get(word.casefold(), "") for word in listed]
    placebo = {"placebo"} if "placebo" in regimen.casefold() else set()
    named = [read_token(word) for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", regimen)]
    choices = [drugs for drugs in named if drugs]
    if listed and all(plain):
        return (frozenset(plain) | placebo,)
    return tuple(choices) or ((frozenset(placebo),) if placebo else ())


def find_arms(trial: str, named: Named) -> frozenset[str] | None:
    """The arms of this trial that a treatment in the text can mean.

    None when it may be any of them (a drug of all arms); empty when the trial gave no such thing.
    """
    arms = arms_of(trial)
    if named.group in ("comparator", "experimental"):
        return _by_role(arms, named.group)
    if named.group == "car_t":
        return _subset(arm for arm in arms if any(CAR_T & drugs for drugs in arm.sets)) or frozenset()
    if named.group == "no_transplant":
        return _subset(arm for arm in arms if not any("ASCT" in drugs for drugs in arm.sets)) or None
    exact = [arm for arm in arms if any(_same(named.drugs, drugs, arms) for drugs in arm.sets)]
    if exact:
        return None if len(exact) == len(arms) > 1 else _subset(exact)
    holding = [arm for arm in arms if any(named.drugs <= drugs for drugs in arm.sets)]
    if len(holding) == len(arms) > 1:
        return None
    return _subset(holding)


def _by_role(arms: tuple[Arm, ...], role: str) -> frozenset[str] | None:
    if len(arms) < 2:
        return None
    chosen = [arm for arm in arms if (arm.role == "comparator") == (role == "comparator")]
    return _subset(chosen) or None


def _same(said: frozenset[str], given: frozenset[str], arms: tuple[Arm, ...]) -> bool:
    """The same drugs; steroids and what every arm has (a transplant) need not be said."""
    shared = {"ASCT"} if all("ASCT" in drugs for arm in arms for drugs in arm.sets) else set()
    extra = SUPPORT | shared
    return bool(said - extra) and said - extra == given - extra or (said == given and bool(said))


def _subset(arms: Iterable[Arm]) -> frozenset[str]:
    return frozenset(arm.id for arm in arms)


@cache
def trials_giving(named: Named) -> tuple[str, ...]:
    """Trials with an arm of just this treatment; failing that, with an arm that holds it."""
    ids = list(dict.fromkeys(table("arms")["trial_id"]))
    if not named.drugs or named.drugs <= SUPPORT or named.group == "ASCT":
        return ()
    said = named.drugs - SUPPORT - {"ASCT"}
    exact = [
        t for t in ids if any(said == drugs - SUPPORT - {"ASCT"} for arm in arms_of(t) for drugs in arm.sets)
    ]
    if exact and (named.whole or len(named.drugs) > 1):
        return tuple(exact)
    return tuple(t for t in ids if any(named.drugs <= drugs for arm in arms_of(t) for drugs in arm.sets))

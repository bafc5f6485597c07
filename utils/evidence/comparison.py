"""Put two results beside each other, and say what else differs between the people they come from."""

from dataclasses import dataclass

import pandas as pd

from utils.evidence.citations import cite
from utils.evidence.errors import UnknownFact, UnknownTrial
from utils.evidence.tables import table

TRIAL_ASPECTS = {
    "line": "line of therapy",
    "setting": "setting",
    "refractoriness": "refractoriness",
    "eligibility": "who could enter",
    "era": "era",
    "design": "design",
    "control": "comparator of the trial",
}
OUTCOME_ASPECTS = {
    "follow_up_months": "follow-up (months)",
    "population": "who is counted",
    "ci_level": "level of the interval (%)",
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs: `aspect` in words, and how it stands on either side."""

    aspect: str
    a: str
    b: str

    def __str__(self) -> str:
        return f"{self.aspect}: {self.a} | {self.b}"


@dataclass(frozen=True)
class Comparison:
    """Two results and what differs between them; print it, or show `caution` on a chart.

    `a` and `b` are rows of outcomes; `differences` is empty for two arms of one randomised comparison.
    """

    a: pd.Series
    b: pd.Series
    differences: tuple[Difference, ...]
    randomised: bool

    @property
    def caution(self) -> str:
        """One sentence for a chart; empty when chance alone decided who was in which group."""
        if self.randomised and not self.differences:
            return ""
        lead = "Same trial, but" if self.randomised else "Not compared within one randomised trial."
        aspects = ", ".join(d.aspect for d in self.differences) or "nothing recorded here"
        return f"{lead} differs: {aspects}." if self.randomised else f"{lead} Differs: {aspects}."

    def __str__(self) -> str:
        lines = [_sentence(self.a), _sentence(self.b), self.caution or "Two arms of one randomised trial."]
        return "\n".join([*lines, *(f"  {d}" for d in self.differences)])


def outcome(id: str) -> pd.Series:
    """One result by its id, e.g. `outcome("perseus-d_vrd-pfs_pct_at_48")`: a row of outcomes.

    Raises UnknownFact with the nearest ids.
    """
    return _row("outcomes", "id", id, UnknownFact)


def trial(trial_id: str) -> pd.Series:
    """One trial or cohort by its id; raises UnknownTrial with the nearest ids."""
    return _row("trials", "trial_id", trial_id, UnknownTrial)


def compare(a: str, b: str) -> Comparison:
    """Two results by id, and what differs between the populations behind them.

    Looks at line, setting, refractoriness, entry criteria, era, design, comparator, follow-up, who is
    counted, how many, endpoint and interval. Two arms of one randomised trial at one data cut differ in
    nothing but treatment. Raises UnknownFact with the nearest ids.
    """
    first, second = outcome(a), outcome(b)
    trials = trial(first["trial_id"]), trial(second["trial_id"])
    same = first["trial_id"] == second["trial_id"]
    randomised = bool(same and trials[0]["design"] == "randomised")
    found = [*_endpoint_difference(first, second), *_differ(first, second, OUTCOME_ASPECTS)]
    if not same:
        found += _differ(*trials, TRIAL_ASPECTS)
        found += _comparator_difference(first, second)
        found += _denominator_difference(first, second)
    return Comparison(first, second, tuple(found), randomised)


def _differ(a: pd.Series, b: pd.Series, aspects: dict[str, str]) -> list[Difference]:
    pairs = ((words, _text(a[column]), _text(b[column])) for column, words in aspects.items())
    return [Difference(words, x, y) for words, x, y in pairs if x != y]


def _endpoint_difference(a: pd.Series, b: pd.Series) -> list[Difference]:
    if a["endpoint"] == b["endpoint"]:
        return []
    meaning = table("endpoints").set_index("endpoint")["meaning"]
    return [Difference("endpoint", meaning[a["endpoint"]], meaning[b["endpoint"]])]


def _comparator_difference(a: pd.Series, b: pd.Series) -> list[Difference]:
    if pd.isna(a["comparison"]) and pd.isna(b["comparison"]):
        return []
    names = [_regimen(row["trial_id"], row["comparison"]) for row in (a, b)]
    return [Difference("compared with", *names)] if names[0] != names[1] else []


def _denominator_difference(a: pd.Series, b: pd.Series) -> list[Difference]:
    sizes = [_text(_arm(row["trial_id"], row["arm_id"])["n"]) for row in (a, b)]
    return [Difference("people in the arm", *sizes)] if sizes[0] != sizes[1] else []


def _arm(trial_id: str, arm_id: str) -> pd.Series:
    arms = table("arms")
    return arms[(arms["trial_id"] == trial_id) & (arms["arm_id"] == arm_id)].iloc[0]


def _regimen(trial_id: str, arm_id: str) -> str:
    return "nothing" if pd.isna(arm_id) else _arm(trial_id, arm_id)["regimen"]


def _row(name: str, key: str, value: str, error: type) -> pd.Series:
    rows = table(name).set_index(key, drop=False)
    if value not in rows.index:
        raise error(value, rows.index, f"course_data/{name}.csv", f"{name}()")
    return rows.loc[value]


def _text(value: object) -> str:
    if pd.isna(value):
        return "not stated"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sentence(row: pd.Series) -> str:
    name, regimen = trial(row["trial_id"])["name"], _regimen(row["trial_id"], row["arm_id"])
    meaning = table("endpoints").set_index("endpoint")["meaning"][row["endpoint"]]
    value = "not reached" if row["not_reached"] else f"{row['value']:g} {row['unit']}"
    low, high = row["ci_low"], row["ci_high"]
    interval = f" ({row['ci_level']:g} % CI {_bound(low)} to {_bound(high)})" if pd.notna(low) else ""
    return f"{name}, {regimen}: {meaning}: {value}{interval}. {cite(row['id'])}"


def _bound(value: float) -> str:
    return "not reached" if pd.isna(value) else f"{value:g}"

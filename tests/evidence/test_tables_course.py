"""Natural history, attrition, stages, harms and resistance: the numbers hang together as their sources say."""

import pandas as pd
import pytest

from utils.evidence import fact, table


def value(id: str) -> float:
    return fact(id).value


def test_mgus_risk_rises_and_is_far_above_what_was_observed():
    at = [value(f"kyle_2018-mgus-progression_pct_at_{years}y") for years in (10, 20, 30, 35, 40)]
    assert at == sorted(at) == [10, 18, 28, 36, 36]
    assert value("kyle_2018-mgus-progression_pct_observed") == 11


def test_rows_that_ignore_death_from_other_causes_say_so():
    rows = table("natural_history").query("condition == 'MGUS' and measure == 'cumulative progression'")
    assert set(rows["competing_death"]) == {"not counted"}


def test_twenty_two_twenty_groups_are_whole_and_ordered():
    shares = [value(f"mateos_2020-smm-share_pct-{g}") for g in ("low", "intermediate", "high")]
    risks = [value(f"mateos_2020-smm-progression_pct_at_2y-{g}") for g in ("low", "intermediate", "high")]
    assert sum(shares) == 100
    assert risks == sorted(risks) == [6, 18, 44]


@pytest.mark.parametrize("arm", ["asct", "non_asct"])
def test_attrition_grows_with_each_line(arm):
    rates = [value(f"cmrg_attrition-{arm}-attrition_pct_after_line_{line}") for line in (1, 2, 3)]
    assert rates == sorted(rates)


def test_the_same_word_gives_three_fold_different_numbers():
    fonseca = value("fonseca_2020-non_asct-one_line_only_pct")
    canada = value("cmrg_attrition-non_asct-attrition_pct_after_line_1")
    assert fonseca / canada == pytest.approx(3, abs=0.1)
    meanings = table("attrition").set_index("id")["definition"]
    assert (
        meanings["fonseca_2020-non_asct-one_line_only_pct"]
        != meanings["cmrg_attrition-non_asct-attrition_pct_after_line_1"]
    )


def test_one_definition_has_one_wording_within_a_cohort():
    wordings = (
        table("attrition").groupby(["cohort", "definition"], observed=True)["definition_text"].nunique()
    )
    assert (wordings == 1).all()


def test_derived_shares_are_recomputed_from_their_counts():
    derived = table("attrition").query("derived")
    assert len(derived) == 4
    assert (derived["value"] - (100 * derived["n"] / 917)).abs().max() < 0.06


@pytest.mark.parametrize("system", ["r_iss", "imwg_frailty"])
def test_groups_of_a_system_hold_everybody(system):
    rows = table("staging_outcomes")
    rows = rows[rows["id"].str.startswith(system + "-") & rows["id"].str.endswith("-share_pct")]
    assert rows["value"].sum() == 100


@pytest.mark.parametrize(
    "ids",
    [
        [f"r_iss-{stage}-os_pct_at_5y" for stage in ("i", "ii", "iii")],
        [f"imwg_frailty-{group}-os_pct_at_3y" for group in ("fit", "intermediate", "frail")],
        [f"imwg_frailty-{group}-os_pct_at_3y-validation" for group in ("fit", "intermediate", "frail")],
    ],
)
def test_survival_falls_from_group_to_group(ids):
    survival = [value(id) for id in ids]
    assert survival == sorted(survival, reverse=True)


def test_frequency_is_numerator_over_denominator():
    rows = table("resistance").dropna(subset=["value"])
    assert len(rows) >= 5
    assert (
        rows["value"] - 100 * rows["numerator"].astype(float) / rows["denominator"].astype(float)
    ).abs().max() < 0.06


def test_no_frequency_without_a_denominator():
    rows = table("resistance")
    assert (rows["value"].isna() == rows["denominator"].isna()).all()


def test_the_denominators_of_bcma_loss_add_up():
    rows = table("resistance").set_index("id")
    part = rows.loc["resistance-bcma-one_copy_hyperhaploid"], rows.loc["resistance-bcma-one_copy_others"]
    whole = rows.loc["resistance-bcma-one_copy_all"]
    assert sum(p["denominator"] for p in part) == whole["denominator"]
    assert sum(p["numerator"] for p in part) == whole["numerator"]


def test_evidence_is_ordered_from_models_to_people():
    evidence = table("resistance")["evidence"].cat
    assert evidence.ordered
    assert list(evidence.categories)[0] == "cell models"
    assert list(evidence.categories)[-1] == "patient cohort"


def test_proteasome_mutation_is_taught_as_rare():
    rows = table("resistance").query("class_id == 'proteasome_inhibitor' and target == 'PSMB5'")
    assert set(rows["evidence"]) == {"patient cohort", "case reports"}
    assert rows["value"].isna().all()


def test_severe_harms_are_never_more_common_than_all():
    rows = table("safety").query("not superseded")
    wide = rows.pivot_table(
        index=["trial_id", "arm_id", "harm"], columns="grade", values="value", observed=True
    )
    for grade in ("3 or higher", "3 or 4"):
        both = wide.dropna(subset=["any", grade])
        assert (both[grade] <= both["any"]).all()


def test_harms_are_shares_of_people():
    assert table("safety")["value"].between(0, 100).all()


def test_every_threshold_names_its_version_and_source():
    criteria = table("criteria")
    assert criteria["version"].notna().all()
    assert value("criteria-crs-fever") == 38
    assert value("criteria-dx-slim-involved") == 100
    assert value("criteria-ims_imwg_2025-del17p") == 20
    strict = criteria.set_index("id").loc[
        [f"criteria-20_2_20-{k}" for k in ("bmpc", "m", "ratio")], "comparator"
    ]
    assert set(strict) == {">"}


def test_intervals_enclose_their_value():
    rows = table("natural_history").dropna(subset=["ci_low"])
    assert isinstance(rows, pd.DataFrame)
    assert ((rows["ci_low"] <= rows["value"]) & (rows["value"] <= rows["ci_high"])).all()

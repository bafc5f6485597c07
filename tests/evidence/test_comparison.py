import pytest

from utils.evidence import UnknownFact, UnknownTrial, compare, outcome, trial

DRD = "pollux-d_rd-pfs_median_months"
RD = "pollux-rd-pfs_median_months"
DVD_REFRACTORY = "castor-d_vd-pfs_median_months-len_refractory"


def aspects(a: str, b: str) -> set[str]:
    return {difference.aspect for difference in compare(a, b).differences}


def test_an_outcome_and_a_trial_are_found_by_their_ids():
    assert outcome(DRD)["value"] == 44.5
    assert trial("pollux")["control"] == "Rd"


def test_two_arms_of_one_randomised_trial_differ_in_treatment_only():
    pair = compare(DRD, RD)
    assert pair.randomised
    assert pair.differences == ()
    assert pair.caution == ""
    assert "Two arms of one randomised trial." in str(pair)


def test_two_trials_differ_in_what_is_recorded():
    found = aspects(DRD, DVD_REFRACTORY)
    assert {"refractoriness", "comparator of the trial", "who is counted", "follow-up (months)"} <= found


def test_the_caution_names_what_differs():
    caution = compare(DRD, DVD_REFRACTORY).caution
    assert caution.startswith("Not compared within one randomised trial.")
    assert "refractoriness" in caution


def test_line_and_era_are_compared():
    assert {"line of therapy", "setting"} <= aspects("maia-d_rd-pfs_median_months", DRD)
    assert "era" in aspects("apex-bortezomib-os_median_months", "boston-svd-orr_pct")


def test_hazard_ratios_against_different_comparators():
    assert {"compared with", "people in the arm"} <= aspects("pollux-d_rd-pfs_hr", "castor-d_vd-pfs_hr")


def test_different_endpoints_are_named_in_words():
    (first, *_) = compare(DRD, "pollux-d_rd-orr_pct").differences
    assert (first.aspect, first.b) == ("endpoint", "partial response or better")


def test_an_interval_that_is_not_95_per_cent_is_told():
    assert "level of the interval (%)" in aspects("s0777-vrd-pfs_hr", "maia-d_rd-pfs_hr")


def test_two_cuts_of_one_trial_differ_in_follow_up():
    pair = compare("cartitude_4-cilta_cel-os_hr-cut_2023", "cartitude_4-cilta_cel-os_hr")
    assert [d.aspect for d in pair.differences] == ["follow-up (months)"]
    assert pair.caution == "Same trial, but differs: follow-up (months)."


def test_infused_and_intention_to_treat_are_told_apart():
    assert "who is counted" in aspects("cartitude_1-cilta_cel-orr_pct", "cartitude_4-cilta_cel-orr_pct")


def test_two_strata_of_a_cohort_are_not_called_randomised():
    pair = compare(
        "teclistamab_imwg-prior_bcma-orr_pct-evaluable", "teclistamab_imwg-bcma_naive-orr_pct-evaluable"
    )
    assert not pair.randomised
    assert pair.caution.startswith("Not compared")


def test_printing_shows_both_results_with_interval_and_citation():
    text = str(compare("pollux-d_rd-pfs_hr", "s0777-vrd-os_median_months"))
    assert "0.44 ratio (95 % CI 0.35 to 0.55)" in text
    assert "not reached" in text
    assert "Bahlis" in text


@pytest.mark.parametrize(
    ("look", "name", "error"), [(outcome, "pollux-d_rd-pfs", UnknownFact), (trial, "polux", UnknownTrial)]
)
def test_an_unknown_id_is_answered_with_the_nearest(look, name, error):
    with pytest.raises(error, match="Closest: 'pollux"):
        look(name)

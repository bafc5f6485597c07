"""Checks of notebook 07: whom the trials left out, and differences that people can picture."""

from utils.evidence import fact, trials
from utils.learning.checks.findings import checks, found, is_near, missing_columns


@checks("07-1")
def check_excluded(answer):
    """Trials at early relapse that left out lenalidomide-refractory disease."""
    problem = missing_columns(answer, ["trial_id", "refractoriness"])
    if problem:
        return problem
    names = set(answer["trial_id"])
    early = trials().query("setting == 'early relapse'")
    without = early["refractoriness"].str.contains("lenalidomide") & early["refractoriness"].str.contains(
        "excluded"
    )
    # "with 1 prior line lenalidomide-refractory" is the opposite of leaving such people out.
    target = set(early[without & ~early["refractoriness"].str.contains("anti-CD38")]["trial_id"])
    if names == target:
        return found("right", n=len(target))
    if names >= set(early["trial_id"]):
        return found("nothing_filtered", n=len(names))
    if "dreamm_7" in names or "majestec_3" in names:
        return found("other_exclusion")
    outside = names - set(early["trial_id"])
    if outside:
        return found("other_setting", trial=sorted(outside)[0])
    if names - target:
        return found("included_ones", trial=sorted(names - target)[0])
    return found("some_missing", n=len(target - names))


PAIRS = {
    "majestec_3": ("majestec_3-tec_dara-pfs_pct_at_36", "majestec_3-standard-pfs_pct_at_36"),
    "cartitude_4": ("cartitude_4-cilta_cel-pfs_pct_at_30", "cartitude_4-standard-pfs_pct_at_30"),
}


@checks("07-2")
def check_more_of_hundred(answer):
    """How many more of 100 are free of progression, trial by trial."""
    if not isinstance(answer, dict) and hasattr(answer, "to_dict"):
        answer = answer.to_dict()
    if not isinstance(answer, dict):
        return found("not_a_dictionary")
    absent = [trial for trial in PAIRS if trial not in answer]
    if absent:
        return found("trial_missing", trial=absent[0])
    shares = {trial: tuple(fact(name).value for name in pair) for trial, pair in PAIRS.items()}
    if all(is_near(answer[trial], new - old) for trial, (new, old) in shares.items()):
        return found("right")
    if all(is_near(answer[trial], old - new) for trial, (new, old) in shares.items()):
        return found("upside_down")
    if all(is_near(answer[trial], new / old) for trial, (new, old) in shares.items()):
        return found("ratios")
    return found(
        "other", trial=next(t for t, (new, old) in shares.items() if not is_near(answer[t], new - old))
    )

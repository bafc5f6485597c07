"""Checks of notebook 10: how sure small studies are, and claims about salvage."""

from utils.evidence import outcomes, web_claims
from utils.learning.checks.findings import checks, found, is_near, missing_columns

STUDIES = ["storm", "cartitude_2c", "locommotion"]


@checks("10-1")
def check_widths(answer):
    """Width of the interval of three response rates, widest first."""
    problem = missing_columns(answer, ["trial_id", "value", "width"])
    if problem:
        return problem
    studies = list(answer["trial_id"])
    if set(studies) != set(STUDIES) or len(studies) != len(STUDIES):
        return found("other_rows", rows=len(studies))
    rows = outcomes().query("endpoint == 'orr_pct' and trial_id in @STUDIES").set_index("trial_id")
    width = rows["ci_high"] - rows["ci_low"]
    given = dict(zip(studies, answer["width"], strict=True))
    if all(is_near(given[s], -width[s]) for s in STUDIES):
        return found("upside_down")
    if all(is_near(given[s], width[s] / 2) for s in STUDIES):
        return found("half")
    if not all(is_near(given[s], width[s]) for s in STUDIES):
        return found("other_width", study=next(s for s in STUDIES if not is_near(given[s], width[s])))
    if studies != sorted(STUDIES, key=lambda s: -width[s]):
        return found("not_ordered", first=studies[0])
    return found("right")


@checks("10-2")
def check_wrong_claims(answer):
    """Claims of the salvage page that were judged wrong."""
    problem = missing_columns(answer, ["claim_id", "verdict", "article"])
    if problem:
        return problem
    claims = web_claims()
    target = set(claims.query("article == 'salvage therapy' and verdict == 'wrong'")["claim_id"])
    names = set(answer["claim_id"])
    if names == target:
        return found("right", n=len(target))
    if names == set(claims.query("article == 'salvage therapy'")["claim_id"]):
        return found("all_verdicts", n=len(names))
    if names == set(claims.query("article == 'salvage therapy' and verdict != 'correct'")["claim_id"]):
        return found("imprecise_too", n=len(names))
    return found("other", n=len(names))

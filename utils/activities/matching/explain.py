"""Why a number has its mark, in a sentence."""

from utils.activities.matching.attach import Claim
from utils.activities.matching.rows import Row, arms_of


def say_nothing_near(claim: Claim) -> str:
    """Why there was nothing to hold a number against."""
    if claim.strange:
        return "the study named here is not in the course's tables"
    return "no trial or treatment that the course's tables know is named near it"


def say_sourced(claim: Claim, row: Row) -> str:
    """How a number that stands here agrees: as printed, rounded or worked out."""
    if claim.kind == "reduction":
        return f"worked out from the hazard ratio {row.value:g}"
    exact = claim.kind == "not_reached" or (
        claim.figure.kind != "years" and abs(row.value - claim.figure.value) < 1e-9
    )
    said = "" if exact else "rounded; "
    return said + (
        "the trial is named in the text"
        if claim.trials
        else "no trial is named in the text: this is where it stands here"
    )


def say_older(row: Row, pool: list[Row]) -> str:
    """That a later reading exists, with its figure when it stands here."""
    later = [
        r
        for r in pool
        if not r.old and r.main and (r.trial, r.arm, r.endpoint) == (row.trial, row.arm, row.endpoint)
    ]
    now = "not reached" if later and later[0].value is None else f"{later[0].value:g}" if later else ""
    return "an earlier reading of the trial" + (f"; the later one here: {now}" if later else "")


def say_other(right: list[Row]) -> str:
    """Whether the arm or the people are others."""
    if right:
        return "the number stands here for another part of the trial's people"
    return "the number stands here for another arm than the text names"


def explain(claim: Claim, pool: list[Row], measured: list[Row]) -> str:
    """Where the same digits stand, when they measure something else; else what stands here for this measure."""
    printed = claim.figure.value
    twins = [row for row in pool if row.value is not None and abs(row.value - printed) < 1e-9]
    ratios = [
        row
        for row in pool
        if row.unit == "ratio"
        and row.value
        and claim.kind in ("percent", "reduction")
        and abs(100 * row.value - printed) < 0.5
    ]
    if claim.kind != "not_reached" and twins:
        return f"the same digits stand here as another measure: {say_row(twins[0])}"
    if ratios:
        return f"a hazard ratio is not a percentage of people: {say_row(ratios[0])}"
    here = [say_row(row) for row in measured if row.main and not row.old and row.value is not None]
    if here and claim.measure:
        return f"for this measure stands here: {'; '.join(list(dict.fromkeys(here))[:4])}"
    return "no such number stands in the tables for what is named here"


def say_row(row: Row) -> str:
    """A row in a few words: value, unit, measure, arm."""
    name = {arm.id: arm.name for arm in arms_of(row.trial)}.get(row.arm, row.arm)
    unit = {"ratio": "hazard ratio", "%": "%"}.get(row.unit, row.unit)
    return f"{row.value:g} {unit} ({row.endpoint.replace('harm:', '').replace('_', ' ').replace(' pct', '').replace(' hr', '')}, {name})"

"""The mark of one claim: as sourced here, older cut, other population or arm, not found. Never that it is true."""

import re
from dataclasses import dataclass

from utils.activities.matching.attach import Claim
from utils.activities.matching.explain import explain, say_nothing_near, say_older, say_other, say_sourced
from utils.activities.matching.measures import FAMILY
from utils.activities.matching.rows import SUPPORT, Row, arms_of, find_arms, rows_of, trials_giving

SOURCED, OLDER, OTHER, ABSENT, UNREAD = (
    "as sourced here",
    "older cut",
    "other population or arm",
    "not found",
    "not read",
)
VERDICTS = (SOURCED, OLDER, OTHER, ABSENT)
UNIT = {"percent": "%", "months": "months", "years": "months", "ratio": "ratio", "reduction": "ratio"}
HARM_WORDS = {
    "neuro": ("neurotox", "neurologic", "parkinson", "cranial", "ICANS"), "eye": ("ocular", "cornea", "visual", "eyes"),
    "death": ("death", "fatal"), "second cancer": ("second cancer", "myeloid"),
}  # fmt: skip
DEEP = re.compile(r"10\s*\^?\s*-\s*6|10⁻⁶|10-6|10 -6|million", re.I)


@dataclass(frozen=True)
class Mark:
    """A number of the page with its mark. ids: the rows it was held to; note: why, in one sentence."""

    start: int
    end: int
    text: str
    verdict: str
    ids: tuple[str, ...] = ()
    note: str = ""
    kind: str = ""
    trial: str = ""


def judge(claim: Claim, text: str) -> Mark:
    """Hold one claim against the rows of the trial or treatment named with it."""
    figure = claim.figure
    pool, arms = _find_pool(claim)
    verdict, rows, note = _weigh(claim, pool, arms)
    trial = rows[0].trial if rows else (claim.trials[0] if claim.trials else "")
    return Mark(
        figure.start,
        figure.end,
        text[figure.start : figure.end],
        verdict,
        tuple(r.id for r in rows),
        note,
        claim.kind,
        trial,
    )


def _find_pool(claim: Claim) -> tuple[list[Row], dict[str, frozenset[str] | None]]:
    """The rows that may be meant, and for each trial the arms (None: any)."""
    if claim.strange:
        return [], {}
    trials = claim.trials
    arms = {t: _arms(t, claim) for t in trials}
    if (
        trials
        and not claim.said_here
        and claim.arm
        and claim.arm.drugs - SUPPORT
        and all(a == frozenset() for a in arms.values())
    ):
        trials = ()  # an earlier sentence named a trial, but it gave no such treatment
    for named in (claim.arm, claim.not_arm, *claim.others):
        if not trials and named:
            trials = trials_giving(named)
            arms = {t: _arms(t, claim) for t in trials}
    return [row for t in trials for row in rows_of(t)], arms


def _arms(trial: str, claim: Claim) -> frozenset[str] | None:
    if claim.arm:
        return find_arms(trial, claim.arm)
    if claim.not_arm and len(arms_of(trial)) == 2:
        other = find_arms(trial, claim.not_arm)
        return frozenset(arm.id for arm in arms_of(trial)) - other if other else None
    return None


def _weigh(claim: Claim, pool: list[Row], arms: dict) -> tuple[str, list[Row], str]:
    if not pool:
        return ABSENT, [], say_nothing_near(claim)
    if claim.kind == "follow_up":
        return _weigh_follow_up(claim, pool)
    same_unit = [row for row in pool if _fits_unit(claim, row)]
    measured = [row for row in same_unit if _fits_measure(claim, row, pool)]
    hits = [row for row in measured if _fits_value(claim, row)]
    if claim.carried and not hits:  # the measure was only taken over from the sentence before
        measured, hits = same_unit, [row for row in same_unit if _fits_value(claim, row)]
    right = [row for row in hits if _fits_arm(row, arms)]
    parts = {row.population for row in measured}
    people = [row for row in right if (row.population == claim.part if claim.part in parts else row.main)]
    current, old = [r for r in people if not r.old], [r for r in people if r.old]
    own = [row for row in current or old if row.trial in claim.trials[:1]] or current or old
    if current:
        return SOURCED, own, say_sourced(claim, own[0])
    if old:
        return OLDER, own, say_older(own[0], pool)
    if hits:
        return OTHER, right or hits, say_other(right)
    return ABSENT, [], explain(claim, pool, measured)


def _weigh_follow_up(claim: Claim, pool: list[Row]) -> tuple[str, list[Row], str]:
    hits = [row for row in pool if row.follow_up and _rounds(claim, row.follow_up)]
    if not hits:
        known = sorted({row.follow_up for row in pool if row.follow_up and not row.old})
        return (
            ABSENT,
            [],
            f"median follow-up that stands here: {'; '.join(f'{m:g}' for m in known[-4:])} months"
            if known
            else "no follow-up stands here",
        )
    current = [row for row in hits if not row.old]
    return (
        (SOURCED, current[:1], "median follow-up of this row")
        if current
        else (OLDER, hits[:1], "follow-up of an earlier reading")
    )


def _fits_unit(claim: Claim, row: Row) -> bool:
    if claim.kind == "not_reached":
        return row.value is None and row.unit == "months"
    return row.unit == UNIT[claim.kind] and row.value is not None


def _fits_measure(claim: Claim, row: Row, pool: list[Row]) -> bool:
    what = claim.measure
    if not what or what == "follow_up":
        return True
    if what.startswith("harm:"):
        return _fits_harm(claim, row)
    if what == "pfs":
        fits = row.endpoint.startswith(("pfs_", "efs_", "progression_free"))
    elif what == "mrd":
        fits = _fits_mrd(claim, row, {r.endpoint for r in pool if r.trial == row.trial})
    elif what == "pain":
        fits = row.endpoint.startswith(("pain_", "recalcif"))
    else:
        fits = row.endpoint.startswith(FAMILY[what])
    return fits and _fits_landmark(claim, row)


def _fits_harm(claim: Claim, row: Row) -> bool:
    harm = claim.measure.removeprefix("harm:")
    named = row.endpoint.startswith("harm:") and any(
        word in row.endpoint for word in HARM_WORDS.get(harm, (harm,))
    )
    return named and (not claim.severe or row.grade != "any")


def _fits_mrd(claim: Claim, row: Row, known: set[str]) -> bool:
    """Depth counts: one in a million is another measure than one in 100,000."""
    if not any(e.startswith("mrd_neg") for e in known):
        return row.endpoint.startswith("mrd_conversion")
    if not row.endpoint.startswith("mrd_neg"):
        return False
    deep = "mrd_neg_1e6_pct"
    if DEEP.search(claim.words) and deep in known:
        return (
            row.endpoint in (deep, "mrd_neg_pct")
            if re.search(r"10\s*\^?\s*-\s*5|10⁻⁵", claim.words)
            else row.endpoint == deep
        )
    plain = [e for e in known if e == "mrd_neg_pct" or e.startswith("mrd_neg_pct_")]
    return row.endpoint in plain if plain else True


def _fits_landmark(claim: Claim, row: Row) -> bool:
    at = re.search(r"_at_(\d+)$", row.endpoint)
    return not at or claim.landmark is None or float(at[1]) == claim.landmark


def _fits_value(claim: Claim, row: Row) -> bool:
    if claim.kind == "not_reached":
        return True
    value = row.value
    if claim.kind == "reduction":
        return abs(100 * (1 - value) - claim.figure.value) <= 0.5 * 10**-claim.figure.decimals + 1e-9
    return _rounds(claim, value)


def _rounds(claim: Claim, value: float) -> bool:
    """Equal as printed, or the table's figure rounded to the digits printed."""
    figure = claim.figure
    if figure.kind == "years":
        value = value / 12
    return abs(value - figure.value) <= 0.5 * 10**-figure.decimals + 1e-9 and (
        figure.kind == "years" or abs(value - figure.value) < 1e-9 or figure.decimals < _decimals(value)
    )


def _decimals(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


def _fits_arm(row: Row, arms: dict[str, frozenset[str] | None]) -> bool:
    wanted = arms.get(row.trial)
    return wanted is None or row.arm in wanted

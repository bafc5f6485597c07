"""Which trial, arm, measure and people each number of a sentence belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from utils.activities.matching.figures import AGAINST, Figure
from utils.activities.matching.measures import DROPS, RISK, TRACK, Measure
from utils.activities.matching.names import Named
from utils.activities.matching.subjects import choose_arms, choose_subject
from utils.activities.matching.ties import (
    choose_measure,
    choose_part,
    is_far,
    is_severe,
    nearest,
    part_landmarks,
)

FOLLOWED = re.compile(r"(?:'|\s)*(?:of\s+)?(?:median\s+)?follow(?:ed)?[\s-]*up", re.I)
STEP = re.compile(
    r"\bversus\b|\bvs?\b\.?|\bcompared\b|\bagainst\b|\band\b|\bor\b|\bto\b|\bfrom\b|\bbut\b|\bwhile\b|\bwhereas\b|\bthan\b|,|/|;|\(|\x00",
    re.I,
)


@dataclass(frozen=True)
class Context:
    """What earlier sentences had named: a trial (`strange`: one that the tables lack), a measure, treatments."""

    trials: tuple[str, ...] = ()
    strange: bool = False
    measure: str = ""
    given: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One number with all it was said about. kind as in Figure, or `follow_up`, `reduction`. arm, other: as named."""

    figure: Figure
    kind: str
    measure: str = ""
    landmark: float | None = None
    trials: tuple[str, ...] = ()
    strange: bool = False
    said_here: bool = False
    arm: Named | None = None
    not_arm: Named | None = None
    part: str = ""
    words: str = ""
    carried: bool = False
    severe: bool = False
    others: tuple[Named, ...] = ()


def read_sentence(
    plain: str, span: tuple[int, int], figures: Sequence[Figure], names: Sequence[Named], measures: Sequence[Measure],
    parts: Sequence[Measure], before: Context,
) -> tuple[list[Claim], Context]:  # fmt: skip
    """The claims of one sentence, and what the next one may lean on."""
    figures, when = part_landmarks(plain, span, _inside(figures, span))
    names, measures, parts = (_inside(things, span) for things in (names, measures, parts))
    trials = [name for name in names if name.what == "trial"]
    arms = [name for name in names if name.what == "treatment"]
    claims = []
    for group in _group(plain, figures, measures):
        chosen = choose_arms(plain, span, group, arms, figures)
        for figure, arm in zip(group, chosen, strict=True):
            measure = choose_measure(plain, figure, group, measures)
            claim = Claim(
                figure, _kind(plain, span, figure), measure or (before.measure if not measures else "")
            )
            claim = replace(claim, words=plain[span[0] : span[1]], others=tuple(arms) or before.given)
            claim = replace(claim, carried=not measure or is_far(plain, figure, measures, measure))
            claim = replace(
                claim,
                landmark=nearest(when, figure),
                part=choose_part(plain, figure, group, figures, parts, span),
            )
            arm = choose_subject(plain, figure, arms, figures) if claim.kind == "ratio" else arm
            claim = replace(claim, arm=arm[0], not_arm=arm[1])
            claim = replace(claim, severe=is_severe(plain, figure, figures, measures, span))
            if not _is_age(plain, claim, span):
                claims.append(_place(plain, claim, _own_trial(plain, figure, group, trials), before))
    last = trials[-1] if trials else None
    spoken = [m.what for m in measures if m.what != "follow_up"]
    context = Context(last.trials, not last.trials) if last else before
    given = tuple(arm for arm in arms if arm.drugs) or (() if last else before.given)
    return claims, replace(context, measure=spoken[-1] if spoken else before.measure, given=given)


def _inside(things: Sequence, span: tuple[int, int]) -> list:
    return [thing for thing in things if span[0] <= thing.start < span[1]]


def _kind(plain: str, span: tuple[int, int], figure: Figure) -> str:
    before, after = plain[span[0] : figure.start], plain[figure.end : span[1]]
    timed = figure.kind in ("months", "years")
    if timed and (TRACK.search(before) or FOLLOWED.match(after)):
        return "follow_up"
    if figure.kind == "percent" and _is_reduction(before[-110:], after[:70]):
        return "reduction"
    return figure.kind


def _is_reduction(before: str, after: str) -> bool:
    """'cut the risk of death by 45 %', '45 % lower risk of death', '45 % reduction in the risk'."""
    if re.search(
        r"\bby\s+(?:about\s+|approximately\s+|around\s+|nearly\s+|almost\s+|roughly\s+|some\s+|a\s+)*$",
        before,
        re.I,
    ):
        return bool(DROPS.search(before) and RISK.search(before))
    if re.search(r"(?:cut|reduction|fall|drop|decrease)\s+of\s+(?:about\s+|around\s+)?$", before, re.I):
        return bool(RISK.search(before[-60:] + after))
    if re.match(r"\s*(?:relative\s+)?(?:risk\s+)?(?:reduc|lower|decreas|less|drop|fall)\w*", after, re.I):
        return bool(RISK.search(before[-60:] + after))
    return False


def _group(plain: str, figures: list[Figure], measures: list[Measure]) -> list[list[Figure]]:
    """Numbers of one kind that are held against each other, with no other measure named between them."""
    groups: list[list[Figure]] = []
    for figure in figures:
        last = groups[-1][-1] if groups else None
        gap = plain[last.end : figure.start] if last else ""
        if last and last.kind == figure.kind and (figure.kind != "ratio" or re.fullmatch(r"\s*and\s*", gap)):
            named = [m for m in measures if last.end <= m.start < figure.start and m.what != "follow_up"]
            if (not named or AGAINST.search(gap)) and STEP.search(gap) and ";" not in gap:
                groups[-1].append(figure)
                continue
        groups.append([figure])
    return groups


def _is_age(plain: str, claim: Claim, span: tuple[int, int]) -> bool:
    """Years that are an age, a duration of life or of the study, and no result."""
    if claim.figure.kind != "years":
        return False
    timed = claim.measure in ("pfs", "os", "dor", "ttp", "pfs2") and not claim.carried
    return not timed or bool(re.match(r"[\s-]*(?:old|of\s+age)", plain[claim.figure.end : span[1]]))


def _own_trial(plain: str, figure: Figure, group: list[Figure], trials: list[Named]) -> list[Named]:
    """'POLLUX and CASTOR: 44.5 and 16.7 months': as many trials in a row as numbers, in order."""
    before = [t for t in trials if t.end <= group[0].start][-len(group) :]
    gaps = [plain[x.end : y.start] for x, y in zip(before, before[1:], strict=False)]
    rows = len(group) == len(before) > 1 and all(
        re.fullmatch(r"\s*(?:,|and|or|vs?\.?|versus|/|,\s*and)\s*", gap) for gap in gaps
    )
    return [before[group.index(figure)]] if rows else trials


def _place(plain: str, claim: Claim, trials: list[Named], before: Context) -> Claim:
    """The trial a number belongs to: named just after it, before it in the sentence, after it, or in an earlier sentence."""
    figure = claim.figure
    following = [t for t in trials if t.start >= figure.end]
    preceding = [t for t in trials if t.end <= figure.start]
    joined = [t for t in following if ";" not in plain[figure.end : t.start]]
    chosen = preceding[-1] if preceding else (joined[0] if joined else None)
    gap = plain[figure.end : following[0].start] if following else ""
    if following and re.fullmatch(
        r"[^.;,\d]{0,40}?\b(?:in|from|of)\s+(?:the\s+)?|[^.;\d]{0,60}\(\s*", gap, re.I
    ):
        chosen = following[0]
    if chosen:
        return replace(claim, trials=chosen.trials, strange=not chosen.trials, said_here=True)
    return replace(claim, trials=before.trials, strange=before.strange)

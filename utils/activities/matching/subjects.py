"""Which arm a number of a sentence is said of, and which it is not."""

import re

from utils.activities.matching.figures import AGAINST, Figure
from utils.activities.matching.names import Named

VERSUS = re.compile(
    r"\b(?:vs?\b\.?|versus|compared\s+(?:with|to)|against|relative\s+to|over|than|rather\s+than)", re.I
)
LINK = re.compile(
    r"[\s,)\]]*\(?\s*(?:of\s+)?(?:(?:with|in|for|on|among|after|receiving|given|by|under|from|the|a|an|those|people|patients|who|received|receive|got"
    r"|treated|assigned|randomi[sz]ed|to|were|was|taking|who|had|stayed|so|remained|still|did|all|participants|individuals|patient|persons|adults|allocated|started|starting|cohort|each|it|that|treatment|therapy|when|if|same|new|arm|group|at|\d+|months?|years?|of|group|median|progression-free|survival|pfs|os|orr|rate|overall)\s+)*\(?\s*",
    re.I,
)
BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
Choice = tuple[Named | None, Named | None]


def choose_arms(
    plain: str, span: tuple[int, int], group: list[Figure], arms: list[Named], figures: list[Figure]
) -> list[Choice]:
    """For each number of a group the arm it was said of, and else the arm it was not said of."""
    if _rises(plain, group) and (
        subject := [arm for arm in arms if arm.start < group[0].start and arm.drugs]
    ):
        return [(None, subject[0]), (subject[0], None)]
    listed = any(0 <= group[0].start - arm.end <= 3 for arm in arms)
    found: list[Named | None] = [_after(plain, figure, arms, figures, listed) for figure in group]
    alone = not any(found[:-1]) and (not found[-1] or _heads_pair(plain, found[-1], arms))
    pairs = _pair_up(plain, group, arms) if alone and len(group) > 1 else None
    if pairs:
        return [(arm, None) for arm in pairs]
    for k, figure in enumerate(group):
        if found[k] is None:
            floor = group[k - 1].end if k else max(span[0], plain.rfind(";", span[0], figure.start))
            near = [
                arm for arm in arms if floor <= arm.start and arm.end <= figure.start and arm not in found
            ]
            against = bool(near) and bool(AGAINST.search(plain[near[-1].end : figure.start]))
            if (
                near and k and against
            ):  # 'x % with D-VRd in PERSEUS versus y %': the arm is that of the number before
                found[k - 1] = found[k - 1] or near[-1]
            elif near:
                found[k] = _before(plain, near, figure, figures)
    return [(arm, None) if arm else _share(plain, k, group, found) for k, arm in enumerate(found)]


def _rises(plain: str, group: list[Figure]) -> bool:
    """'extended it from 7.1 months to 11.2 months': first without, then with what was added."""
    return (
        len(group) == 2
        and bool(re.search(r"\bfrom\s+(?:a\s+median\s+(?:of\s+)?)?$", plain[: group[0].start], re.I))
        and bool(
            re.fullmatch(r"\s*to\s+(?:a\s+median\s+(?:of\s+)?)?", plain[group[0].end : group[1].start], re.I)
        )
    )


def _heads_pair(plain: str, arm: Named, arms: list[Named]) -> bool:
    """Whether another arm follows with a word of comparing and nothing else: '(D-Rd vs Rd)'."""
    after = [other for other in arms if other.start >= arm.end]
    return bool(after) and bool(
        re.fullmatch(rf"\s*(?:{VERSUS.pattern})\s*", plain[arm.end : after[0].start], re.I)
    )


def _share(plain: str, k: int, group: list[Figure], found: list[Named | None]) -> Choice:
    """A number with no arm of its own: held against one that has, it is the other arm's; joined by 'and', the same arm's."""
    known = [j for j, arm in enumerate(found) if arm]
    if not known:
        return None, None
    near = min(known, key=lambda j: abs(j - k))
    if abs(near - k) > 1:
        return None, None
    low, high = sorted((near, k))
    gap = plain[group[low].end : group[high].start]
    if VERSUS.search(gap) or re.match(r",?\s*(?:up\s+)?from\s", gap):
        return None, found[near]
    return (found[near], None) if found[near].end <= group[near].start else (None, None)


def _after(
    plain: str, figure: Figure, arms: list[Named], figures: list[Figure], listed: bool
) -> Named | None:
    """'84.3 % with D-VRd': the arm follows, with nothing but linking words between; with none, unless arms stand first (`listed`)."""
    following = [arm for arm in arms if arm.start >= figure.end]
    if not following:
        return None
    gap = BRACKETS.sub(lambda m: " " * len(m[0]), plain[figure.end : following[0].start])
    seen = [
        f for f in figures if figure.end <= f.start < following[0].start and gap[f.start - figure.end].strip()
    ]
    if any(other.kind != "interval" for other in seen) or VERSUS.search(gap):
        return None
    return (
        following[0]
        if LINK.fullmatch(gap) and (re.search(r"[\w(]", gap) or not (listed or "," in gap))
        else None
    )


def _before(plain: str, near: list[Named], figure: Figure, figures: list[Figure]) -> Named:
    """The arm a number was said of when it stands before: the subject, unless the number stands in brackets after the last."""
    last = near[-1]
    if len(near) > 1 and VERSUS.search(plain[near[-2].end : last.start]):
        between = any(near[-2].end <= f.start < last.start for f in figures)
        own = between or re.fullmatch(r"\s*\(\s*", plain[last.end : figure.start])
        return last if own else near[-2]
    return last


def _pair_up(plain: str, group: list[Figure], arms: list[Named]) -> list[Named] | None:
    """'D-VRd versus VRd: 84.3 % versus 67.7 %': as many arms in a row as numbers, before or after them."""
    count = len(group)
    for side in (
        [a for a in arms if a.end <= group[0].start][-count:],
        [a for a in arms if a.start >= group[-1].end][:count],
    ):
        gaps = [plain[x.end : y.start] for x, y in zip(side, side[1:], strict=False)]
        if len(side) == count and all(
            len(gap) < 60 and (VERSUS.search(gap) or re.search(r"\band\b|\bor\b|\bwith\b|\bto\b|,|/", gap))
            for gap in gaps
        ):
            return side
    return None


def choose_subject(plain: str, figure: Figure, arms: list[Named], figures: list[Figure]) -> Choice:
    """For a ratio, the arm whose hazard it is, when the text says so: 'D-VRd against VRd'. A ratio belongs to both arms else."""
    before = [arm for arm in arms if arm.end <= figure.start]
    if len(before) < 2:
        return None, None
    gap = plain[before[-2].end : before[-1].start]
    between = any(before[-2].end <= f.start < before[-1].start for f in figures)
    return (before[-2], None) if VERSUS.search(gap) and not between else (None, None)

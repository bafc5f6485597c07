"""Which measure, landmark, grade and people a number of a sentence is tied to."""

import re

from utils.activities.matching.figures import Figure
from utils.activities.matching.measures import LANDMARK, Measure, is_landmark, read_landmark
from utils.activities.matching.subjects import VERSUS

HAD = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:of|in)\s+(?:the\s+|all\s+)?[\w-]+(?:\s+[\w-]+){0,5}?\s+)?(?:who\s+)?(?:had|has|have|achiev\w+|reach\w+|attain\w+|experienc\w+|were|was|remain\w*"
    r"|develop\w*|lived|surviv\w+|respond\w*|ha[sd]\s+a|showed|became|stayed|free|alive|is|are)\b[\w\s-]{0,24}$",
    re.I,
)
COUNTED = frozenset(
    {"orr", "pr", "cr", "scr", "vgpr", "mrd", "mrd_cr", "mrd_sustained", "mrd_conversion", "crossover"}
)  # in per cent only
OWNED = re.compile(
    r"(?:%|months?|mo|per ?cent)\s$", re.I
)  # a measure that follows a number: '63 % ORR, 39 % CR'
PAIR = re.compile(rf"[\s,]*(?:{VERSUS.pattern}|and|or|to|/)?\s*(?:only\s+)?", re.I)
VERBAL = re.compile(r"(?:respond(?!er)|surviv(?:ed|ing)|lived|alive|progressed)", re.I)
TIGHT = re.compile(r"[\s:=(,]*(?:rates?\s*)?(?:of|was|is|at|reached)?[\s:=(]*")
SEVERE = re.compile(r"\bgrades?\s*(?:[≥>3-5]|three|four)|\bsevere\b|\bserious\b|\bfatal\b", re.I)
WHOLE = re.compile(
    r"\b(?:overall|all\s+patients|whole|intention|intent|ITT|entire|total)\b(?!\s+(?:survival|response))",
    re.I,
)


def part_landmarks(
    plain: str, span: tuple[int, int], figures: list[Figure]
) -> tuple[list[Figure], list[tuple[int, float]]]:
    """Months that say when, apart from months that are results."""
    when = {}
    for m in LANDMARK.finditer(plain, *span):
        follows = re.search(
            r"follow(?:ed)?[\s-]*up\W+(?:\w+\W+){0,3}$|median\s+(?:of\s+)?$",
            plain[max(span[0], m.start() - 40) : m.start(1)],
            re.I,
        )
        if (
            is_landmark(plain, m)
            and not follows
            and not re.match(r"[\s-]*(?:of\s+)?(?:median\s+)?follow", plain[m.end(2) :], re.I)
        ):
            when[m.start(1)] = read_landmark(m)
    kept = [
        f
        for f in figures
        if f.start not in when
        and not _is_bound(plain, f)
        and not (f.kind == "unread" and any(f.start <= p < f.end for p in when))
    ]
    return kept, sorted(when.items())


def _is_bound(plain: str, figure: Figure) -> bool:
    """'at least 12 months', '≥12 months': how long something was asked for, no result."""
    asked = re.search(
        r"(?:[≥≤]|[<>]=?|at\s+least|up\s+to|minimum\s+of|every)\s*$",
        plain[max(0, figure.start - 12) : figure.start],
        re.I,
    )
    return figure.kind in ("months", "years") and bool(asked)


def nearest(when: list[tuple[int, float]], figure: Figure) -> float | None:
    """The month that is named nearest to a number."""
    return min(when, key=lambda pair: abs(pair[0] - figure.start))[1] if when else None


def choose_measure(plain: str, figure: Figure, group: list[Figure], measures: list[Measure]) -> str:
    """What stands just before or just after; a verb of having ties the number to what follows it."""
    first, last = group[0], group[-1]
    tied = _tied_after(plain, last, measures)
    two = [m for m in measures if m.end <= first.start][-2:]
    if (
        len(group) == len(two) == 2
        and first.kind == "ratio"
        and re.fullmatch(
            r"[\s,]*(?:and|or)\s+(?:for\s+|of\s+)?(?:overall\s+)?", plain[two[0].end : two[1].start]
        )
    ):
        return two[group.index(figure)].what
    inside = [m for m in measures if first.end <= m.start < last.start]
    if inside and figure.end <= inside[0].start:  # 'x % responded to one against y %'
        head = [f for f in group if f.end <= inside[0].start][-1]
        return _tied_after(plain, head, measures) or _last(measures, first.start) or inside[0].what
    clause = plain.rfind(";", 0, first.start)
    near = [
        m
        for m in measures
        if clause < m.start and m.end <= (figure.start if inside else first.start) and m.what != "follow_up"
    ]
    later = group[group.index(figure) :]
    if tied and (
        not near or all(VERSUS.search(plain[x.end : y.start]) for x, y in zip(later, later[1:], strict=False))
    ):
        return tied
    if said := _last(measures, figure.start if inside else first.start):
        return said
    after = [m.what for m in measures if m.start >= last.end]
    return after[0] if after and after[0] != "follow_up" else ""


def is_far(plain: str, figure: Figure, measures: list[Measure], chosen: str) -> bool:
    """Whether no measure stands in the number's part of the sentence, between semicolons, or only one of another unit far off."""
    low, high = plain.rfind(";", 0, figure.start), plain.find(";", figure.end)
    clause = [m for m in measures if low < m.start < (high if high > 0 else len(plain))]
    if low >= 0 and not clause:
        return True
    own = [m for m in measures if m.what == chosen]
    tight = [m for m in own if TIGHT.fullmatch(plain[m.end : figure.start])]
    return figure.kind == "months" and chosen in COUNTED and not tight


def _last(measures: list[Measure], place: int) -> str:
    """The measure named last before a place."""
    named = [m.what for m in measures if m.end <= place and m.what != "follow_up"]
    return named[-1] if named else ""


def _tied_after(plain: str, last: Figure, measures: list[Measure]) -> str:
    """The measure that follows a number and belongs to it: '88 % had a complete response', '37 % in complete response'."""
    after = [m for m in measures if m.start >= last.end]
    if not after:
        return ""
    gap = plain[last.end : after[0].start]
    ahead = [m for m in measures if 0 <= last.start - m.end <= 6]
    close = any(not OWNED.search(plain[max(0, m.start - 9) : m.start]) for m in ahead)
    near = bool(re.fullmatch(r"\s*(?:in\s+|with\s+)?(?:an?\s+|the\s+)?(?:median\s+)?", gap)) and not close
    said = gap.rstrip(" ,")[:-1]
    acts = VERBAL.match(plain, after[0].start) and re.fullmatch(r"\s*(?:[A-Za-z][\w-]*\s+){0,9}", gap)
    return after[0].what if near or acts or (HAD.fullmatch(gap) and "," not in said) else ""


def is_severe(
    plain: str, figure: Figure, figures: list[Figure], measures: list[Measure], span: tuple[int, int]
) -> bool:
    """Whether a harm is said of its severe grades only: in words beside the number or beside the harm."""
    floor = max([span[0], *(f.end for f in figures if f.end <= figure.start)])
    windows = [plain[max(floor, figure.start - 40) : figure.start]]
    harms = [m for m in measures if m.what.startswith("harm:") and m.end <= figure.start and m.start >= floor]
    harms = harms or [m for m in measures if m.what.startswith("harm:") and m.start >= figure.end][:1]
    for m in harms[-1:]:
        windows += [
            plain[max(floor, m.start - 30) : m.start],
            re.split(r"\d+\s*%|;|grade 1", plain[m.end : m.end + 30])[0],
        ]
    return any(SEVERE.search(window) for window in windows)


def choose_part(
    plain: str,
    figure: Figure,
    group: list[Figure],
    figures: list[Figure],
    parts: list[Measure],
    span: tuple[int, int],
) -> str:
    """The people a number is said of, when they are a part of the trial."""
    later = [f.start for f in figures if f.start > figure.start and f.kind != "interval" and f not in group]
    end = min([*later, span[1]])
    own = [f.start for f in group if f.start > figure.start]
    segment = plain[figure.end : min([*own, end])]
    if WHOLE.match(segment.lstrip(" ,(")) or re.match(
        r"\s*(?:in|among|for)\s+(?:the\s+)?(?:overall|all|whole|entire|intention)", segment, re.I
    ):
        return ""
    if own and not PAIR.fullmatch(segment):
        end = min(own)
    after = [p for p in parts if figure.end <= p.start < end]
    if after and not re.search(r";", plain[figure.end : after[0].start]):
        return after[0].what
    before = [p for p in parts if p.end <= figure.start]
    if before and not WHOLE.search(plain[before[-1].end : figure.start]):
        return before[-1].what
    return ""

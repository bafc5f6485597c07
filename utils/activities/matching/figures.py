"""Numbers with their units: per cent, months, years, hazard ratios with their intervals, and what stands there unreadable."""

import re
from dataclasses import dataclass

NUMBER = r"(?<![\w.,/^-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w^]|[.,]\d)|(?<![\w.,])\.\d+(?![\w.])"
BARE = re.compile(NUMBER)
PERCENT = re.compile(r"\s*-?(?:%|per\s?cents?\b|percents?\b|pct\b|percentage points?\b)", re.I)
MONTHS = re.compile(r"[\s-]*(?:months?|mos?)\b", re.I)
YEARS = re.compile(r"[\s-]*(?:years?|yrs?)\b", re.I)
JOINER = re.compile(
    r"\s*(?:,|;|/|-)?\s*\(?(?:vs?\b\.?|versus|and|or|to|against|compared\s+(?:with|to)|/|,)\s*", re.I
)
AGAINST = re.compile(
    r"(?:\bvs?\b\.?|\bversus|\bagainst|\bthan|\bcompared\s+(?:with|to))\s+(?:only\s+|just\s+)?$", re.I
)
RATIO = re.compile(r"\b(?:a?HRs?|hazard[\s-]+ratios?)\b", re.I)
BOUND = r"(?:\d*\.?\d+|NE|NR|NA|not\s+(?:reached|estimable|evaluable))"
LEVEL = r"(?:\d{2}(?:\.\d+)?\s*(?:%|per\s?cent)\s*)?(?:CI|C\.I\.|confidence\s+intervals?)"
INTERVAL = re.compile(
    rf"\b{LEVEL}\]?\s*[:=,;(\[]*\s*({BOUND})\s*%?\s*(?:months?)?\s*(?:-|to|,|;|and)\s*({BOUND})(?:\s*%)?",
    re.I,
)
BRACKET = re.compile(rf"[(\[]\s*({BOUND})\s*(?:-|to)\s*({BOUND})\s*[)\]]", re.I)
DEPTH = re.compile(r"10\s*\^?\s*[-⁻]\s*[56⁵⁶](?!\d)")
NOISE = re.compile(
    r"\bP\s*(?:[<>=]|of|value)\s*[<>=]?\s*0?\.\d+|\bP\s*[<>=]\s*\d\S*|\bNCT\d+"
    r"|\d+(?:\.\d+)?\s*(?:mg|µg|mcg|g|mL|dL|kg|Gy)\b\S*|\b\d{2}(?:\.\d+)?\s*%\s*(?:CI|confidence)",
    re.I,
)  # fmt: skip
COMMA = re.compile(r"(?<![\w.,])\d+,\d{1,2}(?![\d\w])(?=\s*(?:%|months?|years?|per|mo\b|;|\)|\s|$))")
UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
WORDS = re.compile(
    rf"\b(?:(?:{TENS})(?:[\s-](?:{UNITS}))?|{UNITS}|a hundred|half|(?:one|two|three)[\s-](?:thirds?|quarters?|fifths?))"
    rf"(?:\s+point(?:\s(?:{UNITS}|zero))+)?\s*-?(?:%|per\s?cent\b|percent\b|months?\b|of\s+(?:the\s+|all\s+)?(?:patients|people|those)\b)"
    rf"|\b(?:{UNITS})\s+(?:in|out\s+of)\s+(?:{UNITS})\b",
    re.I,
)
NOT_REACHED = re.compile(
    r"\b(?:(?:was|were|is|has|had)\s+)?(?:still\s+)?not\s+(?:yet\s+)?(?:been\s+)?reached\b|\bNR\b", re.I
)
BETWEEN = r"[\s,;:()\[\]\x00]{0,60}"
NEXT_OF_TWO = re.compile(BETWEEN + r"(?:and|vs?\b\.?|versus)\s+(?=\.?\d)")
LATER = re.compile(BETWEEN + r"(?:(?:and|to|later|then|now|finally)\s+){1,3}(?=\d?\.\d{2})", re.I)
NEXT_RATIO = re.compile(
    BETWEEN
    + r"(?:and\s+)?(?:it\s+was\s+)?for\s+[A-Za-z][A-Za-z/-]*(?:\s[A-Za-z/-]+){0,6}?,?\s(?:(?:was|it\s+was|of)\s+)?(?=\d?\.\d{2})"
)
ASIDE = re.compile(r"\s\([A-Za-z][^()\d%\x00]{0,25}\)")  # '12.4 (D-Pd) and 6.9 (Pd) months'
GAP = 70  # letters between "hazard ratio" and its number


@dataclass(frozen=True)
class Figure:
    """One number as printed. kind: percent, months, years, ratio, interval, not_reached, unread."""

    start: int
    end: int
    kind: str
    value: float = 0.0
    decimals: int = 0
    bounds: tuple[float | None, ...] = ()


def find_figures(plain: str) -> list[Figure]:
    """All numbers of a text that carry a unit this course compares, in reading order."""
    unread = [Figure(m.start(), m.end(), "unread") for m in (*COMMA.finditer(plain), *WORDS.finditer(plain))]
    open_text = DEPTH.sub(lambda m: "\x00" * len(m[0]), _cover(plain, unread))
    intervals = _find_intervals(open_text)
    open_text = _cover(open_text, intervals)
    open_text = NOISE.sub(lambda m: "\x00" * len(m[0]), open_text)
    ratios = _find_ratios(open_text)
    measured = _find_measured(_cover(open_text, ratios))
    reached = [Figure(m.start(), m.end(), "not_reached") for m in NOT_REACHED.finditer(open_text)]
    found = unread + ratios + measured + reached + _sound_brackets(open_text, intervals, ratios + measured)
    return sorted(found, key=lambda figure: figure.start)


def _cover(text: str, figures: list[Figure]) -> str:
    """Letters that are read already, taken out of sight."""
    letters = list(text)
    for figure in figures:
        letters[figure.start : figure.end] = "\x00" * (figure.end - figure.start)
    return "".join(letters)


def _find_intervals(text: str) -> list[Figure]:
    found = []
    for pattern in (INTERVAL, BRACKET):
        for m in pattern.finditer(text):
            if any(f.start <= m.start() < f.end for f in found):
                continue
            bounds = (_bound(m[1]), _bound(m[2]))
            if None not in bounds and bounds[0] > bounds[1]:
                continue
            start = m.start(1) if pattern is INTERVAL else m.start()
            decimals = max(len(end.partition(".")[2]) if _bound(end) is not None else 0 for end in m.groups())
            found.append(Figure(start, m.end(), "interval", decimals=decimals, bounds=bounds))
    return found


def _sound_brackets(text: str, intervals: list[Figure], others: list[Figure]) -> list[Figure]:
    """An interval belongs to a number that stands just before it; a range on its own is none."""
    ends = [other.end for other in others]
    return [
        f
        for f in intervals
        if any(0 <= f.start - end <= 45 and "\n" not in text[end : f.start] for end in ends)
    ]


def _bound(words: str) -> float | None:
    return float(words) if re.fullmatch(r"\d*\.?\d+", words) else None


def _find_ratios(text: str) -> list[Figure]:
    """The first number after each "hazard ratio", and those joined to it; a number with a unit of its own is none."""
    found = []
    for m in RATIO.finditer(text):
        place, limit = m.end(), m.end() + GAP
        while number := BARE.search(text, place, limit):
            if RATIO.search(text, m.end(), number.start()) or _unit(text, number.end()):
                break
            found.append(_figure(number, "ratio"))
            joined = (
                NEXT_RATIO.match(text, number.end())
                or LATER.match(text, number.end())
                or (m[0].lower().endswith("s") and NEXT_OF_TWO.match(text, number.end()))
            )
            if not joined:
                break
            place, limit = joined.end(), joined.end() + 6
    return found


def _find_measured(text: str) -> list[Figure]:
    numbers = list(BARE.finditer(text))
    kinds: list[tuple[str, int] | None] = [_unit(text, m.end()) for m in numbers]
    for k in range(len(numbers) - 2, -1, -1):  # a unit said once for both: 84.3 v 67.7 %
        gap = text[numbers[k].end() : numbers[k + 1].start()]
        if kinds[k] is None and kinds[k + 1] and JOINER.fullmatch(ASIDE.sub("", gap, count=1)):
            kinds[k] = (kinds[k + 1][0], numbers[k].end())
    for k in range(1, len(numbers)):  # or said with the first: 13.3 months v 4.4
        gap = text[numbers[k - 1].end() : numbers[k].start()]
        if (
            kinds[k] is None
            and kinds[k - 1]
            and len(gap) < 90
            and AGAINST.search(gap)
            and not re.search(r"[;\n]|\.\s", gap)
        ):
            kinds[k] = (kinds[k - 1][0], numbers[k].end())
    return [_figure(m, kind[0], kind[1]) for m, kind in zip(numbers, kinds, strict=True) if kind]


def _unit(text: str, place: int) -> tuple[str, int] | None:
    for kind, pattern in (("percent", PERCENT), ("months", MONTHS), ("years", YEARS)):
        if m := pattern.match(text, place):
            return kind, m.end()
        if (m := ASIDE.match(text, place)) and pattern.match(text, m.end()):
            return kind, place
    return None


def _figure(m: re.Match, kind: str, end: int | None = None) -> Figure:
    digits = m[0].replace(",", "")
    return Figure(m.start(), end or m.end(), kind, float(digits), len(digits.partition(".")[2]))

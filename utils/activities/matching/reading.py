"""A page read: its marks in order, the names it bears, and what could not be read."""

from dataclasses import dataclass, replace

from utils.activities.matching.attach import Claim, Context, read_sentence
from utils.activities.matching.figures import Figure, find_figures
from utils.activities.matching.measures import find_measures, find_parts
from utils.activities.matching.names import Named, find_names
from utils.activities.matching.prose import MOST_LETTERS, is_english, make_plain, split_sentences
from utils.activities.matching.rows import all_rows
from utils.activities.matching.verdicts import ABSENT, UNREAD, Mark, judge

MOST_MARKS = 200
MOST_FIGURES = 1000


@dataclass(frozen=True)
class Reading:
    """What was made of a page. marks: in reading order; names: trials and treatments; letters: how many were read of `given`."""

    text: str
    marks: tuple[Mark, ...]
    names: tuple[Named, ...]
    english: bool
    given: int
    dropped: int = 0

    @property
    def unread(self) -> tuple[Mark, ...]:
        """Numbers that stand there in a form that is not read."""
        return tuple(mark for mark in self.marks if mark.verdict == UNREAD)


def read_page(text: str) -> Reading:
    """Mark every number with a unit. Nothing is judged in other languages; a long text is read up to a limit that is said."""
    given = len(text)
    text = text[:MOST_LETTERS]
    plain = make_plain(text)
    english = is_english(plain)
    figures = find_figures(plain)[:MOST_FIGURES]
    names = find_names(plain)
    marks = (
        _judge_all(text, plain, figures, names)
        if english
        else [_leave(text, f, "not English") for f in figures]
    )
    marks = [mark for mark in marks if mark.end > mark.start]
    return Reading(
        text, tuple(marks[:MOST_MARKS]), tuple(names), english, given, max(0, len(marks) - MOST_MARKS)
    )


def _judge_all(text: str, plain: str, figures: list[Figure], names: list[Named]) -> list[Mark]:
    measures, parts = find_measures(plain), find_parts(plain)
    marks, context = [], Context()
    for span in split_sentences(plain):
        if len(marks) > MOST_MARKS:
            break
        claims, context = read_sentence(plain, span, figures, names, measures, parts, context)
        last: Mark | None = None
        for claim in claims:
            mark = _mark(text, claim, last)
            last = mark if claim.kind not in ("interval", "unread", "follow_up") else last
            marks.append(mark)
    return marks


def _mark(text: str, claim: Claim, last: Mark | None) -> Mark:
    if claim.kind == "unread":
        return _leave(text, claim.figure, "in words, or with a decimal comma: not compared")
    if claim.kind == "interval":
        return _hold_interval(text, claim.figure, last)
    return judge(claim, text)


def _leave(text: str, figure: Figure, why: str) -> Mark:
    return Mark(figure.start, figure.end, text[figure.start : figure.end], UNREAD, note=why, kind=figure.kind)


def _hold_interval(text: str, figure: Figure, last: Mark | None) -> Mark:
    """An interval shares the mark of the number it belongs to when its row holds the same ends."""
    base = Mark(figure.start, figure.end, text[figure.start : figure.end], ABSENT, kind="interval")
    rows = [row for row in all_rows() if last and row.id in last.ids]
    same = [
        row.id
        for row in rows
        if all(_near(a, b, figure.decimals) for a, b in zip(figure.bounds, (row.low, row.high), strict=True))
    ]
    if same:
        return replace(
            base,
            verdict=last.verdict,
            ids=tuple(same),
            trial=last.trial,
            note="the interval of the number before it",
        )
    if rows and rows[0].low is None and rows[0].high is None:
        return replace(base, note="the row of the number before it holds no interval")
    return replace(
        base,
        note="not the interval that stands here for the number before it"
        if rows
        else "the number before it was not found",
    )


def _near(printed: float | None, held: float | None, decimals: int) -> bool:
    if printed is None or held is None:
        return printed is None and held is None
    return abs(printed - held) <= 0.5 * 10**-decimals + 1e-9

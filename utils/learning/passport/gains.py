"""The learner's own gain: the first answers of the pre-test beside those of the post-test and of the delayed one, by objective."""

from datetime import UTC, date, datetime, timedelta
from html import escape

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

DELAY = timedelta(days=30)
CAUTION = (
    "Answering the first test helps by itself: a part of any gain comes from having met its questions before, with or without "
    "what was read in between."
)


def mirrored_tests() -> list[tuple[bank.Question, bank.Question, bank.Question]]:
    """Each question of the pre-test with the one of the post-test and the one of the delayed test that mirror it."""
    before = bank.load_sheet("pre").questions
    after, later = ({q.pair: q for q in bank.load_sheet(name).questions} for name in ("post", "delayed"))
    return [(question, after[question.id], later[question.id]) for question in before]


def pair_tests() -> list[tuple[bank.Question, bank.Question]]:
    """Each question of the pre-test with the one of the post-test that mirrors it."""
    return [(before, after) for before, after, _ in mirrored_tests()]


def gain_by_objective(progress: Progress) -> dict[str, tuple[int | None, int | None, int | None]]:
    """Count right first answers for each objective: before, after, thirty days later; None where a test was not taken."""
    rows: dict[str, tuple[int | None, int | None, int | None]] = {}
    for mirrored in mirrored_tests():
        goal = mirrored[0].objective
        earlier = rows.get(goal, (None, None, None))
        news = (progress.first_right(question.id) for question in mirrored)
        rows[goal] = tuple(_add(old, new) for old, new in zip(earlier, news, strict=True))
    return rows


def opens_on(progress: Progress) -> date | None:
    """The day from which the delayed test is open: thirty days after the last first answer of the post-test.

    None while the post-test has not been taken. A moment that cannot be read keeps nobody out.
    """
    firsts = [progress.answers.get(after.id) for _, after in pair_tests()]
    if not all(firsts):
        return None
    return max(_day(tries[0]["at"]) for tries in firsts) + DELAY


def _day(moment: str) -> date:
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).date()
    except (TypeError, ValueError, OverflowError):
        return date(1970, 1, 1)


def say_before(progress: Progress) -> str:
    """Say how the pre-test went, without the key."""
    right = sum(progress.first_right(before.id) is True for before, _ in pair_tests())
    return (
        f"<p><strong>{right} of {len(pair_tests())}</strong> at the start. That is your own baseline; nobody else sees it, and "
        "which ones stays open until the test after the course.</p>"
    )


def say_gain(progress: Progress) -> str:
    """Show the gain per objective as a table, with what it may not be taken for."""
    rows = gain_by_objective(progress)
    names = bank.objectives()
    heads = ["Before", "After", "30 days later"]
    if all(counts[2] is None for counts in rows.values()):
        heads = heads[:2]
    lines = "".join(_row(names.get(goal, goal), counts[: len(heads)]) for goal, counts in rows.items())
    totals = "".join(f"<td>{_total(c[i] for c in rows.values())}</td>" for i in range(len(heads)))
    columns = "".join(f"<th scope='col'>{head}</th>" for head in heads)
    return (
        f"<table><caption>Your own gain: right at the first try</caption><thead><tr><th scope='col'>You can …</th>"
        f"{columns}</tr></thead><tbody>{lines}</tbody>"
        f"<tfoot><tr><th scope='row'>All</th>{totals}</tr></tfoot></table><p>{CAUTION}</p>"
    )


def _row(text: str, counts: tuple[int | None, ...]) -> str:
    cells = "".join(f"<td>{'not taken' if count is None else count}</td>" for count in counts)
    return f"<tr><th scope='row'>{escape(text)}</th>{cells}</tr>"


def _add(old: int | None, new: bool | None) -> int | None:
    return old if new is None else (old or 0) + int(new)


def _total(counts) -> str:
    taken = [count for count in counts if count is not None]
    return str(sum(taken)) if taken else "not taken"

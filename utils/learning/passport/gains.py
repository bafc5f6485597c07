"""The learner's own gain: the first answers of the pre-test beside those of the post-test, by objective."""

from html import escape

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank


def pair_tests() -> list[tuple[bank.Question, bank.Question]]:
    """Pair each question of the post-test with the one of the pre-test that it mirrors."""
    before = {question.id: question for question in bank.load_sheet("pre").questions}
    return [(before[question.pair], question) for question in bank.load_sheet("post").questions]


def gain_by_objective(progress: Progress) -> dict[str, tuple[int | None, int | None]]:
    """Count right first answers for each objective, before and after; None where a test was not taken."""
    rows: dict[str, tuple[int | None, int | None]] = {}
    for before, after in pair_tests():
        earlier = rows.get(after.objective, (None, None))
        news = (progress.first_right(before.id), progress.first_right(after.id))
        rows[after.objective] = tuple(_add(old, new) for old, new in zip(earlier, news, strict=True))
    return rows


def say_before(progress: Progress) -> str:
    """Say how the pre-test went, without the key."""
    right = sum(progress.first_right(before.id) is True for before, _ in pair_tests())
    return (
        f"<p><strong>{right} of {len(pair_tests())}</strong> at the start. That is your own baseline; nobody else sees it, and "
        "which ones stays open until the test after the course.</p>"
    )


def say_gain(progress: Progress) -> str:
    """Show the gain per objective as a table."""
    rows = gain_by_objective(progress)
    names = bank.objectives()
    lines = "".join(_row(names.get(objective, objective), pair) for objective, pair in rows.items())
    before, after = (_total(pair[i] for pair in rows.values()) for i in (0, 1))
    return (
        f"<table><caption>Your own gain: right at the first try</caption><thead><tr><th scope='col'>You can …</th>"
        f"<th scope='col'>Before</th><th scope='col'>After</th></tr></thead><tbody>{lines}</tbody>"
        f"<tfoot><tr><th scope='row'>All</th><td>{before}</td><td>{after}</td></tr></tfoot></table>"
    )


def _row(text: str, pair: tuple[int | None, int | None]) -> str:
    cells = "".join(f"<td>{'not taken' if count is None else count}</td>" for count in pair)
    return f"<tr><th scope='row'>{escape(text)}</th>{cells}</tr>"


def _add(old: int | None, new: bool | None) -> int | None:
    return old if new is None else (old or 0) + int(new)


def _total(counts) -> str:
    taken = [count for count in counts if count is not None]
    return str(sum(taken)) if taken else "not taken"

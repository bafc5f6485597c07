"""The course as a map in words and HTML: every notebook and objective, and how secure each one is."""

from functools import lru_cache
from html import escape

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

SIGNS = {"not met yet": "○", "under way": "◐", "secure": "●"}


@lru_cache(maxsize=1)
def course_titles() -> dict[str, dict]:
    """Read the fifteen notebooks: number and title."""
    import yaml

    with (bank.QUESTIONS / "map.yaml").open(encoding="utf-8") as stream:
        return {row["notebook"]: row for row in yaml.safe_load(stream)["notebooks"]}


def print_map() -> dict[str, str]:
    """Write the map without progress: notebooks, objectives, and which are still coming."""
    lines = [line for row in course_titles().values() for line in _plain_lines(row)]
    rows = "".join(_html_row(row, None) for row in course_titles().values())
    return {"text/plain": "\n".join(["The course, notebook by notebook", *lines]), "text/html": _table(rows)}


def map_html(progress: Progress) -> str:
    """Write the map with a learner's progress."""
    rows = "".join(_html_row(row, progress) for row in course_titles().values())
    return _table(rows)


def _plain_lines(row: dict) -> list[str]:
    coming = "" if _exists(row) else " (coming)"
    lines = [f"{row['notebook']}  {row['title']}{coming}"]
    return lines + [f"    - {text}" for text in _objectives(row).values()]


def _html_row(row: dict, progress: Progress | None) -> str:
    title = f"{row['notebook']} {escape(row['title'])}"
    if not _exists(row):
        return f"<tr><th scope='row'>{title}</th><td>coming</td></tr>"
    goals = "".join(_goal(key, text, progress) for key, text in _objectives(row).items())
    return f"<tr><th scope='row'>{title}</th><td>{f'<ul>{goals}</ul>' if goals else 'how the course works'}</td></tr>"


def _goal(key: str, text: str, progress: Progress | None) -> str:
    if progress is None:
        return f"<li>{escape(text)}</li>"
    mastery = progress.mastery(key)
    count = f" ({mastery.right} of {mastery.questions} right)" if mastery.answered else ""
    return f"<li>{SIGNS[mastery.word]} {escape(text)}: <strong>{mastery.word}</strong>{count}</li>"


def _objectives(row: dict) -> dict[str, str]:
    number = row["notebook"]
    return bank.load_sheet(number).objectives if number in bank.notebook_names() else {}


def _exists(row: dict) -> bool:
    return row["notebook"] == "00" or row["notebook"] in bank.notebook_names()


def _table(rows: str) -> str:
    head = "<thead><tr><th scope='col'>Notebook</th><th scope='col'>You can …</th></tr></thead>"
    return f"<table><caption>The course, notebook by notebook</caption>{head}<tbody>{rows}</tbody></table>"

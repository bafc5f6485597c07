"""The course as a map in words and HTML: every notebook and objective, and how secure each one is."""

from functools import lru_cache
from html import escape

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

SIGNS = {"not met yet": "○", "under way": "◐", "secure": "●"}


@lru_cache(maxsize=1)
def course_titles() -> dict[str, dict]:
    """Read the fifteen notebooks: number, title, and for those that exist the name of the file."""
    import yaml

    with (bank.QUESTIONS / "map.yaml").open(encoding="utf-8") as stream:
        return {row["notebook"]: row for row in yaml.safe_load(stream)["notebooks"]}


EMPTY = "Nothing is answered yet. The map fills as you answer the questions of the notebooks."


def print_map() -> dict[str, str]:
    """Write the map without progress: notebooks, objectives (as a page only), and which are still coming.

    Every notebook keeps this output: the plain form is short, so that the files stay within what GitHub shows.
    """
    lines = [_plain_line(row) for row in course_titles().values()]
    return {"text/plain": "\n".join(["The course, notebook by notebook", *lines]), "text/html": _list(None)}


def map_html(progress: Progress, linked: bool = True) -> str:
    """Write the map with a learner's progress; `linked` when it stands beside the notebooks."""
    return ("" if progress.answers else f"<p>{EMPTY}</p>") + _list(progress, linked)


def _plain_line(row: dict) -> str:
    return f"{row['notebook']}  {row['title']}{'' if _exists(row) else ' (coming)'}"


def _list(progress: Progress | None, linked: bool = True) -> str:
    """A list in a list, not a table: JupyterLab sets tables to the right, and a phone is narrow."""
    rows = "".join(_html_row(row, progress, linked) for row in course_titles().values())
    return f"<p><b>The course, notebook by notebook.</b> You can ...</p><ul>{rows}</ul>"


def _html_row(row: dict, progress: Progress | None, linked: bool) -> str:
    title = f"{row['notebook']} {escape(row['title'])}"
    if not _exists(row):
        return f"<li>{title} (coming)</li>"
    title = f"<a href='{row['file']}.ipynb'>{title}</a>" if linked else title
    goals = "".join(_goal(key, text, progress) for key, text in objectives_of(row).items())
    return f"<li>{title}{f'<ul>{goals}</ul>' if goals else ': how the course works'}</li>"


def _goal(key: str, text: str, progress: Progress | None) -> str:
    if progress is None:
        return f"<li>{escape(text)}</li>"
    mastery = progress.mastery(key)
    if not mastery.answered:
        return f"<li>{SIGNS[mastery.word]} {escape(text)}</li>"
    count = f"{mastery.right} of {mastery.answered} asked right"
    return f"<li>{SIGNS[mastery.word]} {escape(text)}: <strong>{mastery.word}</strong> ({count})</li>"


def objectives_of(row: dict) -> dict[str, str]:
    """The objectives of one row of `course_titles`, by id; none for a notebook without questions."""
    number = row["notebook"]
    return bank.load_sheet(number).objectives if number in bank.notebook_names() else {}


def _exists(row: dict) -> bool:
    return "file" in row

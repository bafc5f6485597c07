"""The progress map: every notebook and objective, and how secure each one is."""

from functools import lru_cache
from html import escape

from utils.learning import bank
from utils.learning.keeping import keeper
from utils.learning.page import LearningPage, live_words
from utils.learning.passports import open_passport
from utils.learning.progress import Progress

SIGNS = {"not met yet": "○", "under way": "◐", "secure": "●"}


class ProgressMap(LearningPage):
    """The map of the course as it fills; printed, it shows the course without anybody's progress."""

    def __init__(self):
        self.passport, self.table = open_passport(), live_words()
        super().__init__("progress-map", print_map(), [self.table, *keeper()])
        self.update()

    def update(self) -> None:
        """Read the passport again."""
        self.table.value = map_html(Progress.of(self.passport))


def progress_map() -> ProgressMap:
    """Show what was met, what is secure and what is still not met yet."""
    return ProgressMap()


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

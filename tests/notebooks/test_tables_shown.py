"""Every table that a learner sees has headings and cells a person would write."""

import re
from html.parser import HTMLParser

import pytest

from utils.authoring.notebook import find_notebooks, read_notebook

MACHINE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b(?:NaN|NaT|None|True|False)\b|[a-z]{2};[a-z]{2}")


class Cells(HTMLParser):
    """The text of every heading and cell."""

    def __init__(self) -> None:
        super().__init__()
        self.found, self._inside = [], False

    def handle_starttag(self, tag, attrs):
        self._inside = tag in ("th", "td") or (self._inside and tag not in ("tr", "table"))
        if tag in ("th", "td"):
            self.found.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag not in ("th", "td")

    def handle_data(self, text):
        if self._inside:
            self.found[-1] += text


def tables():
    for path in find_notebooks():
        for cell in read_notebook(path).cells:
            for output in cell.get("outputs", []):
                html = output.get("data", {}).get("text/html", "")
                if "<table" in html:
                    yield pytest.param(html, id=f"{path.stem[:2]}-{cell.id}")


@pytest.mark.parametrize("html", list(tables()))
def test_no_id_and_no_word_of_the_machine_is_shown(html):
    reader = Cells()
    reader.feed(html)
    assert reader.found
    machine = {text for text in reader.found if MACHINE.search(text)}
    assert not machine, f"Show it with in_words(...): {sorted(machine)[:5]}"

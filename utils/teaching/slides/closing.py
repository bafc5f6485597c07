"""After the last slide: what the labels of the drugs warn of, and the sources; to be opened when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import nbformat

from utils.authoring.notebook import join_source
from utils.learning.harms import TITLE
from utils.teaching.pictures import call_of
from utils.teaching.slides.ideas import LINES, lines_of, read_ideas
from utils.teaching.slides.slide import Slide, make_idea

REFERENCES = "References"
BOXED = "BOXED: "
LEAD = "Boxed warnings, the strongest of a United States label; the box at the top of notebook {} has the others, with the signs."


def make_appendix(cells: Sequence[nbformat.NotebookNode], number: str) -> Iterator[Slide]:
    """The slides that follow a deck: a last word, boxed warnings of every drug named, references."""
    yield Slide(
        "For learning, not for treatment decisions.",
        make_idea(f"Notebook {number} goes on where this ends.", large=True),
        "title",
        "",
    )
    for cell in cells:
        call = call_of(cell) if cell.cell_type == "code" else None
        if call and call.name == "warnings_box":
            lines = [(whose, what) for whose, what in call.run().lines if what.startswith(BOXED)]
            yield from _warn(lines, number)
        if cell.cell_type == "markdown":
            for idea in read_ideas(join_source(cell), ""):
                if idea.title == REFERENCES:
                    yield Slide(REFERENCES, make_idea(idea.text, items=idea.items), "appendix", "")


def _warn(lines: Sequence[tuple[str, str]], number: str) -> Iterator[Slide]:
    page: list[str] = []
    room = LINES - 2
    for whose, what in lines:
        item = f"**{whose}**: {what.removeprefix(BOXED)}"
        if page and lines_of(item) > room:
            yield _warn_slide(page, number)
            page, room = [], LINES - 2
        page.append(item)
        room -= lines_of(item)
    if page:
        yield _warn_slide(page, number)


def _warn_slide(items: Sequence[str], number: str) -> Slide:
    return Slide(
        TITLE,
        make_idea(items=[escape(item, quote=False) for item in items]),
        "appendix",
        f"<p>{LEAD.format(number)}</p>",
    )

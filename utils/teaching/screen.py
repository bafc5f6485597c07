"""What a section puts on the screen, by the names a person can see: headings, titles of pictures, questions, exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import nbformat

from utils.authoring.notebook import DRAWING, find_notebooks, join_source, read_notebook
from utils.charts.fit import read_words

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LEAD = re.compile(
    r"\A[>\s]*\*\*(.{3,60}?)[.:]?\*\*"
)  # a part that opens in bold is known by its first words


def name_cells(number: str, cells: Iterable[str]) -> str:
    """Say where the cells of a section stand on the page: `2 · What is left: picture “For 7 months ...”`.

    number: of the notebook, two figures. cells: ids. Raises KeyError for a cell that the notebook lacks.
    """
    shown: dict[str, list[str]] = {}
    for cell in cells:
        heading, name = cell_names(number)[cell]
        names = shown.setdefault(heading, [])
        names += [name] if name and name not in names else []
    return "; ".join(": ".join(filter(None, [heading, ", ".join(names)])) for heading, names in shown.items())


@cache
def cell_names(number: str) -> dict[str, tuple[str, str]]:
    """For each cell of a notebook the heading it stands under, and the name of what it shows, or nothing."""
    (path,) = find_notebooks([number])
    places, heading = {}, "the top of the page"
    for cell in read_notebook(path).cells:
        source = join_source(cell)
        inside = _HEADING.findall(source) if cell.cell_type == "markdown" else []
        begins = bool(inside) and source.lstrip().startswith("## ")
        lead = _LEAD.match(source) if cell.cell_type == "markdown" else None
        name = f"“{lead[1]}”" if lead else name_output(cell) if cell.cell_type == "code" else ""
        places[cell.id] = (inside[0] if begins else heading, name)
        heading = inside[-1] if inside else heading
    return places


def name_output(cell: nbformat.NotebookNode) -> str:
    """What a cell of code shows: a picture by its title, questions and exercises by theirs, else a table."""
    for output in cell.outputs:
        data = output.get("data", {})
        if DRAWING in data:
            title = data[DRAWING].get("title") or {}
            words = title.get("text", "") if isinstance(title, dict) else title
            words = read_words(words["expr"]) if isinstance(words, dict) else words
            return f"picture “{' '.join(words) if isinstance(words, list) else words}”"
        if "text/html" in data and "<table" not in "".join(data["text/html"]):
            return f"“{''.join(data['text/plain']).splitlines()[0]}”"
        return "table" if "text/html" in data else "what the code prints"
    return ""

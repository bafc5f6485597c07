"""What the search of the pages looks through: every passage with its page, its place and the heading it stands under."""

import json

import nbformat

from utils.authoring.notebook import join_source
from utils.site.pages import Page, cell_html, headings, plain
from utils.site.shown import Shown


def passages(page: Page, notebook: nbformat.NotebookNode, shown: Shown) -> list[list[str]]:
    """Rows of address, page, heading and text: one a cell of prose, one a picture."""
    rows, heading = [], page.title
    for cell in notebook.cells:
        place = f"{page.file}#{cell.id}"
        if cell.cell_type == "markdown":
            html = cell_html(join_source(cell))
            heading = next((words for _, words in headings(html)), heading)
            rows.append([place, page.title, heading, plain(html)])
        for part in shown.blocks.get(cell.id, []):
            if "still" in part:
                still = part["still"]
                rows.append(
                    [place, page.title, heading, " ".join([still.title, *still.below, still.description])]
                )
    return rows


def as_script(rows: list[list[str]]) -> str:
    """The index as a script that a page may load from a stick, where nothing can be fetched."""
    return f"window.mcSearch={json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"

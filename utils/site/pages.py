"""Notebooks as pages: the course's own nbconvert template around what `shown` made of their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import jinja2
import nbformat
from nbconvert.exporters import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

from utils.authoring.notebook import join_source
from utils.site.live import as_json
from utils.site.shown import Shown
from utils.site.words import translations

TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r'href="(\d\d_[a-z0-9_]+)\.ipynb(#[^"]*)?"')
_BARE = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">(.*?) <a class="anchor"', re.DOTALL)
_MINUTES = re.compile(r"^(\d+ minutes[^·\n]*)", re.MULTILINE)
_BLANK = re.compile(r'href="(https?://[^"]+)"')


@dataclass(frozen=True)
class Page:
    """A notebook among the others: its number, file, title, the sentence under it, its minutes, its sections."""

    number: str
    stem: str
    title: str
    lead: str
    minutes: str
    sections: tuple[tuple[str, str], ...]

    @property
    def file(self) -> str:
        """The page's own file."""
        return f"{self.stem}.html"


def read_page(stem: str, notebook: nbformat.NotebookNode) -> Page:
    """What the contents say of a notebook; its headings become places to link to."""
    first = join_source(notebook.cells[0])
    title = first.splitlines()[0].removeprefix("# ").strip()
    lead = next((line for line in first.splitlines() if line.startswith("**")), "")
    minutes = _MINUTES.search(first)
    texts = [cell_html(join_source(cell)) for cell in notebook.cells if cell.cell_type == "markdown"]
    sections = tuple(head for text in texts for head in headings(text))
    return Page(
        stem[:2], stem, title, plain(cell_html(lead)), minutes[1].strip() if minutes else "", sections
    )


def headings(html: str) -> list[tuple[str, str]]:
    """The second headings of a page's prose: where they stand, and their words."""
    return [(place, plain(words)) for level, place, words in _HEADING.findall(html) if level == "2"]


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def cell_html(source: str) -> str:
    """The prose of a cell: links lead to pages, sources open beside the course, wide tables scroll."""
    html = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)
    html = _BARE.sub(_name_heading, html)
    html = _LINK.sub(r'href="\1.html\2"', html)
    html = _BLANK.sub(r'href="\1" rel="noopener"', html)
    html = html.replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="table"><table>')
    return html.replace("</table>", "</table></div>")


def _name_heading(found: re.Match) -> str:
    """A heading with a place to link to, named after its words, and the link for those who want to hand it on."""
    level, words = found.groups()
    if level == "1":
        return found[0]
    place = "s-" + re.sub(r"[^a-z0-9]+", "-", plain(words).lower()).strip("-")
    label = translations().gettext("Link to this section")
    link = f'<a class="anchor" href="#{place}" aria-label="{label}: {escape(plain(words))}">#</a>'
    return f'<h{level} id="{place}">{words} {link}</h{level}>'


def environment() -> jinja2.Environment:
    """Where the templates of all pages are found, with the filters that they use."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    made = jinja2.Environment(loader=loader, autoescape=False, extensions=["jinja2.ext.i18n"])
    made.install_gettext_translations(translations(), newstyle=True)
    made.filters.update(FILTERS)
    return made


class PageExporter(TemplateExporter):
    """nbconvert with the course's template; the page is left as the template wrote it."""

    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_name_default(self) -> str:
        return "course"

    def _create_environment(self) -> jinja2.Environment:
        made = super()._create_environment()
        made.add_extension("jinja2.ext.i18n")
        made.install_gettext_translations(translations(), newstyle=True)
        return made


def exporter() -> PageExporter:
    """nbconvert, set up for the course."""
    places = {"extra_template_basedirs": [str(TEMPLATES)], "extra_template_paths": [str(TEMPLATES)]}
    made = PageExporter(config=Config(), **places)
    for name, filter_ in FILTERS.items():
        made.register_filter(name, filter_)
    return made


def write_page(
    page: Page, notebook: nbformat.NotebookNode, shown: Shown, road: Sequence[Page], around: Mapping
) -> str:
    """The whole page as HTML. around: what every page of the site is told (see `build`)."""
    place = road.index(page)
    course = {
        **around,
        "page": page,
        "road": road,
        "before": road[place - 1] if place else None,
        "after": road[place + 1] if place + 1 < len(road) else None,
        "blocks": shown.blocks,
        "states": shown.states,
    }
    html, _ = exporter().from_notebook_node(notebook, resources={"course": course})
    return html


def _code(source: str) -> str:
    return Highlight2HTML(pygments_lexer="python")(source).replace("<pre>", '<pre tabindex="0">')


FILTERS = {
    "as_json": as_json,
    "prose": cell_html,
    "code": _code,
    "plain": plain,
    "escape_html": escape,
    "in_table_box": lambda html: html.replace(
        "<table", '<div class="wide" tabindex="0" role="region" aria-label="table"><table'
    ).replace("</table>", "</table></div>"),
}

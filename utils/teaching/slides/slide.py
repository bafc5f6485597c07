"""One slide, and the HTML of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from utils.authoring.links import MARKDOWN_LINK
from utils.site.pages import cell_html

_INTERNAL = re.compile(r'<a href="\d\d_[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_ANCHOR = re.compile(r' <a class="anchor".*?</a>', re.DOTALL)
FEW = 330  # letters up to which a list may be larger
LONG = 560  # letters from which on they must be smaller
LARGE = 240  # letters up to which words alone on a slide may be larger still


@dataclass(frozen=True)
class Slide:
    """title: plain words with Markdown's code marks. body, notes: HTML. kind: for its looks.

    seconds: what the plan gives it. place, state: of an activity that moves, the cell and what it starts from, as JSON.
    """

    title: str
    body: str
    kind: str
    notes: str
    seconds: int = 0
    place: str = ""
    state: str = ""


def write_html(markdown: str) -> str:
    """Prose as HTML; what leads to other notebooks is words only, for a deck stands alone."""
    return _INTERNAL.sub(r"\1", _ANCHOR.sub("", cell_html(markdown)))


def write_inline(markdown: str) -> str:
    """One line of prose as HTML, without its paragraph."""
    return re.sub(r"^\s*<p>(.*)</p>\s*$", r"\1", write_html(markdown), flags=re.DOTALL)


def make_idea(
    text: str = "",
    items: Sequence[str] = (),
    ordered: bool = False,
    table: str = "",
    large: bool = False,
    first: int = 1,
) -> str:
    """The body of a slide of words."""
    parts = []
    if text:
        letters = len(MARKDOWN_LINK.sub(lambda link: link["text"], text))
        size = "large" if large and letters <= LARGE and not table else "text" if letters <= LONG else "long"
        parts.append(f'<div class="{size}">{write_html(text)}</div>')
    if items:
        tag = "ol" if ordered else "ul"
        roomy = ' class="roomy"' if len(text) + sum(map(len, items)) <= FEW else ""
        begin = f' start="{first}"' if ordered and first > 1 else ""
        parts.append(
            f"<{tag}{roomy}{begin}>{''.join(f'<li>{write_inline(item)}</li>' for item in items)}</{tag}>"
        )
    if table:
        parts.append(write_html(table))
    return "".join(parts)

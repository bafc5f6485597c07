"""How a still chart fits the page it stands on: as wide as there is room, its words broken where the page ends.

JupyterLab hands a chart no width, and a picture that is shrunk whole has letters of 5 pixels on a phone. So the
browser itself measures the page, once and whenever the window changes, and the drawing keeps to it: letters stay
as large as they are, the space between them gives way.
"""

from __future__ import annotations

import json
import re

from utils.charts.lighten import legends_of, lighten
from utils.charts.present import MOST, NARROW, read_heading

# The page's column; where it is not laid out yet, the window less JupyterLab's own margins; where there is none, MOST.
_ROOM = f"min({MOST},containerSize()[0]||windowSize()[0]-112||{MOST})"
_PAGE = {"name": "page", "init": _ROOM, "on": [{"events": "window:resize", "update": _ROOM}]}
_WORDS = re.compile(r'replace\(("(?:[^"\\]|\\.)*"),')
_LETTER = {12: 6.3, 16: 9.5}  # pixels a letter of that size takes at most, averaged over a line


def fit_page(spec: dict) -> dict:
    """The same chart, as wide as its page, with a title that breaks into lines there; parts joined side by side stay."""
    fitted = lighten(spec)
    if "layer" not in fitted and "mark" not in fitted:
        return fitted
    own = [param for param in fitted.get("params", []) if param["name"] != "page"]
    params = [_PAGE, {"name": "width", "update": "page"}, *own]
    fitted |= {"params": params, "autosize": {"type": "fit-x", "contains": "padding"}}
    fitted.setdefault("width", MOST)
    if isinstance(fitted.get("title"), dict) and "subtitle" in fitted["title"]:
        fitted["title"] = _break_title(fitted["title"])
    for encoded in legends_of(fitted):
        encoded.setdefault("legend", {}).setdefault("columns", {"expr": f"page < {NARROW} ? 1 : 0"})
    return fitted


def break_words(*words: str, size: int = 12, room: str = "page - 24") -> str:
    """An expression for these texts, one under another, in lines no longer than the room, in pixels.

    size: that of the letters, 12 or 16.
    """
    return break_lines(_quoted("\n".join(words)), f"({room}) / {_LETTER[size]}")


def read_words(expression: str) -> str:
    """The text that an expression of `break_words` breaks into lines.

    >>> read_words(break_words("Half are free of it at 40 %"))
    'Half are free of it at 40 %'
    """
    return json.loads(_WORDS.search(expression)[1]).replace("\u00a0%", " %")


def _quoted(words: str) -> str:
    """The words as an expression; a number and its percent sign stay together."""
    return json.dumps(words.replace(" %", "\u00a0%"), ensure_ascii=False)


def break_lines(text: str, letters: str) -> str:
    """An expression for the lines of a text, itself an expression, with so many letters at most."""
    pattern = f"regexp('(.{{1,' + floor({letters}) + '}})([ \\n]|$)', 'g')"
    # Every line ends in a bar, so after the last one nothing follows.
    return f"slice(split(replace({text}, {pattern}, '$1|'), '|'), 0, -1)"


def _break_title(title: dict) -> dict:
    text, below = read_heading(title)
    return {**title, "text": {"expr": break_words(text, size=16)}, "subtitle": {"expr": break_words(*below)}}

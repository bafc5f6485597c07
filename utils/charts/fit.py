"""How a still chart fits the page it stands on: as wide as there is room, its words broken where the page ends.

JupyterLab hands a chart no width, and a picture that is shrunk whole has letters of 5 pixels on a phone. So the
browser itself measures the page, once and whenever the window changes, and the drawing keeps to it: letters stay
as large as they are, the space between them gives way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from utils.charts.present import MOST, NARROW, read_heading

# The page's column; where it is not laid out yet, the window less JupyterLab's own margins; where there is none, MOST.
_ROOM = f"min({MOST}, containerSize()[0] || windowSize()[0] - 112 || {MOST})"
_PAGE = {"name": "page", "init": _ROOM, "on": [{"events": "window:resize", "update": _ROOM}]}
_LETTER = {12: 6.3, 16: 9.5}  # pixels a letter of that size takes at most, averaged over a line


def fit_page(spec: dict) -> dict:
    """The same chart, as wide as its page, with a title that breaks into lines there; parts joined side by side stay."""
    fitted = _pack(lighten(spec))
    if "layer" not in fitted and "mark" not in fitted:
        return fitted
    own = [param for param in fitted.get("params", []) if param["name"] != "page"]
    params = [_PAGE, {"name": "width", "update": "page"}, *own]
    fitted |= {"params": params, "autosize": {"type": "fit-x", "contains": "padding"}}
    fitted.setdefault("width", MOST)
    if isinstance(fitted.get("title"), dict) and "subtitle" in fitted["title"]:
        fitted["title"] = _break_title(fitted["title"])
    for legend in _legends(fitted):
        legend.setdefault("columns", {"expr": f"page < {NARROW} ? 1 : 0"})
    return fitted


def drop_nulls(part: object) -> object:
    """The same specification without a null, which some pages lose on the way: "none" is then said as `false`.

    Rows simply leave out what is not known; an axis, a legend, a title or a line's colour that is not wanted is `false`.
    """
    if isinstance(part, list):
        return [drop_nulls(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _said(key, value) for key, value in part.items() if not (value is None and key not in _NONE)}


def _pack(part: object) -> object:
    """The same chart with each table as one line of text: a notebook keeps a list as one line a number."""
    if isinstance(part, list):
        return [_pack(item) for item in part]
    if not isinstance(part, dict):
        return part
    packed = {key: _pack(value) for key, value in part.items()}
    if isinstance(rows := packed.get("values"), list) and any(isinstance(row, dict) and row for row in rows):
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        packed |= {"values": text, "format": {"type": "json", **packed.get("format", {})}}
    return packed


_LOOKS = (
    "area",
    "bar",
    "line",
    "point",
    "rule",
    "text",
)  # parts of the theme that belong to one kind of mark


def lighten(spec: dict) -> dict:
    """The same chart without a null, and without the parts of the theme that nothing in it wears."""
    spec = drop_nulls(spec)
    legends, marks = any(True for _ in _legends(spec)), _marks(spec)
    idle = {look for look in _LOOKS if look not in marks} | {"header"} | (set() if legends else {"legend"})
    worn = {key: look for key, look in spec.get("config", {}).items() if key not in idle}
    sizes = {"continuousWidth", "continuousHeight"} if {"width", "height"} <= spec.keys() else set()
    view = {key: look for key, look in worn.get("view", {}).items() if key not in sizes}
    return {**spec, "config": {**worn, "view": view}}


def _marks(part: object) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_marks, part))
    if not isinstance(part, dict):
        return set()
    mark = part.get("mark", {})
    own = {mark if isinstance(mark, str) else mark["type"]} if mark else set()
    return own.union(*(_marks(part[key]) for key in _PARTS if key in part))


_PARTS = ("layer", "concat", "hconcat", "vconcat", "spec")
_NONE = {"axis": False, "legend": False, "title": "", "stroke": "transparent"}


def _said(key: str, value: object) -> object:
    return _NONE[key] if value is None else drop_nulls(value)


def break_words(*words: str, size: int = 12, room: str = "page - 24") -> str:
    """An expression for these texts, one under another, in lines no longer than the room, in pixels.

    size: that of the letters, 12 or 16.
    """
    broken = [_broken(_quoted(text), f"({room}) / {_LETTER[size]}") for text in words]
    return _listed(" + ".join(broken))


def _quoted(words: str) -> str:
    """The words as an expression; a number and its percent sign stay together."""
    return json.dumps(words.replace(" %", "\u00a0%"), ensure_ascii=False)


def break_lines(text: str, letters: str) -> str:
    """An expression for the lines of a text, itself an expression, with so many letters at most."""
    return _listed(_broken(text, letters))


def _broken(text: str, letters: str) -> str:
    pattern = f"regexp('(.{{1,' + floor({letters}) + '}})( |$)', 'g')"
    return f"replace({text}, {pattern}, '$1|')"


def _listed(lines: str) -> str:
    return (
        f"slice(split({lines}, '|'), 0, -1)"  # every line ends in a bar: after the last one nothing follows
    )


def _break_title(title: dict) -> dict:
    text, below = read_heading(title)
    return {**title, "text": {"expr": break_words(text, size=16)}, "subtitle": {"expr": break_words(*below)}}


def _legends(part: object) -> Iterator[dict]:
    """Every legend that is drawn: those of colours, shapes and dashes that encode a field."""
    if isinstance(part, list):
        for item in part:
            yield from _legends(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "encoding":
                yield from _drawn(value)
            else:
                yield from _legends(value)


def _drawn(encoding: dict) -> Iterator[dict]:
    for channel in ("color", "shape", "fill", "stroke", "strokeDash"):
        how = encoding.get(channel, {})
        if isinstance(how, dict) and "field" in how and how.get("legend", {}) is not False:
            yield how.setdefault("legend", {})

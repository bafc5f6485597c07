"""Stills as SVG, drawn when the pages are built: no script is needed to see them, and their words are text beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from utils.activities.runtime import VEGA_LITE
from utils.charts.fit import read_words
from utils.charts.present import read_heading

WIDE, NARROW = 664, 330  # pixels: the page's column, and that of a small phone
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_IDS = re.compile(r'( id="|url\(#|href="#)([^")]+)')


@dataclass(frozen=True)
class Still:
    """One picture: its finding, the lines under it, its description, and the drawings from wide to narrow."""

    title: str
    below: tuple[str, ...]
    description: str
    drawings: tuple[str, ...]


@cache
def drawer():
    """The program that draws; `utils.setup.bundler` brings it."""
    import vl_convert

    return vl_convert


def draw_still(spec: Mapping, name: str, narrow: Mapping | None = None) -> Still:
    """The picture of a saved chart. name: unique on its page. narrow: the form for a phone, if it has one of its own."""
    wide = draw_at(spec, WIDE, f"{name}-w")
    small = narrow or (spec if _is_single(spec) else None)
    drawings = [wide, draw_at(small, NARROW, f"{name}-n")] if small else [wide]
    return replace(read_still(spec), drawings=tuple(drawings))


def read_still(spec: Mapping) -> Still:
    """The words of a saved picture, not drawn."""
    title, below = _words(spec.get("title") or {})
    return Still(title, tuple(below), str(spec.get("description", "")), ())


def set_width(spec: Mapping, width: int) -> dict:
    """The same drawing for a page of that width, without its title; what would ask the page is told."""
    plain = {key: value for key, value in spec.items() if key not in ("title", "usermeta")}
    if not _is_single(spec):
        return plain
    told = [{"name": "page", "value": width}]
    others = [param for param in spec.get("params", []) if param["name"] not in ("page", "width")]
    fitted = {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return plain | fitted | {"params": [*told, *others]}


def _is_single(spec: Mapping) -> bool:
    return "layer" in spec or "mark" in spec


def draw_at(spec: Mapping, width: int, prefix: str) -> str:
    """The picture without its title, for a place so many pixels wide. prefix: of the ids inside, unique on its page."""
    spec = set_width(spec, width)
    config = spec.get("config", {})
    # Letters are measured with one font and shown with the reader's, which may be wider.
    loose = {**config, "legend": {**config.get("legend", {}), "columnPadding": 30}}
    svg = drawer().vegalite_to_svg({**spec, "config": loose}, vl_version=VEGA_LITE)
    return tidy(svg, prefix)


def tidy(svg: str, prefix: str) -> str:
    """The same drawing with ids of its own, and without roles inside: it is one image with one name."""
    bare = _IDS.sub(rf"\g<1>{prefix}-\g<2>", _ROLES.sub("", svg))
    return bare[bare.index("<svg") :]


def _words(title: Mapping) -> tuple[str, list[str]]:
    """A title's finding, and the lines under it, as they were before they were broken into lines."""
    if not title:
        return "", []
    if isinstance(title.get("text"), Mapping):
        return read_words(title["text"]["expr"]), read_words(title["subtitle"]["expr"]).split("\n")
    return read_heading({"subtitle": [], **title})

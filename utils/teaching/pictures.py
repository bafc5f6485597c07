"""The pictures of a notebook as teaching uses them: found by their cells, and drawn as SVG in the size that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import nbformat

from utils.authoring.notebook import DRAWING, join_source
from utils.site.calls import Call, UnreadableCall, find_call
from utils.site.stills import WIDE, draw_at

NARROWEST = 480  # pixels: below this many charts take their form for phones
MAGNIFIED = 2  # how many times larger a letter of a chart should be on a slide
BEARABLE = 0.62  # of its height is what a chart must keep
ROWS = 7  # words inside a picture from which on it counts as a list of rows
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Picture:
    """A saved picture: its cell, its drawing, and the call that makes it move when it belongs to an activity."""

    cell: str
    drawing: Mapping
    call: Call | None
    optional: bool


def find_pictures(notebook: nbformat.NotebookNode) -> Iterator[Picture]:
    """The pictures of a notebook, in its order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if DRAWING in output.get("data", {}):
                optional = "optional" in cell.metadata.get("tags", [])
                yield Picture(cell.id, output["data"][DRAWING], call_of(cell), optional)


def call_of(cell: Mapping) -> Call | None:
    """What a cell calls of the course's activities or questions, when it can be called again."""
    try:
        return find_call(join_source(cell))
    except (UnreadableCall, SyntaxError):
        return None


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in the pixels it was drawn for.

    >>> size_of('<svg viewBox="0 0 330 374.5" width="330">')
    (330.0, 374.5)
    """
    width, height = _BOX.search(svg).groups()
    return float(width), float(height)


def stretch(svg: str) -> str:
    """The drawing without a size of its own: it fills what holds it, whole and undistorted."""
    return re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg, count=1)


def draw_large(drawing: Mapping, name: str, width: int, height: int) -> str:
    """A picture for a box seen from afar: drawn so small that its letters, when it fills the box, are as large as can be.

    A single view gives up height for that, as much as it can bear; what is joined of parts, or has words in every row,
    keeps its size.
    """
    drawn = draw_at(drawing, WIDE, name)
    tall = size_of(drawn)[1]
    lower = drawing if _has_rows(drawn) else _lower(drawing, tall - height / MAGNIFIED)
    if lower is not drawing:
        tall = size_of(draw_at(lower, WIDE, name))[1]
    return draw_at(lower, max(NARROWEST, min(WIDE, round(width * tall / height))), name)


def _has_rows(svg: str) -> bool:
    """Whether words are marks of the picture itself, row by row: pressed together they would lie on one another."""
    return (
        sum(part.count("<text") for part in re.findall(r'class="mark-text role-mark.*?</g>', svg, re.DOTALL))
        > ROWS
    )


def _lower(drawing: Mapping, less: float) -> Mapping:
    """The same with so many pixels less of height, as far as it bears that."""
    plain = drawing.get("height")
    if less <= 0 or not isinstance(plain, int | float) or ("layer" not in drawing and "mark" not in drawing):
        return drawing
    return {**drawing, "height": max(plain - less, plain * BEARABLE)}

"""All that the spine must teach stands in a cell that can be named."""

import re
from pathlib import Path

import pytest
import yaml

from utils.authoring.notebook import find_notebooks, join_source, read_notebook

HERE = Path(__file__).parent
POINTS = {
    point: words
    for part in yaml.safe_load((HERE / "points.yaml").read_text(encoding="utf-8")).values()
    for point, words in part.items()
}
PLACES = [
    {**place, "notebook": path.stem}
    for path in sorted((HERE / "coverage").glob("*.yaml"))
    for place in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def plain(text):
    """Markdown as a reader sees it: no emphasis, no link addresses, one space between words."""
    text = re.sub(r"\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"[*_`>|]", " ", text)).lower()


@pytest.fixture(scope="module")
def cells():
    return {
        (path.stem[:2], cell.id): plain(join_source(cell))
        for path in find_notebooks()
        for cell in read_notebook(path).cells
    }


@pytest.mark.parametrize("point", POINTS)
def test_every_point_is_taught_somewhere(point):
    assert any(place["point"] == point for place in PLACES), POINTS[point]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['notebook']}-{place['point']}")
def test_the_cell_named_says_it(place, cells):
    assert place["point"] in POINTS, "points.yaml does not ask for this: add it there or mend the name"
    cell = (place["notebook"], place["cell"])
    assert cell in cells, f"notebook {cell[0]} has no cell {cell[1]!r}"
    assert plain(place["phrase"]).strip() in cells[cell]

"""Still charts on a phone and beside the file list: letters of 10 pixels or more, nothing cut, no word on another.

One page shows the saved stills of all notebooks, those of the activities among them; no kernel runs.
"""

import itertools
import json

import pytest

from tests.browser.lab import NOTEBOOKS, notebook_of
from utils.charts.renderer import MIME

LEAST = 10  # pixels: the smallest letter
LOOKS = 50
SLACK = 1.5  # pixels that a box of text is larger than its ink

WORDS = r"""picture => {
  const svg = picture.querySelector('svg'), page = svg.getBoundingClientRect();
  const output = picture.closest('.jp-OutputArea-output');
  const words = [...svg.querySelectorAll('text')].filter(text => {
    const look = getComputedStyle(text);
    return text.textContent.trim() && look.stroke === 'none' && +look.opacity > 0 && !/rotate\((?!0)/.test(text.getAttribute('transform'));
  }).map(text => {
    const box = text.getBoundingClientRect();
    return { says: text.textContent, left: box.left - page.left, right: box.right - page.left, top: box.top - page.top,
      bottom: box.bottom - page.top, size: parseFloat(getComputedStyle(text).fontSize) * page.width / svg.width.baseVal.value };
  });
  return { words, width: page.width, height: page.height, hidden: output.scrollWidth - output.clientWidth };
}""".replace("\\\\\\\\", "\\\\")


def saved_stills():
    """Every saved still chart of the notebooks: its cell, its output."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                drawn = output.get("data", {}).get(MIME, {})
                if drawn.get("autosize"):
                    yield f"{path.name[:2]} {cell['id']}", output


@pytest.fixture(scope="module")
def gallery(lab):
    stills = dict(saved_stills())
    page = notebook_of([f"# {name}" for name in stills])
    for cell, output in zip(page["cells"], stills.values(), strict=True):
        cell["outputs"] = [{**output, "output_type": "display_data"}]
        cell["outputs"][0].pop("execution_count", None)
    (lab.root / "stills.ipynb").write_text(json.dumps(page), encoding="utf-8")
    return list(stills)


@pytest.mark.parametrize("width", [390, 680])
def test_stills_are_readable_and_whole(open_notebook, gallery, width):
    notebook = open_notebook("stills.ipynb", width=width)
    if notebook.page.locator("#jp-left-stack:visible").count():
        notebook.page.keyboard.press("Control+b")
    drawn = notebook.page.locator(".vega-embed > svg")
    notebook.wait_for(lambda: drawn.count() == len(gallery), 60, "its stills were never drawn")
    notebook.page.evaluate("window.dispatchEvent(new Event('resize'))")
    for _ in range(
        LOOKS
    ):  # the faults that stay: a slow machine is still drawing when the first look is taken
        notebook.page.wait_for_timeout(100)
        pictures = [picture.evaluate(WORDS) for picture in notebook.page.locator(".vega-embed").all()]
        named = zip(gallery, pictures, strict=True)
        faults = [f"{name}: {fault}" for name, seen in named for fault in faults_of(seen)]
        if not faults:
            break
    assert faults == []


def faults_of(seen):
    assert seen["words"], "a picture without words"
    if seen["hidden"] > 0:
        yield f"{seen['hidden']} pixels beyond the page"
    for word in seen["words"]:
        if word["size"] < LEAST - 0.05:
            yield f"{word['says']!r} has letters of {word['size']:.1f} pixels"
        if min(word["left"], word["top"]) < -SLACK or word["right"] > seen["width"] + SLACK:
            yield f"{word['says']!r} is cut"
        if word["bottom"] > seen["height"] + SLACK:
            yield f"{word['says']!r} is cut below"
        if word["says"].endswith("…"):
            yield f"{word['says']!r} has lost its end"
    for one, other in itertools.combinations(seen["words"], 2):
        across = min(one["right"], other["right"]) - max(one["left"], other["left"])
        down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        if across > 1 and down > 3:
            yield f"{one['says']!r} lies on {other['says']!r}"

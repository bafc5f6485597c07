"""Every notebook in a real JupyterLab without a network: opened, read, run, saved, and opened again the next day.

Each is opened once, for all tests, in the order of a learner's evening. That every control of every activity moves by
keyboard is held in test_activities.py.
"""

import json

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.lab import NOTEBOOKS

EVERY = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
# What the next day must find: questions, map and passport of the first, a still and an activity of the other.
FIRST, HERO = "00_start_here.ipynb", "08_resistance_timeline.ipynb"
CONTROLS = "input[type=range], select, input[type=checkbox]"
KEYS = {
    "range": ("ArrowRight", "ArrowLeft"),
    "checkbox": ("Space", "Space"),
    "select-one": ("ArrowDown", "ArrowUp"),
}
LIVE = ".jp-OutputArea-output :is(.mc-activity, .mq-quiz)"
# What a reader sees of each output: its words, and whether a picture is drawn.
SEEN = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(output => output.offsetHeight > 0)
  .map(output => ({ words: output.innerText.trim(), drawn: Boolean(output.querySelector('svg')) }))"""
STILLS_DRAWN = """() => [...document.querySelectorAll('.jp-RenderedVegaCommon5')].every(still => still.querySelector('svg'))"""
BROKEN = ("model not found", "Error displaying", "Loading widget", "Error rendering")


class Evening:
    """A notebook as a learner has it open, and what stood there before anything ran."""

    def __init__(self, notebook) -> None:
        self.notebook, self.page, self.name = notebook, notebook.page, notebook.name
        self.before = seen(notebook)
        self._ran = False

    def run(self) -> None:
        """Run it, unless it has run."""
        if not self._ran:
            self.notebook.run_all()
        self._ran = True

    def saved(self) -> bytes:
        """The file, once it is saved."""
        self.notebook.save()
        return (self.notebook.lab.root / self.name).read_bytes()


def seen(notebook) -> list[dict]:
    """What a reader sees, once the still pictures are drawn."""
    notebook.page.wait_for_function(STILLS_DRAWN)
    return notebook.page.evaluate(SEEN)


@pytest.fixture(scope="module")
def evening(request, desk):
    with desk.sitting() as opened:
        yield Evening(opened(request.param, height=2400))


each = pytest.mark.parametrize("evening", EVERY, indirect=True)


@each
def test_opening_and_reading_leaves_the_file_as_it_was(evening):
    assert evening.saved() == (NOTEBOOKS / evening.name).read_bytes()


@each
def test_the_notebook_runs_and_draws(evening):
    evening.run()
    notebook, name = evening.notebook, evening.name
    notebook.keep_pictures(name[:2])
    notebook.assert_no_errors()
    blank = [i for i, picture in enumerate(notebook.outputs()) if notebook.drawn_marks(picture) == 0]
    assert blank == [], f"{name}: pictures without a mark"
    for number in range(notebook.page.locator(notebook.ACTIVITY).count()):
        activity = notebook.activity(number)
        first = activity.locator(CONTROLS).first
        assert moves_something(notebook, activity, first), f"{name}: activity {number} stands still"
    notebook.assert_no_errors()
    if axe_script():
        assert grave_violations(notebook.page) == []


@each
def test_run_and_saved_the_file_is_as_it_was(evening):
    evening.run()
    assert evening.saved() == (NOTEBOOKS / evening.name).read_bytes()


def test_the_page_loaded_anew_lives_and_the_next_day_all_stands(desk, lab):
    name = lab.add_content("next_day.ipynb", one_of_each())
    with desk.sitting() as opened:
        notebook = opened(name, height=2400)
        before = seen(notebook)
        assert any(output["drawn"] for output in before)
        notebook.run_all()
        notebook.save()
        live = notebook.page.locator(LIVE)
        count = live.count()
        assert count >= 4
        notebook.page.reload()  # the kernel lives: so do question and picture
        notebook.wait_until_idle()
        notebook.wait_for(lambda: live.count() == count, 60, "its live parts never came back")
    desk.clear()
    lab.restart()
    with desk.sitting() as opened:
        notebook = opened(name, height=2400)
        after = seen(notebook)
        assert after == before
        assert [output for output in after if any(word in output["words"] for word in BROKEN)] == []
        assert notebook.page.locator(LIVE).count() == 0
        assert notebook.console == []


def one_of_each() -> dict:
    """The first notebook as it is saved, and after it the cells of another that show a still chart and an activity."""
    first, hero = (json.loads((NOTEBOOKS / name).read_text(encoding="utf-8")) for name in (FIRST, HERO))
    code = [cell for cell in hero["cells"] if cell["cell_type"] == "code"]
    activity = next(cell for cell in code if "resistance_timeline(" in "".join(cell["source"]))
    still = next(cell for cell in code if cell["outputs"] and "plot_" in "".join(cell["source"]))
    first["cells"] += [{**cell, "id": f"hero-{cell['id']}"} for cell in (code[0], still, activity)]
    return first


def test_a_file_saved_by_another_jupyter_opens_whole(open_notebook, lab):
    """Elsewhere the file keeps its live names; here they are passed over and what lies beneath is shown."""
    lab.add("elsewhere.ipynb", ["from utils.learning import ask", 'ask("01-q2")'])
    view = {"version_major": 2, "version_minor": 0, "model_id": "0123456789abcdef"}
    forms = {"application/vnd.jupyter.widget-view+json": view, "text/plain": "A printed question"}
    lab.give_output("elsewhere.ipynb", 1, forms)
    page = open_notebook("elsewhere.ipynb").page
    page.locator(".jp-OutputArea-output", has_text="A printed question").wait_for()
    assert not any("model not found" in output["words"] for output in page.evaluate(SEEN))


def moves_something(notebook, activity, control) -> bool:
    """Whether a key on this control changes the picture; the second key serves a control that stands at its end."""
    before = look(notebook, activity)
    for key in KEYS[control.evaluate("input => input.type")]:
        control.focus()
        notebook.page.keyboard.press(key)
        if look(notebook, activity) != before:
            return True
    return False


def look(notebook, activity) -> str:
    """What it draws and says."""
    notebook.settled(activity)
    return notebook.drawing(activity) + notebook.sentence(activity)

"""Every notebook in a real JupyterLab without a network: it runs, its pictures are drawn, its activities live.

That every control of every activity moves by keyboard is held in test_activities.py.
"""

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.lab import NOTEBOOKS

EVERY = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
CONTROLS = "input[type=range], select, input[type=checkbox]"
KEYS = {
    "range": ("ArrowRight", "ArrowLeft"),
    "checkbox": ("Space", "Space"),
    "select-one": ("ArrowDown", "ArrowUp"),
}


@pytest.mark.parametrize("name", EVERY)
def test_the_notebook_runs_and_draws(open_notebook, name):
    notebook = open_notebook(name, height=2400)
    notebook.run_all()
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


def moves_something(notebook, activity, control) -> bool:
    """Whether a key on this control changes the picture; the second key serves a control that stands at its end."""
    forth, back = KEYS[control.evaluate("input => input.type")]
    before = notebook.drawing(activity) + notebook.sentence(activity)
    for key in (forth, back):
        control.focus()
        notebook.page.keyboard.press(key)
        for _ in range(100 if key == forth else 1200):
            notebook.page.wait_for_timeout(50)
            if notebook.drawing(activity) + notebook.sentence(activity) != before:
                return True
    return False

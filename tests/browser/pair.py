"""Two copies of an activity in one notebook, opened once for all tests that look at that activity, in whatever file."""

import contextlib

from tests.browser.lab import Notebook
from utils import activities

FIRST, SECOND, COUNT, IDLE = (
    1,
    2,
    3,
    4,
)  # code cells: the two copies, the number of widgets, one to keep the kernel busy
FIRST_OUTPUT = ".jp-Cell:nth-child(2) .jp-OutputArea-output"
WIDGETS = "import ipywidgets\nprint('widgets', len(ipywidgets.widgets.widget._instances))"
# Other beginnings of an activity, as a notebook may ask for them: copies 2, 3, ...
OTHERS = {
    "evidence_explorer": [
        "evidence_explorer('pfs_median_months', 'relapse after lenalidomide and a PI')",
        "evidence_explorer('os_median_months', 'first treatment, without transplant')",
        "evidence_explorer('pfs_hr', 'second transplant')",
        "evidence_explorer('pfs_median_months', 'early relapse')",
    ]
}


def cells_of(name: str) -> list[str]:
    """The notebook's cells."""
    copies = [f"{name}()"] * 2
    return [
        f"import time\nfrom utils.activities import {name}",
        *copies,
        WIDGETS,
        "time.sleep(0)",
        *OTHERS.get(name, []),
    ]


class Pair:
    """Two copies of an activity on the page, and the same activity in this process to know what is right."""

    def __init__(self, notebook: Notebook, name: str) -> None:
        self.notebook, self.name, self.page = notebook, name, notebook.page
        self.model = getattr(activities, name)()
        self.controls = self.model._controls
        self.edited = False  # beyond what Reset brings back

    def copy(self, number: int = 0):
        """The activity on the page: 0 or 1, and further ones where it has other beginnings."""
        return self.notebook.activity(number)

    def open_more(self, number: int = 0) -> None:
        """Show the controls that wait under "more"."""
        for more in self.copy(number).locator(".mc-more:not([open]) > summary").all():
            more.click()

    def look(self, number: int = 0) -> tuple[str, str]:
        """What a copy draws and says, once it answers to its controls as they stand."""
        self.notebook.settled(self.copy(number))
        return tuple(self.copy(number).evaluate(LOOK))

    def reset(self, number: int = 0) -> None:
        """Bring the controls of a copy back to their beginning."""
        if self.edited:
            self.anew()
        self.copy(number).get_by_role("button", name="Reset", exact=True).evaluate("button => button.click()")
        self.notebook.settled(self.copy(number))
        assert self.notebook.sentence(self.copy(number)) == self.model.sentence

    def anew(self):
        """The first copy made anew by running its cell: nothing is left of what other tests did; the activity."""
        self.edited = False
        self.notebook.run_cell(FIRST)
        self.page.wait_for_function(BOTH_DRAWN)
        self.notebook.settled(self.copy(0))
        return self.copy(0)

    @contextlib.contextmanager
    def seen(self, width: int = 1280, theme: str = "Light"):
        """The same page at another width or in another theme, without the list of files."""
        size = self.page.viewport_size
        listed = self.page.locator("#jp-left-stack:visible").count() > 0
        if listed:
            self.page.keyboard.press("ControlOrMeta+b")
        self.page.set_viewport_size({**size, "width": width})
        if theme != "Light":
            self.notebook.choose_theme(f"JupyterLab {theme}")
        try:
            yield self
        finally:
            self.page.set_viewport_size(size)
            if theme != "Light":
                self.notebook.choose_theme("JupyterLab Light")


LOOK = """activity => [activity.querySelector('.mc-picture svg').outerHTML, activity.querySelector('.mc-sentence').innerText]"""
BOTH_DRAWN = """() => [...document.querySelectorAll('.mc-activity')].slice(0, 2)
  .filter(activity => activity.dataset.drawn).length === 2"""

"""A page of cards as a notebook shows it: live widgets where a kernel runs, the printed page where none does."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import ipywidgets as widgets

SCRIPTS = Path(__file__).parent / "js"


@cache
def helper_class(name: str, *ahead: str):
    """Make the small anywidget of `js/NAME.js`, with the scripts it builds on; loaded when the first page is shown."""
    import anywidget
    import traitlets

    body = {
        "_esm": "\n".join((SCRIPTS / f"{part}.js").read_text(encoding="utf-8") for part in (*ahead, name)),
        "_css": (SCRIPTS / "page.css").read_text(encoding="utf-8"),
        "state": traitlets.Dict().tag(sync=True),
    }
    return type(f"{name.title()}Helper", (anywidget.AnyWidget,), body)


class LearningPage:
    """Something the learner can answer, with a printed form that never depends on the passport.

    key: what the page is; showing the same page again closes the old one, so that re-running a cell leaks nothing.
    printed: the saved form, `text/plain` and `text/html`.
    """

    def __init__(self, key: str, printed: dict[str, str], children: list):
        self.key, self.printed = key, printed
        close_page(key)
        helper = helper_class("page", "alive")()
        helper.on_msg(lambda _, message, __: helper.send(message))  # the page asks whether anybody is there
        self.box = widgets.VBox([helper, *children])
        self.box.add_class("mq-quiz")
        _SHOWN[key] = self

    def __repr__(self) -> str:
        return self.printed["text/plain"]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        live = self.box._repr_mimebundle_() or {}
        view = {kind: value for kind, value in live.items() if "widget-view" in kind}
        return view | self.printed


_SHOWN: dict[str, LearningPage] = {}


def close_page(key: str) -> None:
    """Close a page that was shown before, with every widget in it."""
    page = _SHOWN.pop(key, None)
    if page:
        close_widget(page.box)


def close_widget(widget) -> None:
    """Close a widget with all that it holds, so that nothing is left of it in the kernel."""
    for child in getattr(widget, "children", ()):
        close_widget(child)
    for part in (getattr(widget, "style", None), widget.layout, widget):
        if hasattr(part, "close"):
            part.close()


def make_button(text: str, act: Callable) -> widgets.Button:
    """A button as wide as its words, and what its press does: a function of the button."""
    made = widgets.Button(description=text, layout={"width": "auto"})
    made.on_click(act)
    return made


def make_html(value: str, css_class: str) -> widgets.HTML:
    """HTML of one class."""
    made = widgets.HTML(value)
    made.add_class(css_class)
    return made


def heading(text: str) -> widgets.HTML:
    """A line of words above the cards."""
    return widgets.HTML(text)


def live_words(text: str = "") -> widgets.HTML:
    """A line of words that changes while the learner works and is read aloud when it does."""
    return make_html(text, "mq-tally")

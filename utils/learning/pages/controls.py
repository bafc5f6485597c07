"""What the learner touches to answer: plain labelled ipywidgets, one kind for each type of question.

Each control offers `widgets` to lay out and `read()`, which gives the answer in the form `mark_answer` takes,
or None, with `missing` saying in words what is still to be done; `write()` puts back an answer that the passport kept.
"""

import re

import ipywidgets as widgets

from utils.learning.questions.bank import Question
from utils.learning.questions.printed import how_to_answer
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_text

_WIDE = {"width": "auto", "max_width": "100%"}
_NOT_CHOSEN = ("choose …", -1)  # a value of its own: without one the first arrow key would be lost
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?")


class Choice:
    """One option of several, as radio buttons."""

    missing = "Choose one of the answers first."

    def __init__(self, question: Question, seed: int):
        places = shown_order(question, seed)
        labels = [(as_text(question.options[i].text, question.given), i) for i in places]
        self.radio = widgets.RadioButtons(options=labels, value=None, layout=_WIDE)
        self.radio.add_class("mq-radio")
        self.widgets = [self.radio]

    def read(self) -> int | None:
        """Give the index of the chosen option."""
        return self.radio.value

    def write(self, answer: int) -> None:
        """Choose an option, as it was chosen before."""
        self.radio.value = answer


class Ticks:
    """Any number of options, as check boxes."""

    missing = "Tick at least one answer first."

    def __init__(self, question: Question, seed: int):
        self.boxes = {
            i: _tick_box(as_text(question.options[i].text, question.given))
            for i in shown_order(question, seed)
        }
        self.widgets = list(self.boxes.values())

    def read(self) -> list[int] | None:
        """Give the indices of the ticked options."""
        return sorted(i for i, box in self.boxes.items() if box.value) or None

    def write(self, answer: list[int]) -> None:
        """Tick the options that were ticked before."""
        for i, box in self.boxes.items():
            box.value = i in answer


class Number:
    """A number typed in, with a point or a comma; a unit after it is allowed."""

    def __init__(self, question: Question, seed: int):
        unit = f" ({question.unit})" if question.unit else ""
        self.missing = f"Type a number first, for example 12.5{unit}."
        self.field = widgets.Text(
            description=f"Your answer{unit}",
            placeholder="a number",
            continuous_update=False,
            style=_label_style(),
        )
        self.widgets = [self.field]

    def read(self) -> float | None:
        """Give the number, or None when none was typed."""
        return read_number(self.field.value)

    def write(self, answer: float) -> None:
        """Show the number that was typed before."""
        self.field.value = f"{answer:.10g}"


class Places:
    """A place from first to last for each step."""

    missing = "Give every step its own place first: one is empty or used twice."

    def __init__(self, question: Question, seed: int):
        numbers = [_NOT_CHOSEN] + [(str(place), place) for place in range(1, len(question.options) + 1)]
        self.menus = {
            i: _menu(question.options[i].text, numbers, question) for i in shown_order(question, seed)
        }
        self.widgets = list(self.menus.values())

    def read(self) -> list[int] | None:
        """Give the steps' indices from first to last."""
        placed = {menu.value: i for i, menu in self.menus.items()}
        if -1 in placed or len(placed) < len(self.menus):
            return None
        return [placed[place] for place in sorted(placed)]

    def write(self, answer: list[int]) -> None:
        """Give each step the place it had before."""
        for place, step in enumerate(answer, 1):
            self.menus[step].value = place


class Partners:
    """A partner from a list for each left-hand side."""

    missing = "Choose a partner for each one first."

    def __init__(self, question: Question, seed: int):
        labels = [(as_text(question.options[i].text, question.given), i) for i in shown_order(question, seed)]
        self.widgets = [_menu(left, [_NOT_CHOSEN, *labels], question) for left in question.lefts]

    def read(self) -> list[int] | None:
        """Give the index of the chosen partner for each left-hand side."""
        chosen = [menu.value for menu in self.widgets]
        return None if -1 in chosen else chosen

    def write(self, answer: list[int]) -> None:
        """Give each left-hand side the partner it had before."""
        for menu, partner in zip(self.widgets, answer, strict=True):
            menu.value = partner


class Words:
    """The learner's own sentences."""

    missing = "Write your own answer first, even a short one: comparing works better that way."

    def __init__(self, question: Question, seed: int):
        self.field = widgets.Textarea(
            description="Your answer",
            rows=3,
            continuous_update=False,
            layout={"width": "100%"},
            style=_label_style(),
        )
        self.widgets = [self.field]

    def read(self) -> str | None:
        """Give the text, or None when there is none."""
        return self.field.value.strip() or None

    def write(self, answer: object) -> None:
        """Leave the field empty: the passport keeps which points were made, never anybody's own words."""


_CONTROLS = {
    "single": Choice,
    "multiple": Ticks,
    "numeric": Number,
    "order": Places,
    "match": Partners,
    "text": Words,
}


def make_control(question: Question, seed: int):
    """Make the control that suits a question's type."""
    return _CONTROLS[question.type](question, seed)


def read_number(text: str) -> float | None:
    """Read a number as people type it.

    >>> read_number("84,3 %"), read_number("about 12"), read_number("none")
    (84.3, 12.0, None)
    """
    found = _NUMBER.search(text.replace("\u2212", "-"))
    return float(found.group().replace(",", ".")) if found else None


def instruction(question: Question) -> str:
    """Say how the question wants to be answered, in the words the printed page uses."""
    if question.type == "order":
        return "Give each step its place, 1 for the first."
    return how_to_answer(question)


def _tick_box(text: str) -> widgets.Checkbox:
    box = widgets.Checkbox(description=text, value=False, indent=False, layout=_WIDE)
    box.add_class("mq-tick")
    return box


def _menu(text: str, choices: list, question: Question) -> widgets.Dropdown:
    menu = widgets.Dropdown(
        description=as_text(text, question.given),
        options=choices,
        value=-1,
        style=_label_style(),
        layout=_WIDE,
    )
    menu.add_class("mq-menu")
    return menu


def _label_style() -> dict:
    return {"description_width": "initial"}

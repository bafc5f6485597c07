"""What a learner can move: a range, a choice from a list or from the answer, steps through the answer, a tick, several ticks, a line of text.

Each control has a `name` (its attribute in `controls`), a `label` in plain words, a start `value`, and a `hint`
when the label alone could be misread. `Range` and `Select` know all their `settings`, so that a grid can be made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace

import numpy as np


class Settings(SimpleNamespace):
    """The values of all controls at one moment: `controls.depth`."""


@dataclass(frozen=True)
class Range:
    """A slider from `min` to `max` in equal steps, or through a list of `values` (e.g. powers of ten).

    unit: written after the number. show: how to write a value, when number and unit do not say it well.
    """

    name: str
    label: str
    min: float = 0
    max: float = 1
    step: float = 1
    value: float = 0
    unit: str = ""
    values: Sequence[float] = ()
    show: Callable[[float], str] | None = None
    hint: str = ""

    def __post_init__(self) -> None:
        """Refuse a start value that the slider cannot stand on."""
        self.accept(self.value)

    @property
    def settings(self) -> list[float]:
        """Every value the slider can stand on, in order."""
        if len(self.values):
            return [_plain(value) for value in self.values]
        steps = int(round((self.max - self.min) / self.step))
        return [_plain(round(self.min + i * self.step, 10)) for i in range(steps + 1)]

    def accept(self, value: float) -> float:
        """The slider's own value equal to `value`. Raises ValueError naming the nearest one."""
        settings = self.settings
        near = min(settings, key=lambda setting: abs(setting - value))
        if not np.isclose(near, value, rtol=1e-9, atol=1e-12):
            raise ValueError(f"{self.name}={value!r} is not on the slider '{self.label}'. Nearest: {near!r}.")
        return near

    def words(self, value: float) -> str:
        """The value as the learner reads it, with its unit."""
        if self.show:
            return self.show(value)
        text = f"{value:g}".replace("-", "\N{MINUS SIGN}")
        return f"{text}\N{NO-BREAK SPACE}{self.unit}" if self.unit else text

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        settings = self.settings
        shown = [self.words(value) for value in settings]
        return {**_common(self, "range"), "values": settings, "shown": shown}


@dataclass(frozen=True)
class Select:
    """One choice from a list. options: values, or a mapping from the words shown to the value."""

    name: str
    label: str
    options: Sequence | Mapping[str, object] = ()
    value: object = None
    hint: str = ""

    def __post_init__(self) -> None:
        """Start on the first option unless told otherwise."""
        if self.value is None:
            object.__setattr__(self, "value", self.settings[0])
        self.accept(self.value)

    @property
    def settings(self) -> list:
        """Every value that can be chosen, in order."""
        return [value for _, value in _pairs(self.options)]

    def accept(self, value: object) -> object:
        """The option equal to `value`. Raises ValueError listing what can be chosen."""
        for setting in self.settings:
            if setting == value:
                return setting
        raise ValueError(
            f"{self.name}={value!r} is not offered by '{self.label}'. Choose one of {self.settings}."
        )

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        return {**_common(self, "select"), "options": _pairs(self.options)}


@dataclass(frozen=True)
class Offered:
    """One choice from what the answer offers: only what exists can be chosen.

    offer: `(controls, answer) -> {words: value}`, asked after every answer of the kernel. Its value is text, "" when
    nothing is chosen; a choice that is not offered any more falls back to that.
    """

    name: str
    label: str
    offer: Callable[[Settings, object], Mapping[str, str]]
    none: str = "nothing"
    value: str = ""
    hint: str = ""

    def accept(self, value: object) -> str:
        """Any text; whether it is offered shows in the answer."""
        return str(value)

    def options(self, settings: Settings, answer: object) -> list[tuple[str, object]]:
        """What can be chosen now, nothing first."""
        return [(self.none, ""), *_pairs(self.offer(settings, answer))]

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        return {**_common(self, "select"), "options": [(self.none, "")]}


@dataclass(frozen=True)
class Steps(Offered):
    """A slider through what the answer offers, such as the visits of a series: as many stops as there are.

    offer: `(controls, answer) -> {words: number}`; its last stop is 0, "all of them", and where the slider stands when a
    stop is gone. most: the largest number of stops, for a grid.
    """

    value: int = 0
    most: int = 60

    @property
    def settings(self) -> list[int]:
        """Every stop there may be, all of them last."""
        return [*range(1, self.most), 0]

    def accept(self, value: object) -> int:
        """The number of a stop; whether there is such a one shows in the answer."""
        return max(0, min(int(value), self.most))

    def options(self, settings: Settings, answer: object) -> list[tuple[str, object]]:
        """The stops now."""
        return _pairs(self.offer(settings, answer))

    def as_dict(self) -> dict:
        """What the browser needs to draw it, until the first answer names the stops."""
        return {**_common(self, "range"), "values": [0], "shown": [""]}


@dataclass(frozen=True)
class Checkbox:
    """A tick: yes or no."""

    name: str
    label: str
    value: bool = False
    hint: str = ""
    settings = (False, True)

    def accept(self, value: object) -> bool:
        """Yes or no."""
        return bool(value)

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        return _common(self, "checkbox")


@dataclass(frozen=True)
class Choices:
    """Several ticks under one heading; its value is the list of what is ticked, in the order offered."""

    name: str
    label: str
    options: Sequence | Mapping[str, object] = ()
    value: Sequence = ()
    hint: str = ""

    def accept(self, value: Sequence) -> list:
        """What is ticked, in the order offered. Raises ValueError for anything that is not offered."""
        offered = [option for _, option in _pairs(self.options)]
        unknown = [item for item in value if item not in offered]
        if unknown:
            raise ValueError(f"{self.name}: {unknown} not offered by '{self.label}'. Choose among {offered}.")
        return [option for option in offered if option in value]

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        return {**_common(self, "choices"), "options": _pairs(self.options), "value": list(self.value)}


@dataclass(frozen=True)
class Text:
    """One line of text, at most 200 letters."""

    name: str
    label: str
    value: str = ""
    hint: str = ""

    def accept(self, value: object) -> str:
        """The text, cut at 200 letters."""
        return str(value)[:200]

    def as_dict(self) -> dict:
        """What the browser needs to draw it."""
        return _common(self, "text")


Control = Range | Select | Offered | Steps | Checkbox | Choices | Text


def accept_all(controls: Sequence[Control], values: Mapping[str, object]) -> dict[str, object]:
    """The value of every control, taken from `values` where given and checked; else its start value."""
    return {c.name: c.accept(values.get(c.name, c.value)) for c in controls}


def every_setting(controls: Sequence[Control]) -> list[tuple]:
    """Every combination of settings, the last control changing fastest."""
    return list(product(*(control.settings for control in controls)))


def _common(control: Control, kind: str) -> dict:
    return {
        "kind": kind,
        "name": control.name,
        "label": control.label,
        "value": control.value,
        "hint": control.hint,
    }


def _pairs(options: Sequence | Mapping[str, object]) -> list[tuple[str, object]]:
    items = options.items() if isinstance(options, Mapping) else ((str(option), option) for option in options)
    return [(str(text), value) for text, value in items]


def _plain(value: float) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() else number

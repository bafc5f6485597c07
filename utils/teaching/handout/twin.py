"""An activity on paper: a few of its answers as small pictures, to be matched with the settings that made them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Control, Select
from utils.site.stills import NARROW, WIDE, draw_at
from utils.teaching.pictures import Picture, size_of

MOST = 4
FOUR_FIT, TWO_FIT = (
    400,
    640,
)  # pixels of height up to which four, or two, small pictures stand on a page and can be read
ASK = "Each picture was made with one of these settings. Write its letter, and how you know."
ASK_ONE = "The picture was made with one of these settings. Tick it, and write how you know."


@dataclass(frozen=True)
class Panel:
    """One answer: its letter, the number of the setting that made it, the drawing, what it says, what to beware of."""

    letter: str
    number: int
    svg: str
    sentence: str
    caution: str


@dataclass(frozen=True)
class Twin:
    """The paper form of an activity. settings: in words, numbered from 1 as listed; panels: in another order."""

    title: str
    about: str
    ask: str
    settings: tuple[str, ...]
    panels: tuple[Panel, ...]


def make_twin(picture: Picture, told: Mapping) -> Twin:
    """The twin of a notebook's activity. told: the teaching note's `paper`, see `sessions.Session`."""
    activity = picture.call.run()
    try:
        return _twin(activity, picture.cell, told)
    finally:
        activity.close()


def _twin(activity: Activity, cell: str, told: Mapping) -> Twin:
    chosen = told.get("settings") or choose_settings(activity)
    order = mix(len(chosen), cell)
    panels = [_panel(activity, chosen[place], f"{cell}-{place}", place + 1, narrow=True) for place in order]
    height = max(size_of(panel.svg)[1] for panel in panels)
    if height > TWO_FIT:
        panels = [_panel(activity, chosen[order[0]], cell, order[0] + 1, narrow=False)]
    shown = panels if height <= FOUR_FIT else panels[:2]
    ask = told.get("ask") or (ASK_ONE if len(shown) == 1 else ASK)
    words = tuple(say_setting(activity, values) for values in chosen)
    beware = "; ".join(dict.fromkeys(panel.caution.rstrip(".") for panel in shown if panel.caution))
    about = f"{activity.label.capitalize()} · {activity.subtitle}{f'. Caution: {beware}' if beware else ''}"
    lettered = tuple(
        replace(panel, letter=letter) for panel, letter in zip(shown, ascii_uppercase, strict=False)
    )
    return Twin(activity.title, about, ask, words, lettered)


def mix(count: int, seed: str) -> list[int]:
    """So many places in an order that is always the same for a seed, and never the one they had.

    >>> sorted(mix(4, "show")), mix(2, "show"), mix(1, "show")
    ([0, 1, 2, 3], [1, 0], [0])
    """
    order = list(range(count))
    random.Random(f"2026:{seed}").shuffle(order)
    return order[1:] + order[:1] if order == sorted(order) else order


def _panel(activity: Activity, values: Mapping, name: str, number: int, narrow: bool) -> Panel:
    spec, words = activity.still_at(values, narrow)
    svg = draw_at(spec, NARROW if narrow else WIDE, f"t-{name}")
    return Panel("", number, svg, str(words["sentence"]), str(words["caution"]))


def choose_settings(activity: Activity) -> list[dict]:
    """At most four settings that differ: its starting points, else steps of the control that stands first."""
    if activity.starts:
        return [dict(values) for values in list(activity.starts.values())[:MOST]]
    control = next((c for c in activity.controls if isinstance(getattr(c, "settings", None), Sequence)), None)
    if control is None:
        return [{}]
    values = control.settings
    places = (
        range(len(values))
        if len(values) <= MOST
        else [round(i * (len(values) - 1) / (MOST - 1)) for i in range(MOST)]
    )
    return [{control.name: values[place]} for place in places]


def say_setting(activity: Activity, values: Mapping[str, object]) -> str:
    """A setting as a learner reads it: the name of its starting point, else each control's label and value."""
    named = next((words for words, start in activity.starts.items() if start == values), None)
    if named:
        return named
    controls = {control.name: control for control in activity.controls}
    return "; ".join(
        f"{controls[name].label}: {_say(controls[name], value)}" for name, value in values.items()
    )


def _say(control: Control, value: object) -> str:
    if isinstance(control, Select):
        return next((words for words, option in control.as_dict()["options"] if option == value), str(value))
    if isinstance(control, Checkbox):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return control.words(value) if hasattr(control, "words") else str(value)

"""Answers made beforehand: every setting of some controls, so that a picture moves where no kernel answers."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate

import ipywidgets
import pandas as pd

from utils.activities.columns import Frames, encode, named
from utils.activities.controls import Control, Select, every_setting

MOST_SETTINGS = 2000
START = "start"  # the choice among starting points, as a control of its own
Reply = Callable[[Mapping[str, object]], tuple[pd.DataFrame | Frames, dict[str, object]]]
Starts = Mapping[str, Mapping[str, object]]


def pick_alone(name: str, controls: Sequence[Control], alone: Sequence[str], starts: Starts) -> list[Control]:
    """The controls that stay alive without a kernel, the starting points first when there are any.

    Raises ValueError for a name that is no control, or whose settings cannot be counted.
    """
    known = {control.name: control for control in controls if hasattr(control, "settings")}
    strange = [word for word in alone if word not in known]
    if strange:
        raise ValueError(
            f"{name}: {', '.join(strange)} cannot stay alive without a kernel. Choose among {', '.join(known)}."
        )
    first = {control.name: control.value for control in controls}
    standing = next((words for words, values in starts.items() if values.items() <= first.items()), None)
    choice = [Select(START, "Start from", list(starts), value=standing)] if starts else []
    return choice + [known[word] for word in alone]


def make_grid(name: str, controls: Sequence[Control], reply: Reply, starts: Starts | None = None) -> dict:
    """The answer to every setting of `controls`, as the browser reads it; all other controls stay where they start.

    reply: values -> tables and words. starts: what each starting point sets, when `controls` begin with that choice.
    Raises ValueError when there are more than `MOST_SETTINGS`, and for a setting that does not answer, by its values.
    """
    combinations = every_setting(controls)
    if len(combinations) > MOST_SETTINGS:
        raise ValueError(
            f"{name}: {len(combinations)} settings are too many for a grid (at most {MOST_SETTINGS}). "
            "Use larger steps, fewer controls, or answers='kernel'."
        )
    names = [control.name for control in controls]
    asked = [dict(zip(names, values, strict=True)) for values in combinations]
    replies = [_ask(name, reply, values, starts or {}) for values in asked]
    tables = [named(answer) for answer, _ in replies]
    return {
        "controls": names,
        "settings": combinations,
        "words": [words for _, words in replies],
        "frames": {key: encode(pd.concat([t[key] for t in tables], ignore_index=True)) for key in tables[0]},
        "bounds": {key: [0, *accumulate(len(t[key]) for t in tables)] for key in tables[0]},
    }


def _ask(name: str, reply: Reply, values: Mapping[str, object], starts: Starts) -> tuple:
    given = starts.get(values.get(START), {})
    moved = {control: value for control, value in values.items() if control != START}
    try:
        # What the learner moves wins over what the starting point says about the same control.
        answer, words = reply({**given, **moved})
    except Exception as error:
        raise ValueError(f"{name}: the setting {values} does not answer: {error!r}") from error
    stand = {control: value for control, value in given.items() if control not in values}
    return answer, {**words, **({"stand": stand} if given else {})}


def draw_starts(starts: Starts, update: Callable[..., None]) -> list[ipywidgets.Widget]:
    """A row of buttons, one a starting point, each of which moves the controls there."""
    if not starts:
        return []
    buttons = [ipywidgets.Button(description=words, layout={"width": "auto"}) for words in starts]
    for button, values in zip(buttons, starts.values(), strict=True):
        button.on_click(partial(_move, update, values))
    row = ipywidgets.HBox([ipywidgets.Label("Start from:"), *buttons], layout={"flex_flow": "row wrap"})
    return [row]


def _move(update: Callable[..., None], values: Mapping[str, object], _button: ipywidgets.Button) -> None:
    update(**values)

"""An activity as a page keeps it: the state its browser half starts from, with every answer it gives without a kernel."""

import base64
import json
from collections.abc import Mapping

from utils.activities.activity import Activity
from utils.activities.presets import START

TRAITS = ("spec", "narrow", "shell", "frames", "grid", "words", "values", "asked", "answered")
RESTING = (
    "Here this picture answers for the controls that stand open. The grey ones need Python: "
    "open the notebook to move them."
)


def page_state(activity: Activity) -> dict | None:
    """What the browser half of an activity reads, or None when it answers nothing without a kernel.

    A kernel activity becomes a grid of its presets; controls that cannot answer are marked `fixed` and stand last.
    """
    state = {name: getattr(activity.chart, name) for name in TRAITS}
    if activity.chart.shell["answers"] != "kernel":
        return state
    grid = activity.preset_grid()
    if not grid:
        return None
    standing = {**state["values"], **{c.name: c.value for c in activity.alone}}
    return state | {"grid": grid, "values": standing, "shell": _rest(activity, grid, standing)}


def _rest(activity: Activity, grid: Mapping, standing: Mapping) -> dict:
    shell, alive = activity.chart.shell, grid["controls"]
    moving = [control.as_dict() for control in activity.alone]
    fixed = [control | {"fixed": True} for control in shell["controls"] if control["name"] not in alive]
    lead = {
        words: {name: value for name, value in values.items() if name in alive}
        for words, values in activity.starts.items()
    }
    return {
        **shell,
        "answers": "grid",
        "controls": moving + fixed,
        "start": dict(standing),
        "lead": {START: lead},
        "resting": RESTING if fixed else "",
    }


def as_json(state: object) -> str:
    """The state as JSON that may stand in a page: bytes as base64, nothing that ends a script, no NaN."""
    text = json.dumps(_plain(state), allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/")


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"b64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value

"""The wide and the narrow form of one picture in a single drawing, so that a saved page shows the one that fits it."""

from __future__ import annotations

from utils.charts.present import NARROW


def join_forms(wide: dict, narrow: dict) -> dict:
    """A drawing that shows its wide form, and on a narrow page its narrow one.

    wide, narrow: two layered drawings of the same tables, on the same scales; what `wide` needs at least may stand in its
    `usermeta` as `least`, in pixels. The result asks for `page`, which `fit.fit_page` provides.
    """
    below = wide.get("usermeta", {}).get("least", NARROW)
    layers = [
        *(_shown_when(f"page >= {below}", layer) for layer in wide["layer"]),
        *(_shown_when(f"page < {below}", layer) for layer in narrow["layer"]),
    ]
    return {**wide, "layer": layers, **_height(wide, narrow, below)}


def _shown_when(fits: str, layer: dict) -> dict:
    return {**layer, "transform": [{"filter": fits}, *layer.get("transform", [])]}


def _height(wide: dict, narrow: dict, below: int) -> dict:
    """The height of each form; of rows that are stepped, the step that suits both."""
    tall, low = wide["height"], narrow["height"]
    if isinstance(tall, dict):
        return {"height": {"step": max(tall["step"], low["step"])}}
    measured = {"name": "height", "update": f"page < {below} ? {low} : {tall}"}
    return {"params": [measured, *wide.get("params", [])]}

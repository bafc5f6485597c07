"""From a history of treatment to lines of therapy, refractoriness and the situation a person is in."""

from importlib import import_module

_HOME = {
    "event": "history",
    "count_lines": "lines",
    "judge_refractory": "labels",
    "label_refractory_classes": "labels",
    "label_refractoriness": "refractory",
    "find_drug": "drugs",
    "parse_regimen": "drugs",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"{__name__} has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

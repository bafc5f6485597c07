"""From laboratory results to response categories, progression, relapse and minimal residual disease."""

from importlib import import_module

_HOME = {
    "classify_response": "response",
    "find_progression": "response",
    "response_timeline": "response",
    "response_timelines": "response",
    "best_responses": "response",
    "assess_mrd": "mrd",
    "is_sustained": "mrd",
    "labs_on": "labs",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"{__name__} has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

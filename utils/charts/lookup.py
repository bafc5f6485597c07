"""Finds a function by name among a room's modules, so that a new chart or activity is one new file and nothing else."""

import importlib
import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import FunctionType


def find_function(room: str, name: str, only: str = r"\w+") -> FunctionType:
    """The public function `name` defined in one of the modules of `room` (e.g. "utils.charts").

    only: a pattern that names must match to be offered. Raises AttributeError naming the closest one there is.
    """
    offered = public_functions(room, only)
    if name not in offered:
        closest = get_close_matches(name, offered, 1, 0)
        raise AttributeError(f"module {room!r} has no {name!r}. Closest: {', '.join(closest) or 'none yet'}.")
    return getattr(importlib.import_module(f"{room}.{offered[name]}"), name)


@cache
def public_functions(room: str, only: str = r"\w+") -> dict[str, str]:
    """Each public function of a room that matches `only`, and the module it is defined in (nothing is imported)."""
    folder = Path(importlib.import_module(room).__file__).parent
    found = {}
    for module in sorted(folder.glob("[!_]*.py")):
        for name in re.findall(rf"^def ({only})\(", module.read_text(encoding="utf-8"), re.M):
            found.setdefault(name, module.stem)
    return {name: module for name, module in found.items() if not name.startswith("_")}

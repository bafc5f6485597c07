"""The same chart said shorter: without nulls, without looks that nothing in it wears, each table as one line of text."""

from __future__ import annotations

import json
from collections.abc import Iterator

# What a null means where it means "none"; anywhere else it means "not known", and is left out.
_NONE = {"axis": False, "legend": False, "title": "", "stroke": "transparent"}
_LOOKS = {
    "area",
    "bar",
    "line",
    "point",
    "rule",
    "text",
}  # parts of the theme that belong to one kind of mark
_HUES = ("color", "fill", "stroke")
_JSON = {"type": "json"}


def lighten(spec: dict) -> dict:
    """The same drawing in fewer words, and with no null, which some pages lose on the way."""
    light = _pack(drop_nulls(spec), frozenset(spec.get("datasets", {})))
    worn = {key: look for key, look in light.get("config", {}).items() if key not in _idle(light)}
    sizes = {"continuousWidth", "continuousHeight"} if {"width", "height"} <= light.keys() else set()
    if "view" in worn:
        worn["view"] = {key: look for key, look in worn["view"].items() if key not in sizes}
    return {**light, "config": worn}


def drop_nulls(part: object, rows: bool = False) -> object:
    """The same specification without a null: an axis, a legend, a title or a line's colour not wanted is said as `false`.

    rows: the part is a table, whose rows leave out what is not known.
    """
    if isinstance(part, list):
        return [drop_nulls(item, rows) for item in part]
    if not isinstance(part, dict):
        return part
    said = {} if rows else _NONE
    kept = {key: value for key, value in part.items() if value is not None or key in said}
    return {
        key: said[key] if value is None else drop_nulls(value, rows or key in ("values", "datasets"))
        for key, value in kept.items()
    }


def _pack(part: object, tables: frozenset[str]) -> object:
    """The same part with each table as text: a notebook keeps a list as one line a number."""
    if isinstance(part, list):
        return [_pack(item, tables) for item in part]
    if not isinstance(part, dict):
        return part
    packed = {key: _pack(value, tables) for key, value in part.items() if key != "datasets"}
    if _is_table(packed.get("values")):
        packed |= {"values": _as_text(packed["values"]), "format": {**_JSON, **packed.get("format", {})}}
    if "datasets" in part:
        packed["datasets"] = {name: _as_text(rows) for name, rows in part["datasets"].items()}
    data = packed.get("data")
    if isinstance(data, dict) and data.get("name") in tables:
        packed["data"] = {**data, "format": _JSON}
    return packed


def _is_table(rows: object) -> bool:
    return isinstance(rows, list) and any(isinstance(row, dict) and row for row in rows)


def _as_text(rows: object) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _idle(spec: dict) -> set[str]:
    """Parts of the theme for what this chart has not: marks, legends, headings of panels, colours by default."""
    parts = list(_parts({key: value for key, value in spec.items() if key != "config"}))
    words = {word for part in parts for word in (*part, *part.values()) if isinstance(word, str)}
    idle = {look for look in _LOOKS if look not in words}
    idle |= set() if words & {"facet", "row", "column"} else {"header"}
    idle |= set() if any(True for _ in legends_of(spec)) else {"legend"}
    hues = (part[channel] for part in parts for channel in _HUES if _has_field(part.get(channel)))
    return idle | (set() if any("range" not in (hue.get("scale") or {}) for hue in hues) else {"range"})


def _has_field(channel: object) -> bool:
    return isinstance(channel, dict) and ("field" in channel or "condition" in channel)


def _parts(part: object) -> Iterator[dict]:
    """Every object of a specification."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _parts(inner)


def legends_of(spec: dict) -> Iterator[dict]:
    """Every colour, shape or dash of a field whose legend is drawn."""
    for part in _parts(spec):
        for channel in (*_HUES, "shape", "strokeDash"):
            how = part["encoding"].get(channel) if "encoding" in part else None
            if isinstance(how, dict) and "field" in how and how.get("legend", {}) is not False:
                yield how

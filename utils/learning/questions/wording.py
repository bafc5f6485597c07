"""Turns the bank's texts into words for a page or a terminal, with numbers filled in from course_data.

`{{fact:ID}}` becomes the stored value with its unit and, on a page, a link to its source; `{{ci:ID}}` its interval.
`{{name}}` becomes a value the question itself gives. `**bold**` and `*italic*` are understood.
"""

import re
from collections.abc import Mapping
from html import escape
from math import floor, log10

_SLOT = re.compile(r"\{\{\s*(fact:|ci:)?([A-Za-z0-9_.-]+)\s*\}\}")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")
_UNITS = {"per cent": "%", "percent": "%", "per cent a year": "% a year", "ratio": "", "hazard ratio": ""}


def as_text(text: str, given: Mapping | None = None) -> str:
    """Write a text for a terminal, an option or a screen reader: plain words and values."""
    filled = _SLOT.sub(lambda slot: _fill(slot, given, linked=False), text)
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", filled)).strip()


def as_html(text: str, given: Mapping | None = None) -> str:
    """Write a text for a page: everything escaped, facts linked to their sources."""
    filled = _SLOT.sub(lambda slot: _fill(slot, given, linked=True), escape(text, quote=False))
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", filled)).strip()


def fact_ids(text: str) -> list[str]:
    """List the facts a text quotes."""
    return [name for kind, name in _SLOT.findall(text) if kind]


def say_value(shown: str, unit: str = "") -> str:
    """Say a number, as its source prints it, with its unit.

    >>> say_value("84.3", "%"), say_value("67", "months"), say_value("0.60", "ratio")
    ('84.3 %', '67 months', '0.60')
    """
    return f"{shown} {_UNITS.get(unit, unit).replace('_', ' ')}".strip()


def round_to(number: float, tolerance: float) -> str:
    """Write a number with as many digits as the question is exact.

    >>> round_to(59.049, 0.5), round_to(0.30003, 0.005), round_to(12.0, 0)
    ('59', '0.3', '12')
    """
    decimals = max(0, -floor(log10(2 * tolerance))) if tolerance else 4
    return f"{round(number, decimals):.10g}"


def cite_sources(source_ids) -> str:
    """List sources as links for the end of a feedback; empty when there are none."""
    from utils.evidence import address, cite

    links = [f'<a href="{escape(address(name))}">{escape(cite(name))}</a>' for name in source_ids]
    return f'<p class="mq-sources">Sources: {"; ".join(links)}</p>' if links else ""


def _fill(slot: re.Match, given: Mapping | None, linked: bool) -> str:
    kind, name = slot.groups()
    if kind == "ci:":
        return _quote_interval(name)
    if not kind:
        if name not in (given or {}):
            raise KeyError(f"{{{{{name}}}}} is not given. Given are: {', '.join(given or {}) or 'none'}.")
        return f"{given[name]:.10g}" if isinstance(given[name], int | float) else str(given[name])
    return _quote_fact(name, linked)


def _quote_fact(name: str, linked: bool) -> str:
    from utils.evidence import address, cite, fact

    row = fact(name)
    said = say_value(row.shown, row.unit)
    if not linked:
        return said
    title = escape(f"{cite(row.source_id)} ({name})")
    return f'<a href="{escape(address(row.source_id))}" title="{title}">{said}</a>'


def _quote_interval(name: str) -> str:
    from utils.evidence import fact

    row = fact(name).row
    return f"{row['ci_low']} to {row['ci_high']}"

"""The line that a returning reader sees: what this page says otherwise than at the last visit, and why."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from utils.evidence import address, cite
from utils.evidence.corrections import REMOVED
from utils.learning.pages.page import heading
from utils.learning.passport.passports import Passport
from utils.learning.passport.reading import Since, note_reading


def since_last_read(passport: Passport, notebook: str) -> list[widgets.Widget]:
    """The line, as a list of one; empty on a first visit, where nothing changed, and where it cannot be known."""
    since = note_reading(passport, notebook)
    return [heading(say_since(since))] if since else []


def say_since(since: Since) -> str:
    """One line that names what changed and why; what it said and what it says now are folded under it.

    Figures are folded because some of them are about dying, and nobody should meet those unasked.
    """
    rows = since.changes
    count = "one thing is" if len(rows) == 1 else f"{len(rows)} things are"
    day = f"{since.evidence.day} {since.evidence:%B %Y}"
    named = "; ".join(f"{escape(row.what)} ({escape(row.why)})" for row in rows.itertuples())
    details = "".join(f"<li>{_say_change(row)}</li>" for row in rows.itertuples())
    return (
        f"<p><strong>Since you last read this page</strong> (its evidence was of {day}) {count} said otherwise: {named}.</p>"
        f"<details><summary>Show what it said and what it says now</summary><ul>{details}</ul></details>"
    )


def _say_change(row: tuple) -> str:
    before, now = _words(row.before), _words(row.now)
    said = f"{escape(row.what)}: it said <em>{before}</em>; it now says <em>{now}</em>."
    if not pd.isna(row.now) and row.now == REMOVED:
        said = f"{escape(row.what)}: it said <em>{before}</em>; that was taken out."
    return f"{said} Corrected on {row.date.day} {row.date:%B %Y}.{_source(row.source_id)}"


def _words(cell: object) -> str:
    return "nothing" if pd.isna(cell) else escape(str(cell))


def _source(source_id: object) -> str:
    if pd.isna(source_id):
        return ""
    return f' Source: <a href="{escape(address(source_id))}" target="_blank" rel="noopener">{escape(cite(source_id))}</a>'

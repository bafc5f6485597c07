"""What the passport notes of a reading: with which evidence a notebook was read, and what was corrected since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from utils.evidence.corrections import changes_of, evidence_date
from utils.learning.passport.log import Event
from utils.learning.passport.passports import Passport

KIND = "reading"


@dataclass(frozen=True)
class Edition:
    """The evidence behind one notebook: its day, and the corrections known by then."""

    evidence: date
    known: frozenset[str]


@dataclass(frozen=True)
class Since:
    """The corrections of a notebook (rows of `changes`) since the evidence that a learner last read it with."""

    evidence: date
    changes: pd.DataFrame


def note_reading(passport: Passport, notebook: str) -> Since | None:
    """Note that a notebook is being read; what changed since the reading before this one, or None.

    None, too, where that cannot be known: no reading noted, one this copy cannot read, or one of newer evidence.
    """
    rows = changes_of(notebook)
    edition = Edition(evidence_date(), frozenset(rows["change_id"]))
    readings = [e for e in passport.events() if e["kind"] == KIND and e.get("notebook") == notebook]
    before = _before(readings, edition)
    if not readings or _edition(readings[-1]) != edition:
        known = sorted(edition.known)
        passport.record(KIND, notebook=notebook, evidence=edition.evidence.isoformat(), known=known)
    return _since(before, edition, rows)


def _before(readings: list[Event], edition: Edition) -> Edition | None:
    """The edition read before the present one; on the day on which the present one was first opened it still counts."""
    if not readings or _edition(readings[-1]) != edition:
        return _edition(readings[-1]) if readings else None
    today = datetime.now(UTC).date().isoformat()
    opened_today = readings[-1]["at"].startswith(today)
    return _edition(readings[-2]) if opened_today and len(readings) > 1 else None


def _since(before: Edition | None, edition: Edition, rows: pd.DataFrame) -> Since | None:
    if before is None or before.evidence > edition.evidence:
        return None
    new = ~rows["change_id"].isin(before.known) & (rows["date"] >= pd.Timestamp(before.evidence))
    return Since(before.evidence, rows[new].reset_index(drop=True)) if new.any() else None


def _edition(event: Event) -> Edition | None:
    """What a reading says of its evidence; None for what this version cannot read."""
    known = event.get("known")
    if not isinstance(known, list) or not _all_text(known):
        return None
    try:
        return Edition(date.fromisoformat(event.get("evidence")), frozenset(known))
    except (TypeError, ValueError):
        return None


def _all_text(items: Iterable) -> bool:
    return all(isinstance(item, str) for item in items)

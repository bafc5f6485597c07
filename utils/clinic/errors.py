"""Errors that say what was seen, the nearest valid thing, and the next step."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ClinicError(ValueError):
    """Something handed to a clinical rule cannot be used as it stands."""


class UnitError(ClinicError):
    """A value without a unit, or with a unit that this test is never reported in."""


class ImpossibleValueError(ClinicError):
    """A value that no laboratory could have measured in the unit given."""


class UnknownTestError(ClinicError):
    """A laboratory test the clinic does not know."""


class UnknownDrugError(ClinicError):
    """A drug or regimen name the clinic does not know."""


class LabsError(ClinicError):
    """A table of laboratory results that cannot be read as a dated series."""


class HistoryError(ClinicError):
    """A treatment history that cannot have happened as written."""


def nearest(word: str, known: Iterable[str]) -> str:
    """' Closest: 'x'.' for the known word that looks most like `word`; empty when nothing does."""
    folded = {name.casefold(): name for name in known}
    match = get_close_matches(word.casefold(), folded, n=1, cutoff=0.5)
    return f" Closest: {folded[match[0]]!r}." if match else ""

"""Errors that say what was seen, the nearest valid thing, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def misspelt(word: str, names: Iterable[str], meant: Mapping[str, str], fold: Callable[[str], str]) -> str:
    """' Closest: 'x'.' when `word` is a slip of the pen for exactly one thing; empty otherwise.

    Names of drugs resemble each other (vincristine and vinblastine, isatuximab and rituximab), so that only one wrong
    letter in a word of six or more, two in nine or more, count as a slip. names: as they are written; meant: what each
    folded name stands for; fold: how names are compared.
    """
    key = fold(word)
    allowed = 2 if len(key) >= 9 else 1 if len(key) >= 6 else 0
    near = {
        name: steps
        for name in names
        if len(fold(name)) >= 6 and (steps := edits(key, fold(name), allowed)) <= allowed
    }
    best = [name for name, steps in near.items() if steps == min(near.values())]
    return f" Closest: {best[0]!r}." if len({meant[fold(name)] for name in best}) == 1 else ""


def edits(one: str, other: str, most: int) -> int:
    """Letters to add, drop or exchange to turn one word into the other; `most` + 1 when it takes more.

    >>> edits("bortezomb", "bortezomib", 2), edits("rituximab", "isatuximab", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row = row, [place]
        for at, wanted in enumerate(other, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != wanted)))
    return min(row[-1], most + 1)

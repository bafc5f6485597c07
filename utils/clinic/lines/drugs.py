"""Treatments as they are written in notes, read from two lists: drugs (`agents`) and regimens (`regimens`).

Nothing is read letter by letter: a writing that is on neither list is refused, with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from utils.clinic.errors import UnknownDrugError, misspelt
from utils.clinic.lines.agents import CAR_T, CD38, CLASS_WORDS, DRUGS, IMID, PI, STEROID, Drug
from utils.clinic.lines.regimens import AMBIGUOUS, INSTEAD, LISTED
from utils.clinic.unknown import is_unknown

__all__ = [
    "CAR_T", "CD38", "CLASS_WORDS", "DRUGS", "IMID", "PI", "STEROID", "Drug", "drug_class", "find_drug", "is_car_t",
    "is_lymphodepletion", "parse_regimen",
]  # fmt: skip

_SEPARATORS = re.compile(r"[,;&/+]|\band\b|\bplus\b|\bwith\b", re.IGNORECASE)
_NOISE = re.compile(
    r"\([^)]*\)|\b\d+(\.\d+)?\s*(mg|g|mcg)(/m2|/m²|/kg)?\b|[x×]\s?\d+\b|\b\d+\s+cycles?( of)?\b|\b(re-?induction|induction|"
    r"consolidation|maintenance|salvage|alone|bridging|bridge|weekly|lite|continuous|lymphodepletion|lymphodepleting( chemotherapy)?|single[- ]agent|planned|sc|iv)\b",
    re.IGNORECASE,
)
LYMPHODEPLETION = frozenset({"fludarabine", "cyclophosphamide"})


def _fold(text: str) -> str:
    """A writing without case, hyphens, spaces and the signs between its parts."""
    return _join(text).casefold()


def _join(text: str) -> str:
    return re.sub(r"[\s\-‐‑–+/.]+", "", text)


_BY_NAME = {drug.name: drug for drug in DRUGS}
_WORDS = {_fold(word): drug.name for drug in DRUGS for word in (drug.name, *drug.words)}
_EXACT = {
    _join(word): tuple(drugs.split(", "))
    for written, drugs in LISTED
    for word in written.split("; ")
}  # fmt: skip
_REGIMENS = {word.casefold(): drugs for word, drugs in _EXACT.items() if len(word) > 1}


def find_drug(name: str) -> Drug:
    """The drug behind a generic name, a brand or an abbreviation.

    Raises UnknownDrugError with the name it is a slip of, if there is one.

    >>> find_drug("Revlimid").name, find_drug("cilta-cel").drug_class
    ('lenalidomide', 'car_t')
    >>> find_drug("bortezomb")
    Traceback (most recent call last):
    utils.clinic.errors.UnknownDrugError: 'bortezomb' is not a drug or regimen the clinic knows. Closest: 'bortezomib'. Write the drugs by their generic names, with commas between them, such as 'bortezomib, prednisone'.
    """
    if is_unknown(name):
        raise UnknownDrugError("No drug is named. Write its generic name, such as 'bortezomib'.")
    found = _WORDS.get(_fold(str(name).strip()))
    if found is None and str(name).strip() in _EXACT and len(_EXACT[str(name).strip()]) == 1:
        found = _EXACT[str(name).strip()][0]
    if found is None:
        raise _refuse(str(name), str(name))
    return _BY_NAME[found]


def parse_regimen(text: str) -> tuple[str, ...]:
    """The drugs of a regimen, by generic name, in the order written.

    Understands the regimens of the course's list (VRd, RVd, D-VRd, Dara-Kd, VMP, VAD, D-PACE, Flu/Cy ...) in any case and
    with any hyphens, drugs by name, brand or abbreviation, and lists of both ("bortezomib, dexamethasone", "Rd + D").
    Words of phase and dose are ignored ("R maintenance 10 mg"). Whatever is not on the lists is refused: letters are
    never guessed. Raises UnknownDrugError.

    >>> parse_regimen("D-VRd"), parse_regimen("VP")
    (('daratumumab', 'bortezomib', 'lenalidomide', 'dexamethasone'), ('bortezomib', 'prednisone'))
    >>> parse_regimen("DKd re-induction"), parse_regimen("Revlimid + dex")
    (('daratumumab', 'carfilzomib', 'dexamethasone'), ('lenalidomide', 'dexamethasone'))
    """
    if is_unknown(text) or not isinstance(text, str):
        raise UnknownDrugError(f"{text!r} names no drug. Write a drug or a regimen such as 'VRd'.")
    return _parse(text.strip())


@cache
def _parse(text: str) -> tuple[str, ...]:
    if _fold(text) in INSTEAD:
        raise _refuse(text, text)
    listed = _listed(text)
    if listed:
        return listed
    names = [
        name
        for side in re.split(r"->|→", _drop_class_words(_NOISE.sub(" ", text)))
        for name in _read(side, text)
    ]
    if not names:
        raise UnknownDrugError(f"{text!r} names no drug. Write a drug or a regimen such as 'VRd'.")
    return tuple(dict.fromkeys(names))


def _drop_class_words(text: str) -> str:
    """'cilta-cel CAR T cells' names its product; the class beside it adds nothing."""
    rest = re.sub(r"\bCAR[- ]?T([- ]cells?)?\b", " ", text, flags=re.IGNORECASE).strip(" -,")
    return (
        rest
        if rest and all(_BY_NAME[name].drug_class == CAR_T for name in _known(rest)) and _known(rest)
        else text
    )


def _known(phrase: str) -> tuple[str, ...]:
    """The drugs of a phrase that is on a list; empty when it is not."""
    found = _WORDS.get(_fold(phrase))
    return (found,) if found else _listed(phrase)


def _listed(phrase: str) -> tuple[str, ...]:
    """The drugs of a regimen on the list; single letters that stand apart must match it to the letter."""
    joined = _join(phrase)
    if joined in _EXACT:
        return _EXACT[joined]
    apart = [part for part in re.split(r"[\s\-‐‑–+/.]+", phrase) if part]
    if joined.casefold() in AMBIGUOUS or (len(apart) > 1 and all(len(part) == 1 for part in apart)):
        return ()
    return _REGIMENS.get(joined.casefold(), ())


def _read(phrase: str, whole: str) -> tuple[str, ...]:
    """A drug, a regimen of the list, or several of them; anything else is refused."""
    phrase = phrase.strip(" -,;+")
    if not phrase:
        return ()
    found = _known(phrase)
    if found:
        return found
    if _fold(phrase) not in AMBIGUOUS and _fold(phrase) not in INSTEAD:
        for separator in (_SEPARATORS, re.compile(r"\s+"), re.compile("-")):
            parts = [part.strip() for part in separator.split(phrase) if part.strip(" -")]
            if len(parts) > 1 and _may_stand_apart(parts, listing=separator is _SEPARATORS):
                return tuple(name for part in parts for name in _read(part, whole))
    raise _refuse(phrase, whole)


def _may_stand_apart(parts: list[str], listing: bool) -> bool:
    """A single letter is a drug only in a list beside whole words: in 'V, D' the D may be either of two drugs."""
    single = [part for part in parts if len(part) == 1]
    return not single or (listing and len(single) < len(parts))


def _refuse(part: str, whole: str) -> UnknownDrugError:
    key = _fold(part)
    named = repr(part) if part == whole else f"{part!r} in {whole!r}"
    if key in AMBIGUOUS or key in INSTEAD:
        words = AMBIGUOUS.get(key) or INSTEAD[key]
        tail = ". Write the drugs by name" if key in AMBIGUOUS and "written" not in words else ""
        return UnknownDrugError(f"{named} {words}{tail}.")
    names = [word for drug in DRUGS for word in (drug.name, *drug.words)]
    return UnknownDrugError(
        f"{named} is not a drug or regimen the clinic knows.{misspelt(part, names, _WORDS, _fold)} "
        "Write the drugs by their generic names, with commas between them, such as 'bortezomib, prednisone'."
    )


def drug_class(name: str) -> str:
    """The class of a drug.

    >>> drug_class("Velcade")
    'proteasome_inhibitor'
    """
    return find_drug(name).drug_class


def is_car_t(drugs: Iterable[str]) -> bool:
    """Does the regimen hold a CAR T-cell product?"""
    return any(_BY_NAME[name].drug_class == CAR_T for name in drugs if name in _BY_NAME)


def is_lymphodepletion(drugs: Iterable[str], what: Any = "") -> bool:
    """Fludarabine with cyclophosphamide, or what calls itself lymphodepletion: it makes room for CAR T cells."""
    return frozenset(drugs) == LYMPHODEPLETION or "lymphodeplet" in str(what).casefold()

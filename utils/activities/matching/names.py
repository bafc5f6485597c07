"""Trials and treatments named in a text, by every writing that the course's tables know."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from utils.activities.matching.writings import EVERYDAY, drug_writings, read_token, trial_writings

STATUS = re.compile(
    r"(?:-?\s+(?:and|or)\s+[\w-]+?)?[\s-](?:refractory|exposed|resistant|sensitive|na[iï]ve|intolerant|pretreated|experienced)\b|-free\b",
    re.I,
)
BEFORE = re.compile(
    r"(?:refractory\s+to|resistant\s+to|exposed\s+to|exposure\s+to|prior|previous|previously\s+treated\s+with|progress\w*\s+on"
    r"|relaps\w*\s+(?:on|after)|after|following|received\s+(?:prior|previous))\s+(?:\w+\s+)?$",
    re.I,
)
GROUPS = {
    "placebo": r"placebo(?:\s+(?:group|arm))?",
    "comparator": r"(?:the\s+)?(?:control|comparator|standard|usual|conventional)(?:[\s-](?:of[\s-])?(?:care|regimens?|therap(?:y|ies)|treatments?"
    r"|groups?|arms?|triplets?))*|(?:active\s+)?monitoring|observation(?:\s+(?:alone|group|arm))?|\bSOC\b",
    "experimental": r"(?:the\s+)?(?:experimental|investigational)\s+(?:group|arm|regimen|treatment)",
    "car_t": r"CAR[\s-]?T(?:[\s-]cells?)?(?:\s+(?:therapy|group|arm))?",
    "no_transplant": r"(?:without|no)\s+(?:an?\s+|early\s+|upfront\s+)*(?:autologous\s+)?(?:stem[\s-]cell\s+)?(?:transplant(?:ation)?|ASCT)",
    "ASCT": r"(?:early\s+|salvage\s+|autologous\s+)*(?:stem[\s-]cell\s+)?transplant(?:s|ation)?\b|\bASCT\b|\bAHCT\b",
}  # fmt: skip
CAR_T = frozenset({"idecabtagene_vicleucel", "ciltacabtagene_autoleucel", "anitocabtagene_autoleucel"})
CONNECTOR = re.compile(
    r"\s*(?:,\s*and|,|\+|/|-|&|plus|and|with|combined\s+with|in\s+combination\s+with|added\s+to|followed\s+by)\s*(?:low-dose\s+|high-dose\s+)?",
    re.I,
)
STRONG = re.compile(
    r"\s*(?:\+|/|-|&|plus|with|combined\s+with|in\s+combination\s+with|added\s+to|followed\s+by)\s*(?:low-dose\s+)?",
    re.I,
)
UNKNOWN = re.compile(
    r"\b([A-Z][\w.-]*[A-Z0-9][\w-]*|[A-Z][a-z]+-[A-Z0-9]\w*)\s+(?:phase\s+\d\w?\s+)?(?:trial|study)\b|\bNCT\d{6,8}\b"
)


@dataclass(frozen=True)
class Named:
    """A name in the text. what: trial, treatment or group. trials: ids. drugs: ids. whole: a regimen rather than one drug."""

    start: int
    end: int
    what: str
    trials: tuple[str, ...] = ()
    drugs: frozenset[str] = frozenset()
    group: str = ""
    whole: bool = False


def find_names(plain: str) -> list[Named]:
    """Every trial, treatment and group of a text in reading order; drugs joined by plus or and are one treatment."""
    trials = _find_trials(plain)
    open_text = _hide(plain, trials)
    drugs = _find_drugs(open_text)
    groups = _find_groups(_hide(open_text, drugs))
    treatments = _join(open_text, sorted(drugs + groups, key=lambda named: named.start))
    return sorted(trials + treatments, key=lambda named: named.start)


def _hide(text: str, named: Iterable[Named]) -> str:
    letters = list(text)
    for name in named:
        letters[name.start : name.end] = "\x00" * (name.end - name.start)
    return "".join(letters)


@cache
def _trial_pattern() -> re.Pattern:
    writings = sorted(trial_writings(), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(f'({_loose(word)})' for word in writings)})(?![A-Za-z0-9]|[.-]\d)", re.I
    )


def _loose(name: str) -> str:
    """A name with or without hyphens, stops and spaces between its parts."""
    parts = re.findall(r"[A-Za-z]+|\d+", name)
    seam = r"[\s./-]*" if re.search(r"\d|\.", name) else r"[\s-]+"
    return seam.join(map(re.escape, parts))


def _find_trials(plain: str) -> list[Named]:
    writings = sorted(trial_writings(), key=len, reverse=True)
    found, taken = [], []
    for m in _trial_pattern().finditer(plain):
        writing = writings[m.lastindex - 1]
        if _is_meant(plain, m, writing):
            found.append(Named(m.start(), m.end(), "trial", trial_writings()[writing]))
            taken.append(m.span())
    strange = [
        Named(m.start(), m.end(), "trial")
        for pattern in (UNKNOWN, _sisters())
        for m in pattern.finditer(plain)
        if not any(start < m.end() and m.start() < end for start, end in taken)
        and not _is_treatment(m[m.lastindex] if m.lastindex else None)
    ]
    return found + strange


@cache
def _sisters() -> re.Pattern:
    """Other numbers of a known series (CARTITUDE-5), and words in capitals after 'in': studies that the tables do not hold."""
    stems = {m[1] for word in trial_writings() if (m := re.match(r"([A-Za-z]{5,}(?:-MM)?)-?\d+$", word))}
    series = "|".join(sorted(stems, key=len, reverse=True))
    return re.compile(
        rf"\b((?:{series})[\s-]?(?:MM)?\d+)\b|(?<=\b[Ii]n )(?:the )?([A-Z][A-Z-]{{3,}}(?:[\s-]?\d+)?)\b(?![\s-]*(?:positive|negative))"
    )


def _is_treatment(word: str | None) -> bool:
    return bool(word) and (
        bool(read_token(word))
        or bool(
            re.fullmatch(r"CAR-?T|MM|FDA|EU|US|UK|IV|II|III|BCMA|MGUS|ASCT|ICANS|RRMM|NDMM|ECOG|IMWG", word)
        )
    )


def _is_meant(plain: str, m: re.Match, writing: str) -> bool:
    """Whether a word that is also everyday English stands for the trial here."""
    seen = m[0]
    if seen == writing and writing.casefold() not in EVERYDAY:
        return True
    if re.sub(r"[^a-z]", "", writing.casefold()) not in EVERYDAY or re.search(r"\d", writing):
        return True
    if seen == writing or (seen.isupper() and len(seen) > 3):
        return True
    beside = re.match(r"\s+(?:phase\s+\w+\s+)?(?:trial|study)\b", plain[m.end() : m.end() + 30], re.I)
    return bool(beside) and seen[0].isupper()


@cache
def _drug_pattern() -> re.Pattern:
    words = sorted(drug_writings(), key=len, reverse=True)
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:{'|'.join(re.escape(w).replace(chr(92) + ' ', r'[ -]+') for w in words)})(?![A-Za-z0-9])",
        re.I,
    )


def _find_drugs(text: str) -> list[Named]:
    """Regimens first, word by word; then drugs by name, unless they say what had been given before."""
    found = []
    for m in re.finditer(r"(?<![\w-])[A-Za-z]+(?:[-/+][A-Za-z0-9]+)*(?:(?<=d)\d\d)?(?<=\w)(?!\w)", text):
        if (drugs := read_token(m[0])) and not _is_past(text, m):
            found.append(Named(m.start(), m.end(), "treatment", drugs=drugs, whole=True))
    rest = _hide(text, found)
    for m in _drug_pattern().finditer(rest):
        drug = drug_writings().get(re.sub(r"[ -]+", " ", m[0].casefold())) or drug_writings().get(
            m[0].casefold()
        )
        if drug and not _is_past(text, m):
            drug = "ASCT" if drug == "autologous_stem_cell_transplant" else drug
            found.append(Named(m.start(), m.end(), "treatment", drugs=frozenset({drug})))
    return found


def _is_past(text: str, m: re.Match) -> bool:
    return bool(STATUS.match(text, m.end())) or bool(BEFORE.search(text[max(0, m.start() - 45) : m.start()]))


def _find_groups(text: str) -> list[Named]:
    found = []
    for group, pattern in GROUPS.items():
        for m in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.I):
            if any(other.start <= m.start() < other.end for other in found):
                continue
            if _is_past(text, m) or re.match(
                r"[\s-]*(?:risk|deviation|eligible|ineligible|dose)", text[m.end() :], re.I
            ):
                continue
            drugs = {"ASCT": frozenset({"ASCT"}), "car_t": CAR_T, "placebo": frozenset({"placebo"})}.get(
                group, frozenset()
            )
            found.append(Named(m.start(), m.end(), "treatment", drugs=drugs, group=group))
    return found


def _join(text: str, named: list[Named]) -> list[Named]:
    """Neighbours that are given together: 'daratumumab plus VRd', 'teclistamab and daratumumab'."""
    joined: list[Named] = []
    for name in named:
        last = joined[-1] if joined else None
        if last and (_together(text[last.end : name.start], last, name) or _is_added(text, last, name)):
            whole = last.whole or name.whole
            joined[-1] = Named(last.start, name.end, "treatment", drugs=last.drugs | name.drugs, whole=whole)
        elif not last or name.start >= last.end:
            joined.append(name)
    return joined


def _together(gap: str, last: Named, name: Named) -> bool:
    if not last.drugs or not name.drugs or last.drugs & name.drugs or "car_t" in (last.group, name.group):
        return False
    if last.whole and (name.whole or name.group == "placebo"):
        return False
    return bool(
        (STRONG if last.whole or name.whole or name.group or last.group else CONNECTOR).fullmatch(gap)
    )


def _is_added(text: str, last: Named, name: Named) -> bool:
    """'adding pomalidomide to bortezomib and dexamethasone'."""
    added = re.search(
        r"\b(?:addition\s+of|adding|added)\s+$", text[max(0, last.start - 14) : last.start], re.I
    )
    return (
        bool(added)
        and not last.drugs & name.drugs
        and bool(re.fullmatch(r"\s*to\s+(?:standard\s+)?", text[last.end : name.start]))
    )

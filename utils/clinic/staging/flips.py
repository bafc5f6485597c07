"""What one changed result does to every system: which answers move, and the rule that moved each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from utils.clinic.results import Stage, join_words
from utils.clinic.staging.criteria import Limits
from utils.clinic.staging.cutoffs import HR2025, ISS, R2ISS, RISS, Cutoff, crossed
from utils.clinic.staging.events import DefiningEvent, defining_events, read_known
from utils.clinic.staging.profile import Known, Profile, profile_patient
from utils.clinic.units import find_test

_BUILT_ON_ISS = (RISS, R2ISS)
_FISH = {
    "del17p": "del(17p)", "t_4_14": "t(4;14)", "t_14_16": "t(14;16)", "t_14_20": "t(14;20)", "gain_1q": "1q gain",
    "del_1p32": "del(1p32)", "tp53_mutation": "a TP53 mutation",
}  # fmt: skip
_PROBES = tuple(test for test in _FISH if test != "tp53_mutation")


@dataclass(frozen=True)
class Flip:
    """One system whose possible answers changed. was, now: empty when the system did not or does not apply."""

    system: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    why: str


def find_flips(before: Known, after: Known, limits: Limits | None = None) -> tuple[Flip, ...]:
    """Every system that answers otherwise after a change of results, in reading order, each with one sentence of why.

    before, after: values by test name in the clinic's units.

    >>> done = {"b2m": 4.1, "albumin": 3.6}
    >>> [(f.system, f.was, f.now) for f in find_flips(done, {**done, "b2m": 5.5}) if f.system == "ISS"]
    [('ISS', ('II',), ('III',))]
    """
    before, after = read_known(before), read_known(after)
    old, new = profile_patient(before, limits), profile_patient(after, limits)
    systems = dict.fromkeys(a.system for a in (*old.answers, *new.answers))
    moved = {s for s in systems if _answer(old, s) != _answer(new, s)}
    return tuple(
        Flip(s, _answer(old, s), _answer(new, s), _explain(s, before, after, old, new, moved, limits))
        for s in systems
        if s in moved
    )


def _find(profile: Profile, system: str) -> Stage | None:
    return next((a for a in profile.answers if a.system == system), None)


def _answer(profile: Profile, system: str) -> tuple[str, ...]:
    found = _find(profile, system)
    return found.possible if found else ()


def _explain(
    system: str,
    before: Known,
    after: Known,
    old: Profile,
    new: Profile,
    moved: set[str],
    limits: Limits | None,
) -> str:
    if not _answer(old, system) or not _answer(new, system):
        return "it is made for smouldering myeloma alone, and the diagnosis changed"
    changed = [test for test in {**before, **after} if before.get(test) != after.get(test)]
    gone = [test for test in changed if test not in after]
    if gone:
        return f"without {join_words(_gather(gone))} nobody can tell which of these it is"
    if system in _BUILT_ON_ISS and ISS in moved:
        return f"it is built on the ISS, which moved{_points(old, new, system)}"
    if system == HR2025:
        return _find(new, system).why.rstrip(".").split(":")[0]
    if system == "Diagnosis":
        return _explain_diagnosis(before, after, limits) or _find(new, system).why.rstrip(".")
    return _explain_by_test(system, changed, before, after) + _points(old, new, system)


def _explain_diagnosis(before: Known, after: Known, limits: Limits | None) -> str:
    """Which defining events came or went."""
    pairs = list(zip(defining_events(before, limits), defining_events(after, limits), strict=True))
    came = [new for old, new in pairs if new.present and not old.present]
    went = [new for old, new in pairs if old.present and new.present is False]
    said = [_count(events, words) for events, words in ((came, "now"), (went, "no longer")) if events]
    return join_words(said)


def _count(events: list[DefiningEvent], when: str) -> str:
    if len(events) == 1:
        return f"{events[0].letter} ({events[0].name}: {events[0].rule}) {when} counts"
    return f"{join_words([event.letter for event in events])} {when} count"


def _explain_by_test(system: str, changed: list[str], before: Known, after: Known) -> str:
    """The cut-offs that were passed, or the finding that came or went."""
    said = []
    for test in changed:
        if test in _FISH:
            said.append(f"{_FISH[test]} {'was found' if after[test] else 'was looked for and not found'}")
        elif test in before:
            passed = [
                cutoff for cutoff in crossed(test, before[test], after[test]) if cutoff.system == system
            ]
            nearest = min(passed, key=lambda cutoff: abs(cutoff.value - after[test]), default=None)
            said += [_passed(nearest, after[test])] if nearest else []
        else:
            said.append(f"{_say(test)} is known now")
    return join_words(said) or "several results changed together"


def _passed(cutoff: Cutoff, value: float) -> str:
    """On which side of its nearest cut-off the test stands now, and what lies beyond."""
    past = "past" if cutoff.holds(value) else "no longer past"
    unit = find_test(cutoff.test).unit
    unit = "" if unit in ("score", "ratio", "years") else f" {unit}"
    return f"{_say(cutoff.test)} is {past} the cut-off of {cutoff.value:g}{unit} ({cutoff.words})"


def _points(old: Profile, new: Profile, system: str) -> str:
    was, now = (getattr(_find(p, system), "points", ()) for p in (old, new))
    if len(was) != 1 or len(now) != 1 or was == now:
        return ""
    return f": {now[0]:g} point{'' if now[0] == 1 else 's'} instead of {was[0]:g}"


_WORDS: Mapping[str, str] = {
    "b2m": "beta-2-microglobulin", "ldh": "LDH", "adl": "ADL", "iadl": "IADL", "ecog": "ECOG", "mri_focal_lesions": "MRI",
    "lytic_lesions": "CT or PET-CT", "marrow_plasma_cells": "a marrow sample", "m_protein": "the M-protein",
    "urine_m_protein": "the urine", "flc_ratio": "free light chains", "involved_flc": "free light chains",
    "plasmacytoma": "a biopsy", "circulating_plasma_cells": "a blood film",
}  # fmt: skip


def _gather(tests: list[str]) -> list[str]:
    """Names of tests; a whole panel of probes is one."""
    if not set(_PROBES) <= set(tests):
        return list(dict.fromkeys(_say(test) for test in tests))
    rest = [test for test in tests if test not in _PROBES]
    return ["FISH", *("TP53 sequencing" if test == "tp53_mutation" else _say(test) for test in rest)]


def _say(test: str) -> str:
    return _FISH.get(test, _WORDS.get(test, test.replace("_", " ").removesuffix(" flc")))

"""Which test would settle an open stage: what is still missing, in the order in which it would close most questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from utils.clinic.results import Stage
from utils.clinic.staging.criteria import Limits
from utils.clinic.staging.events import read_known
from utils.clinic.staging.profile import Known, Profile, profile_patient
from utils.clinic.unknown import is_unknown

_PROBES = ("del17p", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p32")


@dataclass(frozen=True)
class Order:
    """What is ordered at once: the tests it brings, and the results tried, one from every interval that matters."""

    name: str
    tests: tuple[str, ...]
    results: tuple[tuple[float, ...], ...]


def _single(name: str, test: str, *results: float) -> Order:
    return Order(name, (test,), tuple((result,) for result in results))


# One probe positive at a time, two pairs that the definition of 2025 joins, and nothing found.
_FISH = (
    (0, 0, 0, 0, 0, 0), (60, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0), (0, 0, 0, 1, 0, 0),
    (0, 0, 0, 0, 1, 0), (0, 0, 0, 0, 0, 2), (0, 1, 0, 0, 1, 0), (60, 1, 0, 0, 1, 0),
)  # fmt: skip
ORDERS = (
    Order("FISH on sorted plasma cells", _PROBES, _FISH),
    _single("TP53 sequencing", "tp53_mutation", 0, 1),
    _single("beta-2-microglobulin", "b2m", 2, 4, 6),
    _single("albumin", "albumin", 4, 3),
    _single("LDH", "ldh", 0.8, 1.5),
    Order("creatinine with its clearance", ("creatinine", "creatinine_clearance"), ((0.9, 80), (1.5, 60), (2.5, 30))),
    _single("calcium", "calcium", 9.5, 12),
    _single("haemoglobin", "haemoglobin", 13, 9),
    _single("a marrow sample", "marrow_plasma_cells", 5, 15, 40, 70),
    _single("serum electrophoresis", "m_protein", 0, 1, 2.5, 4),
    _single("24-hour urine", "urine_m_protein", 0, 100, 600),
    Order("free light chains", ("flc_ratio", "involved_flc"), ((1, 10), (10, 60), (50, 300), (150, 60), (150, 600))),
    _single("CT or PET-CT", "lytic_lesions", 0, 3),
    _single("MRI", "mri_focal_lesions", 0, 3),
    _single("biopsy of a mass", "plasmacytoma", 0, 1),
    _single("blood film", "circulating_plasma_cells", 0, 10),
    _single("age", "age", 70, 78, 85),
    Order("geriatric assessment", ("adl", "iadl", "charlson"), ((6, 8, 0), (3, 8, 0), (3, 4, 3))),
    _single("ECOG", "ecog", 0, 1, 2),
)  # fmt: skip


@dataclass(frozen=True)
class Worth:
    """What one missing order would bring: systems it closes whatever it shows, might close, or only narrows."""

    order: str
    settles: tuple[str, ...]
    may_settle: tuple[str, ...]
    narrows: tuple[str, ...]


def rank_missing(
    known: Known, limits: Limits | None = None, systems: Iterable[str] | None = None
) -> tuple[Worth, ...]:
    """The missing tests that could move an open answer, the one that closes most first.

    known: values by test name in the clinic's units. systems: those to ask about; every system when not given.
    A test "settles" a system when each result it can bring leaves one answer. Nothing is said about how likely a result
    is: that would be a forecast for one person.

    >>> done = {"b2m": 6.1, "albumin": 3.1, "ldh": 0.7}
    >>> worth = rank_missing(done, systems=["R-ISS"])[0]
    >>> worth.order, worth.settles
    ('FISH on sorted plasma cells', ('R-ISS',))
    """
    known = read_known(known)
    now = profile_patient(known, limits)
    asked = {a.system for a in now.answers} if is_unknown(systems) else set(systems)
    opened = [answer for answer in now.answers if answer.system in asked and len(answer.possible) > 1]
    found = [worth for order in ORDERS if (worth := _weigh(order, known, limits, opened))]
    return tuple(sorted(found, key=lambda w: (-len(w.settles), -len(w.may_settle), -len(w.narrows))))


def _weigh(order: Order, known: Known, limits: Limits | None, opened: list[Stage]) -> Worth | None:
    missing = [test for test in order.tests if test not in known and not _known_otherwise(test, known)]
    if not missing or not opened:
        return None
    tried = [_try(order, result, missing, known, limits) for result in order.results]
    left = {answer.system: _left(tried, answer.system) for answer in opened}
    settles = tuple(system for system, counts in left.items() if max(counts) <= 1)
    may = tuple(system for system, counts in left.items() if min(counts) <= 1 < max(counts))
    before = {answer.system: len(answer.possible) for answer in opened}
    narrows = tuple(s for s, counts in left.items() if 1 < min(counts) < before[s])
    return Worth(_name(order, missing), settles, may, narrows) if settles or may or narrows else None


def _try(
    order: Order, result: tuple[float, ...], missing: list[str], known: Known, limits: Limits | None
) -> Profile:
    brought = {test: value for test, value in zip(order.tests, result, strict=True) if test in missing}
    return profile_patient({**known, **brought}, limits)


def _left(tried: list[Profile], system: str) -> list[int]:
    """How many answers each result leaves; a result with which the system no longer applies says nothing about it."""
    counts = [len(a.possible) for profile in tried for a in profile.answers if a.system == system]
    return counts or [2]


def _known_otherwise(test: str, known: Mapping[str, float | None]) -> bool:
    """The ratio and the involved chain follow from kappa and lambda."""
    return test in ("flc_ratio", "involved_flc") and {"kappa_flc", "lambda_flc"} <= known.keys()


_SAID = {
    "del17p": "del(17p)", "t_4_14": "t(4;14)", "t_14_16": "t(14;16)", "t_14_20": "t(14;20)", "gain_1q": "1q gain",
    "del_1p32": "del(1p32)", "creatinine_clearance": "creatinine clearance", "adl": "ADL", "iadl": "IADL", "charlson": "Charlson",
}  # fmt: skip


def _name(order: Order, missing: list[str]) -> str:
    """The whole order, or the one part of it that is missing."""
    if len(missing) == 1 and len(order.tests) > 1:
        part = _SAID.get(missing[0], missing[0].replace("_", " "))
        return f"FISH for {part}" if order.tests == _PROBES else part
    return order.name

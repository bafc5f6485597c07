"""The seven events that make a clone of plasma cells a myeloma, each present, absent or not known (imwg-dx14, flc-note)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from utils.clinic import unknown
from utils.clinic.errors import ClinicError, UnknownTestError, nearest
from utils.clinic.response.measurable import check_labs
from utils.clinic.staging.criteria import Limits, calcium_high, haemoglobin_low, light_chain_ratio
from utils.clinic.units import TESTS
from utils.clinic.unknown import is_unknown

Known = Mapping[str, float | None]


@dataclass(frozen=True)
class DefiningEvent:
    """One letter of CRAB or SLiM. present: None while a test that decides it was not done."""

    letter: str
    name: str
    rule: str
    present: bool | None


def read_known(known: Any) -> dict[str, float]:
    """The tests that were done, by name: what is not known is left out, a name or value that cannot be is refused.

    Raises ClinicError, UnknownTestError, ImpossibleValueError.

    >>> read_known({"b2m": 4.1, "albumin": None})
    {'b2m': 4.1}
    """
    if not isinstance(known, Mapping):
        raise ClinicError("The tests are given by name, as `labs_on(labs, day)` returns them: {'b2m': 4.1}.")
    known = {name: value for name, value in known.items() if not is_unknown(value)}
    for name in known:
        if name not in TESTS:
            raise UnknownTestError(f"{name!r} is not a test the clinic knows.{nearest(name, TESTS)}")
    check_labs(known)
    return known


def light_chains(known: Known) -> tuple[float | None, float | None]:
    """Involved-to-uninvolved ratio and the involved chain (mg/L), from kappa and lambda or as given.

    >>> light_chains({"kappa_flc": 480, "lambda_flc": 9})
    (53.333333, 480)
    """
    kappa, lambda_ = known.get("kappa_flc"), known.get("lambda_flc")
    if kappa is None or lambda_ is None or not min(kappa, lambda_):
        return known.get("flc_ratio"), known.get("involved_flc")
    return round(max(kappa, lambda_) / min(kappa, lambda_), 6), max(kappa, lambda_)


def defining_events(known: Known, limits: Limits | None = None) -> tuple[DefiningEvent, ...]:
    """CRAB and SLiM in the order of their letters. Only what is put down to the clone counts: a judgement this cannot make.

    known: values by test name in the clinic's units; a test left out was not done. limits: the local laboratory's.

    >>> [event.letter for event in defining_events({"haemoglobin": 9.6, "calcium": 9.7}) if event.present]
    ['A']
    """
    tests, limits = read_known(known), unknown.known(limits) or Limits()
    ratio, chain = light_chains(tests)
    ratio = light_chain_ratio(ratio)
    found = (
        _ask(tests, "calcium", lambda value: calcium_high(value, limits.calcium_uln_mg_dl)),
        _either(
            _ask(tests, "creatinine", lambda v: v > 2), _ask(tests, "creatinine_clearance", lambda v: v < 40)
        ),
        _ask(tests, "haemoglobin", lambda value: haemoglobin_low(value, limits.hb_lln_g_dl)),
        _ask(tests, "lytic_lesions", lambda value: value >= 1),
        _ask(tests, "marrow_plasma_cells", lambda value: value >= 60),
        _both(None if ratio is None else ratio >= 100, None if chain is None else chain >= 100),
        _ask(tests, "mri_focal_lesions", lambda value: value > 1),
    )
    return tuple(DefiningEvent(*words, present) for words, present in zip(_EVENTS, found, strict=True))


_EVENTS = (
    ("C", "calcium", "above 11 mg/dL, or more than 1 mg/dL above the laboratory's limit"),
    ("R", "kidneys", "creatinine above 2 mg/dL, or its clearance below 40 mL/min"),
    ("A", "haemoglobin", "below 10 g/dL, or more than 2 g/dL below the laboratory's limit"),
    ("B", "bone", "1 lytic lesion or more"),
    ("S", "marrow", "60 % clonal plasma cells or more"),
    ("Li", "light chains", "100 times the other or more, and 100 mg/L or more of it"),
    ("M", "MRI", "more than 1 focal lesion of 5 mm or more"),
)


def _ask(known: Known, test: str, counts: Callable[[float], bool]) -> bool | None:
    value = known.get(test)
    return None if value is None else bool(counts(value))


def _either(one: bool | None, other: bool | None) -> bool | None:
    """One result over its limit is enough; to say no, both must be there."""
    return True if True in (one, other) else None if None in (one, other) else False


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True

"""Minimal residual disease by IMWG 2016 (resp16, mrd-def): flow, sequencing, imaging-plus, sustained."""

from __future__ import annotations

from typing import Any

from utils.clinic.dates import as_date
from utils.clinic.errors import ClinicError
from utils.clinic.results import Stage
from utils.clinic.unknown import is_unknown, known, read_flag

SENSITIVITY = 1e-5
SUSTAINED_DAYS = 365
_CATEGORIES = ("sCR", "CR", "VGPR", "PR", "MR", "SD", "PD", "NE")
_EVERY = ("not assessed", "MRD-negative", "MRD-positive")
_METHODS = {"flow": "next-generation flow", "sequencing": "next-generation sequencing"}


def assess_mrd(
    category: str,
    cells_found: bool | None,
    *,
    method: str = "flow",
    sensitivity: float = SENSITIVITY,
    pet_active: bool | None = None,
) -> Stage:
    """MRD status of one assessment: only in CR, at a sensitivity of 1 in 100,000 or better.

    category: the response at the time; cells_found: clonal cells by flow, or two or more identical reads by
    sequencing; pet_active: tracer uptake left (None: no PET-CT). Sources: resp16, mrd-def.

    >>> assess_mrd("sCR", False, pet_active=False).answer
    'imaging-plus MRD-negative'
    """
    category, method, sensitivity = known(category), known(method), known(sensitivity)
    cells_found, pet_active = read_flag("cells_found", cells_found), read_flag("pet_active", pet_active)
    if method is None or sensitivity is None:
        missing = ("the method of the test",) if method is None else ("the sensitivity of the test",)
        return _mrd(_EVERY, f"{missing[0]} is not known.", missing)
    if isinstance(sensitivity, (str, bool)) or not 0 < sensitivity < 1:
        raise ClinicError(f"sensitivity {sensitivity!r} is not read. Write 1e-5 for 1 in 100,000.")
    if category is None:
        return _mrd(
            _EVERY,
            "the response at the time is not known, and MRD is judged in complete response only.",
            ("the response category",),
        )
    if category not in _CATEGORIES:
        raise ClinicError(f"{category!r} is not a response. Use one of: {', '.join(_CATEGORIES)}.")
    if method not in _METHODS:
        raise ClinicError(f"method {method!r} is not read. Use one of: {', '.join(_METHODS)}.")
    if category not in ("CR", "sCR"):
        return _mrd(("not assessed",), f"MRD is judged in complete response; the category is {category}.")
    if sensitivity > SENSITIVITY:
        return _mrd(
            ("not assessed",),
            f"a test that sees one cell in {1 / sensitivity:,.0f} is coarser than one in {1 / SENSITIVITY:,.0f}.",
            (f"a test that sees one cell in {1 / SENSITIVITY:,.0f}",),
        )
    if cells_found is None:
        return _mrd(
            (f"{method} MRD-negative", "MRD-positive"),
            "no marrow MRD test is known.",
            (f"marrow {_METHODS[method]}",),
        )
    if cells_found:
        return _mrd(("MRD-positive",), f"clonal cells found by {_METHODS[method]}.")
    word = f"no clonal cell by {_METHODS[method]}, which sees one in {1 / sensitivity:,.0f}"
    if pet_active is None:
        return _mrd((f"{method} MRD-negative",), f"{word}; no PET-CT.")
    if pet_active:
        return _mrd((f"{method} MRD-negative",), f"{word}; tracer uptake is still seen.")
    return _mrd(("imaging-plus MRD-negative",), f"{word}, and no tracer uptake on PET-CT.")


def _mrd(possible: tuple[str, ...], why: str, needs: tuple[str, ...] = ()) -> Stage:
    return Stage(system="MRD:", possible=possible, why=why, needs=needs, rule="mrd-def")


def is_sustained(first: Any, second: Any) -> bool:
    """Two imaging-plus negative assessments count as sustained when at least a year lies between them.

    >>> is_sustained("2025-05-05", "2026-05-05"), is_sustained("2025-05-05", "2026-05-04")
    (True, False)
    """
    start, end = as_date(first, "first"), as_date(second, "second")
    if start is None or end is None:
        raise ClinicError("Sustained MRD negativity needs the dates of both assessments.")
    return (end - start).days >= SUSTAINED_DAYS


def relapsed_from_mrd(
    *, mrd_positive: bool, m_protein_back: bool, clonal_marrow_pct: float, other_progression: bool
) -> bool:
    """Relapse from MRD negativity: cells back, M-protein back, 5 % clonal marrow cells or more, or other progression.

    >>> relapsed_from_mrd(mrd_positive=False, m_protein_back=False, clonal_marrow_pct=5, other_progression=False)
    True
    """
    signs = (
        read_flag("mrd_positive", mrd_positive),
        read_flag("m_protein_back", m_protein_back),
        None if is_unknown(clonal_marrow_pct) else clonal_marrow_pct >= 5,
        read_flag("other_progression", other_progression),
    )
    if True in signs:
        return True
    if None in signs:
        raise ClinicError(
            "No sign of relapse is known, and one of the four is not: it is needed to exclude a relapse."
        )
    return False

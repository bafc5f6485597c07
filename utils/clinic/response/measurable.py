"""What can be followed in one person: measurable disease at baseline (resp16), and percent falls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from utils.clinic.errors import ClinicError
from utils.clinic.units import check_all
from utils.clinic.unknown import is_unknown

RULE, VERSION = "resp16", "IMWG 2016"
FLC_RATIO_NORMAL = (0.26, 1.65)  # Freelite; other assays have their own
Labs = Mapping[str, float | None]
_LENGTHS = ("longest_diameter_cm", "short_axis_cm")

SAY = {
    "m_protein": "serum M-protein", "urine_m_protein": "24-h urine M-protein", "dflc": "free light chains",
    "marrow_plasma_cells": "marrow plasma cells", "plasmacytoma_spd": "plasmacytoma size",
}  # fmt: skip


@dataclass(frozen=True)
class Measurable:
    """What can be followed: decided once, at baseline."""

    serum: bool
    urine: bool
    flc: bool
    marrow: bool
    lesion: bool
    # What was not measured at baseline and may have been measurable; it is no part of what is followed.
    unsure: tuple[str, ...] = field(default=(), compare=False)

    @property
    def m_protein(self) -> bool:
        """Serum or urine M-protein can be followed."""
        return self.serum or self.urine


def find_measurable(baseline: Labs) -> Measurable:
    """Measurable disease (resp16): serum M >=1 g/dL, urine >=200 mg/24 h, else involved FLC >=100 mg/L, ratio abnormal.

    Where none of these is measurable, marrow plasma cells of 30 % or more, or a plasmacytoma, are followed.
    A protein that was never measured at baseline is not taken as low: it is named in `unsure`.
    """
    proteins = {"m_protein": "serum M-protein at baseline", "urine_m_protein": "24-h urine at baseline"}
    unsure = tuple(words for name, words in proteins.items() if baseline.get(name) is None)
    serum = (baseline.get("m_protein") or 0) >= 1
    urine = (baseline.get("urine_m_protein") or 0) >= 200
    flc = not (serum or urine) and _flc_measurable(baseline)
    marrow = not (serum or urine or flc) and (baseline.get("marrow_plasma_cells") or 0) >= 30
    return Measurable(serum, urine, flc, marrow, (baseline.get("plasmacytoma_spd") or 0) > 0, unsure)


def _flc_measurable(baseline: Labs) -> bool:
    involved = baseline.get("involved_flc")
    if involved is None:  # the difference alone: the involved chain is at least as large
        involved = baseline.get("dflc")
    ratio = baseline.get("flc_ratio")
    return (involved or 0) >= 100 and (
        ratio is None or not FLC_RATIO_NORMAL[0] <= ratio <= FLC_RATIO_NORMAL[1]
    )


def fall_pct(baseline: float, now: float) -> float:
    """Fall in percent of the baseline, free of binary rounding.

    >>> fall_pct(4.0, 2.0)
    50.0
    """
    return round((baseline - now) / baseline * 100, 6)


def check_labs(*sets: Labs) -> None:
    """Refuse unknown tests and impossible values."""
    for labs in sets:
        check_all(**{str(name): value for name, value in labs.items() if name not in _LENGTHS})
        for name in _LENGTHS:
            value = labs.get(name)
            if not is_unknown(value) and (isinstance(value, (str, bool)) or not hasattr(value, "__float__")):
                raise ClinicError(f"{name} {value!r} is not a number. Give the figure alone, in cm.")


def read_values(labs: Labs, where: str) -> dict[str, float]:
    """The tests of one visit that were done: what is not known is left out, everything else checked."""
    if not isinstance(labs, Mapping):
        raise ClinicError(
            f"{where} is not a set of tests. Give values by test name, such as {{'m_protein': 4.0}}."
        )
    check_labs(labs)
    return {name: value for name, value in labs.items() if not is_unknown(value)}

"""At the bedside after T cells were redirected: points of the ICE test, both grades of a sheet, when to look again."""

from __future__ import annotations

from dataclasses import dataclass

from utils.clinic.errors import ClinicError
from utils.clinic.toxicity import Grade, grade_crs, grade_icans
from utils.clinic.unknown import is_unknown

ICE_PARTS = {"orientation": 4, "naming": 3, "command": 1, "writing": 1, "attention": 1}
VITALS_HOURS, VITALS_FAST = (
    4,
    2,
)  # at least every 4 h; every 2 h with fever and a fast pulse (cart_care_table)
FAST_PULSE = 100  # a minute; the table says "tachycardia"
STAY = 2  # the grade from which no published interval is given here
ICE_HOURS = 8  # and at any sign half-hourly for two hours, then every 4 h (ice_every_8h)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What counts on a sheet. explained: another cause is written down for fever, pressure and oxygen."""

    fever: bool = False
    treated: bool = False
    pressure: int = 0
    oxygen: int = 0
    explained: bool = False
    ice: int = 10
    consciousness: int = 0
    seizure: int = 0
    motor: int = 0
    icp: int = 0


def score_ice(
    orientation: int | None,
    naming: int | None,
    command: int | None,
    writing: int | None,
    attention: int | None,
) -> int | None:
    """Points of the ICE test, 0 to 10; None while a part was not asked. Source: astct19.

    orientation: year, month, city, hospital (4); naming: three objects (3); command, writing, attention: 1 each.
    Raises ClinicError for more points than a part has.

    >>> score_ice(4, 3, 1, 0, 1)
    9
    """
    given = (orientation, naming, command, writing, attention)
    for (part, most), points in zip(ICE_PARTS.items(), given, strict=True):
        if not is_unknown(points) and points not in range(most + 1):
            raise ClinicError(f"{part} {points!r} is not possible. It brings 0 to {most} points.")
    return None if any(is_unknown(points) for points in given) else sum(given)


def grade_findings(found: Findings) -> tuple[Grade, Grade]:
    """CRS and ICANS of what was found; what another cause explains is no CRS (astct19)."""
    if found.explained:
        crs = Grade(
            system="CRS",
            possible=(0,),
            item="another cause explains it",
            why="another cause explains it.",
            needs=(),
            rule="astct19",
        )
    else:
        crs = grade_crs(found.fever, found.pressure, found.oxygen, treated=found.treated)
    icans = grade_icans(
        found.ice, consciousness=found.consciousness, seizure=found.seizure, motor=found.motor, icp=found.icp
    )
    return crs, icans


def say_next_check(crs: int, icans: int, *, fast: bool = False, alarm: bool = False) -> str:
    """When to look again by two published ways of one place each; a ward's own protocol comes first.

    fast: fever with a pulse above 100. alarm: a sign outside both scales. From grade 2 on, and with an alarm, no interval
    is named: somebody stays until a doctor has come. Sources: cart_care_table, ice_every_8h.
    """
    nerves = "half-hourly for two hours, then every 4 h" if icans else f"every {ICE_HOURS} h"
    if alarm or max(crs, icans) >= STAY:
        return f"stay until the doctor has come, then as ordered; ICE test at least {nerves}"
    return f"vital signs within {VITALS_FAST if fast else VITALS_HOURS} h; ICE test {nerves}"

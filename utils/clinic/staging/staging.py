"""Staging of newly diagnosed myeloma: ISS, R-ISS and R2-ISS. A missing test is never taken as negative."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from utils.clinic.errors import ClinicError, nearest
from utils.clinic.results import Stage, join_words
from utils.clinic.staging.possible import explore
from utils.clinic.units import check_all
from utils.clinic.unknown import known, known_all, read_flag

ISS_STAGES = ("I", "II", "III")
R2_GROUPS = ("low", "low-intermediate", "intermediate-high", "high")
_FISH = (False, True)


def stage_iss(b2m_mg_l: float | None = None, albumin_g_dl: float | None = None) -> Stage:
    """International Staging System, from beta-2-microglobulin (mg/L) and albumin (g/dL).

    III: B2M 5.5 or more; I: B2M below 3.5 and albumin 3.5 or more; II: the rest. None marks a test not done.
    Raises ImpossibleValueError. Source: iss05.

    >>> stage_iss(5.49, 2.0).answer, stage_iss(albumin_g_dl=3.0).answer
    ('II', 'II or III')
    """
    b2m_mg_l, albumin_g_dl = known_all(b2m_mg_l, albumin_g_dl)
    check_all(b2m=b2m_mg_l, albumin=albumin_g_dl)
    given = {"beta-2-microglobulin": b2m_mg_l, "albumin": albumin_g_dl}
    choices = {"beta-2-microglobulin": (2.0, 4.0, 6.0), "albumin": (4.0, 3.0)}
    return settle(
        "ISS", "iss05", _iss, given, choices, ISS_STAGES, {"beta-2-microglobulin": "mg/L", "albumin": "g/dL"}
    )


def _iss(**tests: float) -> str:
    b2m, albumin = tests["beta-2-microglobulin"], tests["albumin"]
    if b2m >= 5.5:
        return "III"
    return "I" if b2m < 3.5 and albumin >= 3.5 else "II"


def stage_riss(
    iss: str | Stage | None = None, high_risk_fish: bool | None = None, ldh_high: bool | None = None
) -> Stage:
    """Revised ISS. high_risk_fish: del(17p), t(4;14) or t(14;16); ldh_high: above the upper limit of normal.

    ISS II is always R-ISS II; ISS I or III with a test missing gives every stage still possible. Source: riss15.

    >>> stage_riss("I", high_risk_fish=None, ldh_high=False).answer
    'I or II'
    """
    given = {"ISS": iss, "high-risk FISH": high_risk_fish, "LDH": ldh_high}
    choices = {"ISS": ISS_STAGES, "high-risk FISH": _FISH, "LDH": _FISH}
    given, choices = open_iss(given, choices)
    return settle("R-ISS", "riss15", _riss, given, choices, ISS_STAGES)


def _riss(**tests: Any) -> str:
    iss, fish, ldh = tests["ISS"], tests["high-risk FISH"], tests["LDH"]
    if iss == "I" and not fish and not ldh:
        return "I"
    return "III" if iss == "III" and (fish or ldh) else "II"


@dataclass(frozen=True, kw_only=True, repr=False)
class R2Stage(Stage):
    """An R2-ISS group with its points; several of both while tests are missing."""

    points: tuple[float, ...]

    @property
    def headline(self) -> str:
        """System, group and points."""
        return f"{self.system} {self.answer} ({' or '.join(f'{point:g}' for point in self.points)} points)"


def stage_r2iss(
    iss: str | Stage | None = None,
    del17p: bool | None = None,
    ldh_high: bool | None = None,
    t_4_14: bool | None = None,
    gain_1q: bool | None = None,
) -> R2Stage:
    """Second revision of the ISS: points for ISS, del(17p), LDH, t(4;14) and 1q gain (3 copies or more).

    0 low; 0.5-1 low-intermediate; 1.5-2.5 intermediate-high; 3-5 high. t(14;16) does not count. Source: r2iss22.

    >>> stage_r2iss("II", del17p=False, ldh_high=False, t_4_14=True, gain_1q=True).headline
    'R2-ISS intermediate-high (2.5 points)'
    """
    given = {"ISS": iss, "del(17p)": del17p, "LDH": ldh_high, "t(4;14)": t_4_14, "1q gain": gain_1q}
    choices = {"ISS": ISS_STAGES, "del(17p)": _FISH, "LDH": _FISH, "t(4;14)": _FISH, "1q gain": _FISH}
    given, choices = open_iss(given, choices)
    points, needs = explore(_r2_points, given, choices)
    points = tuple(sorted(points))
    groups = tuple(dict.fromkeys(r2_group(value) for value in points))
    return R2Stage(
        system="R2-ISS", possible=groups, points=points, needs=needs, rule="r2iss22", why=say_tests(given, {})
    )  # fmt: skip


_POINTS = {"del(17p)": 1.0, "LDH": 1.0, "t(4;14)": 1.0, "1q gain": 0.5}


def _r2_points(**tests: Any) -> float:
    return {"I": 0.0, "II": 1.0, "III": 1.5}[tests["ISS"]] + sum(
        _POINTS[name] for name in _POINTS if tests[name]
    )


def r2_group(points: float) -> str:
    """The R2-ISS group of a number of points.

    >>> [r2_group(points) for points in (0, 0.5, 1, 1.5, 2.5, 3)]
    ['low', 'low-intermediate', 'low-intermediate', 'intermediate-high', 'intermediate-high', 'high']
    """
    return R2_GROUPS[(points >= 0.5) + (points >= 1.5) + (points >= 3)]


# --- shared by every system --------------------------------------------------------------------------


def as_flags(given: Mapping[str, Any], choices: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Read present-or-absent tests given as 0, 1, True or False; not known is not done; anything else is refused."""
    given = {name: known(value) for name, value in given.items()}
    flags = {name for name in given if tuple(choices.get(name, ())) == _FISH}
    return {name: read_flag(name, value) if name in flags else value for name, value in given.items()}


def open_iss(
    given: dict[str, Any], choices: dict[str, Sequence[Any]]
) -> tuple[dict[str, Any], dict[str, Sequence[Any]]]:
    """Let the ISS be a stage, a Stage with several possibilities, or missing; refuse anything else."""
    given = as_flags(given, choices)
    iss = given["ISS"]
    if isinstance(iss, Stage):
        several = len(iss.possible) > 1
        return {**given, "ISS": None if several else iss.possible[0]}, {**choices, "ISS": iss.possible}
    if iss not in (*ISS_STAGES, None):
        raise ClinicError(
            f"ISS {iss!r} is not a stage.{nearest(str(iss), ISS_STAGES)} Use I, II, III or None."
        )
    return given, choices


def settle(
    system: str, rule: str, decide: Callable[..., str], given: Mapping[str, Any], choices: Mapping[str, Sequence[Any]],
    order: Sequence[str], units: Mapping[str, str] | None = None, note: str = "",
) -> Stage:  # fmt: skip
    """The answer of one system, or all that are possible, from least to most severe."""
    answers, needs = explore(decide, given, choices)
    possible = tuple(sorted(answers, key=list(order).index))
    return Stage(
        system=system, possible=possible, needs=needs, rule=rule, why=say_tests(given, units or {}, note)
    )


def say_tests(given: Mapping[str, Any], units: Mapping[str, str], note: str = "") -> str:
    """The tests that were done, each with its result, as one sentence."""
    done = [_say(name, value, units.get(name, "")) for name, value in given.items() if value is not None]
    missing = [name for name, value in given.items() if value is None]
    words = join_words(done) if done else "no test is known"
    tail = f"; {join_words(missing)} not done" if missing else ""
    return f"{words}{tail}{'; ' + note if note else ''}."


def _say(name: str, value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return (
            f"{name} {'high' if value else 'normal'}"
            if name == "LDH"
            else f"{name} {'present' if value else 'absent'}"
        )
    if isinstance(value, (int, float)):
        return f"{name} {value:.4g} {unit}".strip() if value < 10_000 else f"{name} {value:g} {unit}".strip()
    return f"{name} {value}"

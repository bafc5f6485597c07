"""Risk of smouldering myeloma: 20-2-20 (with and without FISH) and the IMWG point score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from utils.clinic.results import Stage
from utils.clinic.staging.possible import explore
from utils.clinic.staging.staging import as_flags, say_tests
from utils.clinic.units import ask_percent, check_all, looks_like_fraction
from utils.clinic.unknown import known_all

GROUPS_20_2_20 = ("low", "intermediate", "high")
GROUPS_SCORE = ("low", "low-intermediate", "intermediate", "high")
_UNITS = {"marrow plasma cells": "%", "M-protein": "g/dL"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Score(Stage):
    """A group with its points, or every one still possible."""

    points: tuple[int, ...]

    @property
    def headline(self) -> str:
        """System, group and points."""
        return f"{self.system} {self.answer} ({' or '.join(str(point) for point in self.points)})"


def score_20_2_20(
    bmpc_pct: float | None = None, m_protein_g_dl: float | None = None, flc_ratio: float | None = None
) -> Score:
    """20-2-20: marrow plasma cells over 20 %, M-protein over 2 g/dL, involved-to-uninvolved FLC ratio over 20.

    None is low, one intermediate, two or three high risk. All three are strict. Sources: smm-mayo18, smm-imwg20.

    >>> score_20_2_20(24, 2.6, 35).headline
    '20-2-20 high (3)'
    """
    given = _given(bmpc_pct, m_protein_g_dl, flc_ratio)
    choices = {"marrow plasma cells": (10, 40), "M-protein": (1, 4), "FLC ratio": (1, 50)}
    return _score("20-2-20", "smm-imwg20", _count, lambda n: GROUPS_20_2_20[min(n, 2)], given, choices)


def score_20_2_20_fish(
    bmpc_pct: float | None = None,
    m_protein_g_dl: float | None = None,
    flc_ratio: float | None = None,
    high_risk_fish: bool | None = None,
) -> Score:
    """20-2-20 with a fourth factor: t(4;14), t(14;16), 1q gain or del(13q). 0, 1, 2, and 3 or more.

    Source: smm-imwg20.

    >>> score_20_2_20_fish(24, 2.6, 5, True).headline
    '20-2-20 with FISH high (3)'
    """
    given = {**_given(bmpc_pct, m_protein_g_dl, flc_ratio), "FISH": high_risk_fish}
    choices = {
        "marrow plasma cells": (10, 40),
        "M-protein": (1, 4),
        "FLC ratio": (1, 50),
        "FISH": (False, True),
    }
    return _score(
        "20-2-20 with FISH", "smm-imwg20", _count, lambda n: GROUPS_SCORE[min(n, 3)], given, choices
    )


def _given(bmpc: float | None, m: float | None, ratio: float | None) -> dict[str, Any]:
    bmpc, m, ratio = known_all(bmpc, m, ratio)
    check_all(marrow_plasma_cells=bmpc, m_protein=m, flc_ratio=ratio)
    return {"marrow plasma cells": bmpc, "M-protein": m, "FLC ratio": ratio}


def _count(**tests: Any) -> int:
    over = (tests["marrow plasma cells"] > 20, tests["M-protein"] > 2, tests["FLC ratio"] > 20)
    return sum(over) + bool(tests.get("FISH"))


def score_smouldering(
    flc_ratio: float | None = None,
    m_protein_g_dl: float | None = None,
    bmpc_pct: float | None = None,
    high_risk_fish: bool | None = None,
) -> Score:
    """The IMWG score of smouldering myeloma from FLC ratio, M-protein (g/dL), marrow (%) and FISH.

    0-4 low, 5-8 low-intermediate, 9-12 intermediate, over 12 high. Source: smm-imwg20.

    >>> score_smouldering(12, 1.8, 14, False).headline
    'IMWG smouldering score low-intermediate (5)'
    """
    given = {**_given(bmpc_pct, m_protein_g_dl, flc_ratio), "FISH": high_risk_fish}
    choices = {
        "marrow plasma cells": (10, 18, 25, 35, 50), "M-protein": (1, 2, 4), "FLC ratio": (5, 20, 30, 50), "FISH": (False, True),
    }  # fmt: skip
    return _score("IMWG smouldering score", "smm-imwg20", _points, smouldering_group, given, choices)


def question_marrow(bmpc: float | None) -> str:
    """Ask back when the marrow looks like a fraction: below 1 % is possible, and rarely what is meant."""
    return f"marrow {bmpc:g} %: {ask_percent(bmpc)}" if looks_like_fraction(bmpc) else ""


def _points(**tests: Any) -> int:
    ratio, m, marrow = tests["FLC ratio"], tests["M-protein"], tests["marrow plasma cells"]
    flc = (0, 2, 3, 5)[(ratio > 10) + (ratio > 25) + (ratio > 40)]
    protein = (0, 3, 4)[(m > 1.5) + (m > 3)]
    cells = (0, 2, 3, 5, 6)[(marrow > 15) + (marrow > 20) + (marrow > 30) + (marrow > 40)]
    return flc + protein + cells + 2 * bool(tests["FISH"])


def smouldering_group(points: int) -> str:
    """The group of a number of points.

    >>> [smouldering_group(points) for points in (0, 4, 5, 8, 9, 12, 13)]
    ['low', 'low', 'low-intermediate', 'low-intermediate', 'intermediate', 'intermediate', 'high']
    """
    return GROUPS_SCORE[(points >= 5) + (points >= 9) + (points > 12)]


def _score(
    system: str, rule: str, count: Any, group: Any, given: dict[str, Any], choices: dict[str, Any]
) -> Score:
    given = as_flags(given, choices)
    points, needs = explore(count, given, choices)
    points = tuple(sorted(points))
    groups = tuple(dict.fromkeys(group(value) for value in points))
    return Score(
        system=system,
        possible=groups,
        points=points,
        needs=needs,
        rule=rule,
        why=say_tests(given, _UNITS, question_marrow(given["marrow plasma cells"])),
    )

"""Many clones and many drug classes: exact sums of exponentials, with M-protein turnover when asked.

A genotype is the set of drug classes a clone resists. Under a regimen it grows at its untreated rate minus
the kill of each class it does not resist, so between changes of therapy every clone is one exponential,
and genotypes that differ only in unused classes share an exponent. M-protein lags behind cells:
dM/dt = c (B - M), B the burden in the g/L it would sustain and c the clearance per day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from utils.models._checks import ParameterError, require_count, require_probability, require_range
from utils.models._segments import Segment, find_progression
from utils.models._units import CENTURY_DAYS, DAYS_PER_MONTH


@dataclass(frozen=True)
class Course:
    """One line of therapy by drug class: `kills` maps class to kill per day of cells that do not resist it.

    gap_days: days without treatment after progression, before the next line.
    """

    kills: Mapping[str, float]
    gap_days: float = 45.0
    name: str = ""

    def __post_init__(self) -> None:
        if not self.kills:
            raise ParameterError("kills is empty. Name at least one drug class with its kill rate (per day).")
        for drug_class, kill in self.kills.items():
            require_range(f"kills[{drug_class!r}]", kill, 0.0, 5.0, "per day")
        require_range("gap_days", self.gap_days, 0.0, CENTURY_DAYS, "days")


def genotype_shares(resistant: Mapping[str, float]) -> dict[frozenset, float]:
    """Share of cells with each set of resistances when they arise independently: they sum to 1.

    resistant: drug class to the share of cells that resist it. Returns 2^classes genotypes.

    >>> shares = genotype_shares({"pi": 0.1, "imid": 0.2})
    >>> round(shares[frozenset({"pi", "imid"})], 3)
    0.02
    """
    for name, share in resistant.items():
        require_probability(f"resistant[{name!r}]", share)
    require_count("classes", len(resistant), 1, 12, "drug classes")
    shares = {}
    for pattern in product([False, True], repeat=len(resistant)):
        chosen = frozenset(name for name, on in zip(resistant, pattern, strict=True) if on)
        shares[chosen] = math.prod(
            p if on else 1 - p for p, on in zip(resistant.values(), pattern, strict=True)
        )
    return shares


def clone_curve(
    courses: Iterable[Course],
    shares: Mapping[frozenset, float],
    *,
    start_g_l: float = 30.0,
    growth_per_day: float = 0.008,
    clearance_per_day: float | None = None,
    points: int = 400,
) -> pd.DataFrame:
    """How large each clone is over successive lines: one row per time and clone (the clone river).

    shares: genotype (frozenset of resisted classes) to its share at the start, as `genotype_shares` gives.
    growth_per_day: untreated growth of every clone. clearance_per_day: M-protein clearance (0.0504 for a
    half-life of 13.8 days, an estimate); None lets M-protein follow the cells at once.
    Columns: day, month, line, on_therapy, clone, resists (how many classes), burden_g_l, share,
    m_protein_g_l. Raises ParameterError.
    """
    require_count("points", points, 2, 100_000, "times")
    state = _Tumour(courses, shares, start_g_l, growth_per_day, clearance_per_day)
    days = np.linspace(0.0, state.segments[-1].end, points)
    parts = [state.rows_between(segment, days) for segment in state.segments]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def clone_progressions(courses, shares, *, start_g_l=30.0, growth_per_day=0.008, clearance_per_day=None):
    """When each line fails when many clones compete: one row a line, arguments as in `clone_curve`.

    Columns: line, name, start_day, nadir_g_l, progression_day, progression_g_l, remission_months.
    """
    state = _Tumour(courses, shares, start_g_l, growth_per_day, clearance_per_day)
    return pd.DataFrame(state.lines)


class _Tumour:
    """Follows the clones through the courses once; everything else reads its segments."""

    def __init__(self, courses, shares, start_g_l, growth_per_day, clearance_per_day) -> None:
        self.courses = _check_courses(courses)
        self.genotypes, cells = _check_shares(shares, start_g_l)
        self.growth = require_range("growth_per_day", growth_per_day, 0.0, 1.0, "per day", open_low=True)
        if clearance_per_day is not None:
            require_range("clearance_per_day", clearance_per_day, 0.0, 10.0, "per day", open_low=True)
        self.clearance = clearance_per_day
        self.segments: list[Segment] = []
        self.lines: list[dict] = []
        self._follow(cells, float(start_g_l))

    def _follow(self, cells: np.ndarray, level: float) -> None:
        day = 0.0
        for number, course in enumerate(self.courses, start=1):
            segment = Segment(number, True, day, day, cells, level, self._net_rates(course), self.clearance)
            nadir, target, length = find_progression(segment)
            day, cells, level = self._close(segment, length)
            self._report(number, course, segment, nadir, target, length)
            gap = Segment(
                number, False, day, day, cells, level, np.full(len(cells), self.growth), self.clearance
            )
            day, cells, level = self._close(gap, course.gap_days)

    def _net_rates(self, course: Course) -> np.ndarray:
        kills = [sum(kill for name, kill in course.kills.items() if name not in g) for g in self.genotypes]
        return self.growth - np.array(kills)

    def _close(self, segment: Segment, length: float):
        segment.end = segment.start + length
        self.segments.append(segment)
        return segment.end, segment.cells * np.exp(segment.rates * length), float(segment.m_protein(length))

    def _report(self, number, course, segment, nadir, target, length) -> None:
        self.lines.append(
            {
                "line": number,
                "name": course.name or " + ".join(course.kills),
                "start_day": segment.start,
                "nadir_g_l": nadir,
                "progression_day": segment.end,
                "progression_g_l": target,
                "remission_months": length / DAYS_PER_MONTH,
            }
        )

    def rows_between(self, segment: Segment, days: np.ndarray) -> pd.DataFrame:
        inside = days[(days >= segment.start) & (days < segment.end)]
        if segment is self.segments[-1]:
            inside = days[(days >= segment.start) & (days <= segment.end)]
        burden = segment.cells * np.exp(segment.rates * (inside - segment.start)[:, None])
        level = segment.m_protein(inside - segment.start) if inside.size else inside
        each = len(self.genotypes)
        columns = {
            "day": np.repeat(inside, each),
            "month": np.repeat(inside / DAYS_PER_MONTH, each),
            "line": segment.line,
            "on_therapy": segment.on,
            "clone": [name_genotype(g) for g in self.genotypes] * inside.size,
            "resists": [len(g) for g in self.genotypes] * inside.size,
            "burden_g_l": burden.ravel(),
            "share": (burden / burden.sum(axis=1, keepdims=True)).ravel(),
            "m_protein_g_l": np.repeat(level, each),
        }
        return pd.DataFrame(columns)


def name_genotype(genotype: frozenset) -> str:
    """What a learner reads beside a clone: 'sensitive', 'pi', 'imid + pi'."""
    return " + ".join(sorted(genotype)) or "sensitive"


def _check_courses(courses) -> list[Course]:
    courses = list(courses)
    if not courses:
        raise ParameterError("courses is empty. Give at least one Course(kills={class: kill per day}).")
    return courses


def _check_shares(shares, start_g_l):
    require_range("start_g_l", start_g_l, 0.0, 200.0, "g/L", open_low=True)
    values = np.array(list(shares.values()), dtype=float)
    require_probability("shares", values)
    if not math.isclose(values.sum(), 1.0, abs_tol=1e-9):
        raise ParameterError(f"shares sum to {values.sum():g}. The clones' shares (no unit) must sum to 1.")
    order = sorted(range(len(values)), key=lambda i: (len(list(shares)[i]), name_genotype(list(shares)[i])))
    names = list(shares)
    return [names[i] for i in order], values[order] * float(start_g_l)

"""When is a resistant cell there? A growing clone, rare mutations, closed form and exact simulation.

Cells divide at birth rate r and die at death rate d (per day); each division makes one resistant daughter
with probability u. Resistant cells divide and die at the same rates. Sources: iwasa_2006 (chance of
resistance at a given size), durrett_2010 (waiting times).

Read the answer with care: at 10^12 cells a resistant mutant almost surely exists, but as a share of all
cells it is tiny (`mutant_share`), so small that by the law of `kinetics.remission_length` relapse would take
far longer than it does. The clinical resistant fraction (0.01 to 0.1) is therefore not a point-mutation frequency.
"""

from __future__ import annotations

import numpy as np

from utils.models._checks import ParameterError, require_count, require_range, require_seed

MOST_CELLS = 10**7


def resistance_probability(cells, mutation_rate, birth_per_day=1.0, death_per_day=0.0):
    """Chance that a resistant cell lives when the clone has grown from one cell to this many.

    cells: size at detection; mutation_rate: per division, 0 to 1. Arguments broadcast. With no death it is
    1 - exp(-cells * mutation_rate); death raises it, for the clone needed more divisions. Raises ParameterError.

    >>> round(resistance_probability(1e6, 1e-6), 3)
    0.632
    """
    _check_clone(mutation_rate, birth_per_day, death_per_day)
    require_range("cells", cells, 1.0, 1e15, "cells")
    r, d = np.asarray(birth_per_day, dtype=float), np.asarray(death_per_day, dtype=float)
    loss = np.maximum(d / r, 1e-12)  # below this the logarithm's own limit, 1, is exact
    history = -np.log1p(-loss) / loss
    chance = -np.expm1(-np.asarray(cells, dtype=float) * mutation_rate * history)
    return chance if np.ndim(chance) else float(chance)


def emergence_by(days, mutation_rate, birth_per_day, death_per_day=0.0, start_cells=1.0):
    """Chance that a resistant lineage that will survive has arisen within this many days.

    The clone grows from start_cells at birth minus death; a lineage survives chance ups and downs with
    probability 1 - d/r. Arguments broadcast. Raises ParameterError.
    """
    _check_clone(mutation_rate, birth_per_day, death_per_day)
    require_range("days", days, 0.0, 1e6, "days")
    require_range("start_cells", start_cells, 1.0, 1e15, "cells")
    r, d = np.asarray(birth_per_day, dtype=float), np.asarray(death_per_day, dtype=float)
    net, surviving = r - d, 1.0 - d / r
    grown = np.expm1(np.minimum(net * np.asarray(days, dtype=float), 700.0)) / net
    chance = -np.expm1(-mutation_rate * r * surviving * start_cells * grown)
    return chance if np.ndim(chance) else float(chance)


def waiting_days(share, mutation_rate, birth_per_day, death_per_day=0.0, start_cells=1.0):
    """Days by which this share of clones holds a resistant lineage that will survive (0.5 = the median).

    The inverse of `emergence_by`; the same arguments and errors.
    """
    _check_clone(mutation_rate, birth_per_day, death_per_day)
    require_range("share", share, 0.0, 0.999999, "a share, no unit")
    require_range("start_cells", start_cells, 1.0, 1e15, "cells")
    r, d = np.asarray(birth_per_day, dtype=float), np.asarray(death_per_day, dtype=float)
    net, surviving = r - d, 1.0 - d / r
    needed = -np.log1p(-np.asarray(share, dtype=float)) / (mutation_rate * r * surviving * start_cells)
    days = np.log1p(net * needed) / net
    return days if np.ndim(days) else float(days)


def mutant_share(cells, mutation_rate):
    """Typical share of resistant cells when a clone without death has this many: u ln(u M), about 10^-8.

    Median of the Luria-Delbrueck law in its large-clone form; 0 where fewer than one mutant is expected.
    """
    _check_clone(mutation_rate, 1.0, 0.0)
    expected = require_range("cells", cells, 1.0, 1e15, "cells") * np.asarray(mutation_rate, dtype=float)
    share = np.where(expected > 1, mutation_rate * np.log(np.maximum(expected, 1.0)), 0.0)
    return share if share.ndim else float(share)


def simulate_resistance(
    cells: int,
    mutation_rate: float,
    birth_per_day=1.0,
    death_per_day=0.0,
    *,
    clones: int = 2000,
    seed: int = 0,
) -> np.ndarray:
    """Grow clones division by division to this size and count the resistant cells in each: no formula used.

    Clones that die out are grown again, as only detected tumours are seen. Returns one count a clone (int64).
    Exact but slow: at most ten million cells. Raises ParameterError.
    """
    _check_clone(mutation_rate, birth_per_day, death_per_day)
    require_count("cells", cells, 2, MOST_CELLS, "cells")
    require_count("clones", clones, 1, 10**6, "clones")
    rng = np.random.default_rng(require_seed(seed))
    birth = birth_per_day / (birth_per_day + death_per_day)
    return _grow_clones(int(cells), float(mutation_rate), birth, clones, rng)


def _grow_clones(cells: int, u: float, birth: float, clones: int, rng) -> np.ndarray:
    """All clones step at once: one event each, in the cell population it happens to; the finished rest."""
    sensitive, resistant = np.ones(clones, dtype=np.int64), np.zeros(clones, dtype=np.int64)
    active = np.arange(clones)
    while active.size:
        s, m = sensitive[active], resistant[active]
        which, kind, mutate = rng.random((3, active.size))
        in_mutant, born = which * (s + m) < m, kind < birth
        to_mutant = in_mutant | (born & (mutate < u))
        change = np.where(born, 1, -1)
        resistant[active] = m = m + change * to_mutant
        sensitive[active] = s = s + change * ~to_mutant
        died_out = s + m == 0
        sensitive[active[died_out]] = 1
        active = active[s + m < cells]
    return resistant


def _check_clone(mutation_rate, birth_per_day, death_per_day) -> None:
    require_range("mutation_rate", mutation_rate, 0.0, 1.0, "a probability per division", open_low=True)
    require_range("birth_per_day", birth_per_day, 0.0, 24.0, "per day", open_low=True)
    require_range("death_per_day", death_per_day, 0.0, 24.0, "per day")
    if np.any(np.asarray(death_per_day) >= np.asarray(birth_per_day)):
        raise ParameterError(
            "death_per_day must stay below birth_per_day (per day), or the clone never grows."
        )

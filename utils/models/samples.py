"""What marrow samples tell of clones: the shares that were counted, the guess between two samples, and the river drawn of both.

A sample sees a clone only from a least share on (`LEAST_SHARE`); between two samples nobody looked, and the guess is
the plainest one there is: a straight line from share to share. `kinetics.clone_curve` is the made-up truth beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import binom

from utils.models._checks import ParameterError, require_count, require_probability

LEAST_SHARE = (
    10 / 656
)  # ten equal cells among 656, the cells looked at in one person (source: tiny_subclones_2021)
START_CELLS = 1e12  # cells of the made-up person at the start, an assumption (as in `emergence`)


def take_samples(curve: pd.DataFrame, months: Sequence[float], least: float = LEAST_SHARE) -> pd.DataFrame:
    """Shares of the clones told apart in a marrow sample at each of these months.

    curve: as `kinetics.clone_curve` makes it (month, clone, share); the row nearest in time is sampled. Clones below
    `least` are not seen, and the shares of those that are sum to 1. Columns: sample (1, 2, ...), month, clone, share.
    """
    require_probability("least", least)
    wide = _shares(curve)
    rows = []
    for number, month in enumerate(months, start=1):
        taken = wide.iloc[np.abs(wide.index.to_numpy() - month).argmin()]
        seen = taken[taken >= least]
        if seen.empty:
            raise ParameterError(
                f"least = {least:g} lets no clone be seen at month {month:g}. Lower it (a share)."
            )
        rows += [(number, taken.name, clone, share) for clone, share in (seen / seen.sum()).items()]
    return pd.DataFrame(rows, columns=["sample", "month", "clone", "share"])


def guess_between(samples: pd.DataFrame, months: Sequence[float]) -> pd.DataFrame:
    """The guess at each month from the first sample to the last: a straight line between the shares that were counted.

    samples: as `take_samples` makes them; a clone that a sample did not see counts as 0 there. Months outside the samples
    have no row: where nobody looked before or after, nothing is guessed. Columns: month, clone, share.

    >>> two = pd.DataFrame({"sample": [1, 2], "month": [0, 10], "clone": ["a", "a"], "share": [0.2, 0.6]})
    >>> round(guess_between(two, [5])["share"].iloc[0], 3)
    0.4
    """
    wide = _shares(samples)
    inside = [month for month in months if wide.index[0] <= month <= wide.index[-1]]
    guessed = {clone: np.interp(inside, wide.index, wide[clone]) for clone in wide.columns}
    table = pd.DataFrame(guessed, index=pd.Index(inside, name="month"))
    return table.reset_index().melt("month", var_name="clone", value_name="share")


def stack_clones(shares: pd.DataFrame, heights: pd.Series, order: Sequence[str]) -> pd.DataFrame:
    """Lay clones on each other, in this order from the bottom, so that together they are as high as the river.

    shares: month, clone, share; heights: index month, height of the whole river. Adds `low` and `high`.
    """
    placed = shares.assign(rank=shares["clone"].map({clone: k for k, clone in enumerate(order)}))
    placed = placed.sort_values(["month", "rank"], kind="stable").reset_index(drop=True)
    top = placed.groupby("month")["share"].cumsum()
    height = placed["month"].map(heights)
    return placed.assign(low=(top - placed["share"]) * height, high=top * height).drop(columns="rank")


def river_heights(burden: pd.Series, floor: float | None = None) -> pd.Series:
    """Height of the river from 0 to 1: the burden beside its largest, or on a log scale from `floor` (a share of that).

    >>> river_heights(pd.Series([1.0, 0.01]), floor=1e-4).round(2).tolist()
    [1.0, 0.5]
    """
    relative = burden / burden.max()
    if floor is None:
        return relative
    return (1 - np.log10(relative.clip(lower=floor)) / np.log10(floor)).clip(0.0, 1.0)


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a month, one column a clone; not seen is 0."""
    return rows.pivot_table(index="month", columns="clone", values="share", aggfunc="sum", sort=True).fillna(
        0.0
    )


def chance_seen(share: float, cells: int = 656, least: int = 10) -> float:
    """Chance that a sample of so many cells holds at least `least` of a clone of this share (binomial law).

    Cells are taken to be well mixed; marrow is not, so the true chance is smaller (source: many_sites_2017).

    >>> round(chance_seen(0.05), 2), round(chance_seen(0.001), 4)
    (1.0, 0.0)
    """
    require_probability("share", share)
    require_count("cells", cells, 1, 10**9, "cells")
    require_count("least", least, 1, 10**9, "cells")
    return float(binom.sf(least - 1, cells, share))

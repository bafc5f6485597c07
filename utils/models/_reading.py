"""Numbers read off a survival curve, and only those the data give; reached through `survival`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from utils.models._checks import ParameterError, require_range

CAUTIONS = (
    "",
    "one person at risk",
    "nobody at risk",
    "one person at risk, whose event takes the curve to its end",
)


def warn_of_few(at_risk: np.ndarray, events: np.ndarray | None = None) -> pd.Categorical:
    """Words beside the rows of a table where one person decides all, or nobody is left."""
    codes = (at_risk == 1).astype(np.int8)
    codes[at_risk < 1] = 2
    if events is not None:
        codes[(at_risk == 1) & (events > 0)] = 3
    return pd.Categorical.from_codes(codes, categories=list(CAUTIONS))


def median_survival(curve: pd.DataFrame) -> float:
    """Month at which half the people have had the event; `inf` when the curve stays above one half (not reached).

    curve: one row per step, columns `month` (ascending) and `survival` (1.0 down to 0.0).
    """
    return quantile_survival(curve, 0.5)


def quantile_survival(curve: pd.DataFrame, share: float, column: str = "survival") -> float:
    """First month at which at most `share` of the people are still free of the event, else `inf`.

    A curve that lies exactly on `share` has reached it. Computed values may miss it by a rounding error: each step
    rounds a quotient and a product, by at most half of the machine's epsilon each, so after k steps the value is
    known to k epsilons, and `share` itself to one more.

    >>> from utils.models.survival import kaplan_meier
    >>> quantile_survival(kaplan_meier(range(1, 7), [1, 1, 1, 0, 0, 0]), 0.5)
    3.0
    """
    require_range("share", share, 0.0, 1.0, "a share, no unit")
    values = curve[column].to_numpy(dtype=float)
    known_to = np.arange(1, values.size + 1) * np.finfo(float).eps
    reached = np.flatnonzero(values <= share * (1 + known_to))
    return float(curve["month"].to_numpy()[reached[0]]) if reached.size else float("inf")


def median_interval(curve: pd.DataFrame) -> tuple[float, float]:
    """Confidence limits of the median: where the curve's own limits cross one half (`inf` when they do not)."""
    return quantile_survival(curve, 0.5, "ci_low"), quantile_survival(curve, 0.5, "ci_high")


def survival_at(curve: pd.DataFrame, months, column: str = "survival") -> np.ndarray:
    """The curve read at these months (a step function: the value of the last step at or before).

    Raises ParameterError for a month beyond the last observation, unless everybody has had the event by then: nobody
    was observed there, so nobody knows.
    """
    months = np.asarray(require_range("months", months, 0.0, np.inf, "months"))
    if months.size:
        _require_observed(curve, float(months.max()))
    step = np.searchsorted(curve["month"].to_numpy(), months, side="right") - 1
    if (step < 0).any():
        raise ParameterError(
            f"The curve begins at month {curve['month'].iloc[0]:g}; before it nothing was observed."
        )
    return curve[column].to_numpy()[step]


def restricted_mean(curve: pd.DataFrame, months: float) -> tuple[float, float]:
    """Average event-free months within the first `months` (area under the curve), and its standard error.

    curve: what `kaplan_meier` returns. The error is Greenwood's, from the area still to come at each event. Raises
    ParameterError beyond the last observation, unless everybody has had the event by then.
    """
    require_range("months", months, 0.0, np.inf, "months", open_low=True)
    _require_observed(curve, months)
    inside = curve[curve["month"] < months]
    edges = np.append(inside["month"].to_numpy(), months)
    areas = inside["survival"].to_numpy() * np.diff(edges)
    to_come = np.cumsum(areas[::-1])[::-1]
    d, n = inside["events"].to_numpy(), inside["at_risk"].to_numpy()
    variance = np.sum(np.where(n > d, to_come**2 * d / np.maximum(n * (n - d), 1), 0.0))
    return float(areas.sum()), float(np.sqrt(variance))


def _require_observed(curve: pd.DataFrame, month: float) -> None:
    last = float(curve["month"].iloc[-1])
    if month > last and not _is_complete(curve):
        raise ParameterError(
            f"months = {month:g} is not observed so far: the last person was seen at month {last:g}, still without the "
            f"event. Ask for a month up to {last:g}, or wait for longer follow-up; the curve must not be drawn on."
        )


def _is_complete(curve: pd.DataFrame) -> bool:
    """True when everybody has had an event, so that the curve cannot change any more."""
    end = curve.iloc[-1]
    if "at_risk" not in curve:
        return bool(end.get("survival", 1.0) == 0)
    return bool(end["at_risk"] == end["events"] + end.get("competing", 0))

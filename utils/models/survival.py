"""How long until the event, when not everyone has had it yet: the estimators of the course.

Times are in months, events are 0/1 (for competing risks 0 = none yet, 1, 2, ... = which came first).
Delayed entry: a person counts as at risk after `entry` and up to and including `durations`.
SciPy does what SciPy has (`logrank`, distributions); delayed entry and competing risks are here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from utils.models._checks import require_count, require_range
from utils.models._comparison import hazard_ratio, logrank
from utils.models._observations import read_causes
from utils.models._reading import (
    median_interval,
    median_survival,
    quantile_survival,
    restricted_mean,
    survival_at,
    warn_of_few,
)
from utils.models._steps import check_events, check_times, count_at, count_steps, require_as_many

__all__ = [
    "aalen_johansen",
    "hazard_ratio",
    "kaplan_meier",
    "logrank",
    "median_interval",
    "median_survival",
    "numbers_at_risk",
    "quantile_survival",
    "restricted_mean",
    "survival_at",
]

STRETCH, RUNG = 32_768, 8


def kaplan_meier(durations, events, entry=None, *, confidence: float = 0.95) -> pd.DataFrame:
    """The share still free of the event, month by month, with numbers at risk: the Kaplan-Meier curve.

    durations: months, 0 upwards; events: 1 when the event was seen, 0 when the person was last seen without.
    entry: months at which each person came under observation (left truncation), else all at 0.
    Returns one row per month with an event, led by a row at 0 and closed by one at the last time: month,
    at_risk, events, censored (from this row until the next), survival, ci_low, ci_high (log-minus-log, Greenwood),
    caution (in words, where one person or nobody is at risk). Raises ParameterError.

    >>> kaplan_meier([3, 5, 5, 8], [1, 1, 0, 1])["survival"].tolist()
    [1.0, 0.75, 0.5, 0.0]
    """
    t, start = check_times(durations, entry)
    seen = check_events(t, events)
    times, deaths, at_risk, censored, rest = count_steps(t, seen, start)
    survival, low, high = _estimate(deaths, at_risk, confidence, rest)
    columns = {"month": times, "at_risk": at_risk, "events": deaths, "censored": censored}
    columns |= {"survival": survival, "ci_low": low, "ci_high": high, "caution": warn_of_few(at_risk, deaths)}
    return pd.DataFrame(columns, copy=False)


def aalen_johansen(
    durations, causes, cause: int = 1, entry=None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """The chance of having had this event by each month when another event can come first (Aalen-Johansen).

    causes: 0 = none yet, 1, 2, ... = which event; `cause` is the one asked about. Ties are counted, not broken.
    Returns one row per month with any event, led by 0: month, at_risk, events (of this cause), competing,
    incidence, ci_low, ci_high (log-minus-log on the delta-method variance), caution. Raises ParameterError.

    >>> aalen_johansen([1, 2, 3, 4], [1, 2, 1, 0])["incidence"].round(2).tolist()
    [0.0, 0.25, 0.25, 0.5, 0.5]
    """
    require_count("cause", cause, 1, 2**31, "which of the events is asked about")
    t, start = check_times(durations, entry)
    kinds = read_causes("causes", causes)
    require_as_many("causes", kinds, t)
    times, any_event, at_risk, *_ = count_steps(t, kinds != 0, start)
    mine = count_at(times, t[kinds == cause])
    survival = np.cumprod((np.maximum(at_risk, 1) - any_event) / np.maximum(at_risk, 1))
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * mine / np.maximum(at_risk, 1))
    low, high = _aj_interval(incidence, before, mine, any_event, at_risk, confidence)
    columns = {"month": times, "at_risk": at_risk, "events": mine, "competing": any_event - mine}
    columns |= {
        "incidence": incidence,
        "ci_low": low,
        "ci_high": high,
        "caution": warn_of_few(at_risk, any_event),
    }
    return pd.DataFrame(columns, copy=False)


def numbers_at_risk(durations, months, entry=None) -> pd.DataFrame:
    """How many people are still under observation at these months: the row beneath every survival curve.

    Columns: month, at_risk, caution (in words, where one person or nobody is left). Raises ParameterError.
    """
    t, start = check_times(durations, entry)
    months = np.atleast_1d(require_range("months", months, 0.0, np.inf, "months"))
    left = np.searchsorted(np.sort(t), months, side="left")
    entered = t.size if start is None else np.searchsorted(np.sort(start), months, side="left")
    at_zero = (months == 0) * 0 if start is None else np.where(months == 0, np.sum(start == 0), 0)
    at_risk = entered + at_zero - left
    return pd.DataFrame({"month": months, "at_risk": at_risk, "caution": warn_of_few(at_risk)})


def _estimate(deaths, at_risk, confidence, columns):
    """Product limit with log-minus-log limits on Greenwood's variance, in stretches that stay in the cache.

    columns: the three to fill: survival, and the lower and upper limit.
    """
    require_range("confidence", confidence, 0.0, 0.9999, "a share, no unit", open_low=True)
    z = ndtri(0.5 + confidence / 2)
    product, variance = 1.0, 0.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for first in range(0, deaths.size, STRETCH):
            here = slice(first, first + STRETCH)
            survival, low, high = columns[:, here]
            n, d = at_risk[here].astype(float), deaths[here].astype(float)
            np.maximum(n, 1.0, out=n)
            product = _multiply_on(survival, n, d, product)
            greenwood, variance = _add_on(n, d, variance)
            log_s = np.log(survival)
            widen = np.exp(z * greenwood / log_s)
            np.exp(log_s / widen, out=low)
            np.exp(log_s * widen, out=high)
            _settle_ends(columns[1:, here], survival)
    return columns


def _multiply_on(survival, n, d, product):
    np.subtract(
        n, d, out=survival
    )  # exact: so each step rounds twice only, which `quantile_survival` relies on
    np.divide(survival, n, out=survival)
    survival[0] *= product
    _run_up(np.multiply, survival)
    return survival[-1]


def _add_on(n, d, variance):
    terms = n - d
    terms *= n
    np.divide(d, terms, out=terms)
    terms[0] += variance
    _run_up(np.add, terms)
    return np.sqrt(terms), terms[-1]


def _run_up(join, values):
    """Running products (np.multiply) or sums (np.add) in place.

    A running total waits for each step before it. In a whole stretch, rungs run up side by side and are joined after.
    """
    if values.size < STRETCH:
        join.accumulate(values, out=values)
        return
    rungs = values.reshape(-1, RUNG)
    for i in range(1, RUNG):
        join(rungs[:, i - 1], rungs[:, i], out=rungs[:, i])
    below = join.accumulate(rungs[:-1, -1])
    join(rungs[1:], below[:, None], out=rungs[1:])


def _settle_ends(limits, estimate):
    """Where nobody or everybody has had the event the interval has no width: it is the estimate itself."""
    edge = np.flatnonzero((estimate >= 1) | (estimate <= 0))
    for limit in limits:
        limit[edge] = estimate[edge]
    return limits


def _aj_interval(incidence, before, mine, any_event, at_risk, confidence):
    z, n = ndtri(0.5 + confidence / 2), np.maximum(at_risk.astype(float), 1.0)
    weight = np.where(n > any_event, any_event / (n * np.maximum(n - any_event, 1.0)), 0.0)
    own = np.cumsum(before**2 * mine * (n - mine) / n**3)
    shared = before * mine / n**2
    spread = incidence**2 * np.cumsum(weight) - 2 * incidence * np.cumsum(weight * incidence)
    spread += np.cumsum(weight * incidence**2)
    variance = spread + own - 2 * (incidence * np.cumsum(shared) - np.cumsum(shared * incidence))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_i = np.log(incidence)
        half = z * np.sqrt(np.maximum(variance, 0.0)) / (incidence * log_i)
        inner = np.log(-log_i)
        low, high = np.exp(-np.exp(inner - half)), np.exp(-np.exp(inner + half))
    return _settle_ends((low, high), incidence)

"""How long until the event, when not everyone has had it yet: the estimators of the course.

Times are in months, events are 0/1 (for competing risks 0 = none yet, 1, 2, ... = which came first).
Delayed entry: a person counts as at risk after `entry` and up to and including `durations`.
SciPy does what SciPy has (`logrank`, distributions); delayed entry and competing risks are here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from utils.models._checks import ParameterError, require_range

STRETCH = 32_768


def kaplan_meier(durations, events, entry=None, *, confidence: float = 0.95) -> pd.DataFrame:
    """The share still free of the event, month by month, with numbers at risk: the Kaplan-Meier curve.

    durations: months, 0 upwards; events: 1 when the event was seen, 0 when the person was last seen without.
    entry: months at which each person came under observation (left truncation), else all at 0.
    Returns one row per month with an event, led by a row at 0 and closed by one at the last time: month,
    at_risk, events, censored (from this row until the next), survival, ci_low, ci_high (log-minus-log, Greenwood).
    Raises ParameterError.

    >>> kaplan_meier([3, 5, 5, 8], [1, 1, 0, 1])["survival"].tolist()
    [1.0, 0.75, 0.5, 0.0]
    """
    t, seen, start = _check_times(durations, events, entry)
    seen = _as_flags(seen)
    times, deaths, at_risk, censored = _count_steps(t, seen, start)
    survival, low, high = _estimate(deaths, at_risk, confidence)
    columns = {"month": times, "at_risk": at_risk, "events": deaths, "censored": censored}
    return pd.DataFrame(columns | {"survival": survival, "ci_low": low, "ci_high": high}, copy=False)


def aalen_johansen(
    durations, causes, cause: int = 1, entry=None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """The chance of having had this event by each month when another event can come first (Aalen-Johansen).

    causes: 0 = none yet, 1, 2, ... = which event; `cause` is the one asked about. Ties are counted, not broken.
    Returns one row per month with any event, led by 0: month, at_risk, events (of this cause), competing,
    incidence, ci_low, ci_high (log-minus-log on the delta-method variance). Raises ParameterError.

    >>> aalen_johansen([1, 2, 3, 4], [1, 2, 1, 0])["incidence"].round(2).tolist()
    [0.0, 0.25, 0.25, 0.5, 0.5]
    """
    t, kinds, start = _check_times(durations, causes, entry)
    times, any_event, at_risk, _ = _count_steps(t, kinds != 0, start)
    mine = _count_at(times, t[kinds == cause])
    survival = np.cumprod(1.0 - any_event / np.maximum(at_risk, 1))
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * mine / np.maximum(at_risk, 1))
    low, high = _aj_interval(incidence, before, mine, any_event, at_risk, confidence)
    columns = {"month": times, "at_risk": at_risk, "events": mine, "competing": any_event - mine}
    return pd.DataFrame(columns | {"incidence": incidence, "ci_low": low, "ci_high": high}, copy=False)


def median_survival(curve: pd.DataFrame) -> float:
    """Month at which half the people have had the event; `inf` when the curve stays above one half.

    curve: one row per step, columns `month` (ascending) and `survival` (1.0 down to 0.0).
    """
    return quantile_survival(curve, 0.5)


def quantile_survival(curve: pd.DataFrame, share: float, column: str = "survival") -> float:
    """First month at which at most `share` of the people are still free of the event, else `inf`."""
    require_range("share", share, 0.0, 1.0, "a share, no unit")
    reached = np.flatnonzero(curve[column].to_numpy() <= share)
    return float(curve["month"].to_numpy()[reached[0]]) if reached.size else float("inf")


def median_interval(curve: pd.DataFrame) -> tuple[float, float]:
    """Confidence limits of the median: where the curve's own limits cross one half (`inf` when they do not)."""
    return quantile_survival(curve, 0.5, "ci_low"), quantile_survival(curve, 0.5, "ci_high")


def survival_at(curve: pd.DataFrame, months, column: str = "survival") -> np.ndarray:
    """The curve read at these months (a step function: the value of the last step at or before)."""
    months = np.asarray(months, dtype=float)
    step = np.searchsorted(curve["month"].to_numpy(), months, side="right") - 1
    return curve[column].to_numpy()[np.maximum(step, 0)]


def restricted_mean(curve: pd.DataFrame, months: float) -> tuple[float, float]:
    """Average event-free months within the first `months` (area under the curve), and its standard error.

    curve: what `kaplan_meier` returns. The error is Greenwood's, from the area still to come at each event.
    """
    require_range("months", months, 0.0, np.inf, "months", open_low=True)
    inside = curve[curve["month"] < months]
    edges = np.append(inside["month"].to_numpy(), months)
    areas = inside["survival"].to_numpy() * np.diff(edges)
    to_come = np.cumsum(areas[::-1])[::-1]
    d, n = inside["events"].to_numpy(), inside["at_risk"].to_numpy()
    variance = np.sum(np.where(n > d, to_come**2 * d / np.maximum(n * (n - d), 1), 0.0))
    return float(areas.sum()), float(np.sqrt(variance))


def numbers_at_risk(durations, months, entry=None) -> pd.DataFrame:
    """How many people are still under observation at these months: the row beneath every survival curve."""
    t, _, start = _check_times(durations, np.zeros(np.size(durations)), entry)
    months = np.asarray(months, dtype=float)
    left = np.searchsorted(np.sort(t), months, side="left")
    entered = t.size if start is None else np.searchsorted(np.sort(start), months, side="left")
    at_zero = (months == 0) * 0 if start is None else np.where(months == 0, np.sum(start == 0), 0)
    return pd.DataFrame({"month": months, "at_risk": entered + at_zero - left})


def logrank(durations, events, group) -> tuple[float, float]:
    """Whether groups differ in time to the event: the log-rank chi-square and its p value.

    group: one label a person, two labels or more. Two groups are compared by `scipy.stats.logrank`.
    Raises ParameterError when there is only one group or nobody had the event.
    """
    t, seen, _ = _check_times(durations, events, None)
    seen, labels = _as_flags(seen), np.asarray(group)
    names = pd.unique(labels)
    if len(names) < 2 or not seen.any():
        raise ParameterError("group must hold at least two labels, and at least one person the event.")
    if len(names) > 2:
        return _logrank_many(t, seen, labels, names)
    sides = [stats.CensoredData.right_censored(t[labels == x], ~seen[labels == x]) for x in names]
    with np.errstate(invalid="ignore", divide="ignore"):
        result = stats.logrank(*sides)
    if np.isnan(result.statistic):  # every event fell when only one group was left: nothing was compared
        return 0.0, 1.0
    return float(result.statistic**2), float(result.pvalue)


def hazard_ratio(durations, events, group, *, confidence: float = 0.95) -> tuple[float, float, float]:
    """Hazard ratio of group True against group False by Cox's partial likelihood (Efron ties), with limits.

    group: True or 1 for the treatment, False or 0 for the control. Returns ratio, low, high.
    """
    t, seen, _ = _check_times(durations, events, None)
    seen, treated = _as_flags(seen), np.asarray(group).astype(bool)
    if treated.all() or not treated.any() or not seen.any():
        raise ParameterError("group must hold both True and False, and at least one person the event.")
    steps = _risk_sets(t, seen, treated)
    beta = 0.0
    for _ in range(50):
        score, information = _cox_score(beta, *steps)
        beta += np.clip(score / information, -2.0, 2.0)
        if abs(score / information) < 1e-12:
            break
    half = stats.norm.ppf(0.5 + confidence / 2) / np.sqrt(information)
    return tuple(float(x) for x in np.exp([beta, beta - half, beta + half]))


def _check_times(durations, events, entry):
    t, seen = np.asarray(durations, dtype=float).ravel(), np.asarray(events).ravel()
    if t.size == 0 or t.size != seen.size:
        raise ParameterError(
            f"durations ({t.size}) and events ({seen.size}) must be equally long, and not empty."
        )
    require_range("durations", t, 0.0, np.inf, "months")
    if seen.dtype.kind == "f" and np.isnan(seen).any():
        raise ParameterError(
            "events holds a missing value. Each is 0 (not seen) or 1 (seen; causes 1, 2, ...)."
        )
    return t, seen, None if entry is None else _check_entry(entry, t)


def _check_entry(entry, t: np.ndarray) -> np.ndarray:
    start = np.asarray(entry, dtype=float).ravel()
    require_range("entry", start, 0.0, np.inf, "months")
    if start.size != t.size or (start >= t).any():
        raise ParameterError("entry must be one month a person, before that person's duration (months).")
    return start


def _as_flags(seen: np.ndarray) -> np.ndarray:
    flags = seen.astype(bool)
    if seen.dtype != bool and not np.array_equal(flags, seen):
        raise ParameterError("events must be 0 or 1 (for several causes use aalen_johansen).")
    return flags


def _count_steps(t, seen, start):
    """Distinct event times led by 0 and closed by the last time; deaths, numbers at risk, people censored.

    Time and event are packed into one whole number (the bits of a time from 0 up order like the time itself), so
    that one plain sort, with events before censorings at the same time, does what an argsort would do slowly.
    """
    keys = t.view(np.uint64) << np.uint64(1)
    keys |= ~seen
    keys.sort()
    place = np.flatnonzero((keys.astype(np.uint8) & 1) == 0)
    keys >>= np.uint64(1)
    steps, deaths, left = _fill_steps(keys.view(np.float64), place)
    censored = np.empty_like(left)
    np.subtract(left[1:], left[:-1], out=censored[:-1])
    censored[-1] = t.size - left[-1]
    censored -= deaths
    entered = t.size if start is None else _entered(np.sort(start), steps)
    return steps, deaths, np.subtract(entered, left, out=left), censored


def _fill_steps(times, place):
    """Step times, deaths and how many had left before, with a row at 0 and one at the last time where none is.

    times: sorted; place: where in them the events are. Arrays are filled where they stay: at a million people,
    fetching fresh memory costs more than sorting.
    """
    steps, left = np.zeros(place.size + 2), np.zeros(place.size + 2, dtype=np.int64)
    np.take(times, place, out=steps[1:-1], mode="clip")
    left[1:-1] = place
    steps[-1], left[-1] = times[-1], np.searchsorted(times, times[-1], side="left")
    deaths = np.ones(steps.size, dtype=np.int64)
    deaths[0] = deaths[-1] = 0
    new = np.ones(steps.size, dtype=bool)
    np.not_equal(steps[1:], steps[:-1], out=new[1:])
    if new.all():
        return steps, deaths, left
    edge = np.flatnonzero(new)
    return steps[edge], np.add.reduceat(deaths, edge), left[edge]


def _entered(starts: np.ndarray, times: np.ndarray) -> np.ndarray:
    count = np.searchsorted(starts, times, side="left")
    return np.where(times == 0, np.searchsorted(starts, 0.0, side="right"), count)


def _count_at(times: np.ndarray, events: np.ndarray) -> np.ndarray:
    return np.bincount(np.searchsorted(times, events), minlength=times.size)


def _estimate(deaths, at_risk, confidence):
    """Product limit with log-minus-log limits on Greenwood's variance, in stretches that stay in the cache."""
    require_range("confidence", confidence, 0.0, 0.9999, "a share, no unit", open_low=True)
    z = stats.norm.ppf(0.5 + confidence / 2)
    survival, low, high = np.empty((3, deaths.size))
    product, variance = 1.0, 0.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for first in range(0, deaths.size, STRETCH):
            here = slice(first, first + STRETCH)
            n, d = np.maximum(at_risk[here], 1).astype(float), deaths[here].astype(float)
            product = _multiply_on(survival[here], n, d, product)
            greenwood, variance = _add_on(n, d, variance)
            log_s = np.log(survival[here])
            widen = np.exp(z * greenwood / log_s)
            np.exp(log_s / widen, out=low[here])
            np.exp(log_s * widen, out=high[here])
    return survival, _settle_ends(low, survival), _settle_ends(high, survival)


def _multiply_on(survival, n, d, product):
    np.subtract(1.0, d / n, out=survival)
    survival[0] *= product
    np.cumprod(survival, out=survival)
    return survival[-1]


def _add_on(n, d, variance):
    terms = d / (n * (n - d))
    terms[d == 0] = 0.0
    terms[0] += variance
    np.cumsum(terms, out=terms)
    return np.sqrt(terms), terms[-1]


def _settle_ends(limit, estimate):
    """Where nobody or everybody has had the event the interval has no width: it is the estimate itself."""
    edge = np.flatnonzero((estimate >= 1) | (estimate <= 0))
    limit[edge] = estimate[edge]
    return limit


def _aj_interval(incidence, before, mine, any_event, at_risk, confidence):
    z, n = stats.norm.ppf(0.5 + confidence / 2), np.maximum(at_risk.astype(float), 1.0)
    weight = np.where(n > any_event, any_event / (n * np.maximum(n - any_event, 1.0)), 0.0)
    own = np.cumsum(before**2 * mine * (n - mine) / n**3)
    shared = before * mine / n**2
    spread = incidence**2 * np.cumsum(weight) - 2 * incidence * np.cumsum(weight * incidence)
    spread += np.cumsum(weight * incidence**2)
    variance = spread + own - 2 * (incidence * np.cumsum(shared) - np.cumsum(shared * incidence))
    with np.errstate(divide="ignore", invalid="ignore"):
        log_i = np.log(incidence)
        half = z * np.sqrt(np.maximum(variance, 0.0)) / (incidence * log_i)
        inner = np.log(-log_i)
        low, high = np.exp(-np.exp(inner - half)), np.exp(-np.exp(inner + half))
    return _settle_ends(low, incidence), _settle_ends(high, incidence)


def _logrank_many(t, seen, labels, names):
    times, deaths, at_risk, _ = _count_steps(t, seen, None)
    keep = (deaths > 0) & (at_risk > 1)
    times, d, n = times[keep], deaths[keep], at_risk[keep]
    shares = np.array([_at_risk_now(t[labels == x], times) / n for x in names])
    observed = np.array([seen[labels == x].sum() for x in names])
    final = _last_alone(t, seen, labels, names)
    excess = (observed - final - shares @ d)[:-1]
    w = d * (n - d) / (n - 1)
    covariance = (np.diag(shares @ w) - (shares * w) @ shares.T)[:-1, :-1]
    statistic = float(excess @ np.linalg.solve(covariance, excess))
    return statistic, float(stats.chi2.sf(statistic, len(names) - 1))


def _last_alone(t, seen, labels, names):
    """An event of the only person left carries no comparison: take it out of the observed counts."""
    alone = t == t.max()
    if alone.sum() != 1:
        return np.zeros(len(names))
    return np.array([(alone & seen & (labels == x)).sum() for x in names])


def _at_risk_now(t: np.ndarray, times: np.ndarray) -> np.ndarray:
    return t.size - np.searchsorted(np.sort(t), times, side="left")


def _risk_sets(t, seen, treated):
    times = np.unique(t[seen])
    d1 = _count_at(times, t[seen & treated]).astype(float)
    d0 = _count_at(times, t[seen & ~treated]).astype(float)
    n1, n0 = _at_risk_now(t[treated], times), _at_risk_now(t[~treated], times)
    tied = (d1 + d0).astype(int)
    k = np.concatenate([np.arange(x) for x in tied]) if (tied > 1).any() else np.zeros(times.size)
    repeat = np.repeat(np.arange(times.size), tied)
    share = k / tied[repeat]
    return d1.sum(), n1[repeat] - share * d1[repeat], n0[repeat] - share * d0[repeat]


def _cox_score(beta, events_treated, n1, n0):
    p = n1 * np.exp(beta) / (n1 * np.exp(beta) + n0)
    return events_treated - p.sum(), (p * (1 - p)).sum()

"""Two or more groups compared in their time to the event; reached through `survival`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtri

from utils.models._checks import ParameterError, require_range
from utils.models._observations import read_flags, read_labels
from utils.models._steps import check_events, check_times, count_at, count_steps, require_as_many


def logrank(durations, events, group) -> tuple[float, float]:
    """Whether groups differ in time to the event: the log-rank chi-square and its p value.

    group: one label a person, two labels or more. Two groups are compared by `scipy.stats.logrank`.
    Raises ParameterError when there is only one group, nobody had the event, or a cell is not known.
    """
    t, _ = check_times(durations, None)
    seen, labels = check_events(t, events), read_labels("group", group)
    require_as_many("group", labels, t)
    names = pd.unique(labels)
    if len(names) < 2 or not seen.any():
        raise ParameterError("group must hold at least two labels, and at least one person the event.")
    if len(names) > 2:
        return _logrank_many(t, seen, labels, names)
    from scipy import stats  # only now: it takes longer to import than all the rest, and few ask for it

    sides = [stats.CensoredData.right_censored(t[labels == x], ~seen[labels == x]) for x in names]
    with np.errstate(invalid="ignore", divide="ignore"):
        result = stats.logrank(*sides)
    if np.isnan(result.statistic):  # every event fell when only one group was left: nothing was compared
        return 0.0, 1.0
    return float(result.statistic**2), float(result.pvalue)


def hazard_ratio(durations, events, group, *, confidence: float = 0.95) -> tuple[float, float, float]:
    """Hazard ratio of group True against group False by Cox's partial likelihood (Efron ties), with limits.

    group: True or 1 for the treatment, False or 0 for the control. Returns ratio, low, high. Raises ParameterError,
    also when the data give no ratio: a group without events while both were at risk could have any ratio from
    nothing (or without end) on.
    """
    t, _ = check_times(durations, None)
    seen = check_events(t, events)
    treated = read_flags("group", group, "True or 1 for the treatment, False or 0 for the control")
    require_as_many("group", treated, t)
    require_range("confidence", confidence, 0.0, 0.9999, "a share, no unit", open_low=True)
    if treated.all() or not treated.any() or not seen.any():
        raise ParameterError("group must hold both True and False, and at least one person the event.")
    _require_events_in_both(t, seen, treated)
    beta, information = _solve_cox(*_risk_sets(t, seen, treated))
    half = ndtri(0.5 + confidence / 2) / np.sqrt(information)
    return tuple(float(x) for x in np.exp([beta, beta - half, beta + half]))


def _require_events_in_both(t, seen, treated) -> None:
    """Cox's likelihood has no highest point when, while both groups were at risk, only one had events."""
    both = t <= min(t[treated].max(), t[~treated].max())
    counts = {
        name: int((seen & both & side).sum()) for name, side in (("True", treated), ("False", ~treated))
    }
    without = [name for name, count in counts.items() if not count]
    if without:
        raise ParameterError(
            f"group {' and group '.join(without)} had no event while both groups were at risk "
            f"({counts['True']} in group True, {counts['False']} in group False): there is no hazard ratio. "
            "Tell the numbers of events and of people in each group; `logrank` can still compare them."
        )


def _solve_cox(*steps) -> tuple[float, float]:
    """The logarithm of the ratio, and how much the data say about it (Newton's steps, damped)."""
    beta = 0.0
    for _ in range(50):
        score, information = _cox_score(beta, *steps)
        beta += np.clip(score / information, -2.0, 2.0)
        if abs(score / information) < 1e-12:
            break
    return beta, information


def _logrank_many(t, seen, labels, names):
    times, deaths, at_risk, *_ = count_steps(t, seen, None)
    keep = (deaths > 0) & (at_risk > 1)
    times, d, n = times[keep], deaths[keep], at_risk[keep]
    shares = np.array([_at_risk_now(t[labels == x], times) / n for x in names])
    observed = np.array([seen[labels == x].sum() for x in names])
    final = _last_alone(t, seen, labels, names)
    excess = (observed - final - shares @ d)[:-1]
    w = d * (n - d) / (n - 1)
    covariance = (np.diag(shares @ w) - (shares * w) @ shares.T)[:-1, :-1]
    statistic = float(excess @ np.linalg.solve(covariance, excess))
    return statistic, float(chdtrc(len(names) - 1, statistic))


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
    d1 = count_at(times, t[seen & treated]).astype(float)
    d0 = count_at(times, t[seen & ~treated]).astype(float)
    n1, n0 = _at_risk_now(t[treated], times), _at_risk_now(t[~treated], times)
    tied = (d1 + d0).astype(int)
    k = np.concatenate([np.arange(x) for x in tied]) if (tied > 1).any() else np.zeros(times.size)
    repeat = np.repeat(np.arange(times.size), tied)
    share = k / tied[repeat]
    return d1.sum(), n1[repeat] - share * d1[repeat], n0[repeat] - share * d0[repeat]


def _cox_score(beta, events_treated, n1, n0):
    p = n1 * np.exp(beta) / (n1 * np.exp(beta) + n0)
    return events_treated - p.sum(), (p * (1 - p)).sum()

"""One line of therapy in closed form, for whole arrays at once; reached through `kinetics`, which has the formulas."""

from __future__ import annotations

import numpy as np

from utils.models._checks import require_range
from utils.models._units import DAYS_PER_MONTH, RISE_G_L, RISE_RATIO


def check_rates(resistant_fraction, regrowth_per_day, kill_per_day) -> None:
    """Refuse rates and fractions no cell population can have. Raises ParameterError naming unit and range."""
    require_range("resistant_fraction", resistant_fraction, 0.0, 1.0, "a share, no unit", open_low=True)
    require_range("regrowth_per_day", regrowth_per_day, 0.0, 1.0, "per day", open_low=True)
    require_range("kill_per_day", kill_per_day, 0.0, 5.0, "per day", open_low=True)


def m_protein(days, start_g_l, resistant_fraction, regrowth_per_day, kill_per_day):
    """M-protein in g/L this many days into a line; all arguments broadcast."""
    p, t = np.asarray(resistant_fraction, dtype=float), np.asarray(days, dtype=float)
    return start_g_l * ((1 - p) * np.exp(-kill_per_day * t) + p * np.exp(regrowth_per_day * t))


def remission_length(
    resistant_fraction=0.01,
    regrowth_per_day=0.005,
    kill_per_day=0.015,
    start_g_l=18.7,
    *,
    exact: bool = True,
):
    """Months from the start of a line to progression; with `exact=False` the law ln(h / p) / rr.

    h is the progression level relative to the start. So each ten-fold deeper purge of resistant cells buys about
    the same number of months (ln 10 / rr, less what a lower nadir's earlier alarm takes back), and a faster
    clone takes its share of all of them. Arguments broadcast; a
    single number comes back as float. Raises ParameterError.

    >>> round(remission_length(0.01), 1), round(remission_length(0.001), 1)
    (22.8, 37.0)
    """
    check_rates(resistant_fraction, regrowth_per_day, kill_per_day)
    require_range("start_g_l", start_g_l, 0.0, 200.0, "g/L", open_low=True)
    p, rr, rs, m0 = np.broadcast_arrays(
        *(np.asarray(x, dtype=float) for x in (resistant_fraction, regrowth_per_day, kill_per_day, start_g_l))
    )
    target = _progression_level(p, rr, rs, m0)
    days = np.log(target / (m0 * p)) / rr
    for _ in range(60 if exact else 0):
        step = _newton_step(days, np.log(target), m0, p, rr, rs)
        days = days - step
        if np.all(np.abs(step) <= 1e-12 * np.maximum(days, 1.0)):
            break
    months = days / DAYS_PER_MONTH
    return months if months.ndim else float(months)


def _newton_step(day, log_target, m0, p, rr, rs):
    fading, rising = (1 - p) * np.exp(-rs * day), p * np.exp(rr * day)
    return (np.log(m0 * (fading + rising)) - log_target) * (fading + rising) / (rr * rising - rs * fading)


def _progression_level(p, rr, rs, m0):
    with np.errstate(divide="ignore"):
        nadir_day = np.maximum(0.0, np.log((1 - p) * rs / (p * rr)) / (rs + rr))
    nadir = m_protein(nadir_day, m0, p, rr, rs)
    return np.maximum(RISE_RATIO * nadir, nadir + RISE_G_L)

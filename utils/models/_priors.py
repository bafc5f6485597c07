"""Where calibration starts: each parameter's first value, limits, unit, origin and a word on why.

`basis`: published (a source says so), calibrated (fitted by `python3 course.py calibrate`; the value here is
only the start of the search) or estimate (a considered guess, drawn within wide limits by the ensemble).
"""

from __future__ import annotations

from typing import NamedTuple

from utils.models.presets import RANGES


class Prior(NamedTuple):
    """One parameter of one preset before calibration."""

    value: float
    low: float
    high: float
    basis: str
    source_id: str = ""
    note: str = ""


PUBLISHED, CALIBRATED, ESTIMATE = "published", "calibrated", "estimate"

# Shared by every preset unless CHANGES says otherwise.
SHARED: dict[str, Prior] = {
    "age_mean_years": Prior(68, 66, 70, ESTIMATE, note="people in routine care"),
    "age_sd_years": Prior(11, 9, 12, ESTIMATE),
    "high_risk_share": Prior(0.20, 0.15, 0.28, ESTIMATE, note="high-risk genetics"),
    "high_risk_regrowth_ratio": Prior(1.6, 1.3, 2.0, ESTIMATE, note="high risk regrows faster"),
    "frail_share_at_70": Prior(0.25, 0.15, 0.35, ESTIMATE),
    "frail_odds_per_year": Prior(1.10, 1.05, 1.15, ESTIMATE),
    "intermediate_share": Prior(0.30, 0.2, 0.4, ESTIMATE),
    "start_g_l": Prior(18.7, 15, 24, ESTIMATE, note="M-protein when a line starts"),
    "start_sd_ln": Prior(0.5, 0.3, 0.7, ESTIMATE),
    "kill_per_day": Prior(0.035, 0.025, 0.05, ESTIMATE),
    "kill_sd_ln": Prior(0.5, 0.3, 0.7, ESTIMATE),
    "regrowth_per_day": Prior(0.0050, 0.0040, 0.0063, ESTIMATE, note="of clones the regimen does not kill"),
    "regrowth_sd_ln": Prior(0.8, 0.6, 1.0, CALIBRATED, note="clones differ in speed; gives remissions their long tail"),
    "growth_per_line_ratio": Prior(1.03, 1.0, 1.08, ESTIMATE, note="clones regrow faster line by line"),
    "effect": Prior(1.0, 0.9, 1.1, ESTIMATE, note="share of trial potency reached in this setting"),
    "potency_base": Prior(0.8, 0.5, 1.2, CALIBRATED, note="steroid, in every regimen"),
    "potency_alkylator": Prior(2.2, 1.5, 3.0, CALIBRATED),
    "potency_transplant": Prior(3.5, 2.5, 4.5, CALIBRATED),
    "potency_thalidomide": Prior(1.8, 1.2, 2.6, ESTIMATE, note="below lenalidomide"),
    "potency_lenalidomide": Prior(7.0, 5.5, 8.5, CALIBRATED),
    "potency_pomalidomide": Prior(6.0, 4.5, 7.5, CALIBRATED),
    "potency_bortezomib": Prior(2.0, 1.3, 2.7, CALIBRATED),
    "potency_carfilzomib": Prior(7.0, 5.5, 8.5, CALIBRATED),
    "potency_anti_cd38": Prior(6.0, 4.5, 7.5, CALIBRATED),
    "brake_anti_cd38": Prior(0.35, 0.2, 0.5, CALIBRATED, note="how much the antibody slows resistant cells: trials show it stretches remissions by a factor, not by a sum"),
    "potency_bcma_adc": Prior(9.0, 7, 11.0, CALIBRATED),
    "potency_bcma_bispecific": Prior(6.0, 4.5, 7.5, CALIBRATED),
    "potency_bcma_car_t": Prior(15.0, 11.0, 19.0, CALIBRATED),
    "potency_gprc5d_bispecific": Prior(5.0, 3.5, 6.5, CALIBRATED, note="below a BCMA bispecific"),
    "potency_selinexor": Prior(1.5, 0.8, 2.5, CALIBRATED),
    "depth_exponent": Prior(0.85, 0.7, 1.0, CALIBRATED, note="below 1: each further class adds a little less"),
    "person_sd": Prior(1.0, 0.6, 1.4, ESTIMATE, note="a disease sensitive once tends to stay so"),
    "line_sd": Prior(3.0, 2.2, 3.8, CALIBRATED, note="luck of one line; the prototype had too little of it"),
    "primary_refractory_share": Prior(0.07, 0.03, 0.12, ESTIMATE, note="no response at all, any line"),
    "left_failed": Prior(0.10, 0.0, 0.25, CALIBRATED, note="potency left of a drug the disease grew under"),
    "left_exposed": Prior(0.85, 0.7, 0.95, ESTIMATE, note="after a planned end or a stop for toxicity"),
    "left_cross": Prior(0.55, 0.35, 0.75, CALIBRATED, note="a relative of a failed drug"),
    "drift_per_line": Prior(0.05, 0.02, 0.12, CALIBRATED, note="every line, all drugs; drift=False turns it off"),
    "drift_refractory": Prior(0.30, 0.1, 0.5, CALIBRATED, note="on top when disease grew under treatment; drift=False turns it off"),
    "drift_t_cell_ratio": Prior(0.25, 0.0, 0.5, ESTIMATE, note="share of the drift that T-cell therapies feel: late use in CARTITUDE-1 lasted about as long as early use in CARTITUDE-4"),
    "toxicity_stop_share": Prior(0.10, 0.05, 0.18, ESTIMATE, note="stopped for toxicity in the first year"),
    "toxicity_frail_ratio": Prior(1.7, 1.2, 2.4, ESTIMATE),
    "dropout_after_1": Prior(0.22, 0.19, 0.25, PUBLISHED, "attr25", "22/26/32 %, all periods together, in the congress abstract of the same 1,297 people"),
    "dropout_after_2": Prior(0.26, 0.22, 0.30, PUBLISHED, "attr25", "22/26/32 %, all periods together, in the congress abstract of the same 1,297 people"),
    "dropout_after_3": Prior(0.32, 0.27, 0.37, PUBLISHED, "attr25", "22/26/32 %, all periods together, in the congress abstract of the same 1,297 people"),
    "dropout_after_4": Prior(0.42, 0.32, 0.52, ESTIMATE, note="the series continued"),
    "dropout_after_5": Prior(0.55, 0.42, 0.68, ESTIMATE, note="the series continued; also later lines"),
    "dropout_odds_per_year": Prior(1.065, 1.04, 1.09, ESTIMATE, note="46.9 % of those over 80 stop after line 1 (attr25)"),
    "months_after_dropout": Prior(2.6, 1.8, 3.6, PUBLISHED, "connect_tcr", "median, triple-class refractory people"),
    "gap_days": Prior(45, 25, 75, ESTIMATE, note="from progression to the next line"),
    "death_per_year_at_70": Prior(0.02, 0.015, 0.028, ESTIMATE, note="from anything but myeloma"),
    "death_rise_per_year": Prior(0.09, 0.08, 0.10, ESTIMATE, note="about doubling in eight years of age"),
    "death_frail_ratio": Prior(1.8, 1.3, 2.5, ESTIMATE),
}  # fmt: skip

_BARCELONA_80S = "38-55 % across lines in the 1980s (attr25); the placing along the lines is an estimate"
_BARCELONA_2010S = "15-20 % across lines in 2010-2020 (attr25); the placing along the lines is an estimate"

CHANGES: dict[str, dict[str, Prior]] = {
    "real_world": {
        "effect": Prior(0.8, 0.65, 0.9, CALIBRATED, note="share of trial potency reached in routine care"),
    },
    "trial": {
        "age_mean_years": Prior(65, 63, 67, ESTIMATE, note="trials take younger people"),
        "age_sd_years": Prior(9, 8, 10, ESTIMATE),
        "frail_share_at_70": Prior(0.12, 0.06, 0.2, ESTIMATE, note="trials take fitter people"),
        "effect": Prior(1.0, 0.95, 1.05, ESTIMATE, note="trials are the yardstick"),
        "dropout_after_1": Prior(0.12, 0.07, 0.17, ESTIMATE),
        "dropout_after_2": Prior(0.15, 0.1, 0.2, ESTIMATE),
        "dropout_after_3": Prior(0.2, 0.14, 0.26, ESTIMATE),
        "dropout_after_4": Prior(0.25, 0.18, 0.32, ESTIMATE),
        "dropout_after_5": Prior(0.3, 0.22, 0.4, ESTIMATE),
        "death_per_year_at_70": Prior(0.013, 0.009, 0.018, ESTIMATE, note="entry criteria keep out other illness"),
    },
    "era_before_2005": {
        f"dropout_after_{k}": Prior(v, v - 0.06, v + 0.06, PUBLISHED if k in (1, 5) else ESTIMATE,
                                    "attr25" if k in (1, 5) else "", _BARCELONA_80S)
        for k, v in zip(range(1, 6), (0.38, 0.42, 0.46, 0.50, 0.55), strict=True)
    },
    "era_2005_2015": {
        f"dropout_after_{k}": Prior(v, v - 0.06, v + 0.06, ESTIMATE, note="between the periods of attr25")
        for k, v in zip(range(1, 6), (0.20, 0.24, 0.30, 0.42, 0.55), strict=True)
    },
    "era_2015_2023": {
        f"dropout_after_{k}": Prior(v, v - 0.04, v + 0.05, PUBLISHED if k in (1, 3) else ESTIMATE,
                                    "attr25" if k in (1, 3) else "", _BARCELONA_2010S)
        for k, v in zip(range(1, 6), (0.15, 0.175, 0.20, 0.35, 0.50), strict=True)
    },
    "era_quadruplets": {
        f"dropout_after_{k}": Prior(v, v - 0.05, v + 0.06, ESTIMATE, note="as 2010-2020 or a little lower; too new to know")
        for k, v in zip(range(1, 6), (0.13, 0.16, 0.20, 0.35, 0.50), strict=True)
    },
}  # fmt: skip

PRESETS = tuple(CHANGES)
ERAS = {
    "era_before_2005": "years_before_2005",
    "era_2005_2015": "years_2005_2015",
    "era_2015_2023": "years_2015_2023",
    "era_quadruplets": "years_quadruplets",
}


def priors(preset: str) -> dict[str, Prior]:
    """Every parameter of this preset before calibration, in the order of the table."""
    chosen = dict(SHARED)
    if preset.startswith("era_"):
        chosen.update(CHANGES["real_world"])
    chosen.update(CHANGES[preset])
    return {name: chosen[name] for name in RANGES}

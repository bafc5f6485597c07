"""What the models are fitted to, and what they must get right without being fitted.

Each trial arm is a virtual trial: the people's earlier lines, then the arm, at a mix of line numbers. Histories
and mixes are simplifications (estimates). A target's id is the fact's id in course_data where it has one.
Calibrated targets set the level of one class each; every *increment* between two arms is held out, as are
attrition, survival and the real world's first remission by era. Held-out targets never enter a fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

CALIBRATED, HELD_OUT = "calibrated", "held_out"


class Arm(NamedTuple):
    """A virtual trial arm: what was given before, what the arm gives, who takes part, at which line."""

    history: tuple[str, ...]
    give: str
    mix: tuple[tuple[int, float], ...]
    people: tuple[tuple[str, float], ...] = ()
    preset: str = "trial"


@dataclass(frozen=True)
class Target:
    """One published number, and how the same number is read from a simulation.

    measure: name of a `_lab.Lab` method; args: its arguments. why: the reason of a miss above 20 %.
    """

    id: str
    published: float
    unit: str
    source_id: str
    kind: str
    measure: str
    args: tuple = field(default=())
    what: str = ""
    why: str = ""


def _first(give: str, age: float, frail: float = 0.12) -> Arm:
    return Arm((), give, ((1, 1.0),), (("age_mean_years", age), ("frail_share_at_70", frail)))


ONE_TO_THREE = ((2, 0.5), (3, 0.3), (4, 0.2))
TWO_OR_MORE = ((3, 0.5), (4, 0.5))
_PI_LED = ("vcd_asct", "td", "vmp")
_LEN_MET = ("vcd_asct", "rd", "vd")
_LEN_FAILED = ("vrd_asct", "vd", "kd")
_LATE = ("vrd_asct", "d_vd", "pd", "kd", "cyclo_d")

ARMS: dict[str, Arm] = {
    "s0777_rd": _first("rd", 63),
    "s0777_vrd": _first("vrd", 63),
    "maia_rd": _first("rd", 73),
    "maia_d_rd": _first("d_rd", 73),
    "alcyone_vmp": _first("vmp", 71),
    "alcyone_d_vmp": _first("d_vmp", 71),
    "cepheus_vrd": _first("vrd", 70),
    "cepheus_d_vrd": _first("d_vrd", 70),
    "imroz_vrd": _first("vrd", 72),
    "imroz_isa_vrd": _first("d_vrd", 72),
    "determination_alone": _first("vrd", 57, 0.05),
    "determination_asct": _first("vrd_asct", 57, 0.05),
    "perseus_vrd": _first("vrd_asct", 60, 0.05),
    "perseus_d_vrd": _first("d_vrd_asct", 60, 0.05),
    "pollux_rd": Arm(_PI_LED, "rd", ONE_TO_THREE),
    "pollux_d_rd": Arm(_PI_LED, "d_rd", ONE_TO_THREE),
    "castor_vd": Arm(("vcd_asct", "rd", "cyclo_d"), "vd", ONE_TO_THREE),
    "castor_d_vd": Arm(("vcd_asct", "rd", "cyclo_d"), "d_vd", ONE_TO_THREE),
    "castor_vd_refractory": Arm(("vcd_asct", "rd", "cyclo_d"), "vd", ((3, 0.6), (4, 0.4))),
    "castor_d_vd_refractory": Arm(("vcd_asct", "rd", "cyclo_d"), "d_vd", ((3, 0.6), (4, 0.4))),
    "mm_009_dex": Arm(("vcd_asct", "td", "cyclo_d"), "dex", ONE_TO_THREE),
    "endeavor_vd": Arm(("vcd_asct", "rd", "cyclo_d"), "vd", ONE_TO_THREE),
    "endeavor_kd": Arm(("vcd_asct", "rd", "cyclo_d"), "kd", ONE_TO_THREE),
    "candor_kd": Arm(_LEN_MET, "kd", ONE_TO_THREE),
    "candor_d_kd": Arm(_LEN_MET, "d_kd", ONE_TO_THREE),
    "ikema_kd": Arm(_LEN_MET, "kd", ONE_TO_THREE),
    "ikema_isa_kd": Arm(_LEN_MET, "d_kd", ONE_TO_THREE),
    "apollo_pd": Arm(("vrd_asct", "vd", "kd"), "pd", ONE_TO_THREE),
    "apollo_d_pd": Arm(("vrd_asct", "vd", "kd"), "d_pd", ONE_TO_THREE),
    "icaria_pd": Arm(("vrd_asct", "vd", "cyclo_d"), "pd", TWO_OR_MORE),
    "icaria_isa_pd": Arm(("vrd_asct", "vd", "cyclo_d"), "d_pd", TWO_OR_MORE),
    "mm_003_pd": Arm(("vcd_asct", "rd", "vd", "cyclo_d", "td"), "pd", ((5, 0.5), (6, 0.5))),
    "majestec_3_standard": Arm(("vrd_asct", "vd", "kd"), "d_pd", ONE_TO_THREE),
    "cartitude_4_standard": Arm(_LEN_FAILED, "d_pd", ((2, 0.35), (3, 0.4), (4, 0.25))),
    "cartitude_4_cilta": Arm(_LEN_FAILED, "cilta_cel", ((2, 0.35), (3, 0.4), (4, 0.25))),
    "cartitude_1_cilta": Arm(_LATE, "cilta_cel", ((6, 1.0),)),
    "majestec_1": Arm(_LATE, "teclistamab", ((6, 1.0),)),
    "monumental_1": Arm(_LATE, "talquetamab", ((6, 1.0),)),
    "dreamm_7_d_vd": Arm(("vcd_asct", "rd", "cyclo_d"), "d_vd", ONE_TO_THREE),
    "dreamm_7_bvd": Arm(("vcd_asct", "rd", "cyclo_d"), "bela_vd", ONE_TO_THREE),
    "dreamm_8_pvd": Arm(_LEN_FAILED, "pvd", ONE_TO_THREE),
    "dreamm_8_bpd": Arm(_LEN_FAILED, "bela_pd", ONE_TO_THREE),
    "storm_sd": Arm((*_LATE[:4], "teclistamab"), "selinexor_d", ((6, 1.0),)),
}


def _fit(id_, published, unit, source, measure, *args, what="", why="") -> Target:
    return Target(id_, published, unit, source, CALIBRATED, measure, args, what, why)


def _hold(id_, published, unit, source, measure, *args, what="", why="") -> Target:
    return Target(id_, published, unit, source, HELD_OUT, measure, args, what, why)


_M, _R, _P = "months, median", "hazard ratio", "%"
_WHY: dict[str, str] = {}


def _arm_targets() -> list[Target]:
    medians = [
        ("maia-rd-pfs_median_months", 34.4, "maia_2025", "maia_rd"),
        ("pollux-rd-pfs_median_months", 17.5, "pollux_2020", "pollux_rd"),
        ("alcyone-vmp-pfs_median_months", 19.3, "alcyone_ash2019", "alcyone_vmp"),
        ("alcyone-d_vmp-pfs_median_months", 36.4, "alcyone_ash2019", "alcyone_d_vmp"),
        ("determination-rvd_alone-pfs_median_months", 46.2, "determ22", "determination_alone"),
        ("determination-rvd_asct-pfs_median_months", 67.5, "determ22", "determination_asct"),
        ("castor-vd-pfs_median_months-len_refractory", 4.9, "castor_2020", "castor_vd_refractory"),
        ("castor-d_vd-pfs_median_months-len_refractory", 7.8, "castor_2020", "castor_d_vd_refractory"),
        ("mm_009_010-dex-ttp_median_months", 4.6, "mm_009_010_2009", "mm_009_dex"),
        ("endeavor-vd-pfs_median_months", 9.4, "endeavor16", "endeavor_vd"),
        ("endeavor-kd56-pfs_median_months", 18.7, "endeavor16", "endeavor_kd"),
        ("candor-kd-pfs_median_months", 15.2, "candor_2023", "candor_kd"),
        ("candor-kdd-pfs_median_months", 28.4, "candor_2023", "candor_d_kd"),
        ("apollo-pd-pfs_median_months", 6.9, "apollo21", "apollo_pd"),
        ("mm_003-pd-pfs_median_months", 4.0, "mm_003_2015", "mm_003_pd"),
        ("majestec_3-standard-pfs_median_months", 18.1, "majestec_3_2025", "majestec_3_standard"),
        ("cartitude_1-cilta_cel-pfs_median_months", 34.9, "cartitude_1_eha2023", "cartitude_1_cilta"),
        ("majestec_1-teclistamab-pfs_median_months", 11.3, "majes1", "majestec_1"),
        ("monumental_1-two_weekly-pfs_median_months", 11.2, "monumental_1_2025", "monumental_1"),
        ("dreamm_8-bpd-pfs_median_months", 32.6, "dreamm_8_eha2025", "dreamm_8_bpd"),
        ("storm-sd-pfs_median_months", 3.7, "storm19", "storm_sd"),
    ]
    found = [_fit(id_, value, _M, source, "arm_median", arm) for id_, value, source, arm in medians]
    landmark = ("majestec_3-standard-pfs_pct_at_36", 29.7, _P, "majestec_3_2025", "arm_free_at")
    return [*found, _fit(*landmark, "majestec_3_standard", 36.0, what="spread of remissions")]


def _trial_increments() -> list[Target]:
    pairs = [
        ("s0777-vrd-pfs_hr", 0.742, "s0777_2020", "s0777_vrd", "s0777_rd", 84.0),
        ("maia-d_rd-pfs_hr", 0.55, "maia_2025", "maia_d_rd", "maia_rd", 64.5),
        ("cepheus-d_vrd-pfs_hr", 0.57, "cepheus25", "cepheus_d_vrd", "cepheus_vrd", 58.7),
        ("imroz-isa_vrd-pfs_hr", 0.60, "imroz24", "imroz_isa_vrd", "imroz_vrd", 59.7),
        ("perseus-d_vrd-pfs_hr", 0.42, "perseus24", "perseus_d_vrd", "perseus_vrd", 47.5),
        ("pollux-d_rd-pfs_hr", 0.44, "pollux_2020", "pollux_d_rd", "pollux_rd", 44.3),
        ("castor-d_vd-pfs_hr", 0.31, "castor_2020", "castor_d_vd", "castor_vd", 40.0),
        ("ikema-isa_kd-pfs_hr", 0.58, "ikema_2023", "ikema_isa_kd", "ikema_kd", 44.0),
        ("apollo-d_pd-pfs_hr", 0.63, "apollo21", "apollo_d_pd", "apollo_pd", 16.9),
        (
            "cartitude_4-cilta_cel-pfs_hr",
            0.29,
            "cartitude_4_2026",
            "cartitude_4_cilta",
            "cartitude_4_standard",
            33.6,
        ),
        ("dreamm_7-bvd-pfs_hr", 0.41, "dreamm7", "dreamm_7_bvd", "dreamm_7_d_vd", 28.2),
        ("dreamm_8-bpd-pfs_hr", 0.52, "dreamm8", "dreamm_8_bpd", "dreamm_8_pvd", 21.8),
    ]
    ratios = [_hold(id_, v, _R, s, "arm_ratio", a, b, cut) for id_, v, s, a, b, cut in pairs]
    icaria = _hold(
        "icaria-isa_pd-os_hr",
        0.78,
        _R,
        "icaria_2024",
        "arm_survival_ratio",
        "icaria_isa_pd",
        "icaria_pd",
        52.4,
    )
    levels = [
        _hold("s0777-rd-pfs_median_months", 29.0, _M, "s0777_2020", "arm_median", "s0777_rd"),
        _hold("s0777-vrd-pfs_median_months", 41.0, _M, "s0777_2020", "arm_median", "s0777_vrd"),
        _hold("maia-d_rd-pfs_median_months", 61.9, _M, "maia_2025", "arm_median", "maia_d_rd"),
        _hold("cepheus-d_vrd-pfs_pct_at_54", 68.1, _P, "cepheus25", "arm_free_at", "cepheus_d_vrd", 54.0),
        _hold("imroz-isa_vrd-pfs_pct_at_60", 63.2, _P, "imroz24", "arm_free_at", "imroz_isa_vrd", 60.0),
        _hold("perseus-d_vrd-pfs_pct_at_48", 84.3, _P, "perseus24", "arm_free_at", "perseus_d_vrd", 48.0),
        _hold("perseus-vrd-pfs_pct_at_48", 67.7, _P, "perseus24", "arm_free_at", "perseus_vrd", 48.0),
        _hold("pollux-d_rd-pfs_median_months", 44.5, _M, "pollux_2020", "arm_median", "pollux_d_rd"),
        _hold("castor-vd-pfs_median_months", 7.1, _M, "castor_2020", "arm_median", "castor_vd"),
        _hold("castor-d_vd-pfs_median_months", 16.7, _M, "castor_2020", "arm_median", "castor_d_vd"),
        _hold("ikema-isa_kd-pfs_median_months", 35.7, _M, "ikema_2023", "arm_median", "ikema_isa_kd"),
        _hold(
            "cartitude_4-cilta_cel-pfs_pct_at_30",
            59.4,
            _P,
            "cartitude_4_2026",
            "arm_free_at",
            "cartitude_4_cilta",
            30.0,
        ),
        _hold(
            "cartitude_4-standard-pfs_median_months",
            11.8,
            _M,
            "cartitude_4_2026",
            "arm_median",
            "cartitude_4_standard",
        ),
    ]
    return [*ratios, icaria, *levels]


def _real_world() -> list[Target]:
    ash, sweden, cmrg = "attr25", "sweden_lines", "attr23"
    fitted = [
        _fit(
            "barcelona-line_1-tntd_median_months",
            20.0,
            _M,
            ash,
            "barcelona_duration",
            1,
            what="line 1 to next treatment or death",
        ),
        _fit(
            "barcelona-line_2-tntd_median_months",
            11.0,
            _M,
            ash,
            "barcelona_duration",
            2,
            what="line 2 to next treatment or death",
        ),
        _fit(
            "barcelona-line_3-tntd_median_months",
            8.0,
            _M,
            ash,
            "barcelona_duration",
            3,
            what="line 3 to next treatment or death",
        ),
    ]
    held = [
        _hold("barcelona-all-reached_line_2_pct", 65.0, _P, ash, "barcelona_reached", 2),
        _hold("barcelona-all-reached_line_3_pct", 42.0, _P, ash, "barcelona_reached", 3),
        _hold("barcelona-all-reached_line_4_pct", 25.0, _P, ash, "barcelona_reached", 4),
        _hold("sweden-non_asct-line_1-pfs_median_months", 8.5, _M, sweden, "sweden_months", 1),
        _hold("sweden-non_asct-line_7-pfs_median_months", 3.0, _M, sweden, "sweden_months", 7),
        _hold(
            "sweden-non_asct-progression_hr-line_2",
            1.39,
            _R,
            sweden,
            "sweden_ratio",
            2,
            what="line 2 against line 1",
        ),
        _hold(
            "sweden-non_asct-progression_hr-line_3plus",
            1.18,
            _R,
            sweden,
            "sweden_ratio",
            3,
            what="each later line against the one before",
        ),
        *(
            _hold(
                f"cmrg_attrition-{who}-attrition_pct_after_line_{k}",
                v,
                _P,
                cmrg,
                "canada_attrition",
                who == "asct",
                k,
            )
            for who, values in (("asct", (7, 12, 23)), ("non_asct", (19, 26, 40)))
            for k, v in zip((1, 2, 3), values, strict=True)
        ),
        *(
            _hold(f"pharos-all-started_line_{k}_pct", v, _P, "pharos_2018", "pharos_started", k)
            for k, v in ((2, 63.6), (3, 30.9), (4, 15.2))
        ),
        _hold("pharos-line_1-os_median_months", 37.5, _M, "pharos_2018", "survival_from", "pharos", 1),
        _hold("pharos-line_4-os_median_months", 9.2, _M, "pharos_2018", "survival_from", "pharos", 4),
        _hold(
            "kumar_2017-all-os_median_months",
            13.0,
            _M,
            "dblref17",
            "survival_from",
            "kumar_2017",
            4,
            what="three or more prior lines",
        ),
        _hold("locommotion-standard-pfs_median_months", 4.6, _M, "loco24", "locommotion_months"),
        _hold("locommotion-standard-os_median_months", 13.8, _M, "loco24", "locommotion_survival"),
        _hold(
            "barcelona-line_1-pfs_median_months-1980s_on",
            15.8,
            _M,
            "attr25",
            "era_remission",
            "era_before_2005",
        ),
        _hold(
            "barcelona-line_1-pfs_median_months-latest", 24.1, _M, "attr25", "era_remission", "era_2005_2015"
        ),
        _fit("barcelona-over_80-no_second_line_pct", 46.9, _P, "attr25", "over_80_attrition"),
    ]
    return [*fitted, *held]


def _signs() -> list[Target]:
    edu = "1 = yes"
    return [
        _hold(
            "model-deeper_response_lasts_longer",
            1.0,
            edu,
            "attr25",
            "deeper_lasts_longer",
            what="medians rise with depth at lines 1-3",
        ),
        _hold(
            "model-trial_signs",
            1.0,
            edu,
            "pollux_2020",
            "signs_hold",
            what="every increment has the published sign",
        ),
        _hold(
            "model-added_class_order",
            1.0,
            edu,
            "maia_2025",
            "added_class_order",
            what="Rd < VRd < D-Rd < D-VRd at line 1",
        ),
        _hold(
            "model-trial_rank_correlation",
            1.0,
            "Spearman",
            "pollux_2020",
            "trial_rank",
            what="order of the 12 hazard ratios",
        ),
    ]


TARGETS: tuple[Target, ...] = (*_arm_targets(), *_real_world(), *_trial_increments(), *_signs())
FITTED: tuple[str, ...] = (
    "potency_alkylator", "potency_transplant", "potency_lenalidomide", "potency_pomalidomide",
    "potency_bortezomib", "potency_carfilzomib", "potency_anti_cd38", "potency_bcma_adc",
    "potency_bcma_bispecific", "potency_bcma_car_t", "potency_gprc5d_bispecific", "potency_selinexor",
    "brake_anti_cd38", "potency_base", "depth_exponent", "line_sd", "regrowth_sd_ln", "left_failed", "left_cross", "drift_per_line", "drift_refractory", "effect",
)  # fmt: skip
Measure = Callable[..., float]

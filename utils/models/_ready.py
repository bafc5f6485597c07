"""Ready policies as plain data: the eras, and two ways to order the same drugs. The rules of the form: `policies`."""

from __future__ import annotations

# What is left when the named classes no longer work, most potent first; used by several ready policies.
_SALVAGE = [
    {"not_refractory": ["carfilzomib"], "not_exposed": ["carfilzomib"], "give": "kd"},
    {"not_refractory": ["pomalidomide"], "not_exposed": ["pomalidomide"], "give": "pd"},
    {"not_exposed": ["selinexor"], "give": "selinexor_d"},
    {"give": "cyclo_d"},
]

_BEFORE_2005 = [
    {"line": 1, "fitness": ["fit"], "age_under": 66, "give": "vad_asct"},
    {"line": 1, "give": "mp"},
    {"not_exposed": ["thalidomide"], "give": "td"},
    {"give": "cyclo_d"},
]

_YEARS_2005_2015 = [
    {"line": 1, "fitness": ["fit"], "age_under": 70, "give": "vcd_asct"},
    {"line": 1, "give": "vmp"},
    {"not_exposed": ["lenalidomide"], "give": "rd"},
    {"not_refractory": ["bortezomib"], "give": "vd"},
    {"not_exposed": ["pomalidomide"], "give": "pd"},
    {"give": "cyclo_d"},
]

_YEARS_2015_2023 = {
    "rules": [
        {"line": 1, "fitness": ["fit"], "age_under": 70, "give": "vrd_asct"},
        {"line": 1, "fitness": ["fit", "intermediate"], "give": "vrd"},
        {"line": 1, "give": "rd"},
        {"not_refractory": ["anti_cd38"], "use": "with_anti_cd38"},
        {"use": "salvage"},
    ],
    "parts": {
        "with_anti_cd38": [
            {"not_refractory": ["lenalidomide"], "give": "d_rd"},
            {"fitness": ["frail"], "give": "d_vd"},
            {"not_refractory": ["carfilzomib"], "give": "d_kd"},
            {"give": "d_pd"},
        ],
        "salvage": _SALVAGE,
    },
}

_T_CELLS_AT_RELAPSE = [
    {"fitness": ["fit", "intermediate"], "not_exposed": ["bcma"], "give": "cilta_cel"},
    {"not_exposed": ["bcma"], "give": "teclistamab"},
    {"not_exposed": ["gprc5d"], "give": "talquetamab"},
]

_QUADRUPLETS = {
    "rules": [
        {"line": 1, "fitness": ["fit"], "age_under": 70, "give": "d_vrd_asct"},
        {"line": 1, "fitness": ["fit", "intermediate"], "give": "d_vrd"},
        {"line": 1, "give": "d_rd"},
        *_T_CELLS_AT_RELAPSE,
        {"use": "salvage"},
    ],
    "parts": {"salvage": _SALVAGE},
}

# Two ways to use the same drugs. Best first: the quadruplet now, T-cell therapy at first relapse.
# Saved: a triplet now, the antibody at first relapse, T-cell therapy kept until three lines have failed.
_SAVED = {
    "rules": [
        {"line": 1, "fitness": ["fit"], "age_under": 70, "give": "vrd_asct"},
        {"line": 1, "fitness": ["fit", "intermediate"], "give": "vrd"},
        {"line": 1, "give": "rd"},
        {"line": 2, "not_refractory": ["carfilzomib"], "fitness": ["fit", "intermediate"], "give": "d_kd"},
        {"line": 2, "give": "d_vd"},
        {"line": 3, "give": "pd"},
        *_T_CELLS_AT_RELAPSE,
        {"use": "salvage"},
    ],
    "parts": {"salvage": _SALVAGE},
}

_FIXED_TRIPLETS = {
    "rules": [
        {"line": 1, "fitness": ["fit"], "age_under": 70, "give": "vcd_asct"},
        {"line": 1, "give": "vmp"},
        {"not_exposed": ["lenalidomide"], "give": "d_rd"},
        {"not_exposed": ["carfilzomib"], "give": "kd"},
        {"use": "salvage"},
    ],
    "parts": {"salvage": _SALVAGE},
}

READY: dict[str, object] = {
    "best_first": _QUADRUPLETS,
    "saved": _SAVED,
    "years_before_2005": _BEFORE_2005,
    "years_2005_2015": _YEARS_2005_2015,
    "years_2015_2023": _YEARS_2015_2023,
    "years_quadruplets": _QUADRUPLETS,
    "lenalidomide_later": _FIXED_TRIPLETS,
}

"""Diagnosis, stage, risk and frailty, each by its published system, with missing tests kept open."""

from importlib import import_module

_HOME = {
    "profile_patient": "profile",
    "diagnose": "diagnosis",
    "Limits": "criteria",
    "score_20_2_20": "smouldering",
    "score_20_2_20_fish": "smouldering",
    "score_smouldering": "smouldering",
    "stage_iss": "staging",
    "stage_riss": "staging",
    "stage_r2iss": "staging",
    "stage_hr2025": "risk",
    "stage_msmart": "risk",
    "score_frailty": "frailty",
    "score_frailty_simplified": "frailty",
    "list_transplant_points": "frailty",
    "defining_events": "events",
    "rank_missing": "settling",
    "find_flips": "flips",
    "read_sheet": "sheet",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"{__name__} has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

"""Run one worked example (name, arguments) through `utils.clinic`, in the short words of the examples.

In the examples a test that is not listed was done and is normal; only here is that filled in, and always in
sight. The rules themselves never assume it. `null` means not done; several possible answers come back as a list.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

from utils.clinic.errors import ClinicError, UnknownDrugError, nearest
from utils.clinic.lines.drugs import parse_regimen
from utils.clinic.lines.history import Event
from utils.clinic.lines.labels import judge_refractory, label_refractory_classes
from utils.clinic.lines.lines import count_lines
from utils.clinic.response.categories import classify_response
from utils.clinic.response.measurable import Measurable
from utils.clinic.response.progression import find_progression
from utils.clinic.staging.diagnosis import Limits, diagnose
from utils.clinic.staging.frailty import score_frailty, score_frailty_simplified
from utils.clinic.staging.risk import stage_hr2025
from utils.clinic.staging.smouldering import score_20_2_20, score_20_2_20_fish, score_smouldering
from utils.clinic.staging.staging import stage_iss, stage_r2iss, stage_riss
from utils.clinic.toxicity import grade_crs, grade_icans
from utils.clinic.unknown import known

EXAMPLES = Path(__file__).parent / "clinic" / "criteria_examples.json"


def load_examples() -> list[tuple[str, Any, Any]]:
    """Every (name, arguments, expected) of the examples."""
    return [tuple(row) for row in json.loads(EXAMPLES.read_text(encoding="utf-8"))]


def apply(name: str, arguments: Any) -> Any:
    """The answer of one example, in the form the examples expect."""
    if name not in RUN:
        raise ClinicError(
            f"{name!r} is not an example function.{nearest(name, RUN)} Known: {', '.join(RUN)}."
        )
    return RUN[name](arguments)


def _fill(arguments: dict[str, Any], normal: dict[str, Any]) -> dict[str, Any]:
    """Unlisted tests were done and are normal; an argument nobody knows is refused."""
    unknown = set(arguments) - set(normal)
    if unknown:
        raise ClinicError(f"{sorted(unknown)[0]!r} is not an argument.{nearest(sorted(unknown)[0], normal)}")
    return {**normal, **{name: known(value) for name, value in arguments.items()}}


def _one(answers: tuple | list) -> Any:
    """One answer as itself, several as a list."""
    return answers[0] if len(answers) == 1 else list(answers)


def _iss(arguments: dict) -> Any:
    a = _fill(arguments, {"b2m": 2.0, "albumin": 4.0})
    return _one(stage_iss(a["b2m"], a["albumin"]).possible)


def _riss(arguments: dict) -> list[str]:
    a = _fill(arguments, {"iss": "I", "hrca": False, "ldh_high": False})
    return list(stage_riss(a["iss"], a["hrca"], a["ldh_high"]).possible)


def _r2iss(arguments: dict) -> Any:
    a = _fill(arguments, {"iss": "I", "del17p": False, "ldh_high": False, "t414": False, "q1": False})
    return _scored(stage_r2iss(a["iss"], a["del17p"], a["ldh_high"], a["t414"], a["q1"]))


def _scored(score: Any) -> Any:
    """[points, group]; with tests missing, every points that is possible and every group."""
    return [_one(score.points), _one(score.possible)]


def _hr2025(arguments: dict) -> Any:
    normal = {
        "del17p_pct": 0,
        "tp53_mut": False,
        "igh": "none",
        "q1": False,
        "del1p32": 0,
        "b2m": 2.0,
        "creat": 0.9,
    }
    a = _fill(arguments, {**normal, "del17p_cutoff": 20})
    stage = stage_hr2025(
        del17p_pct=a["del17p_pct"], tp53_mutation=a["tp53_mut"], igh=a["igh"] or "none", gain_1q=a["q1"],
        del_1p32=a["del1p32"], b2m_mg_l=a["b2m"], creatinine_mg_dl=a["creat"], del17p_cutoff_pct=a["del17p_cutoff"],
    )  # fmt: skip
    return _one([answer == "high" for answer in stage.possible])


_DX = {
    "bmpc": 0, "m_serum": 0, "m_urine": 0, "flc_ratio": 1, "inv_flc": 10, "ca": 9.5, "creat": 0.9, "crcl": 90, "hb": 13.5,
    "lytic": 0, "mri_focal": 0, "plasmacytoma": False, "circulating": 0, "ca_uln": None, "hb_lln": None,
}  # fmt: skip


def _dx(arguments: dict) -> Any:
    a = _fill(arguments, _DX)
    # The damage an example lists is the clone's where the definition lets a clone be its cause.
    attributable = a["plasmacytoma"] is not False or a["bmpc"] is None or a["bmpc"] >= 10
    result = diagnose(
        bmpc_pct=a["bmpc"], m_serum_g_dl=a["m_serum"], m_urine_mg_24h=a["m_urine"], flc_ratio=a["flc_ratio"],
        involved_flc_mg_l=a["inv_flc"], calcium_mg_dl=a["ca"], creatinine_mg_dl=a["creat"], crcl_ml_min=a["crcl"],
        hb_g_dl=a["hb"], lytic_lesions=a["lytic"], mri_focal_lesions=a["mri_focal"], plasmacytoma=a["plasmacytoma"],
        circulating_pc_pct=a["circulating"], attributable=attributable, limits=Limits(a["ca_uln"], a["hb_lln"]),
    )  # fmt: skip
    return _one(result.possible)


def _smm2220(arguments: dict) -> Any:
    a = _fill(arguments, {"bmpc": 10, "m": 0, "flcr": 1, "fish": None})
    if "fish" in arguments:
        return _scored(score_20_2_20_fish(a["bmpc"], a["m"], a["flcr"], a["fish"]))
    return _scored(score_20_2_20(a["bmpc"], a["m"], a["flcr"]))


def _smmscore(arguments: dict) -> Any:
    a = _fill(arguments, {"flcr": 1, "m": 0, "bmpc": 10, "fish": False})
    return _scored(score_smouldering(a["flcr"], a["m"], a["bmpc"], a["fish"]))


_LAB = {
    "s": "m_protein", "u": "urine_m_protein", "dflc": "dflc", "inv_flc": "involved_flc", "flc_ratio": "flc_ratio",
    "bmpc": "marrow_plasma_cells", "ife_s": "serum_immunofixation", "ife_u": "urine_immunofixation",
    "spd": "plasmacytoma_spd", "ihc_clonal": "marrow_clonal_cells", "new_lesion": "new_lesion",
    "circulating": "circulating_plasma_cells_per_ul", "longest": "longest_diameter_cm", "short_axis": "short_axis_cm",
}  # fmt: skip


def _labs(short: dict[str, Any]) -> dict[str, Any]:
    return {
        _LAB[name]: value for name, value in _fill(short, dict.fromkeys(_LAB)).items() if value is not None
    }


def _resp(arguments: dict) -> str:
    a = _fill(arguments, {"base": {}, "now": {}})
    base, now = (_fill(a[visit] or {}, dict.fromkeys(_LAB)) for visit in ("base", "now"))
    base = {"s": 0, "u": 0, "spd": 0, **{name: base[name] for name in (a["base"] or {})}}
    now = {
        "s": 0,
        "u": 0,
        "bmpc": 0,
        "spd": 0,
        "new_lesion": False,
        **{name: now[name] for name in (a["now"] or {})},
    }
    # A protein that can be measured is positive; one that was not measured says nothing.
    now.setdefault("ife_s", None if now["s"] is None else bool(now["s"]))
    now.setdefault("ife_u", None if now["u"] is None else bool(now["u"]))
    if base.get("dflc") is not None:
        now.setdefault("dflc", 0)
        if now["dflc"] is not None and (base["s"] or 0) < 1 and (base["u"] or 0) < 200:
            # Light chains are what is followed: their ratio belongs to CR.
            now.setdefault("flc_ratio", 1.0 if now["dflc"] <= 26.3 else None)
    # The tests that turn CR into a stringent one are the exception: the examples list them when they were done.
    return classify_response(_labs(base), _labs(now)).category


def _pd(arguments: dict) -> Any:
    a = _fill(arguments, {"nadir": {}, "now": {}, "measurable": True})
    a = {
        **a,
        **{
            visit: {name: known(value) for name, value in (a[visit] or {}).items()}
            for visit in ("nadir", "now")
        },
    }
    listed = {**a["nadir"], **a["now"]}
    if a["measurable"] is None:
        both = {_pd({**a, "measurable": either}) is True for either in (True, False)}
        return _one(sorted(both))
    by_protein = bool(a["measurable"])
    unlisted = [name for name in listed if name not in ("new_lesion", "short_axis")] + ["s", "u"] * by_protein
    nadir = {**dict.fromkeys(unlisted, 0), **a["nadir"]}
    now = {**dict.fromkeys((name for name in nadir if name != "short_axis"), 0), **a["now"]}
    followed = Measurable(
        by_protein,
        by_protein,
        "dflc" in listed and not by_protein,
        not by_protein and "bmpc" in listed,
        "spd" in listed,
    )
    result = find_progression(_labs(nadir), _labs(now), measurable=followed)
    if result.progressed is None and not result.needs[0].startswith("a nadir"):
        return [False, True]
    return bool(result.progressed)


def _frail(arguments: dict) -> Any:
    a = _fill(arguments, {"age": 60, "adl": 6, "iadl": 8, "cci": 0})
    return _scored(score_frailty(a["age"], a["adl"], a["iadl"], a["cci"]))


def _frail_s(arguments: dict) -> Any:
    a = _fill(arguments, {"age": 60, "cci": 0, "ecog": 0})
    return _scored(score_frailty_simplified(a["age"], a["cci"], a["ecog"]))


def _crs(arguments: dict) -> Any:
    a = _fill(arguments, {"fever": False, "treated": False, "hypo": 0, "hypox": 0})
    return _one(grade_crs(a["fever"], a["hypo"], a["hypox"], treated=a["treated"]).possible)


def _icans(arguments: dict) -> Any:
    a = _fill(arguments, {"ice": 10, "cons": 0, "seizure": 0, "motor": 0, "icp": 0})
    grade = grade_icans(
        a["ice"], consciousness=a["cons"], seizure=a["seizure"], motor=a["motor"], icp=a["icp"]
    )
    return _one(grade.possible)


def _refr(arguments: dict) -> Any:
    a = _fill(arguments, {"best": "PR", "on_therapy": False, "pd": False, "days_after_last": None})
    verdict = judge_refractory(
        a["best"], on_therapy=a["on_therapy"], progressed=a["pd"], days_after_last=a["days_after_last"]
    )
    return _one(sorted(answer == "refractory" for answer in verdict.possible))


def _klass(arguments: list[str]) -> str:
    return label_refractory_classes(arguments).answer


def _lines(arguments: list[list]) -> Any:
    """The count; every count that is possible where nobody knows whether an event was planned."""
    rows = [[*row, 0][:3] + row[3:] if len(row) == 2 else list(row) for row in arguments]
    choices = [(0, 1) if known(row[2]) is None else (row[2],) for row in rows]
    counts = {
        count_lines(
            [_event(row[0], row[1], planned, *row[3:]) for row, planned in zip(rows, plan, strict=True)]
        ).n
        for plan in product(*choices)
    }
    return _one(sorted(counts))


def _event(verb: str, what: str, planned: Any = 0, same: str = "") -> Event:
    """An undated event; free words that name no drug ('VRd arm B') stand for themselves."""
    try:
        drugs = parse_regimen(what)
    except UnknownDrugError:
        drugs = (what,)
    return Event(verb, what, bool(planned), same=same == "same", drugs=drugs)


RUN: dict[str, Callable[[Any], Any]] = {
    "iss": _iss, "riss": _riss, "r2iss": _r2iss, "hr2025": _hr2025, "dx": _dx, "smm2220": _smm2220,
    "smmscore": _smmscore, "resp": _resp, "pd": _pd, "frail": _frail, "frail_s": _frail_s, "crs": _crs,
    "icans": _icans, "refr": _refr, "klass": _klass, "lines": _lines,
}  # fmt: skip

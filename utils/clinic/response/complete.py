"""From a very good partial to a complete or stringent complete response (resp16): immunofixation, marrow, light chains."""

from __future__ import annotations

from utils.clinic.detection import Below, Trace
from utils.clinic.response.measurable import Labs, Measurable


def grade_complete(
    now: Labs, measurable: Measurable, ratio_normal: tuple[float, float], said: list[str]
) -> tuple[int, int, tuple[str, ...]]:
    """Very good partial, complete or stringent complete: level, highest possible level, tests needed."""
    ratio, (low, high) = now.get("flc_ratio"), ratio_normal
    normal = None if ratio is None else low <= ratio <= high
    complete = {
        "serum immunofixation": is_negative(now, "m_protein", "serum_immunofixation"),
        "urine immunofixation": is_negative(now, "urine_m_protein", "urine_immunofixation"),
        "marrow plasma cells": _below(now.get("marrow_plasma_cells"), 5),
    }
    if measurable.lesion:
        complete["plasmacytoma gone"] = now.get("plasmacytoma_spd") == 0
    if measurable.flc:
        complete["free light chain ratio"] = normal
    missing = tuple(name for name, answer in complete.items() if answer is None)
    if False in complete.values():
        said.append(_short_of(next(name for name, answer in complete.items() if answer is False), now))
        return 3, 3, ()
    if missing:
        return 3, 5, missing
    said.append(
        f"immunofixation negative in serum and urine, marrow plasma cells {now['marrow_plasma_cells']:g} %"
    )
    return _stringent(now, normal, said)


def _stringent(now: Labs, normal: bool | None, said: list[str]) -> tuple[int, int, tuple[str, ...]]:
    clonal = now.get("marrow_clonal_cells")
    stringent = {
        "free light chain ratio": normal,
        "marrow clonality": None if clonal is None else clonal == 0,
    }
    if False in stringent.values():
        return 4, 4, ()
    missing = tuple(name for name, answer in stringent.items() if answer is None)
    if missing:
        return 4, 5, missing
    said.append(f"free light chain ratio {now['flc_ratio']:.3g} normal and no clonal cells in the marrow")
    return 5, 5, ()


def is_negative(now: Labs, protein: str, immunofixation: str) -> bool | None:
    """Immunofixation decides; an M-protein that is measured or seen is positive by itself, one below the limit is not."""
    amount = now.get(protein)
    if isinstance(amount, Trace) or (amount is not None and not isinstance(amount, Below) and amount > 0):
        return False
    answer = now.get(immunofixation)
    return None if answer is None else answer == 0


def _below(value: float | None, limit: float) -> bool | None:
    return None if value is None else value < limit


def _short_of(name: str, now: Labs) -> str:
    if name == "marrow plasma cells":
        return f"marrow plasma cells {now['marrow_plasma_cells']:g} % are not below 5"
    protein = {"serum immunofixation": "m_protein", "urine immunofixation": "urine_m_protein"}.get(name, "")
    if isinstance(now.get(protein), Trace):
        return f"{name.split()[0]} M-protein is still detected, too little to measure"
    words = {
        "plasmacytoma gone": "a plasmacytoma is still seen",
        "free light chain ratio": "the free light chain ratio is not normal",
    }
    return words.get(name, f"{name} is still positive")

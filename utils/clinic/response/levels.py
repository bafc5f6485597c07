"""How far each measured component has fallen: 0 stable, 1 minimal, 2 partial, 3 very good partial (resp16)."""

from __future__ import annotations

from utils.clinic.detection import Below
from utils.clinic.response.measurable import fall_pct


def _step(fall: float) -> int:
    return 3 if fall >= 90 else 2 if fall >= 50 else 1 if fall >= 25 else 0


def _moved(fall: float, now: float) -> str:
    if isinstance(now, Below):
        return f"fell at least {fall:.3g} %"
    return f"fell {fall:.3g} %" if fall >= 0 else f"rose {-fall:.3g} %"


def grade_serum(before: float, now: float) -> tuple[int, str]:
    """Serum M-protein (g/dL): 25, 50 and 90 %."""
    fall = fall_pct(before, now)
    return _step(fall), f"serum M-protein {_moved(fall, now)} ({before:g} to {now:g} g/dL)"


def grade_urine(before: float, now: float) -> tuple[int, str]:
    """Urine M-protein (mg/24 h): half; 90 % or below 200; below 100."""
    fall = fall_pct(before, now)
    level = 3 if now < 100 else 2 if fall >= 90 or now < 200 else 1 if fall >= 50 else 0
    return level, f"urine M-protein {_moved(fall, now)} ({before:g} to {now:g} mg/24 h)"


def grade_flc(before: float, now: float) -> tuple[int, str]:
    """Involved minus uninvolved light chain (mg/L): 50 and 90 %; resp16 has no minimal response by it."""
    fall = fall_pct(before, now)
    level = _step(fall) if fall >= 50 else 0
    return level, f"involved minus uninvolved light chain {_moved(fall, now)} ({before:g} to {now:g} mg/L)"


def grade_marrow(before: float, now: float) -> tuple[int, str]:
    """Marrow plasma cells (%): half, where nothing else can be followed."""
    fall = fall_pct(before, now)
    return (2 if fall >= 50 else 0), f"marrow plasma cells {_moved(fall, now)} ({before:g} to {now:g} %)"


def grade_lesion(before: float, now: float) -> tuple[int, str]:
    """Plasmacytoma (cm2): half; more than 90 % where nothing else can be followed."""
    fall = fall_pct(before, now)
    level = 3 if fall > 90 else 2 if fall >= 50 else 0
    return level, f"plasmacytoma {_moved(fall, now)} ({before:g} to {now:g} cm2)"

"""Small builders shared by the clinic's tests."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from utils.clinic.lines.history import Event, event

UNITS = {
    "m_protein": "g/dL", "urine_m_protein": "mg/24 h", "kappa_flc": "mg/L", "lambda_flc": "mg/L", "haemoglobin": "g/dL",
    "calcium": "mg/dL", "creatinine": "mg/dL", "marrow_plasma_cells": "%", "plasmacytoma_spd": "cm2",
}  # fmt: skip
FIRST = date(2020, 1, 1)


def series(*visits: dict[str, float], every: int = 30, first: date = FIRST) -> pd.DataFrame:
    """Tidy labs: one visit every so many days, values in the clinic's units."""
    rows = [
        (first + timedelta(days=every * place), test, value, UNITS.get(test, "coded"))
        for place, visit in enumerate(visits)
        for test, value in visit.items()
    ]
    return pd.DataFrame(rows, columns=["date", "test", "value", "unit"])


def serum(*values: float, **kwargs) -> pd.DataFrame:
    """A series of serum M-protein (g/dL) with urine negative throughout."""
    return series(*({"m_protein": value, "urine_m_protein": 0} for value in values), **kwargs)


def day(text: str) -> date:
    return date.fromisoformat(text)


def given(drugs: str, start: str, stop: str | None, planned: int = 0, verb: str = "start") -> Event:
    """A dated event."""
    return event(verb, drugs, planned, start=day(start), stop=day(stop) if stop else None)

"""How fast a whole course of disease is classified: one long series, a thousand patients from a file, and the growth.

Prints one JSON object a line: name, ours (seconds), limit (seconds) or exponent (1 is linear growth).
Run: python benchmarks/clinic.py
"""

from __future__ import annotations

import io
import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from utils.clinic.response.response import response_timeline, response_timelines

TESTS = (
    ("urine_m_protein", "mg/24 h", lambda month: 20.0),
    ("kappa_flc", "mg/L", lambda month: 30.0 + month % 7),
    ("lambda_flc", "mg/L", lambda month: 11.0),
    ("haemoglobin", "g/L", lambda month: 120.0),
    ("creatinine", "umol/L", lambda month: 80.0),
)


def make_labs(visits: int, patient: int = 0) -> pd.DataFrame:
    """A monthly series: falls, stays low, rises again; six results a visit."""
    days = pd.date_range("2015-01-01", periods=visits, freq="30D").strftime("%Y-%m-%d")
    rows = []
    for month, day in enumerate(days):
        m = 40 * math.exp(-month / 3) + 0.5 + min(60.0, max(0.0, month - 0.7 * visits) * (1 + patient % 3))
        rows.append((patient, day, "m_protein", round(m, 1), "g/L"))
        rows.extend((patient, day, test, value(month), unit) for test, unit, value in TESTS)
    return pd.DataFrame(rows, columns=["patient", "date", "test", "value", "unit"])


def best_of(times: int, run: Callable[[], object]) -> float:
    """The fastest of several runs, seconds: the machine's noise only ever adds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


def measure_one(visits: int, times: int = 30) -> float:
    """Seconds for one series of so many visits."""
    labs = make_labs(visits)
    return best_of(times, lambda: response_timeline(labs))


def measure_file(patients: int, visits: int = 40) -> float:
    """Seconds from the text of a CSV to a classified course for every patient, in one process."""
    text = pd.concat([make_labs(visits, patient) for patient in range(patients)]).to_csv(index=False)
    return best_of(1, lambda: response_timelines(pd.read_csv(io.StringIO(text))))


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of log time over log size between the ends: 1 is linear, 2 quadratic."""
    return math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])


def main() -> None:
    """Print every measurement."""
    sizes = [100, 200, 400, 800, 1600]
    times = [measure_one(size, 10) for size in sizes]
    print(
        json.dumps(
            {"name": "response_timeline, 100 visits", "ours": round(measure_one(100), 5), "limit": 0.005}
        )
    )
    print(
        json.dumps(
            {"name": "1,000 patients x 40 visits from CSV", "ours": round(measure_file(1000), 3), "limit": 10}
        )
    )
    for size, taken in zip(sizes, times, strict=True):
        print(json.dumps({"name": f"response_timeline, {size} visits", "ours": round(taken, 5)}))
    print(json.dumps({"name": "growth with visits", "exponent": round(exponent(sizes, times), 2)}))
    counts = [125, 250, 500]
    files = [measure_file(count) for count in counts]
    print(json.dumps({"name": "growth with patients", "exponent": round(exponent(counts, files), 2)}))


if __name__ == "__main__":
    main()

"""Make serum_traces.csv: two drawn electrophoresis traces, to show what an M-protein looks like.

Run from the repository's root: `python course_data/derive/serum_traces.py`. The heights are drawn, not measured:
bell curves at the places where each group of serum proteins runs, in arbitrary units.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

COURSE_DATA = Path(__file__).resolve().parents[1]
# fraction: where it runs (0 = start of the strip, 100 = end), how wide, how high
NORMAL = {"albumin": (14, 3.2, 100), "alpha 1": (30, 2.6, 9), "alpha 2": (44, 3.6, 20), "beta": (58, 4.2, 24)}
ALL_ANTIBODIES, FEW_ANTIBODIES, ONE_ANTIBODY = (80, 8.0, 27), (80, 8.0, 8), (78, 2.0, 64)
PATTERNS = {"many antibodies": [ALL_ANTIBODIES], "one antibody": [FEW_ANTIBODIES, ONE_ANTIBODY]}
EDGES = {"albumin": 22, "alpha 1": 36, "alpha 2": 50, "beta": 66, "gamma": 101}


def make_traces() -> pd.DataFrame:
    """Both traces, one row a place on the strip."""
    return pd.concat([_trace(name, gamma) for name, gamma in PATTERNS.items()], ignore_index=True)


def _trace(pattern: str, gamma: list[tuple[float, float, float]]) -> pd.DataFrame:
    place = np.arange(0, 101, 2)
    bells = [_bell(place, *shape) for shape in [*NORMAL.values(), *gamma]]
    fraction = [next(name for name, end in EDGES.items() if p < end) for p in place]
    return pd.DataFrame(
        {"pattern": pattern, "place": place, "protein": np.sum(bells, axis=0).round(1), "fraction": fraction}
    )


def _bell(place: np.ndarray, centre: float, width: float, height: float) -> np.ndarray:
    return height * np.exp(-(((place - centre) / width) ** 2) / 2)


if __name__ == "__main__":
    make_traces().to_csv(COURSE_DATA / "serum_traces.csv", index=False, lineterminator="\n")

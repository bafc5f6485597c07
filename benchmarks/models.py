"""The models against their peers on the same work: `python benchmarks/models.py`, one JSON object a line.

`ours` and `peer` are processor seconds of the middle one of several runs in this one process (all of them use one
thread), `ratio` = peer / ours. Processor time, because a shared machine makes the clock on the wall unfair to both.
"""

import importlib.util
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
from scipy.integrate import solve_ivp

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.plain_cohort import loop_cohort, simpy_cohort
from utils.models import _engine, cohort, kinetics, survival

POLICY, LINES = "years_2015_2023", 6
SIX_LINES = [
    kinetics.Line(0.035, 0.005 * 1.1**k, p) for k, p in enumerate((0.003, 0.01, 0.03, 0.08, 0.15, 0.3))
]


def results() -> Iterator[dict]:
    """Every comparison in turn."""
    yield from _one_patient()
    yield from _cohort()
    yield from _survival()


rows = results


def usual(work: Callable[[], object], repeats: int = 5) -> float:
    """Processor seconds of the middle one of several runs: other work on the machine does not count."""
    times = []
    for _ in range(repeats):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def against(name: str, ours: float, peer: float, **more) -> dict:
    """One result line."""
    return {
        "name": name,
        "ours": round(ours, 6),
        "peer": round(peer, 6),
        "ratio": round(peer / ours, 2),
        **more,
    }


def there(package: str) -> bool:
    """Whether a peer is installed."""
    return importlib.util.find_spec(package) is not None


def integrate_patient(lines=SIX_LINES, start_g_l=30.0, points=400):
    """Six lines with `solve_ivp`: events find each nadir and each progression, then 400 points are read off."""
    day, level, dates, pieces = 0.0, start_g_l, [], []
    for line in lines:
        rs, rr, p = line.kill_per_day, line.regrowth_per_day, line.resistant_fraction
        flow = _flow(rs, rr)
        lowest = _event(lambda t, y, rs=rs, rr=rr: rr * y[1] - rs * y[0], 1)
        fall = solve_ivp(
            flow,
            (0, 36525),
            [level * (1 - p), level * p],
            events=lowest,
            rtol=1e-8,
            atol=1e-10,
            dense_output=True,
        )
        nadir = fall.y[:, -1].sum()
        target = max(1.25 * nadir, nadir + 5)
        risen = _event(lambda t, y, target=target: y.sum() - target, 1)
        rise = solve_ivp(
            flow, (0, 36525), fall.y[:, -1], events=risen, rtol=1e-8, atol=1e-10, dense_output=True
        )
        gap = solve_ivp(
            _flow(-rr, rr),
            (0, line.gap_days),
            [0, rise.y[:, -1].sum()],
            rtol=1e-8,
            atol=1e-10,
            dense_output=True,
        )
        for part in (fall, rise, gap):
            pieces.append((day, day + part.t[-1], part.sol))
            day += part.t[-1]
        dates.append(day - line.gap_days)
        level = gap.y[:, -1].sum()
    times = np.linspace(0, day, points)
    levels = np.empty(points)
    for start, end, solution in pieces:
        inside = (times >= start) & (times <= end)
        levels[inside] = solution(times[inside] - start).sum(axis=0)
    return dates, levels


def _flow(rs, rr):
    return lambda t, y: [-rs * y[0], rr * y[1]]


def _event(function, direction):
    function.terminal, function.direction = True, direction
    return function


def _one_patient() -> Iterator[dict]:
    def ours():
        return kinetics.curve(SIX_LINES)

    dates, levels = integrate_patient()
    agree = float(np.max(np.abs(levels - ours()["m_protein_g_l"])))
    off = float(np.max(np.abs(np.array(dates) - kinetics.progressions(SIX_LINES)["progression_day"])))
    work, peer = usual(lambda: [ours() for _ in range(100)]) / 100, usual(integrate_patient)
    name = "one patient, 6 lines, 400 points, progression dates, against solve_ivp"
    yield against(
        name, work, peer, largest_difference_g_l=round(agree, 7), largest_difference_days=round(off, 5)
    )


def _cohort() -> Iterator[dict]:
    def ours(n):
        return cohort.simulate(POLICY, n, 1, max_lines=LINES, progress=False)

    ours(10_000)
    small = usual(lambda: ours(10_000), 25)
    yield against(
        "10,000 people x 6 lines, against a python_loop",
        small,
        usual(lambda: loop_cohort(POLICY, 10_000, 1), 3),
    )
    name = "10,000 people x 6 lines, against simpy"
    if there("simpy"):
        yield against(name, small, usual(lambda: simpy_cohort(POLICY, 10_000, 1), 3))
    else:
        yield {"name": name, "skipped": "simpy is not installed"}
    yield from _growth(small, ours)


def _growth(small: float, ours) -> Iterator[dict]:
    middle, large = usual(lambda: ours(100_000), 5), usual(lambda: ours(1_000_000), 3)
    exponent = math.log(large / small) / math.log(100)
    yield {
        "name": "1,000,000 people x 6 lines", "ours": round(large, 4), "n_100000": round(middle, 4),
        "growth_exponent": round(exponent, 3), "mib_above_start": _memory_above_start(),
    }  # fmt: skip
    rows_per_person = len(ours(100_000)) / 100_000
    for n, seconds in ((10_000, small), (1_000_000, large)):
        floor = usual(lambda n=n: _floor(n, rows_per_person), 5)
        yield against(
            f"{n:,} people x 6 lines, share of the floor (random numbers, exp and log)", seconds, floor
        )


def _floor(n: int, rows_per_person: float) -> None:
    """Only the random numbers the cohort needs and the exponentials and logarithms it takes, in the same blocks."""
    rng = np.random.Generator(np.random.SFC64(1))
    for start in range(0, n, _engine.BLOCK):
        size = min(_engine.BLOCK, n - start)
        rng.standard_normal((5, size), dtype=np.float32)
        some = rng.random((4, size), dtype=np.float32)[0]
        for _ in range(LINES):
            rng.standard_normal(size, dtype=np.float32)
            rng.random((3, size), dtype=np.float32)
        for _ in range(round(6 + 6 * rows_per_person)):
            np.exp(some)
        for _ in range(round(3 + 4 * rows_per_person)):
            np.log(some)


MEASURE = """
import sys
sys.path.insert(0, {root!r})
from utils.models import cohort
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
cohort.simulate({policy!r}, 10_000, 1, max_lines=6)
start = peak()
rows = cohort.simulate({policy!r}, 1_000_000, 1, max_lines=6, progress=False)
print(peak() - start)
"""


def _memory_above_start() -> float | None:
    """Peak memory (MiB) of a million people above a process that has run ten thousand; Linux tells it, else None."""
    if not Path("/proc/self/status").exists():
        return None
    code = MEASURE.format(root=str(Path(__file__).resolve().parents[1]), policy=POLICY)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return round(float(run.stdout), 1)


def _survival() -> Iterator[dict]:
    for n in (10_000, 1_000_000):
        rng = np.random.default_rng(4)
        event, leave = rng.exponential(20, n), rng.uniform(0, 60, n)
        months, seen = np.minimum(event, leave), event <= leave
        ours = usual(lambda months=months, seen=seen: survival.kaplan_meier(months, seen), 15)
        yield from _kaplan_meier_peers(n, months, seen, ours)


def _kaplan_meier_peers(n: int, months, seen, ours: float) -> Iterator[dict]:
    curve = survival.kaplan_meier(months, seen)
    name = f"Kaplan-Meier of {n:,}, against "
    if there("lifelines"):
        from lifelines import KaplanMeierFitter

        fit = KaplanMeierFitter().fit(months, seen).survival_function_.iloc[:, 0]
        agree = float(np.max(np.abs(fit.loc[curve["month"]].to_numpy() - curve["survival"])))
        peer = usual(lambda: KaplanMeierFitter().fit(months, seen), 7)
        yield against(name + "lifelines", ours, peer, largest_difference=agree)
    else:
        yield {"name": name + "lifelines", "skipped": "lifelines is not installed"}
    if there("sksurv"):
        from sksurv.nonparametric import kaplan_meier_estimator

        peer = usual(lambda: kaplan_meier_estimator(seen, months, conf_type="log-log"), 5)
        yield against(name + "scikit-survival", ours, peer)
    else:
        yield {"name": name + "scikit-survival", "skipped": "scikit-survival is not installed"}


if __name__ == "__main__":
    for result in results():
        print(json.dumps(result), flush=True)

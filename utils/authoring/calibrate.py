"""`python3 course.py calibrate`: fit the models' presets again, and print published beside simulated.

Writes the calibrated rows of course_data/model_presets.csv, and model_draws.csv and calibration.csv. `--check` fits
nothing and writes nothing: it reads the targets again.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import pandas as pd

from utils.evidence.paths import COURSE_DATA
from utils.models import calibration
from utils.models.presets import from_table, preset_names, preset_table

PRESETS_CSV, DRAWS_CSV, CALIBRATION_CSV = "model_presets.csv", "model_draws.csv", "calibration.csv"
TITLES = {
    "calibrated": "CALIBRATED: the model was fitted to these, so agreement proves little",
    "held_out": "HELD OUT: never fitted, but seen while the model's form was chosen",
    "third": "THIRD SET: written down before the form was changed, looked at once",
}


def main(argv: list[str]) -> int:
    """Fit, write and print; 1 when a miss above 20 % has no reason beside it."""
    options = _parse(argv)
    started = time.perf_counter()
    table = _read_targets(preset_table(), options.people) if options.check else _fit_and_write(options)
    print(describe_calibration(table))
    print(f"{time.perf_counter() - started:.0f} seconds")
    return int(bool(len(unexplained(table))))


def describe_calibration(table: pd.DataFrame) -> str:
    """The three sets as text, one under the other: each target with its miss and the reason."""
    parts = []
    for kind, title in TITLES.items():
        rows = table[table["kind"] == kind]
        near = (rows["miss_pct"].abs() <= calibration.REASON_FROM).sum()
        parts += ["", f"{title} ({near} of {len(rows)} within {calibration.REASON_FROM:g} %)"]
        parts += [_line(row) for row in rows.itertuples()]
    return "\n".join([*parts, "", "A teaching model, not for treatment choice."])


def unexplained(table: pd.DataFrame) -> pd.DataFrame:
    """Misses above 20 % without a reason."""
    return table[(table["miss_pct"].abs() > calibration.REASON_FROM) & (table["why"].fillna("") == "")]


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="course.py calibrate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="fit and write nothing, only read the targets again"
    )
    parser.add_argument("--rounds", type=int, default=24, help="most rounds of the fit (24)")
    parser.add_argument("--people", type=int, default=calibration.CHECK_PEOPLE, help="virtual people per arm")
    return parser.parse_args(argv)


def _fit_and_write(options: argparse.Namespace) -> pd.DataFrame:
    print("fitting (two or three minutes) ...", flush=True)
    found, day = calibration.fit(rounds=options.rounds), date.today().isoformat()
    presets, draws = calibration.presets_table(found, day), calibration.draws_table(found, day)
    table = _read_targets(presets, options.people)
    _write_tables({PRESETS_CSV: presets, DRAWS_CSV: draws, CALIBRATION_CSV: table})
    return table


def _read_targets(table: pd.DataFrame, people: int) -> pd.DataFrame:
    presets = {name: from_table(table, name) for name in preset_names()}
    return calibration.calibration_table(presets, date.today().isoformat(), people=people)


def _write_tables(tables: dict[str, pd.DataFrame]) -> None:
    for name, table in tables.items():
        table.to_csv(COURSE_DATA / name, index=False, lineterminator="\n", date_format="%Y-%m-%d")


def _line(row) -> str:
    numbers = f"{row.published:9.2f} {row.simulated:9.2f} {row.miss_pct:+7.1f} %"
    return f"  {row.target_id:56s} {numbers}  {row.unit}" + (f"\n      {row.why}" if row.why else "")

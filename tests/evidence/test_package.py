"""The data package as a whole: valid, complete, small, quick."""

import json
import subprocess
import sys
import time

import frictionless
import pytest

from utils.evidence import report, table, table_names
from utils.evidence.checks import problems
from utils.evidence.paths import COURSE_DATA
from utils.evidence.schema import resources
from utils.evidence.tables import _kept


def test_frictionless_finds_the_package_valid():
    found = frictionless.validate(str(COURSE_DATA / "datapackage.json"))
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_check_passes():
    assert [str(problem) for problem in problems()] == []


@pytest.mark.parametrize("name", report.TARGETS)
def test_counts_reach_their_targets(name):
    assert len(table(name)) >= report.TARGETS[name]


def test_every_file_is_declared_and_every_declared_file_is_there():
    declared = {resource.path for resource in resources().values()}
    assert {path.relative_to(COURSE_DATA).as_posix() for path in COURSE_DATA.rglob("*.csv")} == declared


def test_every_column_says_what_it_holds():
    package = json.loads((COURSE_DATA / "datapackage.json").read_text(encoding="utf-8"))
    bare = [
        f"{r['name']}.{f['name']}"
        for r in package["resources"]
        for f in r["schema"]["fields"]
        if not f["description"]
    ]
    assert bare == []


def test_course_data_stays_below_three_megabytes():
    assert sum(path.stat().st_size for path in COURSE_DATA.rglob("*") if path.is_file()) < 3_000_000


def test_all_tables_load_within_150_ms_once_the_code_is_warm():
    def load() -> float:
        _kept.cache_clear()
        start = time.process_time()
        for name in table_names():
            table(name)
        return time.process_time() - start

    assert min(load() for _ in range(5)) < 0.150


def test_importing_evidence_adds_little_to_pandas():
    code = (
        "import time, pandas; t = time.perf_counter(); import utils.evidence; print(time.perf_counter() - t)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=COURSE_DATA.parent
    )
    assert float(out.stdout) < 0.3

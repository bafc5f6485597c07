"""The data package as a whole: valid, complete, small, read once."""

import json
import subprocess
import sys
from collections import Counter

import frictionless
import pytest

from tests.counting import course_calls
from utils.evidence import report, table, table_names, tables
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


def test_every_table_is_read_from_disk_once(monkeypatch):
    read, seen = tables.read_columns, Counter()

    def counted(resource, folder):
        seen[resource.name] += 1
        return read(resource, folder)

    monkeypatch.setattr(tables, "read_columns", counted)
    _kept.cache_clear()
    for name in 3 * table_names():
        table(name)
    assert seen == dict.fromkeys(table_names(), 1)


def test_reading_costs_about_one_step_a_cell():
    """The work grows with the tables and no faster; its seconds are judged by benchmarks/start.py."""
    cells = sum(table(name).size for name in table_names())
    _kept.cache_clear()
    assert course_calls(lambda: [table(name) for name in table_names()]) < 1.5 * cells


def test_importing_evidence_reads_no_table():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True, cwd=COURSE_DATA.parent
    )
    assert done.stdout.split() == []


IMPORT = """
import sys, pandas
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
import utils.evidence
print(*[path for path in opened if "course_data" in path])
"""

"""What a kernel does before an activity can appear: no picture, answer or table twice. Its speed: benchmarks/start.py."""

from collections import Counter

import pytest

from tests.six_activities import NAMES
from utils import activities
from utils.activities.activity import Activity
from utils.activities.controls import every_setting
from utils.evidence import tables


@pytest.fixture
def done(monkeypatch):
    """How often an activity was drawn and computed, and a table read from disk, since the test began."""
    counts = Counter()

    def counted(what, work):
        def act(*given, **named):
            counts[what] += 1
            return work(*given, **named)

        return act

    build, read = Activity.__init__, tables.read_columns

    def build_counted(self, *, compute, chart, **named):
        build(self, compute=counted("computed", compute), chart=counted("drawn", chart), **named)

    def read_counted(resource, folder):
        counts[f"read {resource.name}"] += 1
        return read(resource, folder)

    monkeypatch.setattr(Activity, "__init__", build_counted)
    monkeypatch.setattr(tables, "read_columns", read_counted)
    tables._kept.cache_clear()
    yield counts
    tables._kept.cache_clear()


@pytest.mark.parametrize("name", NAMES)
def test_an_activity_draws_once_computes_what_it_brings_and_answers_from_memory(name, done):
    made = getattr(activities, name)()
    made._repr_mimebundle_()
    brought = len(every_setting(made._controls)) if made.chart.grid else 0
    assert (done["drawn"], done["computed"]) == (1, 1 + brought)
    tables._kept.cache_clear()
    done.clear()
    made._respond()
    assert made.error is None
    assert set(done) <= {"computed"}, "an answer to a moved control reads no file and draws nothing anew"
    assert done["computed"] <= 1
    made.close()


def test_all_activities_together_read_each_table_once(done):
    for name in NAMES:
        getattr(activities, name)().close()
    read = {what: count for what, count in done.items() if what.startswith("read ")}
    assert read
    assert set(read.values()) == {1}

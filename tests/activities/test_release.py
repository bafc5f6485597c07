"""A cell that runs again closes what it made before, and nothing else."""

import pytest

from utils.activities import release


class Thing:
    closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def run_cell(monkeypatch):
    monkeypatch.setattr(release, "_made", {})

    def run(cell, message, count=1):
        monkeypatch.setattr(release, "_running_cell", lambda: (cell, message))
        things = [Thing() for _ in range(count)]
        for thing in things:
            release.adopt(thing)
        return things

    return run


def test_running_again_closes_what_was_made_before(run_cell):
    first, second = run_cell("a", "1"), run_cell("a", "2")
    assert [first[0].closed, second[0].closed] == [True, False]


def test_two_pictures_in_one_cell_live_together(run_cell):
    assert [thing.closed for thing in run_cell("a", "1", count=2)] == [False, False]


def test_another_cell_is_left_alone(run_cell):
    first = run_cell("a", "1")
    run_cell("b", "2")
    assert not first[0].closed


def test_outside_a_notebook_nothing_is_closed(run_cell):
    first = run_cell(None, "")
    run_cell(None, "")
    assert not first[0].closed
    assert release._made == {}

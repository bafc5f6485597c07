"""The ladder of evidence: every rung of the table has its step, and the last one stays empty."""

import pytest

from utils.charts import plot_ladder
from utils.charts.ladder import RUNGS
from utils.evidence import resistance


@pytest.fixture(scope="module")
def chart():
    rows = resistance()
    return plot_ladder(rows.assign(said=rows["mechanism"] + " " + rows["id"].astype(str)))


def test_every_strength_of_the_table_is_a_rung():
    strengths = list(resistance()["evidence"].cat.categories)
    assert list(RUNGS)[: len(strengths)] == strengths


def test_each_mechanism_stands_on_its_own_rung(chart):
    marks = chart.data
    assert len(marks) == len(resistance())
    assert marks["rung"].is_monotonic_decreasing
    assert marks["rung"].max() == len(RUNGS) - 1


def test_the_words_name_the_rung(chart):
    assert "highest reached is: cohort" in chart.description
    assert "none is known from a randomised trial" in " ".join(chart.title.text)

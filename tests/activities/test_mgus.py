"""The MGUS explorer says what the cohort's tables say."""

import pytest

from utils.activities import mgus_explorer
from utils.activities.mgus import GROUPS, LANDMARK_YEARS
from utils.evidence import table


@pytest.fixture(scope="module")
def explorer():
    return mgus_explorer()


@pytest.mark.parametrize("group", GROUPS.values())
def test_the_sentence_reads_the_table(explorer, group):
    explorer.update(group=group)
    curves = table("mgus_curves")
    row = curves[(curves["group"] == group) & (curves["years"] == LANDMARK_YEARS)].iloc[0]
    for column in ("progression_pct", "km_pct", "death_pct"):
        assert f" {row[column]:.0f} had" in explorer.sentence or f" {row[column]:.0f}." in explorer.sentence


def test_everyone_matches_the_published_analysis(explorer):
    explorer.update(group="all")
    assert "10 had progressed 20 years on" in explorer.sentence
    assert "says 21." in explorer.sentence
    assert "72 had died of something else first, without their MGUS ever progressing." in explorer.sentence


def test_few_people_raise_a_caution(explorer):
    explorer.update(group="lt_0_5")
    assert "still watched" in explorer.chart.words["caution"]
    explorer.update(group="all")
    assert explorer.chart.words["caution"] == ""


def test_leaving_death_out_never_gives_the_smaller_number(explorer):
    for group in GROUPS.values():
        explorer.update(group=group)
        rows = explorer.answer["curves"]
        assert (rows["km_pct"] >= rows["progression_pct"]).all()


def test_the_browser_holds_every_group(explorer):
    assert [setting[0] for setting in explorer.chart.grid["settings"]] == list(GROUPS.values())

"""The dial of planner and explorer: what was not known on a day is gone, and the sentence says how many."""

import re

import pytest

from utils.activities import evidence_explorer, options_then_and_now, relapse_planner
from utils.activities.dial import known_ids, say_when, this_year
from utils.activities.planner import marta_situations
from utils.evidence import as_of, table


@pytest.fixture(scope="module")
def built():
    """Planner and explorer, and where their controls begin."""
    made = [relapse_planner(), evidence_explorer()]
    yield [(activity, activity.values) for activity in made]
    for activity in made:
        activity.close()


def as_it_begins(built):
    activity, start = built
    activity.update(**start)
    return activity


@pytest.fixture
def planner(built):
    return as_it_begins(built[0])


@pytest.fixture
def explorer(built):
    return as_it_begins(built[1])


def shown(planner):
    return set(planner.answer["option"])


def test_the_last_stop_is_today_and_nothing_is_gone(planner):
    assert planner.values["as_of"] == this_year()
    assert say_when(this_year()) == "today"
    assert len(shown(planner)) == len(table("options"))
    assert "Shown as of" not in planner.sentence


@pytest.mark.parametrize("year", [2003, 2015, 2021, 2025])
def test_options_not_known_then_are_gone_and_counted(planner, year):
    planner.update(as_of=year)
    assert planner.error is None
    assert shown(planner) == set(as_of(year)["options"]["name"])
    gone = len(table("options")) - len(shown(planner))
    assert f"Shown as of the end of {year}: {gone} of {len(table('options'))} options, " in planner.sentence


def test_a_label_is_read_as_it_stood_then(planner):
    planner.update(as_of=2022)
    labels = planner.answer.drop_duplicates("option").set_index("option")["labels"]
    assert labels["Cilta-cel (CAR T cells)"] == "US: 4 or more"
    planner.update(as_of=2019)
    labels = planner.answer.drop_duplicates("option").set_index("option")["labels"]
    assert labels["DPd: daratumumab, pomalidomide, dex"] == "US: 2 or more"


def test_the_page_keeps_only_results_that_were_published(planner):
    whole = planner.view.children[-1].value
    planner.update(as_of=2015)
    page = planner.view.children[-1].value
    assert "Opinion, or not known:" not in page
    assert page.count("<li>") < whole.count("<li>")
    assert "results quoted here today were not published" in page
    planner.update(as_of=this_year())
    assert planner.view.children[-1].value == whole


@pytest.mark.parametrize("year", [2003, 2017, 2021])
def test_results_not_published_then_are_gone_and_counted(explorer, year):
    explorer.update(as_of=year)
    assert explorer.error is None
    assert set(explorer.answer["rows"]["id"]) <= known_ids("outcomes", year)
    assert re.search(
        rf"Shown as of the end of {year}: \d+ of \d+ results of today were not known", explorer.sentence
    )


def test_an_older_cut_stands_where_the_later_was_not_known(explorer):
    explorer.update(setting="early relapse", as_of=2024)
    ids = set(explorer.answer["rows"]["id"])
    assert "cartitude_4-cilta_cel-pfs_hr-cut_2023" in ids
    assert "cartitude_4-cilta_cel-pfs_hr" not in ids
    assert "older cut" in explorer.sentence


def test_then_and_now_for_marta():
    both = options_then_and_now(marta_situations()[0], "2021-11-22")
    then, today = both["22 November 2021"], both["today"]
    assert then["Cilta-cel"] == then["BVd"] == then["Teclistamab with daratumumab"] == "not yet"
    assert today["Cilta-cel"] == "US, EU: 1 or more"
    assert then["DKd"] == "US: 1 or more"
    assert "not yet" not in set(today)

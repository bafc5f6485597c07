"""True attrition and the window move different parts of the picture; published counts stay what they are."""

import pytest

from utils.activities import attrition_window
from utils.activities.attrition import count_people, describe_people
from utils.activities.controls import Settings
from utils.charts.attrition import FATES
from utils.evidence import attrition


def people(stopped_of_100=20, cut_months=60, after_line=1):
    return count_people(Settings(stopped_of_100=stopped_of_100, cut_months=cut_months, after_line=after_line))


def share(tables, line, fate):
    bars = tables["bars"].set_index(["line", "fate"])["people"]
    return bars[line, FATES[fate]]


def model(tables):
    return tables["marks"].query("row == 0").set_index("definition")["low"]


def test_every_bar_holds_a_hundred_people():
    bars = people()["bars"]
    assert bars.groupby("line")["people"].sum().tolist() == pytest.approx([100] * 5, abs=0.2)
    assert (bars["begin"] <= bars["end"]).all()


def test_a_later_window_melts_those_who_were_doing_well():
    waiting = [share(people(cut_months=cut), 3, 1) for cut in (24, 60, 120, 240)]
    assert waiting == sorted(waiting, reverse=True)
    assert share(people(cut_months=240), 3, 0) > share(people(cut_months=24), 3, 0)


def test_true_attrition_costs_later_lines_at_the_same_window():
    began = [share(people(stopped_of_100=stopped), 3, 0) for stopped in (0, 20, 50)]
    lost = [share(people(stopped_of_100=stopped), 3, 2) for stopped in (0, 20, 50)]
    assert began == sorted(began, reverse=True)
    assert lost == sorted(lost)


@pytest.mark.parametrize("line", [1, 2, 3])
def test_counting_people_who_do_well_as_lost_gives_the_most(line):
    counts = model(people(cut_months=36, after_line=line))
    assert counts[0] > counts[2] > counts[1]


def test_with_no_true_attrition_people_are_still_never_seen_again():
    counts = model(people(stopped_of_100=0))
    assert counts[0] > 10
    assert counts[2] < counts[0]


def test_published_counts_are_those_of_the_table():
    values = attrition().set_index("id")["value"]
    marks = people(after_line=2)["marks"].query("whose == 'published'")
    canada = marks.query("definition == 1")["low"].tolist()
    assert canada == [
        values[f"cmrg_attrition-{kind}-attrition_pct_after_line_2"] for kind in ("non_asct", "asct")
    ]
    assert marks.query("definition == 0").empty, "that count was only published for line 1"
    ranges = marks.query("definition == 2")[["low", "high"]].to_numpy().tolist()
    assert ranges == [[38, 55], [15, 20]]


def test_the_sentence_says_who_is_counted():
    tables = people()
    said = describe_people(Settings(stopped_of_100=20, cut_months=60, after_line=1), tables)
    assert f"{share(tables, 2, 0):.0f} of 100 people had begun line 2" in said
    assert said.endswith("depending on who is counted.")


def test_every_setting_is_answered_in_the_browser():
    activity = attrition_window()
    assert activity.chart.shell["answers"] == "grid"
    assert len(activity.chart.grid["settings"]) == 6 * 8 * 3
    assert "different things" in activity.chart.words["caution"]

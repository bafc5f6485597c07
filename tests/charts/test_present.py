"""Every chart says what it found, about whom, from where, and how sure we may be."""

import altair as alt
import pytest

from utils.charts import LABELS, present

WHOLE = {
    "title": "Half are out of remission by month 24",
    "subtitle": "Newly diagnosed, % of people",
    "source": "A paper, 2020",
    "label": "observed",
    "description": "A falling curve.",
    "name": "remission",
}


def presented(**changes):
    chart = alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x="x:Q")
    return present(chart, **{**WHOLE, **changes}).to_dict()


def test_all_parts_are_there():
    spec = presented()
    assert spec["title"]["text"] == ["Half are out of remission by month 24"]
    assert spec["title"]["subtitle"] == ["Newly diagnosed, % of people", "Observed · Source: A paper, 2020"]
    assert spec["description"] == "A falling curve."
    assert spec["name"] == "remission"


def test_long_titles_are_broken_into_lines_that_fit():
    title = presented(title="word " * 60)["title"]["text"]
    assert len(title) > 1
    assert max(map(len, title)) <= 620 / 7.7


def test_a_narrow_chart_breaks_sooner():
    long = "word " * 20
    assert len(presented(title=long, width=200)["title"]["text"]) > len(
        presented(title=long)["title"]["text"]
    )


@pytest.mark.parametrize("part", ["title", "subtitle", "source", "description"])
def test_a_missing_part_is_named(part):
    with pytest.raises(ValueError, match=f"no {part}"):
        presented(**{part: " "})


def test_labels_are_a_closed_list():
    with pytest.raises(ValueError, match="observed, modelled, illustrative"):
        presented(label="guessed")
    assert [
        presented(label=label)["title"]["subtitle"][-1].split(" ")[0].lower() for label in LABELS
    ] == list(LABELS)


@pytest.mark.parametrize("name", ["", "View1 ", "first-remission", "1st"])
def test_names_are_stable_words(name):
    with pytest.raises(ValueError, match="not stable"):
        presented(name=name)


def test_layers_and_rows_of_charts_are_presented_alike():
    one = alt.Chart(alt.sequence(0, 2, 1, as_="x")).mark_line().encode(x="x:Q")
    for chart in (alt.layer(one, one), alt.vconcat(one, one)):
        assert present(chart, **WHOLE).to_dict()["description"] == "A falling curve."

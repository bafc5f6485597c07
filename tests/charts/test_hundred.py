"""A hundred dots are a hundred, whatever the rounding, and say aloud what they show."""

import pandas as pd
import pytest

from utils.charts import plot_hundred_people, plot_marrow
from utils.charts.hundred import _share_out
from utils.evidence import table


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        ([6.37, 53.18, 40.45], [6, 53, 41]),
        ([9.98, 72.4, 17.62], [10, 72, 18]),
        ([33.4, 33.3, 33.3], [34, 33, 33]),
        ([100.0, 0.0, 0.0], [100, 0, 0]),
        ([0.4, 0.3, 99.3], [1, 0, 99]),
    ],
)
def test_shares_become_exactly_a_hundred(shares, whole):
    assert _share_out(shares) == whole
    assert sum(whole) == 100


def test_the_title_and_the_words_come_from_the_data():
    chart = plot_hundred_people(table("mgus_curves"), [20]).to_dict()
    said = "10 progressed, 72 died without progressing, 18 alive, not progressed"
    assert chart["description"].endswith(f"After 20 years: {said}.")
    assert " ".join(chart["title"]["text"]).startswith(
        "Of 100 people with MGUS, 10 progressed within 20 years"
    )
    assert chart["title"]["subtitle"][-1].startswith("Observed")


def test_each_year_is_a_panel_and_rows_stay_few():
    chart = plot_hundred_people(table("mgus_curves"), [25, 10, 20]).to_dict()
    rows = chart["data"]["values"]
    assert [row["panel"] for row in rows] == ["after 10 years", "after 20 years", "after 25 years"]
    assert all(row["n0"] + row["n1"] + row["n2"] == 100 for row in rows)


def test_marrow_counts_are_the_learners_own():
    stages = pd.DataFrame({"stage": ["MGUS", "myeloma"], "clone_pct": [4.6, 60]})
    chart = plot_marrow(stages).to_dict()
    assert "MGUS: 5 plasma cells of one clone, 95 other marrow cells." in chart["description"]
    assert chart["title"]["subtitle"][-1].startswith("Illustrative")


def test_an_impossible_share_is_refused():
    with pytest.raises(ValueError, match="between 0 and 100; seen: .120."):
        plot_marrow(pd.DataFrame({"stage": ["x"], "clone_pct": [120]}))

"""Depths of response: every bar is a row of the table, and the title says two of them."""

from utils.charts.depth import DEPTHS, plot_depths
from utils.evidence import table

ARMS = {"d_vrd": "D-VRd", "vrd": "VRd"}


def test_every_bar_is_a_row_of_the_table():
    chart = plot_depths(table("outcomes"), "perseus", ARMS, "people of PERSEUS")
    rows = chart.data
    known = table("outcomes").set_index("id")["value"]
    for row in rows.itertuples():
        endpoint = next(name for name, words in DEPTHS.items() if words == row.depth)
        arm = next(arm for arm, name in ARMS.items() if name == row.arm)
        assert row.value == known[f"perseus-{arm}-{endpoint}"]
    assert len(rows) == 8


def test_the_title_says_what_the_finest_sieve_leaves():
    title = " ".join(plot_depths(table("outcomes"), "perseus", ARMS, "people of PERSEUS").title.text)
    assert "88 in 100" in title
    assert "65.1" in title

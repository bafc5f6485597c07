"""Rows are stored rounded, so that two processors store the same picture."""

import altair as alt
import numpy as np
import pandas as pd
import pytest

import utils.charts  # noqa: F401 - importing it turns the rows on
from utils.charts.rows import MOST_ROWS, course_rows, round_figures


def stored(frame):
    return alt.Chart(frame).mark_point().encode(x="x:Q").to_dict()["data"]["values"]


def test_six_figures_are_stored():
    assert stored(pd.DataFrame({"x": [1 / 3, 123456.789, 1e-9 / 3]})) == [
        {"x": 0.333333},
        {"x": 123457.0},
        {"x": 3.33333e-10},
    ]


def test_the_last_bit_does_not_matter():
    frame = pd.DataFrame({"x": [0.1 + 0.2, np.nextafter(2 / 3, 1)]})
    assert stored(frame) == stored(pd.DataFrame({"x": [0.3, 2 / 3]}))


def test_a_gap_stays_a_gap_and_words_stay_words():
    frame = pd.DataFrame({"x": [np.nan, 1.0], "who": ["a", None], "n": [1, 2]})
    assert stored(frame) == [{"x": None, "who": "a", "n": 1}, {"x": 1.0, "who": None, "n": 2}]


def test_the_table_itself_is_left_alone():
    frame = pd.DataFrame({"x": [1 / 3]})
    round_figures(frame)
    assert frame.x[0] == 1 / 3


def test_too_many_rows_are_refused():
    with pytest.raises(alt.MaxRowsError):
        course_rows(pd.DataFrame({"x": range(MOST_ROWS + 1)}))

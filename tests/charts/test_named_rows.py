"""Names above their marks: whole, in their order, and with room for two lines where they are long."""

import altair as alt
import pandas as pd

from utils.charts.named_rows import LINE, ROW, SHORT, height_of, row_of, write_names, write_values

ROWS = pd.DataFrame({"name": ["b", "a"], "value": [1, 2]})


def drawn(layers):
    return alt.layer(*layers).to_dict()["layer"]


def test_short_names_take_one_line_and_long_ones_two():
    assert height_of(["a" * SHORT] * 3) == 3 * ROW
    assert height_of(["a", "a" * (SHORT + 1)]) == 2 * (ROW + LINE)


def test_rows_keep_their_order_and_have_no_axis():
    y = row_of("name", ["b", "a"]).to_dict()
    assert y["sort"] == ["b", "a"]
    assert y["axis"] is None


def test_names_begin_at_the_left_edge_and_have_no_limit():
    behind, words = drawn(write_names(alt.Chart(ROWS), "name", row_of("name", ["b", "a"]), rim=True))
    assert words["encoding"]["x"] == {"value": 0}
    assert "limit" not in words["mark"]
    assert behind["mark"]["stroke"] == "white"


def test_values_turn_where_the_row_says_so():
    base = alt.Chart(ROWS).encode(x="value:Q")
    words = drawn(write_values(base, "value", "datum.value > 1"))[-1]
    assert words["mark"]["align"] == {"expr": "datum.value > 1 ? 'right' : 'left'"}

"""Tables reach the browser as bytes, and the drawing apart from them."""

import altair as alt
import numpy as np
import pandas as pd
import pytest

from utils.activities.columns import encode, named, separate


def numbers(column):
    return np.frombuffer(column["data"], "float64").tolist()


def words(column):
    codes = np.frombuffer(column["data"], "int32")
    return [None if code < 0 else column["labels"][code] for code in codes]


def test_numbers_are_doubles_and_gaps_are_nan():
    frame = encode(pd.DataFrame({"x": [1, 2], "y": [0.5, None], "n": pd.array([3, None], dtype="Int64")}))
    assert frame["rows"] == 2
    assert numbers(frame["columns"]["x"]) == [1, 2]
    assert numbers(frame["columns"]["y"])[0] == 0.5
    assert np.isnan(numbers(frame["columns"]["y"])[1])
    assert np.isnan(numbers(frame["columns"]["n"])[1])


@pytest.mark.parametrize("kind", [object, "string", "category"])
def test_words_are_codes_with_labels(kind):
    frame = encode(pd.DataFrame({"arm": pd.Series(["a", "b", None, "a"], dtype=kind)}))
    assert words(frame["columns"]["arm"]) == ["a", "b", None, "a"]


def test_flags_stay_flags():
    assert words(encode(pd.DataFrame({"kept": [True, False]}))["columns"]["kept"]) == [True, False]


def test_dates_are_milliseconds():
    frame = encode(pd.DataFrame({"day": pd.to_datetime(["1970-01-02", None])}))
    assert numbers(frame["columns"]["day"])[0] == 86_400_000
    assert np.isnan(numbers(frame["columns"]["day"])[1])


def test_markup_travels_as_text():
    nasty = "<img src=x onerror=alert(1)>"
    assert words(encode(pd.DataFrame({"who": [nasty]}))["columns"]["who"]) == [nasty]


def test_one_table_has_the_name_answer():
    frame = pd.DataFrame({"x": [1]})
    assert named(frame) == {"answer": frame}
    assert list(named({"a": frame, "b": frame})) == ["a", "b"]


def test_the_very_table_is_named_and_others_stay_in_the_drawing():
    frame, other = pd.DataFrame({"x": [1.0, 1 / 3]}), pd.DataFrame({"x": [9.0]})
    layers = alt.layer(alt.Chart(frame).mark_line(), alt.Chart(other).mark_point()).encode(x="x:Q")
    spec, rows = separate(layers, {"curve": frame})
    assert [layer["data"] for layer in spec["layer"]] == [{"name": "curve"}, {"values": [{"x": 9.0}]}]
    assert rows == {"curve": [{"x": 1.0}, {"x": 0.333333}]}


def test_a_filtered_copy_is_not_the_table():
    frame = pd.DataFrame({"x": [1.0, 2.0]})
    _, rows = separate(alt.Chart(frame[frame.x > 1]).mark_line().encode(x="x:Q"), {"curve": frame})
    assert rows == {}

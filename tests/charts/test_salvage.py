"""Late responses: every study once, intervals only where published, words computed from the data."""

import pandas as pd
import pytest

from utils.charts import plot_late_responses

ROWS = pd.DataFrame(
    {
        "name": ["ONE", "TWO"],
        "regimen": ["a", "b"],
        "line": ["from line 4", "from line 3"],
        "n": [20, 254],
        "value": [26.0, 98.0],
        "ci_low": [19.0, float("nan")],
        "ci_high": [35.0, float("nan")],
    }
)


@pytest.fixture(scope="module")
def spec():
    return plot_late_responses(ROWS, "two studies").to_dict()


def test_the_title_is_the_finding(spec):
    assert " ".join(spec["title"]["text"]).startswith("From 26 to 98 of 100 responded")


def test_the_description_reads_every_row(spec):
    assert "ONE, a: 26 of 100 (95 % interval 19 to 35), 20 people, from line 4." in spec["description"]
    assert "TWO, b: 98 of 100, 254 people, from line 3." in spec["description"]


def test_studies_keep_their_order_and_are_never_joined(spec):
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert "line" not in marks
    assert spec["layer"][0]["encoding"]["y"]["sort"] == [
        "ONE: a (20 people, from line 4)",
        "TWO: b (254 people, from line 3)",
    ]


def test_a_bar_stands_only_where_an_interval_was_published(spec):
    assert spec["layer"][0]["transform"] == [{"filter": "isValid(datum.ci_low)"}]

"""The picture of a model's worth counts what the table holds, and marks the three sets apart."""

import pandas as pd

from utils.charts import plot_calibration
from utils.charts.calibration import count_near
from utils.evidence import table

ROWS = pd.DataFrame(
    {
        "target_id": ["a", "b", "c", "d", "e"],
        "kind": ["calibrated", "held_out", "held_out", "third", "third"],
        "published": [10.0, 0.5, 50.0, 20.0, 1.0],
        "simulated": [11.0, 0.7, 55.0, 24.0, 1.0],
        "unit": ["months, median", "hazard ratio", "%", "months, median", "1 = yes"],
        "miss_pct": [10.0, 40.0, 10.0, 20.0, 0.0],
    }
)


def test_the_title_counts_only_what_was_not_fitted():
    spec = plot_calibration(ROWS).to_dict()
    assert "Of 3 results the model was not fitted to, 2 lie within 20 %" in " ".join(spec["title"]["text"])
    assert "held back from the fit: 1 of 2" in spec["description"]


def test_exactly_a_fifth_is_within_a_fifth():
    assert count_near(ROWS).set_index("kind")["near"].to_dict() == {
        "calibrated": 1,
        "held_out": 1,
        "third": 2,
    }


def test_the_real_table_is_drawn_whole():
    rows = table("calibration")
    spec = plot_calibration(rows).to_dict()
    drawn = sum(len(layer["data"]["values"]) for panel in spec["hconcat"] for layer in panel["layer"][2:])
    assert drawn == (rows["unit"].astype(str).isin(["months, median", "hazard ratio", "%"])).sum()

"""Days of care: a calendar of four weeks a row, and years side by side with their counts."""

import pandas as pd
import pytest

from utils.charts import plot_care_days
from utils.charts.care_days import KINDS, place_days
from utils.clinic.schedules import ROUTES

COUNTS = pd.DataFrame(
    {"name": ["one", "two"], "hospital": [0, 9], "infusion": [0, 1], "injection": [0, 30], "visit": [0, 0],
     "away": [0, 40], "tablet": [365, 0]}
)  # fmt: skip


@pytest.mark.parametrize(("day", "place"), [(1, (1, 1)), (28, (28, 1)), (29, (1, 2)), (365, (1, 14))])
def test_where_a_day_stands(day, place):
    days = pd.DataFrame({"day": [day], "route": ["tablet"], "what": ["x"], "day_read": [True]})
    assert tuple(place_days(days).loc[0, ["column", "row"]]) == place


def test_every_way_has_a_mark_of_its_own_colour_and_shape():
    assert set(KINDS) == set(ROUTES)
    assert (
        len({colour for _, colour, _ in KINDS.values()})
        == len({shape for *_, shape in KINDS.values()})
        == len(KINDS)
    )


def test_the_finding_and_the_counts_are_said():
    spec = plot_care_days(COUNTS, "the schedules").to_dict()
    assert " ".join(spec["title"]["text"]).startswith("From 0 to 40 days")
    assert "two: 40 days away, 9 of them in hospital; tablets on 0 days." in spec["description"]

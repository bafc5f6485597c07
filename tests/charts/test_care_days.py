"""Days of care: a calendar of four weeks a row, and years side by side with their counts."""

import pandas as pd

from utils.charts import plot_care_days
from utils.charts.care_days import KINDS, name_days
from utils.clinic.schedules import ROUTES

COUNTS = pd.DataFrame(
    {"name": ["one", "two"], "hospital": [0, 9], "infusion": [0, 1], "injection": [0, 30], "visit": [0, 0],
     "away": [0, 40], "tablet": [365, 0]}
)  # fmt: skip


def test_a_day_is_named_by_what_it_asks_for():
    days = pd.DataFrame({"day": [1, 2], "route": ["tablet", ""], "what": ["x", ""], "day_read": [True, True]})
    assert list(name_days(days)["kind"]) == ["tablets only", ""]
    assert list(name_days(days).columns) == ["day", "kind", "what", "day_read"]


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

"""The chart sheet: bands and lanes have places of their own, and what is clipped is never lower than its band."""

from itertools import pairwise

import pytest

from utils.activities import night_shift
from utils.charts.ward import BANDS, HEIGHT, LANES, TALL, draw_ward


def test_bands_and_lanes_stand_one_under_another_within_the_picture():
    tops = [band[-1] for band in BANDS]
    assert all(below - top >= TALL + 12 for top, below in pairwise(tops))  # room for the name of the next
    assert min(LANES.values()) > tops[-1] + TALL
    assert all(below - top >= 14 for top, below in pairwise(LANES.values()))
    assert max(LANES.values()) < HEIGHT


@pytest.mark.parametrize("hour", [0, 72])
def test_every_table_that_is_fed_is_drawn_once_and_whole(hour):
    activity = night_shift()
    activity.update(hour=hour)
    assert set(activity.chart.fed) == {"sheet", "now", "grades"}
    drawn = draw_ward(activity.answer).to_dict()
    assert drawn["height"] == HEIGHT
    assert "transform_filter" not in str(drawn)
    activity.close()

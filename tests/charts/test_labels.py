"""Labels at the ends of lines never lie on each other."""

from hypothesis import given
from hypothesis import strategies as st

from utils.charts.labels import spread_labels

heights = st.lists(st.floats(0, 100), min_size=1, max_size=8)


@given(heights, st.floats(0.5, 10))
def test_neighbours_keep_their_distance(values, gap):
    placed = sorted(spread_labels(values, gap))
    assert all(b - a >= gap - 1e-4 for a, b in zip(placed, placed[1:], strict=False))


@given(heights, st.floats(0.5, 10))
def test_order_is_kept(values, gap):
    placed = spread_labels(values, gap)
    order = sorted(range(len(values)), key=lambda i: values[i])
    assert order == sorted(order, key=lambda i: placed[i])


def test_labels_far_apart_stay_where_they_are():
    assert spread_labels([10.0, 50.0], 5) == [10.0, 50.0]


def test_none_goes_below_the_axis():
    assert spread_labels([2.3, 1.8], 5, lowest=2) == [7, 2]

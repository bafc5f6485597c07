"""Words and labels of the strip of visits keep apart, wherever they stand."""

import itertools

import pytest

from utils.charts.visits import CURVE, FLOOR, LABEL, LEAST_NARROW, LETTER, TIERS, place_labels, stack_words


@pytest.mark.parametrize("values", [[4.2, 2.1, 0.42, 0.41, 0.51, 0.91], [0, 0, 0.5], [5.0] * 7, []])
def test_labels_are_pushed_apart_within_their_band(values):
    top, high = 5.46, FLOOR - CURVE
    places = sorted(high * (value / top) ** 0.5 for value in place_labels(values, top))
    assert all(after - before > LABEL - 0.01 for before, after in itertools.pairwise(places))
    assert all(0 <= place <= high + 0.01 for place in places)


def test_a_label_with_room_stays_at_its_line():
    assert place_labels([4.0, 1.0], 4.0) == [4.0, 1.0]


def test_words_of_one_row_do_not_touch_and_a_lonely_word_stands_lowest():
    words, middles = ["base", "MR", "PR", "VGPR", "CR", "VGPR", "PD"], [1, 2, 4.5, 8.5, 14, 19, 22.5]
    rows = stack_words(middles, words, 24, LEAST_NARROW)
    assert max(rows) < TIERS
    for row in range(TIERS):
        mine = [
            (m * LEAST_NARROW / 24, len(w) * LETTER / 2)
            for m, w, r in zip(middles, words, rows, strict=True)
            if r == row
        ]
        assert all(b - a >= half_a + half_b for (a, half_a), (b, half_b) in itertools.pairwise(mine))
    assert stack_words([3], ["PR"], 10, 480) == [0]

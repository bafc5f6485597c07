"""The made-up ward: the same story gives the same sheet, and what is measured goes with what is needed."""

from collections import Counter

from utils.models.ward import FULL, HOURS, Story, make_story, observe, spend_points

SEEDS = range(1, 301)


def test_a_story_is_the_same_whenever_it_is_read():
    assert make_story(7) == make_story(7) != make_story(8)
    assert observe(make_story(7), 31) == observe(make_story(7), 31)


def test_numbers_go_with_the_help_that_is_needed():
    for seed in SEEDS:
        signs = observe(make_story(seed), 7 * seed % (HOURS + 1))
        assert (signs.temperature >= 38.0) == signs.fever
        assert (signs.systolic < 100) == (signs.pressure > 0)
        assert (0 < signs.flow <= 6) == (signs.oxygen == 1)
        assert sum(signs.answers) == signs.ice
        assert signs.ice == 0 or signs.consciousness < 4
        assert not signs.vasopressin or signs.pressure >= 2


def test_points_of_the_ice_test_are_spent_within_each_part():
    for points in range(11):
        spent = spend_points(points)
        assert sum(spent) == points
        assert all(0 <= brought <= most for brought, most in zip(spent, FULL.values(), strict=True))


def test_a_remark_leaves_the_sheet_after_four_hours_and_a_state_stays():
    story = Story(1, ((5, "note", "shivers"), (5, "fever", True)))
    assert [observe(story, hour).notes for hour in (4, 5, 8, 9)] == [(), ("shivers",), ("shivers",), ()]
    assert observe(story, 60).fever


def test_nights_by_chance_are_of_every_kind():
    worst = Counter(
        max(observe(make_story(seed), hour).pressure for hour in range(0, 73, 6)) for seed in SEEDS
    )
    assert set(worst) == {0, 1, 2, 3}
    assert any(observe(make_story(seed), 40).explained for seed in SEEDS)
    assert any(observe(make_story(seed), 30).sedated for seed in SEEDS)

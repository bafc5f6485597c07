"""What a learner can move knows its settings, its words and its limits."""

import pytest

from utils.activities.controls import (
    Checkbox,
    Choices,
    Range,
    Select,
    Settings,
    Steps,
    Text,
    accept_all,
    every_setting,
)

DEPTH = Range("depth", "Depth", 0, 1, 0.1, value=0.3, unit="%")


def test_a_slider_stands_on_round_numbers():
    assert DEPTH.settings == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]


def test_a_slider_accepts_what_the_browser_made_of_its_number():
    assert DEPTH.accept(0.1 + 0.2) == 0.3


def test_a_slider_names_the_nearest_value():
    with pytest.raises(ValueError, match="Nearest: 0.3"):
        DEPTH.accept(0.27)


def test_a_slider_may_run_through_powers_of_ten():
    powers = Range("p", "Share", values=[0.001, 0.01, 0.1], value=0.01, show=lambda v: f"1 in {1 / v:,.0f}")
    assert powers.as_dict()["shown"] == ["1 in 1,000", "1 in 100", "1 in 10"]


def test_words_carry_unit_and_a_true_minus():
    assert Range("t", "T", -1, 1, 1, unit="months").words(-1) == "\N{MINUS SIGN}1\N{NO-BREAK SPACE}months"


def test_a_slider_cannot_start_off_its_steps():
    with pytest.raises(ValueError, match="not on the slider"):
        Range("x", "X", 0, 10, 5, value=3)


def test_a_choice_starts_on_its_first_option():
    group = Select("group", "Group", {"everyone": "all", "some": "few"})
    assert group.value == "all"
    assert group.as_dict()["options"] == [("everyone", "all"), ("some", "few")]


def test_a_choice_refuses_what_it_does_not_offer():
    with pytest.raises(ValueError, match="Choose one of"):
        Select("group", "Group", ["a", "b"]).accept("c")


def test_ticks_keep_the_order_offered():
    many = Choices("arms", "Arms", ["a", "b", "c"], ["c"])
    assert many.accept(["c", "a"]) == ["a", "c"]
    with pytest.raises(ValueError, match="not offered"):
        many.accept(["z"])


def test_a_tick_is_yes_or_no_and_a_text_is_short():
    assert Checkbox("log", "Log").accept(1) is True
    assert len(Text("who", "Who").accept("x" * 999)) == 200


def test_missing_values_are_start_values():
    assert accept_all([DEPTH, Checkbox("log", "Log", True)], {"depth": 0.5}) == {"depth": 0.5, "log": True}


def test_a_grid_is_every_combination():
    assert every_setting([Select("a", "A", [1, 2]), Checkbox("b", "B")]) == [
        (1, False),
        (1, True),
        (2, False),
        (2, True),
    ]


def test_steps_follow_the_answer_and_end_on_all_of_them():
    steps = Steps(
        "visit",
        "Visit",
        lambda controls, answer: {f"{k} of {answer}": k % answer for k in range(1, answer + 1)},
        most=9,
    )
    assert steps.options(Settings(visit=0), 3) == [("1 of 3", 1), ("2 of 3", 2), ("3 of 3", 0)]
    assert (steps.value, steps.settings[-1], len(steps.settings)) == (0, 0, 9)
    assert (steps.accept(4), steps.accept(99), steps.accept(-1)) == (4, 9, 0)
    assert steps.as_dict()["kind"] == "range"

import pytest

from tests.clinic.builders import given
from utils.clinic.lines.conventions import SHORTEST_CYCLE_DAYS, is_steroid_pulse, say_short_cycle
from utils.clinic.lines.history import Event, event


@pytest.mark.parametrize(
    ("what", "answer"), [("dexamethasone", True), ("dex, prednisone", True), ("Vd", False)]
)
def test_a_steroid_pulse_is_steroids_and_nothing_else(what, answer):
    assert is_steroid_pulse(event("start", what, 0)) is answer
    assert not is_steroid_pulse(event("bridge", what, 0))


def test_a_made_up_name_is_no_steroid():
    assert not is_steroid_pulse(Event("start", "arm B", False, drugs=("arm B",)))


def test_less_than_a_cycle_is_said_only_when_both_days_are_known():
    assert say_short_cycle(given("Rd", "2021-01-01", "2021-01-21")).startswith("; Rd before it ran 20 days")
    assert say_short_cycle(given("Rd", "2021-01-01", "2021-01-22")) == ""
    assert say_short_cycle(given("Rd", "2021-01-01", None)) == say_short_cycle(None) == ""
    assert say_short_cycle(given("cilta-cel", "2021-01-01", "2021-01-01")) == ""
    assert SHORTEST_CYCLE_DAYS == 21

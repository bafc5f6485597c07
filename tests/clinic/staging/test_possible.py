from utils.clinic.staging.possible import explore


def decide(a, b):
    return "high" if a > 1 or b else "low"


CHOICES = {"a": (0, 2), "b": (False, True)}


def test_known_tests_give_one_answer_and_ask_for_nothing():
    assert explore(decide, {"a": 0, "b": False}, CHOICES) == (["low"], ())


def test_a_missing_test_that_cannot_matter_is_not_asked_for():
    assert explore(decide, {"a": 5, "b": None}, CHOICES) == (["high"], ())


def test_every_missing_test_that_could_matter_is_asked_for():
    assert explore(decide, {"a": None, "b": None}, CHOICES) == (["low", "high"], ("a", "b"))

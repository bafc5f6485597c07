import pytest

from utils.clinic import errors

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


def test_every_error_is_a_clinic_error_and_a_value_error():
    assert len(KINDS) == 7
    assert all(issubclass(kind, errors.ClinicError) and issubclass(kind, ValueError) for kind in KINDS)


@pytest.mark.parametrize(("word", "answer"), [("Revlimd", " Closest: 'Revlimid'."), ("zzz", "")])
def test_the_nearest_known_word_is_offered_or_nothing(word, answer):
    assert errors.nearest(word, ["Revlimid", "Velcade"]) == answer

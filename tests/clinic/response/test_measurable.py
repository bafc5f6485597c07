import pytest

from utils.clinic.errors import UnknownTestError
from utils.clinic.response.measurable import Measurable, check_labs, fall_pct, find_measurable


@pytest.mark.parametrize(
    ("baseline", "followed"),
    [
        (
            {"m_protein": 4, "urine_m_protein": 900, "involved_flc": 900, "flc_ratio": 50},
            Measurable(True, True, False, False, False),
        ),
        (
            {"m_protein": 0.5, "urine_m_protein": 50, "involved_flc": 900, "flc_ratio": 50},
            Measurable(False, False, True, False, False),
        ),
        ({"m_protein": 0.5, "dflc": 800}, Measurable(False, False, True, False, False)),
        ({"marrow_plasma_cells": 40, "plasmacytoma_spd": 12}, Measurable(False, False, False, True, True)),
        ({}, Measurable(False, False, False, False, False)),
    ],
)
def test_what_can_be_followed(baseline, followed):
    assert find_measurable(baseline) == followed
    assert followed.m_protein == (followed.serum or followed.urine)


def test_a_fall_is_free_of_binary_rounding():
    assert fall_pct(0.3, 0.03) == 90
    assert fall_pct(2.0, 2.5) == -25


def test_an_unknown_test_is_refused():
    with pytest.raises(UnknownTestError):
        check_labs({"m_spyke": 3})

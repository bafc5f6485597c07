"""The grid of options draws every option once, in a fixed order, and names what its marks mean."""

import pandas as pd

from utils.charts.relapse import FAMILIES, STATES, draw_options
from utils.clinic.lines import situations

ROWS = pd.DataFrame(
    {
        "option": ["DKd: drugs", "DKd: drugs", "A trial"],
        "brief": ["DKd", "DKd", "A trial"],
        "position": [1, 1, 2],
        "family": ["PI", "anti-CD38", ""],
        "state": ["not used yet", "stopped working", ""],
        "named": [True, True, False],
        "labels": ["", "", "US: 1 or more"],
        "first": [True, False, True],
    }
)


def test_marks_and_families_are_the_clinics_own():
    assert tuple(STATES) == situations.STATES
    assert set(FAMILIES) == set(situations.FAMILIES.values())


def test_every_option_has_its_own_row():
    spec = draw_options(ROWS).to_dict()
    marks = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert marks["encoding"]["y"]["scale"]["domain"] == [0.3, 2.7]
    assert marks["encoding"]["shape"]["scale"]["domain"] == STATES
    assert spec["height"] == 2 * 21

"""A new chart is one new function; the room finds it by name without importing the others."""

import pytest

import utils.charts
from utils.charts.lookup import find_function, public_functions


def test_plots_are_found_by_name():
    offered = public_functions("utils.charts", r"plot_\w+")
    assert offered
    for name, module in offered.items():
        assert getattr(utils.charts, name).__module__ == f"utils.charts.{module}"


def test_helpers_are_not_offered_as_plots():
    with pytest.raises(AttributeError):
        _ = utils.charts.spread_labels


def test_an_unknown_name_brings_the_closest():
    with pytest.raises(AttributeError, match="Closest: round_figures"):
        find_function("utils.charts", "round_figurs")


def test_private_names_are_never_looked_for():
    with pytest.raises(AttributeError, match="^__wrapped__$"):
        _ = utils.charts.__wrapped__

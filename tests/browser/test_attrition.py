"""Attrition and the window in a real JupyterLab: each control moves picture and sentence, without the kernel."""

import pytest

from tests.browser.pair import IDLE
from utils.activities.attrition import count_people, describe_people
from utils.activities.controls import Settings

START = {"stopped_of_100": 20, "cut_months": 60, "after_line": 1}
MOVES = {
    "True attrition: get no further line": ("ArrowRight", {"stopped_of_100": 30}),
    "The window: data close after": ("ArrowRight", {"cut_months": 84}),
    "Count attrition after": ("ArrowDown", {"after_line": 2}),
}


pytestmark = pytest.mark.parametrize("pair", ["attrition_window"], indirect=True)


@pytest.fixture
def fresh(pair):
    pair.reset()
    return pair


def expected(**moved):
    controls = Settings(**START | moved)
    return describe_people(controls, count_people(controls))


@pytest.mark.parametrize("label", MOVES)
def test_every_control_moves_the_picture_by_keyboard(fresh, label):
    key, moved = MOVES[label]
    picture, _ = fresh.look()
    fresh.notebook.move_control(label, key, within=fresh.copy())
    then, says = fresh.look()
    assert says == expected(**moved)
    assert then != picture
    fresh.notebook.assert_no_errors()


def test_reset_brings_the_beginning_back(fresh):
    fresh.notebook.move_control("Count attrition after", "End", within=fresh.copy())
    assert fresh.look()[1] != expected()
    fresh.reset()
    assert fresh.look()[1] == expected()


def test_it_moves_while_the_kernel_is_busy(fresh):
    cell = fresh.notebook.keep_busy(IDLE)
    fresh.notebook.move_control("The window: data close after", "End", within=fresh.copy())
    assert fresh.look()[1] == expected(cut_months=240)
    assert "*" in cell.locator(".jp-InputPrompt").inner_text(), "the kernel was not busy any more"
    fresh.notebook.wait_until_idle()

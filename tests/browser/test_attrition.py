"""Attrition and the window in a real JupyterLab: each control moves picture and sentence, without the kernel."""

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.lab import opened_once
from utils.activities.attrition import count_people, describe_people
from utils.activities.controls import Settings

START = {"stopped_of_100": 20, "cut_months": 60, "after_line": 1}
MOVES = {
    "True attrition: get no further line": ("ArrowRight", {"stopped_of_100": 30}),
    "The window: data close after": ("ArrowRight", {"cut_months": 84}),
    "Count attrition after": ("ArrowDown", {"after_line": 2}),
}


@pytest.fixture(scope="module")
def shown(browser, lab):
    cells = [
        "import time\nfrom utils.activities import attrition_window",
        "attrition_window()",
        "time.sleep(0)",
    ]
    with opened_once(browser, lab, "attrition.ipynb", cells, 1700) as notebook:
        yield notebook


@pytest.fixture
def fresh(shown):
    shown.activity().get_by_role("button", name="Reset").click()
    shown.says(expected())
    return shown


def expected(**moved):
    controls = Settings(**START | moved)
    return describe_people(controls, count_people(controls))


@pytest.mark.parametrize("label", MOVES)
def test_every_control_moves_the_picture_by_keyboard(fresh, label):
    key, moved = MOVES[label]
    before = fresh.drawing(fresh.activity())
    fresh.move_control(label, key, within=fresh.activity())
    fresh.says(expected(**moved))
    fresh.settle(before, lambda: fresh.drawing(fresh.activity()))
    fresh.assert_no_errors()


def test_reset_brings_the_beginning_back(fresh):
    assert fresh.sentence() == expected()


def test_it_moves_while_the_kernel_is_busy(fresh):
    cell = fresh.keep_busy(2)
    fresh.move_control("The window: data close after", "End", within=fresh.activity())
    fresh.says(expected(cut_months=240))
    assert "*" in cell.locator(".jp-InputPrompt").inner_text(), "the kernel was not busy any more"
    fresh.wait_until_idle()


@pytest.mark.skipif(axe_script() is None, reason="axe-core comes with axe-playwright-python")
def test_axe_finds_nothing_grave(fresh):
    assert grave_violations(fresh.page, ".mc-activity") == []

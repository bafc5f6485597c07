"""The resistance timeline in a real JupyterLab: alive by itself, by keyboard, on any width."""

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.lab import opened_once
from utils.activities.controls import Settings
from utils.activities.timeline import describe_remissions, follow_lines, timeline_controls

CELLS = [
    "import time\nfrom utils.activities import resistance_timeline",
    "resistance_timeline()",
    "time.sleep(0)",
]


@pytest.fixture(scope="module")
def shown(browser, lab):
    with opened_once(browser, lab, "timeline.ipynb", CELLS, 1700) as notebook:
        yield notebook


@pytest.fixture
def fresh(shown):
    shown.activity().get_by_role("button", name="Reset").click()
    shown.says(expected())
    return shown


def expected(**moved):
    controls = Settings(**{control.name: control.value for control in timeline_controls()} | moved)
    return describe_remissions(controls, follow_lines(controls))


@pytest.mark.parametrize("control", timeline_controls(), ids=lambda control: control.name)
def test_every_control_moves_the_picture_by_keyboard(fresh, control):
    before = fresh.drawing(fresh.activity())
    key = "ArrowDown" if control.name == "new_target" else "ArrowLeft"
    fresh.move_control(control.label, key, within=fresh.activity())
    settings = control.settings
    place = settings.index(control.value) + (1 if key == "ArrowDown" else -1)
    fresh.says(expected(**{control.name: settings[place]}))
    fresh.settle(before, lambda: fresh.drawing(fresh.activity()))
    fresh.assert_no_errors()


def test_the_browser_reproduces_kinetics_to_the_month(fresh):
    fresh.move_control("Lines of therapy", "End", within=fresh.activity())
    for label, key, times in [
        ("Resistant part at the start", "ArrowLeft", 4),
        ("Growth, each new line", "End", 1),
    ]:
        fresh.move_control(label, key, times, within=fresh.activity())
    fresh.says(expected(lines=5, resistant_pct=0.003, growth_ratio=1.3))


def test_it_moves_while_the_kernel_is_busy(fresh):
    cell = fresh.keep_busy(2)
    fresh.move_control("Lines of therapy", "ArrowLeft", within=fresh.activity())
    fresh.says(expected(lines=3))
    assert "*" in cell.locator(".jp-InputPrompt").inner_text(), "the kernel was not busy any more"
    fresh.wait_until_idle()


@pytest.mark.skipif(axe_script() is None, reason="axe-core comes with axe-playwright-python")
def test_axe_finds_nothing_grave(fresh):
    assert grave_violations(fresh.page, ".mc-activity") == []


def test_it_becomes_narrower_with_the_page_and_keeps_its_letters(fresh):
    fresh.page.set_viewport_size({"width": 800, "height": 1700})
    fresh.page.wait_for_timeout(600)
    scale = (
        fresh.activity()
        .locator("svg")
        .first.evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    )
    fresh.page.set_viewport_size({"width": 1280, "height": 1700})
    assert scale > 0.85

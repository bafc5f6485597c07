"""The resistance timeline in a real JupyterLab: alive by itself, by keyboard, on any width."""

import pytest

from tests.browser.pair import IDLE
from utils.activities.controls import Settings
from utils.activities.timeline import describe_remissions, follow_lines, timeline_controls

pytestmark = pytest.mark.parametrize("pair", ["resistance_timeline"], indirect=True)


@pytest.fixture
def fresh(pair):
    pair.reset()
    return pair


def expected(**moved):
    controls = Settings(**{control.name: control.value for control in timeline_controls()} | moved)
    return describe_remissions(controls, follow_lines(controls))


@pytest.mark.parametrize("control", timeline_controls(), ids=lambda control: control.name)
def test_every_control_moves_the_picture_by_keyboard(fresh, control):
    picture, _ = fresh.look()
    key = "ArrowDown" if control.name == "new_target" else "ArrowLeft"
    fresh.notebook.move_control(control.label, key, within=fresh.copy())
    settings = control.settings
    place = settings.index(control.value) + (1 if key == "ArrowDown" else -1)
    then, says = fresh.look()
    assert says == expected(**{control.name: settings[place]})
    assert then != picture
    fresh.notebook.assert_no_errors()


def test_the_browser_reproduces_kinetics_to_the_month(fresh):
    for label, key, times in [
        ("Lines of therapy", "End", 1),
        ("Resistant part at the start", "ArrowLeft", 4),
        ("Growth, each new line", "End", 1),
    ]:
        fresh.notebook.move_control(label, key, times, within=fresh.copy())
    assert fresh.look()[1] == expected(lines=5, resistant_pct=0.003, growth_ratio=1.3)


def test_it_moves_while_the_kernel_is_busy(fresh):
    cell = fresh.notebook.keep_busy(IDLE)
    fresh.notebook.move_control("Lines of therapy", "ArrowLeft", within=fresh.copy())
    assert fresh.look()[1] == expected(lines=3)
    assert "*" in cell.locator(".jp-InputPrompt").inner_text(), "the kernel was not busy any more"
    fresh.notebook.wait_until_idle()


def test_it_becomes_narrower_with_the_page_and_keeps_its_letters(fresh):
    wide = fresh.copy().evaluate(WIDTH)
    with fresh.seen(width=640):
        fresh.notebook.settle(wide, lambda: fresh.copy().evaluate(WIDTH))
        assert fresh.copy().evaluate(SCALE) > 0.85


WIDTH = "activity => activity.querySelector('svg').getBoundingClientRect().width"
SCALE = "activity => { const svg = activity.querySelector('svg'); return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }"

"""The relapse planner by keyboard in a real JupyterLab."""

import pytest

from tests.browser.axe import grave_violations
from tests.browser.pair import FIRST_OUTPUT

pytestmark = pytest.mark.parametrize("pair", ["relapse_planner"], indirect=True)


def test_every_control_moves_by_keyboard(pair):
    activity = pair.anew()
    for label, key in (
        ("Lines of therapy so far", "ArrowRight"),
        ("How fast is the relapse?", "ArrowDown"),
    ):
        picture, words = pair.look()
        pair.notebook.move_control(label, key, within=activity)
        then, says = pair.look()
        assert says != words
        assert then != picture
    page = pair.page.locator(".myeloma-planner").first
    for label, key, asked in (("Fitness", "End", "frail people"), ("Distance", "End", "near the centre")):
        pair.notebook.move_control(label, key, within=activity)
        page.get_by_text(asked).wait_for()
    picture, words = pair.look()
    activity.locator(".mc-more:not([open]) > summary").focus()
    pair.page.keyboard.press("Enter")
    activity.get_by_role("group", name="Given so far").get_by_label("carfilzomib").focus()
    pair.page.keyboard.press("Space")
    then, says = pair.look()
    assert says != words
    assert then != picture
    stopped = activity.get_by_role("group", name="Stopped working").get_by_label("daratumumab or isatuximab")
    stopped.focus()
    pair.page.keyboard.press("Space")
    assert "daratumumab or isatuximab" in pair.look()[1]
    pair.notebook.screenshot("planner", activity)
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page, FIRST_OUTPUT) == []


def test_marta_and_her_page_by_keyboard(pair):
    pair.anew()
    with pair.seen(width=800, theme="Dark"):
        words = pair.look()[1]
        pair.page.get_by_role("button", name="Marta, third relapse").first.focus()
        pair.page.keyboard.press("Enter")
        assert "After 3 lines" in pair.notebook.settle(words)
        pair.page.locator(".myeloma-planner summary").first.focus()
        pair.page.keyboard.press("Enter")
        pair.page.get_by_text("Opinion, or not known:").first.wait_for()
        pair.notebook.screenshot("planner_dark_800", pair.copy())
        assert grave_violations(pair.page, FIRST_OUTPUT) == []


def test_the_dial_turns_the_planner_back(pair):
    pair.anew()
    picture, words = pair.look()
    pair.notebook.move_control("As of", "ArrowLeft", times=11, within=pair.copy())
    pair.page.get_by_text("Shown as of the end of 2015").first.wait_for()
    then, says = pair.look()
    assert says != words
    assert then != picture
    pair.notebook.screenshot("planner_2015", pair.copy())
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page, FIRST_OUTPUT) == []

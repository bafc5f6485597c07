"""The evidence explorer by keyboard in a real JupyterLab."""

import pytest

from tests.browser.axe import grave_violations
from tests.browser.pair import FIRST_OUTPUT

SUBGROUPS, DATA_CUTS, SECOND_TRANSPLANT, EARLY_RELAPSE = (
    2,
    3,
    4,
    5,
)  # copies with other beginnings (see `pair.py`)

pytestmark = pytest.mark.parametrize("pair", ["evidence_explorer"], indirect=True)


def moved(pair, label, key, times=1, number=0):
    """What a copy draws and says after a control has moved; the picture is another one than before."""
    picture, words = pair.look(number)
    pair.notebook.move_control(label, key, times, within=pair.copy(number))
    then, says = pair.look(number)
    assert then != picture, label
    assert says != words, label
    return then, says


def go_to(pair, label, row):
    """Press the arrow key until the row stands there."""
    pair.notebook.settled(pair.copy())
    offered = pair.copy().get_by_label(label, exact=True).locator("option").all_inner_texts()
    (place,) = [place for place, words in enumerate(offered) if row in words]
    pair.notebook.move_control(label, "ArrowDown", times=place, within=pair.copy())


def test_every_filter_moves_by_keyboard(pair):
    pair.reset()
    for label, away in (
        ("Result", "ArrowDown"),
        ("Setting", "ArrowDown"),
        ("Drug class in the arm", "ArrowDown"),
        ("Refractoriness", "End"),
        ("Year of the trial", "End"),
    ):
        moved(pair, label, away)
        moved(pair, label, "Home")
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page, FIRST_OUTPUT) == []


@pytest.mark.parametrize(
    ("label", "number"),
    [("Parts of trials too (subgroups)", SUBGROUPS), ("Superseded data cuts too", DATA_CUTS)],
)
def test_every_tick_moves_by_keyboard(pair, label, number):
    moved(pair, label, "Space", number=number)


def test_two_rows_are_answered_in_the_sentence_by_keyboard(pair):
    pair.reset()
    activity = pair.copy()
    with pair.seen(width=800, theme="Dark"):
        offered = activity.get_by_label("Compare", exact=True).locator("option").all_inner_texts()
        assert offered == [words for words, _ in pair.model.chart.words["offers"]["first"]]
        assert len(offered) > 10, "nothing, and the rows of the picture"
        picture, _ = pair.look()
        go_to(pair, "Compare", "MAIA 2019")
        go_to(pair, "with", "PERSEUS 2024")
        lead = "MAIA 2019, 0.55 (0.45 to 0.67), and PERSEUS 2024, 0.42 (0.30 to 0.59): never compared"
        then, says = pair.look()
        assert lead in says
        assert "who could enter" in says
        assert then != picture
        pair.notebook.all_said(activity)  # every key on the way is answered; the answer to the last is spoken
        assert lead in activity.locator(".mc-live").inner_text()
        pair.page.locator(".myeloma-explorer summary").first.focus()
        pair.page.keyboard.press("Enter")
        assert pair.page.locator(".myeloma-explorer a").first.is_visible()
        pair.notebook.screenshot("explorer_dark_800", activity)
        pair.notebook.assert_no_errors()
        assert grave_violations(pair.page, FIRST_OUTPUT) == []


def test_the_first_look_at_each_width(pair):
    pair.reset()
    for width in (1280, 420):
        with pair.seen(width=width):
            assert pair.notebook.drawn_marks(pair.copy()) > 40
            pair.notebook.screenshot(f"explorer_{width}", pair.copy())


def test_a_picture_that_is_fed_more_rows_grows_and_keeps_its_axis(pair):
    activity = pair.copy(SECOND_TRANSPLANT)
    low = activity.locator("svg").first.bounding_box()["height"]
    moved(pair, "Setting", "Home", number=SECOND_TRANSPLANT)
    assert activity.locator("svg").first.bounding_box()["height"] > low + 200
    pair.notebook.screenshot("explorer_grown", activity)


def test_pointing_at_a_row_shows_its_source(pair):
    pair.reset()
    picture = pair.copy().locator(".mc-picture svg").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    pair.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    pair.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 34)
    tip = pair.page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "IFM 2009" in tip.inner_text()
    assert "N Engl J Med 2017" in tip.inner_text()


def test_a_full_picture_with_two_rows_chosen(pair):
    moved(pair, "Compare", "ArrowDown", times=2, number=EARLY_RELAPSE)
    _, says = moved(pair, "with", "ArrowDown", times=9, number=EARLY_RELAPSE)
    assert "one randomised trial" in says
    pair.notebook.screenshot("explorer_chosen", pair.copy(EARLY_RELAPSE))
    pair.notebook.assert_no_errors()


def test_the_dial_turns_the_explorer_back(pair):
    pair.reset()
    picture, _ = pair.look()
    pair.notebook.move_control("As of", "ArrowLeft", times=8, within=pair.copy())
    pair.page.get_by_text("Shown as of the end of 2018").first.wait_for()
    assert pair.look()[0] != picture
    pair.notebook.screenshot("explorer_2018", pair.copy())
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page, FIRST_OUTPUT) == []
    pair.reset()

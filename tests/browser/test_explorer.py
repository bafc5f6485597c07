"""The evidence explorer by keyboard in a real JupyterLab."""

import pytest

from tests.browser.axe import grave_violations

CELLS = ["from utils.activities import evidence_explorer", "evidence_explorer()"]


def test_every_filter_moves_by_keyboard(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1500)
    notebook.run_all()
    activity = notebook.activity()
    for label, away in (
        ("Result", "ArrowDown"),
        ("Setting", "ArrowDown"),
        ("Drug class in the arm", "ArrowDown"),
        ("Refractoriness", "End"),
        ("Year of the trial", "End"),
    ):
        picture, words = notebook.drawing(activity), notebook.sentence()
        for key in (away, "Home"):
            notebook.move_control(label, key, within=activity)
            words = notebook.settle(words)
            picture = notebook.settle(picture, lambda: notebook.drawing(activity))
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []


@pytest.mark.parametrize("label", ["Parts of trials too (subgroups)", "Superseded data cuts too"])
def test_every_tick_moves_by_keyboard(open_notebook, label):
    notebook = open_notebook(
        cells=[CELLS[0], "evidence_explorer('pfs_median_months', 'relapse after lenalidomide and a PI')"
               if "Parts" in label else "evidence_explorer('os_median_months', 'first treatment, without transplant')"],
    )  # fmt: skip
    notebook.run_all()
    activity = notebook.activity()
    picture, words = notebook.drawing(activity), notebook.sentence()
    notebook.move_control(label, "Space", within=activity)
    notebook.settle(words)
    assert notebook.drawing(activity) != picture


def test_two_rows_are_answered_in_the_sentence_by_keyboard(open_notebook):
    notebook = open_notebook(cells=CELLS, width=800, height=1500, theme="dark")
    notebook.run_all()
    activity = notebook.activity()
    offered = activity.get_by_label("Compare", exact=True).locator("option").all_inner_texts()
    assert len(offered) == 1 + 13, "nothing, and the rows of the picture"
    assert any("MAIA 2019: D-Rd against Rd" in words for words in offered)
    picture = notebook.drawing(activity)
    notebook.move_control("Compare", "ArrowDown", times=5, within=activity)
    notebook.move_control("with", "ArrowDown", times=12, within=activity)
    # Every key on the way is answered: wait for the answer to the last, first shown, then spoken.
    lead = "MAIA 2019, 0.55 (0.45 to 0.67), and PERSEUS 2024, 0.42 (0.30 to 0.59): never compared"
    activity.locator(".mc-sentence", has_text=lead).wait_for()
    activity.locator(".mc-live", has_text=lead).wait_for(state="attached")
    assert "who could enter" in notebook.sentence()
    assert notebook.drawing(activity) != picture
    notebook.page.locator(".myeloma-explorer summary").focus()
    notebook.page.keyboard.press("Enter")
    assert notebook.page.locator(".myeloma-explorer a").first.is_visible()
    notebook.screenshot("explorer_dark_800")
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []


def test_the_first_look_at_each_width(open_notebook):
    for width in (1280, 420):
        notebook = open_notebook(cells=CELLS, width=width, height=1500)
        notebook.run_all()
        assert notebook.drawn_marks(notebook.activity()) > 40
        notebook.screenshot(f"explorer_{width}")


def test_a_picture_that_is_fed_more_rows_grows_and_keeps_its_axis(open_notebook):
    notebook = open_notebook(
        cells=[CELLS[0], "evidence_explorer('pfs_hr', 'second transplant')"], height=1400
    )
    notebook.run_all()
    activity = notebook.activity()
    low = activity.locator("svg").first.bounding_box()["height"]
    words = notebook.sentence()
    notebook.move_control("Setting", "Home", within=activity)
    notebook.settle(words)
    notebook.settle(False, lambda: activity.locator("svg").first.bounding_box()["height"] > low + 200)
    notebook.screenshot("explorer_grown", activity)


def test_pointing_at_a_row_shows_its_source(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1500)
    notebook.run_all()
    box = notebook.activity().locator(".mc-picture svg").first.bounding_box()
    notebook.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    notebook.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 34)
    tip = notebook.page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "IFM 2009" in tip.inner_text()
    assert "N Engl J Med 2017" in tip.inner_text()


def test_a_full_picture_with_two_rows_chosen(open_notebook):
    notebook = open_notebook(
        cells=[CELLS[0], "evidence_explorer('pfs_median_months', 'early relapse')"], height=1500
    )
    notebook.run_all()
    activity = notebook.activity()
    notebook.move_control("Compare", "ArrowDown", times=2, within=activity)
    notebook.move_control("with", "ArrowDown", times=9, within=activity)
    activity.locator(".mc-sentence", has_text="one randomised trial").wait_for()
    notebook.screenshot("explorer_chosen", activity)
    notebook.assert_no_errors()


def test_the_dial_turns_the_explorer_back(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1500)
    notebook.run_all()
    activity = notebook.activity()
    picture = notebook.drawing(activity)
    notebook.move_control("As of", "ArrowLeft", times=8, within=activity)
    notebook.page.get_by_text("Shown as of the end of 2018").first.wait_for()
    assert notebook.drawing(activity) != picture
    notebook.screenshot("explorer_2018")
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []

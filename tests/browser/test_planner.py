"""The relapse planner by keyboard in a real JupyterLab."""

from tests.browser.axe import grave_violations

CELLS = ["from utils.activities import relapse_planner", "relapse_planner()"]


def test_every_control_moves_by_keyboard(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1600)
    notebook.run_all()
    activity = notebook.activity()
    for label, key in (
        ("Lines of therapy so far", "ArrowRight"),
        ("How fast is the relapse?", "ArrowDown"),
    ):
        picture, words = notebook.drawing(activity), notebook.sentence()
        notebook.move_control(label, key, within=activity)
        notebook.settle(words)
        assert notebook.drawing(activity) != picture
    page = notebook.page.locator(".myeloma-planner")
    for label, key, asked in (("Fitness", "End", "frail people"), ("Distance", "End", "near the centre")):
        notebook.move_control(label, key, within=activity)
        page.get_by_text(asked).wait_for()
    picture, words = notebook.drawing(activity), notebook.sentence()
    activity.locator(".mc-more:not([open]) > summary").focus()
    notebook.page.keyboard.press("Enter")
    activity.get_by_role("group", name="Given so far").get_by_label("carfilzomib").focus()
    notebook.page.keyboard.press("Space")
    notebook.settle(words)
    assert notebook.drawing(activity) != picture
    words = notebook.sentence()
    stopped = activity.get_by_role("group", name="Stopped working").get_by_label("daratumumab or isatuximab")
    stopped.focus()
    notebook.page.keyboard.press("Space")
    assert "daratumumab or isatuximab" in notebook.settle(words)
    notebook.screenshot("planner")
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []


def test_marta_and_her_page_by_keyboard(open_notebook):
    notebook = open_notebook(cells=CELLS, width=800, height=1400, theme="dark")
    notebook.run_all()
    words = notebook.sentence()
    notebook.page.get_by_role("button", name="Marta, third relapse").focus()
    notebook.page.keyboard.press("Enter")
    assert "After 3 lines" in notebook.settle(words)
    summary = notebook.page.locator(".myeloma-planner summary").first
    summary.focus()
    notebook.page.keyboard.press("Enter")
    notebook.page.get_by_text("Opinion, or not known:").first.wait_for()
    notebook.screenshot("planner_dark_800")
    assert grave_violations(notebook.page) == []


def test_the_dial_turns_the_planner_back(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1600)
    notebook.run_all()
    activity = notebook.activity()
    picture, words = notebook.drawing(activity), notebook.sentence()
    notebook.move_control("As of", "ArrowLeft", times=11, within=activity)
    notebook.page.get_by_text("Shown as of the end of 2015").first.wait_for()
    assert notebook.sentence() != words
    assert notebook.drawing(activity) != picture
    notebook.screenshot("planner_2015")
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []

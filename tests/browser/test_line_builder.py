"""The line builder by keyboard alone in a real JupyterLab."""

import pytest

from tests.browser.axe import grave_violations

CELLS = ["from utils.activities import line_builder", "line_builder()"]
BAD = {
    "wrong_column.csv": ("begin,stop,drugs,planned,reason,event\n", "column start is missing"),
    "wrong_date.csv": (
        "start,stop,drugs,planned,reason,event\n13/01/2020,,VRd,1,,start\n",
        "Row 2, column start",
    ),
    "formula.csv": (
        "start,stop,drugs,planned,reason,event\n2020-01-13,,=cmd,1,,start\n",
        "Row 2, column drugs",
    ),
    "html.csv": (
        "start,stop,drugs,planned,reason,event\n2020-01-13,,<img src=x onerror=alert(1)>,1,,start\n",
        "<img src=x onerror=alert(1)>",
    ),
}


def press(notebook, control, *keys):
    """Put the keyboard on a control and press keys there; the sentence that follows."""
    before = notebook.sentence()
    control.focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    return notebook.settle(before)


def write(notebook, label, text):
    """Replace the text of a field and leave it with the keyboard."""
    before = notebook.sentence()
    notebook.page.get_by_label(label, exact=True).focus()
    notebook.page.keyboard.press("ControlOrMeta+a")
    notebook.page.keyboard.type(text)
    notebook.page.keyboard.press("Enter")
    return notebook.settle(before)


def load(notebook, path):
    """Press the button with the keyboard and choose a file."""
    with notebook.page.expect_file_chooser() as chooser:
        notebook.page.get_by_role("button", name="Load a CSV").focus()
        notebook.page.keyboard.press("Enter")
    chooser.value.set_files(path)


def test_a_history_is_edited_by_keyboard_alone(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1900)
    notebook.run_all()
    page, activity = notebook.page, notebook.activity()
    assert notebook.sentence().startswith("4 lines of therapy")
    notebook.screenshot("line_builder")
    picture = notebook.drawing(activity)
    assert "1 line of therapy" in press(notebook, page.get_by_label("Start from"), "ArrowDown")
    assert notebook.drawing(activity) != picture

    planned = page.get_by_label("Planned when the line began")
    assert "2 lines of therapy" in press(notebook, planned, "Space")
    assert "Event 3" in press(notebook, page.get_by_label("Events", exact=True), "ArrowUp")
    assert "1 line of therapy" in press(notebook, page.get_by_role("button", name="Undo all edits"), "Enter")

    added = press(notebook, page.get_by_role("button", name="Add an event after this one"), "Enter")
    assert "Event 5, progression" in added
    assert "Refractory to lenalidomide" in added
    assert "Refractory to nothing" in write(notebook, "From", "2025-06-01")
    assert "Event 5, start" in press(notebook, page.get_by_label("What happened"), "Home")
    assert "Event 5, start DKd" in write(notebook, "Drugs", "DKd")
    assert "2 lines of therapy" in notebook.sentence()
    page.get_by_label("Best response").focus()
    page.keyboard.press("End")
    write(notebook, "To", "2025-09-01")
    assert "Event 4" in press(notebook, page.get_by_role("button", name="Remove this event"), "Enter")
    assert "1 line of therapy" in notebook.sentence()
    notebook.screenshot("line_builder_used")
    notebook.assert_no_errors()
    assert grave_violations(page) == []


@pytest.mark.parametrize("width", [800, 420])
def test_narrow_and_dark(open_notebook, width):
    notebook = open_notebook(cells=CELLS, width=width, height=1500, theme="dark")
    notebook.page.keyboard.press("ControlOrMeta+b")
    notebook.run_all()
    press(notebook, notebook.page.get_by_label("Start from"), "End")
    notebook.screenshot(f"line_builder_dark_{width}")
    notebook.assert_no_errors()
    assert grave_violations(notebook.page) == []


def test_a_bad_edit_is_said_and_mended(open_notebook):
    notebook = open_notebook(cells=CELLS, height=1700)
    notebook.run_all()
    notebook.page.get_by_label("From", exact=True).fill("last May")
    notebook.page.keyboard.press("Enter")
    trouble = notebook.page.locator(".mc-trouble:not([hidden])")
    trouble.locator("p").get_by_text("column start: 'last May' cannot be used").wait_for()
    notebook.page.get_by_label("From", exact=True).fill("2024-11-03")
    notebook.page.keyboard.press("Enter")
    trouble.wait_for(state="hidden")
    notebook.assert_no_errors()


def test_a_bad_file_is_refused_as_text(open_notebook, tmp_path):
    notebook = open_notebook(cells=CELLS, height=1700)
    notebook.run_all()
    before = notebook.sentence()
    assert notebook.page.get_by_text("Never enter a real person's data").is_visible()
    for name, (text, said) in BAD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        load(notebook, tmp_path / name)
        notebook.page.get_by_role("status").get_by_text(said).wait_for()
    assert notebook.sentence() == before
    good = tmp_path / "good.csv"
    good.write_text(
        "start,stop,drugs,planned,reason,event\n2020-01-13,2021-01-11,Rd,1,=cmd <b>note</b>,start\n",
        encoding="utf-8",
    )
    load(notebook, good)
    assert "1 line of therapy" in notebook.settle(before)
    notebook.assert_no_errors()

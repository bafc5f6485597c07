"""The response classifier by keyboard alone in a real JupyterLab: step, change a value, paste a table with a wrong cell."""

from tests.browser.axe import grave_violations

CELLS = ["from utils.activities import response_classifier", "response_classifier()"]
WRONG = "date;M-protein (g/dL)\n2024-01-08;3,6\n2024-02-05;36\n"


def test_a_series_is_read_changed_and_pasted_by_keyboard_alone(open_notebook):
    notebook = open_notebook(cells=CELLS, width=1280, height=1500)
    notebook.run_all()
    page = notebook.page
    slider = page.get_by_label("Read up to visit")
    before = notebook.sentence()
    assert before.startswith("Visit 24 of 24")
    slider.focus()
    page.keyboard.press("Home")
    assert "Visit 1 of 24" in notebook.settle(before)
    assert slider.get_attribute("aria-valuetext") == "1 of 24"

    before = notebook.sentence()
    page.get_by_label("Series", exact=True).focus()
    page.keyboard.press("ArrowDown")  # Marta 2 has thirteen visits: the slider follows
    assert "Visit 1 of 13" in notebook.settle(before)
    slider.focus()
    before = notebook.sentence()
    page.keyboard.press("End")
    assert "Visit 13 of 13" in (before := notebook.settle(before))
    notebook.screenshot("classifier")

    page.get_by_label("its value").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    assert "partial response (PR)" in (before := notebook.settle(before))
    page.get_by_role("button", name="Undo all changes").focus()
    page.keyboard.press("Enter")
    assert "progression (PD)" in (before := notebook.settle(before))

    page.get_by_text("The whole table: edit it, or paste your own").click()
    assert page.get_by_text("Never enter a real person's data").is_visible()
    table = page.get_by_label("Table", exact=True)
    table.fill(WRONG)
    page.get_by_role("button", name="Read this table").focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text(
        "Line 3, column m_protein: m_protein 36 g/dL is impossible"
    ).wait_for()
    assert table.input_value() == WRONG
    assert notebook.sentence() == before
    notebook.screenshot("classifier_refused")
    table.fill(WRONG.replace(";36", ";1,7"))
    page.get_by_role("button", name="Read this table").focus()
    page.keyboard.press("Enter")
    assert "Visit 2 of 2, 5 February 2024: partial response (PR), seen once" in notebook.settle(before)
    notebook.assert_no_errors()
    assert grave_violations(page) == []

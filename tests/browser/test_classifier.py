"""The response classifier by keyboard alone in a real JupyterLab: step, change a value, paste a table with a wrong cell."""

import pytest

from tests.browser.axe import grave_violations
from tests.browser.pair import FIRST_OUTPUT

pytestmark = pytest.mark.parametrize("pair", ["response_classifier"], indirect=True)
STILL = 15  # looks, a tenth of a second apart
WRONG = "date;M-protein (g/dL)\n2024-01-08;3,6\n2024-02-05;36\n"


class Classifier:
    """The first of the two classifiers, made anew, with its form below."""

    def __init__(self, pair):
        self.page, self.notebook, self.activity = pair.page, pair.notebook, pair.anew()
        self.form = pair.page.locator(FIRST_OUTPUT)

    def sentence(self):
        return self.notebook.sentence(self.activity)

    def press(self, control, *keys):
        """Put the keyboard on a control and press keys there; the sentence that follows."""
        before = self.sentence()
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)
        return self.notebook.follows(before, self.sentence)

    def button(self, name):
        return self.form.get_by_role("button", name=name)


def test_a_series_is_read_changed_and_pasted_by_keyboard_alone(pair):
    shown = Classifier(pair)
    assert shown.sentence().startswith("Visit 24 of 24")
    slider = shown.form.get_by_label("Read up to visit")
    assert "Visit 1 of 24" in shown.press(slider, "Home")
    assert slider.get_attribute("aria-valuetext") == "1 of 24"
    # Marta's second series has thirteen visits: the slider follows.
    assert "Visit 1 of 13" in shown.press(shown.form.get_by_label("Series", exact=True), "ArrowDown")
    assert "Visit 13 of 13" in shown.press(slider, "End")

    value = shown.form.get_by_label("its value")
    stands = [value.input_value()]
    # The picture answers before the kernel has told the form: not before the form holds still for a while.
    pair.notebook.wait_for(
        lambda: (
            stands.append(value.input_value()) or (len(stands) > STILL and len(set(stands[-STILL:])) == 1)
        ),
        60,
        "its form never came to rest",
    )
    assert "partial response (PR)" in shown.press(value, "ControlOrMeta+a", "6", "Enter")
    assert "progression (PD)" in shown.press(shown.button("Undo all changes"), "Enter")

    shown.form.get_by_role("button", name="Show the whole table").press("Enter")
    shown.form.get_by_text("Never enter a real person's data").wait_for()
    table, before = shown.form.get_by_label("Table", exact=True), shown.sentence()
    table.fill(WRONG)
    shown.button("Read this table").press("Enter")
    said = "Line 3, column M-protein (g/dL): m_protein 36 g/dL is impossible"
    shown.form.get_by_role("alert").get_by_text(said).wait_for()
    assert table.input_value() == WRONG
    assert shown.sentence() == before
    pair.notebook.screenshot("classifier_refused")
    table.fill(WRONG.replace(";36", ";1,7"))
    assert "Visit 2 of 2 of your own table, 5 February 2024: partial response (PR), seen once" in shown.press(
        shown.button("Read this table"), "Enter"
    )
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page) == []


def test_narrow_and_dark(pair):
    with pair.seen(width=420, theme="Dark"):
        pair.notebook.screenshot("classifier_dark_420")
        assert grave_violations(pair.page) == []

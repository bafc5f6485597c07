"""The line builder by keyboard alone in a real JupyterLab."""

import pytest

from tests.browser.axe import grave_violations
from tests.browser.pair import FIRST_OUTPUT

pytestmark = pytest.mark.parametrize("pair", ["line_builder"], indirect=True)
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


class Builder:
    """The first of the two builders, made anew, with its form above."""

    def __init__(self, pair):
        self.pair, self.page, self.notebook = pair, pair.page, pair.notebook
        self.activity = pair.anew()
        pair.edited = True
        self.form = pair.page.locator(FIRST_OUTPUT)

    def field(self, label):
        """A field of the form or a control of the picture."""
        return self.form.get_by_label(label, exact=True)

    def button(self, name):
        return self.form.get_by_role("button", name=name)

    def sentence(self):
        return self.notebook.sentence(self.activity)

    def follows(self, before):
        """The sentence that follows."""
        return self.notebook.follows(before, self.sentence)

    def press(self, control, *keys):
        """Put the keyboard on a control and press keys there; the sentence that follows."""
        before = self.sentence()
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)
        return self.follows(before)

    def write(self, label, text):
        """Replace the text of a field and leave it with the keyboard; the sentence that follows."""
        before = self.sentence()
        self.field(label).focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        return self.follows(before)

    def set_day(self, label, day):
        """Give a date field a day, as the browser's own calendar does; the sentence that follows."""
        before = self.sentence()
        self.field(label).fill(day)
        self.page.keyboard.press("Tab")
        return self.follows(before)

    def load(self, path):
        """Press the button with the keyboard and choose a file."""
        with self.page.expect_file_chooser() as chooser:
            self.button("Load a CSV").focus()
            self.page.keyboard.press("Enter")
        chooser.value.set_files(path)


@pytest.fixture
def builder(pair):
    return Builder(pair)


def test_a_history_is_edited_by_keyboard_alone(builder):
    assert builder.sentence().startswith("4 lines of therapy")
    builder.notebook.screenshot("line_builder")
    picture, _ = builder.pair.look()
    assert "1 line of therapy" in builder.press(builder.field("Start from"), "ArrowDown")
    assert builder.pair.look()[0] != picture

    planned = builder.field("Planned when the line began")
    assert "2 lines of therapy" in builder.press(planned, "Space")
    assert "Event 3" in builder.press(builder.field("Events"), "ArrowUp")
    assert "1 line of therapy" in builder.press(builder.button("Undo all edits"), "Enter")

    added = builder.press(builder.button("Add an event after this one"), "Enter")
    assert "Event 5, progression" in added
    assert "Refractory to lenalidomide" in added
    assert "Refractory to nothing" in builder.set_day("From", "2025-06-01")
    assert "Event 5, start" in builder.press(builder.field("What happened"), "Home")
    assert "Event 5, start DKd" in builder.write("Drugs", "DKd")
    assert "2 lines of therapy" in builder.sentence()
    assert "carfilzomib" in builder.press(builder.field("Best response"), "End")
    builder.field("To").fill("2025-09-01")
    builder.page.keyboard.press("Tab")
    builder.form.locator("option", has_text="2025-09-01").wait_for(state="attached")
    assert "Event 4" in builder.press(builder.button("Remove this event"), "Enter")
    assert "1 line of therapy" in builder.sentence()
    builder.notebook.screenshot("line_builder_used")
    builder.notebook.assert_no_errors()
    assert grave_violations(builder.page, FIRST_OUTPUT) == []


@pytest.mark.parametrize("width", [800, 420])
def test_narrow_and_dark(builder, width):
    with builder.pair.seen(width=width, theme="Dark"):
        builder.press(builder.field("Start from"), "End")
        builder.notebook.screenshot(f"line_builder_dark_{width}")
        builder.notebook.assert_no_errors()
        assert grave_violations(builder.page, FIRST_OUTPUT) == []


def test_a_bad_edit_is_said_and_mended(builder):
    day, keyboard = builder.field("From"), builder.page.keyboard
    assert day.get_attribute("type") == "date"
    day.fill("")
    keyboard.press("Tab")
    trouble = builder.activity.locator(".mc-trouble:not([hidden])")
    trouble.locator("p").get_by_text("column start: '' cannot be used").wait_for()
    day.fill("2024-11-03")
    keyboard.press("Tab")
    trouble.wait_for(state="hidden")
    # Another event, then back: what follows is an edit of its own.
    builder.press(builder.field("Events"), "ArrowUp")
    builder.press(builder.field("Events"), "ArrowDown")
    # Typed with the keyboard, a year passes through 0002 and 0020; nothing may jump on the way.
    day.press_sequentially("11012024")
    keyboard.press("Tab")
    builder.form.locator("option", has_text="2024-11-01").wait_for(state="attached")
    builder.button("Undo the last edit").press("Enter")
    builder.form.locator("option", has_text="2024-11-03").wait_for(state="attached")
    builder.notebook.assert_no_errors()


def test_a_pasted_table_stays_until_it_can_be_read(builder):
    box = builder.field("Paste a table")
    box.fill("start;stop;drugs;planned;reason;event\n13.1.2020;;Rd;1;;start")
    builder.button("Read the pasted table").press("Enter")
    builder.form.get_by_role("status").get_by_text("Row 2, column start").wait_for()
    assert "13.1.2020" in box.input_value()


def test_a_bad_file_is_refused_as_text(builder, tmp_path):
    before = builder.sentence()
    assert builder.form.get_by_text("Never enter a real person's data").is_visible()
    for name, (text, said) in BAD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        builder.load(tmp_path / name)
        builder.form.get_by_role("status").get_by_text(said).wait_for()
    assert builder.sentence() == before
    good = tmp_path / "good.csv"
    good.write_text(
        "start,stop,drugs,planned,reason,event\n2020-01-13,2021-01-11,Rd,1,=cmd <b>note</b>,start\n",
        encoding="utf-8",
    )
    builder.load(good)
    assert "1 line of therapy" in builder.follows(before)
    builder.notebook.assert_no_errors()

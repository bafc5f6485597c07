"""LiveChart and the shell in a real JupyterLab: they move, keep moving while the kernel is busy, and say what fails."""

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.lab import opened_once

DECLARE = """
import time
import altair as alt
import pandas as pd
from utils.activities.activity import Activity
from utils.activities.controls import Checkbox, Choices, Range, Select, Text
from utils.activities.live import LiveChart

def line(controls):
    if controls.slope == 9:
        raise ValueError("nine is too steep.")
    return pd.DataFrame({"x": range(5), "y": [controls.slope * x for x in range(5)]})

def draw(frame):
    y = alt.Y("y:Q", title="Height", scale=alt.Scale(domain=[0, 40]))
    return alt.Chart(frame).mark_line().encode(x=alt.X("x:Q", title="Step"), y=y)

def draw_closed(frame):
    slope = alt.param(name="slope", value=2)
    sentence = alt.param(name="sentence", expr="'The line ends at ' + 4 * slope + '.'")
    steps = alt.Chart(alt.sequence(0, 5, 1, as_="x")).transform_calculate(y="datum.x * slope")
    y = alt.Y("y:Q", title="Height", scale=alt.Scale(domain=[0, 40]))
    return steps.mark_line().encode(x=alt.X("x:Q", title="Step"), y=y).add_params(slope, sentence)

def describe(controls, frame):
    return f"The line ends at {frame.y.iloc[-1]}."

def steep(answers, name="steep", most=10, **more):
    return Activity(
        name=name, title="How steep", label="illustrative", subtitle="A line", source="nobody",
        controls=[Range("slope", "Slope", 1, most, 1, value=2, unit="m")],
        compute=line, chart=draw_closed if answers == "chart" else draw, describe=describe, answers=answers,
        prompts=["Make it steeper."], headings={"x": "Step", "y": "Height (m)"}, **more,
    )
"""


@pytest.fixture(scope="module")
def shown(browser, lab):
    """One notebook with an activity of each kind, run once, for the tests that leave the kernel as it was."""
    with opened_once(browser, lab, "live.ipynb", cells_of(lab), 2600) as notebook:
        yield notebook


KERNEL, GRID, CHART, FORM, BESIDE, OTHER, SLOW, MADE, BROKEN = range(9)  # activities
BUSY, TWO, COUNT, PRINTED, BREAK, MISS = 4, 5, 7, 10, 11, 12  # code cells


def cells_of(lab) -> list[str]:
    """The cells; those that break something do so in every second run only, and not in the first."""
    two = "import ipywidgets\nbutton = ipywidgets.Button()\ndisplay(steep('kernel', above=[button]))\nsteep('grid', most=8)"
    return [
        DECLARE,
        "steep('kernel')",
        "steep('grid', most=8)",
        "steep('chart')",
        "time.sleep(0)",
        two,
        "steep('kernel', 'other')",
        "print('widgets', len(ipywidgets.widgets.widget._instances))",
        SLOWED.format(held=str(held_up(lab))),
        "made = steep('grid', most=8)\nmade",
        "print(made.values)",
        BROKEN_DRAWING,
        WITHOUT_RUNTIME,
    ]


def held_up(lab):
    """While this file exists, the kernel does not answer to a slope of three."""
    return lab.home / "the kernel is held up"


SLOWED = """
quick = line
def slowed(controls):
    while controls.slope == 3 and __import__('os').path.exists({held!r}):
        time.sleep(0.05)
    return quick(controls)
line = slowed
slow = steep('kernel')
line = quick
slow"""
BROKEN_DRAWING = """
breaks = not globals().get('breaks', True)
axis = alt.Axis(labelExpr='datum.label +')
drawing = alt.Chart(alt.sequence(0, 3, 1, as_='x')).mark_line().encode(x='x:Q', y=alt.Y('x:Q', axis=axis))
LiveChart(drawing, sentence='Three steps.', name='broken') if breaks else None"""
WITHOUT_RUNTIME = """
from pathlib import Path
from utils.activities import runtime
real, misses = globals().get('real', runtime.installed), not globals().get('misses', True)
runtime.installed = (lambda: Path('nowhere')) if misses else real
steep('grid', most=8) if misses else None"""


@pytest.fixture
def fresh(shown):
    """The same notebook with every activity reset."""
    for number in (KERNEL, GRID, CHART):
        shown.activity(number).get_by_role("button", name="Reset").click()
        says(shown, number, "The line ends at 8.")
    return shown


def says(notebook, number, sentence):
    """Wait until the activity says this."""
    notebook.says(sentence, notebook.activity(number))


@pytest.mark.parametrize("number", [KERNEL, GRID, CHART])
def test_arrow_keys_move_picture_and_sentence(fresh, number):
    activity = fresh.activity(number)
    before = fresh.drawing(activity)
    fresh.move_control("Slope", "ArrowRight", 2, within=activity)
    says(fresh, number, "The line ends at 16.")
    assert fresh.drawing(activity) != before
    assert fresh.drawn_marks(activity) == 1
    assert (
        activity.locator("svg").first.get_attribute("aria-label")
        == "Picture: A line. The sentence before it says what it shows now."
    )
    fresh.assert_no_errors()


def test_one_activity_does_not_move_another(fresh):
    others = [fresh.drawing(fresh.activity(number)) for number in (GRID, CHART)]
    fresh.move_control("Slope", "End", within=fresh.activity(KERNEL))
    says(fresh, KERNEL, "The line ends at 40.")
    assert [fresh.drawing(fresh.activity(number)) for number in (GRID, CHART)] == others


@pytest.mark.parametrize("number", [GRID, CHART])
def test_the_browser_answers_while_the_kernel_is_busy(fresh, number):
    cell = fresh.keep_busy(BUSY)
    before = fresh.drawing(fresh.activity(number))
    fresh.move_control("Slope", "ArrowRight", 1, within=fresh.activity(number))
    says(fresh, number, "The line ends at 12.")
    assert fresh.drawing(fresh.activity(number)) != before
    assert "*" in cell.locator(".jp-InputPrompt").inner_text(), "the kernel was not busy any more"
    fresh.wait_until_idle()


@pytest.mark.parametrize("number", [KERNEL, GRID, CHART])
def test_two_hundred_fast_moves_end_on_the_right_picture(fresh, number):
    activity = fresh.activity(number)
    right = fresh.drawing(activity.locator(".mc-picture"))
    late = activity.locator("input[type=range]").evaluate(FAST_MOVES, "The line ends at 8.")
    assert late is not None, fresh.sentence(activity)
    assert late <= 3, "answers on their way, then the latest; never a queue"
    fresh.settle(False, lambda: fresh.drawing(activity.locator(".mc-picture")) == right)


def test_an_error_is_told_in_words_and_in_full_and_goes_away(fresh):
    activity = fresh.activity(KERNEL)
    fresh.move_control("Slope", "ArrowRight", 7, within=activity)
    trouble = activity.locator(".mc-trouble")
    trouble.wait_for(state="visible")
    assert "nine is too steep." in trouble.inner_text()
    trouble.locator("summary").click()
    assert "ValueError" in trouble.locator("pre").inner_text()
    fresh.move_control("Slope", "ArrowLeft", 1, within=activity)
    says(fresh, KERNEL, "The line ends at 32.")
    fresh.assert_no_errors()


@pytest.mark.parametrize("number", [KERNEL, GRID])
def test_the_data_can_be_read_as_a_table(fresh, number):
    activity = fresh.activity(number)
    activity.get_by_role("button", name="Show the data").click()
    fresh.move_control("Slope", "ArrowRight", 1, within=activity)
    says(fresh, number, "The line ends at 12.")
    rows = [row.inner_text().split() for row in activity.locator("tr").all()]
    assert rows[0] == ["Step", "Height", "(m)"]
    assert rows[-1] == ["4", "12"]
    activity.get_by_role("button", name="Hide the data").click()


def test_picture_and_data_can_be_kept(fresh):
    activity = fresh.activity(GRID)
    kept = {}
    for kind, button in {"svg": "Save as SVG", "png": "Save as PNG", "csv": "Save data (CSV)"}.items():
        with fresh.page.expect_download() as waiting:
            activity.get_by_role("button", name=button, exact=True).click()
        assert waiting.value.suggested_filename == f"steep.{kind}"
        with open(waiting.value.path(), "rb") as file:
            kept[kind] = file.read()
    assert kept["svg"].startswith(b"<svg")
    assert kept["png"].startswith(b"\x89PNG")
    assert kept["csv"].decode().splitlines()[:2] == ["x,y", "0,0"]


@pytest.mark.skipif(axe_script() is None, reason="axe-core comes with axe-playwright-python")
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_grave(fresh, theme):
    fresh.choose_theme(theme)
    fresh.activity(KERNEL).get_by_role("button", name="Show the data").click()
    try:
        assert grave_violations(fresh.page, ".mc-activity") == []
    finally:
        fresh.activity(KERNEL).get_by_role("button", name="Hide the data").click()
        fresh.choose_theme("JupyterLab Light")


def test_the_drawing_code_arrives_once(shown):
    sizes = shown.page.evaluate(
        "() => Object.keys(globalThis).filter(key => key.startsWith('myeloma-course-'))"
    )
    assert len(sizes) == 1


def test_ten_runs_of_a_cell_leave_as_many_widgets_as_one(fresh):
    printed = fresh.page.locator(".jp-CodeCell").nth(COUNT).locator(".jp-OutputArea-output")
    fresh.run_cell(COUNT)
    once = printed.inner_text()
    shown = fresh.page.locator(fresh.ACTIVITY).count()
    fresh.run_cell(TWO, times=10)
    fresh.run_cell(COUNT)
    assert printed.inner_text() == once
    fresh.wait_for(lambda: fresh.page.locator(DRAWN).count() == shown, 60, "its pictures were never drawn")
    for number in (FORM, BESIDE, OTHER):
        fresh.move_control("Slope", "ArrowRight", 1, within=fresh.activity(number))
        says(fresh, number, "The line ends at 12.")
    fresh.assert_no_errors()


DRAWN = ".jp-OutputArea-output .mc-activity[data-drawn]"


def test_a_kernel_that_takes_long_is_named_and_the_answer_follows(fresh, lab):
    held, slow = held_up(lab), fresh.activity(SLOW)
    for _ in range(2):  # JupyterLab sends the second question on another way than the first
        held.touch()
        fresh.move_control("Slope", "ArrowRight", 1, within=slow)
        notice = slow.locator(".mc-notice")
        notice.wait_for(state="visible")
        assert "Still computing" in notice.inner_text()
        held.unlink()
        says(fresh, SLOW, "The line ends at 12.")
        fresh.assert_no_errors()
        fresh.move_control("Slope", "ArrowLeft", 1, within=slow)
        says(fresh, SLOW, "The line ends at 8.")


def test_a_drawing_error_is_told_in_words(fresh):
    fresh.run_cell(BREAK)
    broken = fresh.activity(BROKEN)
    broken.locator(".mc-trouble").get_by_text("could not be drawn").wait_for()
    assert fresh.sentence(broken) == "Three steps."
    fresh.run_cell(BREAK)
    fresh.assert_no_errors()


def test_a_missing_runtime_leaves_the_still_picture_and_names_the_command(fresh):
    fresh.run_cell(MISS)
    output = fresh.page.locator(".jp-CodeCell").nth(MISS).locator(".jp-OutputArea").last
    output.locator("svg").first.wait_for()
    assert fresh.drawn_marks(output.locator(".vega-embed").first) == 1
    assert "python3 course.py prepare" in output.inner_text()
    fresh.run_cell(MISS)
    fresh.assert_no_errors()


def test_a_reloaded_page_shows_the_same_moved_picture(fresh):
    fresh.move_control("Slope", "ArrowRight", 2, within=fresh.activity(MADE))
    says(fresh, MADE, "The line ends at 16.")
    printed = fresh.page.locator(".jp-CodeCell").nth(PRINTED).locator(".jp-OutputArea-output")
    fresh.settle(False, lambda: fresh.run_cell(PRINTED) or "'slope': 4" in printed.inner_text())
    drawn = fresh.page.locator(DRAWN).count()
    fresh.save()
    fresh.page.reload()
    fresh.wait_until_idle()
    fresh.wait_for(lambda: fresh.page.locator(DRAWN).count() == drawn, 60, "its pictures never came back")
    says(fresh, MADE, "The line ends at 16.")
    fresh.move_control("Slope", "ArrowRight", 1, within=fresh.activity(MADE))
    says(fresh, MADE, "The line ends at 20.")


@pytest.mark.parametrize("end", ["a shutdown elsewhere", "Restart Kernel…", "Shut Down Kernel"])
def test_a_kernel_that_is_gone_is_named(open_notebook, lab, end):
    notebook = open_notebook(
        "dead.ipynb", cells=[DECLARE, "steep('kernel')", "steep('grid', most=8)"], height=2000
    )
    notebook.run_all()
    if end.endswith("elsewhere"):
        lab.shut_kernels(notebook.name)
    else:
        notebook.choose("Kernel", end)
    if end.startswith("Restart"):
        notebook.page.locator("dialog.jp-Dialog").first.wait_for()  # whether one is sure
    else:
        gone = lambda: all(s["path"] != notebook.name for s in lab.ask("api/sessions"))  # noqa: E731
        notebook.wait_for(gone, 60, "its kernel never ended")
    notebook.dismiss_dialogs()
    notebook.move_control("Slope", "ArrowRight", 1, within=notebook.activity(0))
    notice = notebook.activity(0).locator(".mc-notice")
    notice.wait_for(state="visible")
    assert "has stopped or was started anew" in notice.inner_text()
    notebook.move_control("Slope", "ArrowRight", 1, within=notebook.activity(1))
    says(notebook, 1, "The line ends at 12.")


# How many sentences are said after the last of 200 moves, until the right one has stood for a while; null: it never came.
FAST_MOVES = """async (input, wanted) => {
  const sentence = input.closest('.mc-activity').querySelector('.mc-sentence');
  const frame = () => new Promise(requestAnimationFrame);
  for (let i = 0; i < 200; i += 1) {
    input.value = i === 199 ? 1 : i % 7;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (i % 5 === 0) await frame();
  }
  let said = sentence.textContent, changes = 0, quiet = 0;
  for (let frames = 0; frames < 3600 && quiet < 30; frames += 1) {
    await frame();
    if (sentence.textContent !== said) changes += 1;
    said = sentence.textContent;
    quiet = said === wanted ? quiet + 1 : 0;
  }
  return quiet ? changes : null;
}"""


def test_scrolled_away_and_back_it_still_answers(open_notebook, lab):
    """As learners have it: JupyterLab takes cells off the page that are out of sight."""
    tracker = lab.home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    told = tracker.read_text(encoding="utf-8")
    tracker.write_text('{"windowingMode": "full"}', encoding="utf-8")
    try:
        cells = [DECLARE, "steep('grid', most=8)", *(f"print('line\\n' * 30, {i})" for i in range(12))]
        notebook = open_notebook("windowed.ipynb", cells=cells, height=700, fresh=True)
        notebook.run_all()
        scroller = notebook.page.locator(".jp-WindowedPanel-outer").first
        scroller.evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
        notebook.page.wait_for_timeout(500)
        scroller.evaluate("panel => panel.scrollTo(0, 0)")
        notebook.page.wait_for_selector(f"{notebook.ACTIVITY}[data-drawn]")
        notebook.move_control("Slope", "ArrowRight", 2)
        says(notebook, 0, "The line ends at 16.")
        assert notebook.drawn_marks(notebook.activity()) == 1
        notebook.assert_no_errors()
    finally:
        tracker.write_text(told, encoding="utf-8")

"""Every activity in a real JupyterLab, held to the same promises: keyboard, latest only, re-runs, copies, axe, silence.

The rules are general: a seventh activity is one more row. What belongs to one activity alone is in its own test.
Each activity has a notebook of its own (see `pair.py`), opened once for these tests and those of its own file.
"""

import pytest

from tests.browser.axe import axe_script, grave_violations
from tests.browser.pair import BOTH_DRAWN, COUNT, FIRST, FIRST_OUTPUT, SECOND
from tests.six_activities import NAMES
from utils.activities.controls import Range, Steps

IN_FLIGHT = 3  # changes that may still come after the last move: answers on their way, then the latest
RUNS = 3  # what one run leaves behind, three leave thrice: the count must be the very same

pytestmark = pytest.mark.parametrize("pair", NAMES, indirect=True)


def keys_of(element) -> tuple[str, ...]:
    """Keys of which one must change this control, wherever it stands."""
    kind = element.evaluate("e => e.type || e.tagName.toLowerCase()")
    return {"range": ("ArrowRight", "Home"), "checkbox": ("Space",)}.get(kind, ("ArrowDown", "End", "Home"))


def test_tab_reaches_every_control_in_the_order_of_reading(pair):
    copy, page = pair.copy(0), pair.page
    wanted = copy.locator("input, select, button, summary, a[href]").evaluate_all(NUMBER_THEM)
    copy.locator(f'[data-number="{wanted[0]}"]').focus()
    reached = [page.evaluate(FOCUSED)]
    for _ in wanted[1:]:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert reached == wanted


def test_every_control_has_a_name_and_moves_picture_or_sentence_by_keyboard(pair):
    pair.reset()
    pair.open_more()
    controls = pair.copy(0).locator(".mc-controls").locator("input, select")
    assert controls.count() >= len(pair.controls)
    for number in range(controls.count()):
        control = controls.nth(number)
        named = control.evaluate("e => [...(e.labels ?? [])].map(label => label.innerText.trim()).join('')")
        assert named, f"control {number} of {pair.name} has no label"
        assert moves(pair, 0, control), f"{pair.name}: {named!r} moves neither picture nor sentence"
        pair.reset()
    pair.notebook.assert_no_errors()


def moves(pair, number: int, control) -> bool:
    """Whether one of the keys for this control changes what its copy shows."""
    before = pair.look(number)
    for key in keys_of(control):
        control.focus()
        pair.page.keyboard.press(key)
        if pair.look(number) != before:
            return True
    return False


def test_two_hundred_fast_moves_end_on_the_right_picture(pair):
    pair.open_more()
    for control in (c for c in pair.controls if isinstance(c, Range | Steps)):
        pair.reset()
        last = control.settings[0]
        pair.model.update(**{control.name: last})
        slider = pair.copy(0).get_by_label(control.label, exact=True)
        late = slider.evaluate(FAST_MOVES, pair.model.sentence)
        right = pair.look()
        pair.model.update(**{control.name: control.value})
        assert late is not None, f"{control.name}: still says {right[1]}"
        assert late <= IN_FLIGHT, f"{control.name}: {late} answers came after the last move"
        assert right[0] == slowly(pair, slider), f"{control.name}: another picture than after one move"


def slowly(pair, slider) -> str:
    """What is drawn when the slider is moved to its left end with one key."""
    pair.reset()
    slider.focus()
    pair.page.keyboard.press("Home")
    assert slider.input_value() == "0"
    return pair.look()[0]


def test_two_copies_do_not_cross_talk(pair):
    pair.reset(0)
    pair.reset(1)
    for moved, other in ((0, 1), (1, 0)):
        quiet = pair.look(other)
        assert moves(pair, moved, pair.copy(moved).locator(".mc-controls").locator("input, select").first)
        assert pair.look(other) == quiet
        pair.reset(moved)


@pytest.mark.parametrize("steps", [40])
def test_forty_held_steps_of_any_control_are_one_announcement(pair, steps):
    """The control speaks its own value; the sentence is spoken once, after rest, and only what is new in it."""
    pair.open_more()
    copy, sentence = pair.copy(0), lambda: pair.notebook.sentence(pair.copy(0))
    assert copy.locator("output, [aria-live]:not(.mc-live):not(.mc-prompts p)").count() == 0
    controls = copy.locator(".mc-controls").locator("input[type=range], select")
    for number in range(controls.count()):
        pair.reset()
        pair.notebook.all_said(copy)
        before = sentence()
        copy.locator(".mc-live").evaluate(HEAR)
        controls.nth(number).focus()
        for key in ("ArrowUp", "ArrowDown"):
            for _ in range(steps // 2):
                pair.page.keyboard.down(key)  # and again, as a key that is held repeats itself
        for key in ("ArrowUp", "ArrowDown"):
            pair.page.keyboard.up(key)
        pair.notebook.all_said(copy)
        heard = pair.page.evaluate("() => globalThis.heard")
        assert len(heard) == int(sentence() != before), heard
        known = f"{sentence()} {copy.locator('svg').first.get_attribute('aria-label')}"
        assert all(part in known for said in heard for part in said.split(". ")), heard


def test_its_title_is_a_heading_and_its_picture_does_not_repeat_the_sentence(pair):
    copy = pair.copy(0)
    assert copy.get_by_role("heading", name=pair.model.title, level=3).count() == 1
    alt = copy.locator("svg").first.get_attribute("aria-label")
    assert alt
    assert pair.notebook.sentence(copy) not in alt


@pytest.mark.skipif(axe_script() is None, reason="axe-core comes with axe-playwright-python")
def test_axe_finds_nothing_grave_in_either_theme(pair):
    toggle = pair.copy(0).locator(".mc-buttons [aria-expanded]")
    toggle.click()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        pair.notebook.choose_theme(theme)
        assert grave_violations(pair.page, FIRST_OUTPUT) == [], theme  # a page as a whole: test_notebooks.py
    toggle.click()


def test_runs_of_its_cell_again_leave_as_many_widgets_as_one(pair):
    printed = pair.page.locator(".jp-CodeCell").nth(COUNT).locator(".jp-OutputArea-output")
    pair.notebook.run_cell(COUNT)  # now that every cell has run
    once = printed.inner_text()
    pair.notebook.run_cell(FIRST, RUNS)
    pair.notebook.run_cell(COUNT)
    assert printed.inner_text() == once
    pair.page.wait_for_function(BOTH_DRAWN)
    pair.reset()
    pair.notebook.assert_no_errors()


def test_it_is_put_on_the_page_once_and_drawn_once(pair):
    """How long that takes is told by benchmarks/run.py start; what would make it twice as long is counted here."""
    page = pair.page
    page.evaluate(WATCH, SECOND)
    pair.notebook.run_cell(SECOND)
    page.wait_for_function("() => globalThis.drawings.done")
    assert page.evaluate("() => [globalThis.drawings.activities, globalThis.drawings.pictures]") == [1, 1]


# What a screen reader would hear: every change of the live region that leaves text in it.
HEAR = """live => {
  globalThis.heard = [];
  globalThis.ear?.disconnect();
  globalThis.ear = new MutationObserver(() => { if (live.textContent) globalThis.heard.push(live.textContent); });
  globalThis.ear.observe(live, { childList: true, characterData: true, subtree: true });
}"""

NUMBER_THEM = """found => found
  .filter(e => e.checkVisibility() && !(e.closest('details:not([open])') && e.tagName !== 'SUMMARY'))
  .map((e, i) => { e.dataset.number = `${i}`; return `${i}`; })"""

FOCUSED = "() => document.activeElement?.dataset.number ?? document.activeElement?.outerHTML.slice(0, 120)"

# How many sentences are said after the last of 200 moves, until the right one has stood for a while; null: it never came.
FAST_MOVES = """async (input, wanted) => {
  const sentence = input.closest('.mc-activity').querySelector('.mc-sentence');
  const frame = () => new Promise(requestAnimationFrame);
  const places = Number(input.max) + 1;
  for (let i = 1; i <= 200; i += 1) {
    input.value = i === 200 ? 0 : 1 + (i % (places - 1));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (i % 5 === 0 && i < 200) await frame();
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

WATCH = """number => {
  const cell = document.querySelectorAll('.jp-CodeCell')[number];
  const old = cell.querySelector('.mc-activity');
  const seen = globalThis.drawings = { activities: new Set(), pictures: new Set(), done: false };
  const watch = new MutationObserver(async () => {
    const fresh = [...cell.querySelectorAll('.mc-activity')].filter(activity => activity !== old);
    fresh.forEach(activity => seen.activities.add(activity));
    fresh.forEach(activity => activity.querySelectorAll('.mc-picture svg').forEach(svg => seen.pictures.add(svg)));
    if (!fresh.some(activity => activity.dataset.drawn)) return;
    for (let i = 0; i < 10; i += 1) await new Promise(requestAnimationFrame);
    watch.disconnect();
    globalThis.drawings = { activities: seen.activities.size, pictures: seen.pictures.size, done: true };
  });
  watch.observe(cell, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-drawn'] });
}"""

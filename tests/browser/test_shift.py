"""The night shift by keyboard alone in a real JupyterLab: tick, commit, let the clock run; narrow, in the dark."""

import pytest

from tests.browser.axe import grave_violations
from tests.browser.pair import FIRST_OUTPUT

pytestmark = pytest.mark.parametrize("pair", ["night_shift"], indirect=True)


def test_a_check_is_graded_committed_and_the_clock_runs_by_keyboard_alone(pair):
    activity, form = pair.anew(), pair.page.locator(FIRST_OUTPUT)
    said = form.locator("[role=status]", has_text="The row that decided")
    for finding in ("Treated for fever, not over yet", "Low pressure, fluids hold it"):
        form.get_by_label(finding).press("Space")
    commit = form.get_by_role("button", name="Commit, then see")
    commit.press("Enter")
    said.get_by_text("Both grades as the rule has them.").wait_for()
    assert "You did not ring." in said.inner_text()
    before = pair.notebook.sentence(activity)
    form.get_by_role("button", name="+ 4 hours").press("Enter")
    after = pair.notebook.settle(before, lambda: pair.notebook.sentence(activity))
    assert after.startswith("Bed 1, hour 32 of 72, 04:00.")
    assert form.get_by_text(after, exact=False).count() >= 2  # beside the ticks as well
    pair.edited = True
    pair.notebook.assert_no_errors()
    assert grave_violations(pair.page) == []


def test_every_finding_can_be_read_whole_on_a_phone_in_the_dark(pair):
    with pair.seen(width=390, theme="Dark"):
        ticks = pair.page.locator(FIRST_OUTPUT).locator(".widget-checkbox span")
        cut = "found => found.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        assert ticks.count() >= 15
        assert ticks.evaluate_all(cut) == []

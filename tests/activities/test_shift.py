"""The night shift: a thousand nights have one key each, found again from the printed sheet; the form grades what is ticked."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.forms import form_of
from utils.activities import night_shift
from utils.activities.ward.form import TICKS
from utils.activities.ward.key import ROUNDS, count, find_key, rate
from utils.activities.ward.nights import CHANCE, NIGHTS, look
from utils.activities.ward.words import AWAKE, read_sheet
from utils.models.ward import HOURS

SEEDS = range(1, 1001)
DOSE = re.compile(r"\b\d[\d.]* ?(mg|µg/kg|mcg|ml|mL|units|g)\b|tocilizumab|dexamethasone|paracetamol")


def grade_from_text(sheet: str) -> tuple[int, int]:
    """Both grades by the published tables alone, from nothing but the words of the sheet."""
    fever = float(re.search(r"([\d.]+) °C, pulse", sheet)[1]) >= 38
    treated = "Medicine against fever was given" in sheet
    pressure = (
        3
        if "norepinephrine and epinephrine" in sheet
        else 2
        if "norepinephrine" in sheet
        else int("fluids hold it" in sheet)
    )
    flow = re.search(r"on (\d+) L/min by nasal cannula", sheet)
    oxygen = 3 if "BiPAP" in sheet else 2 if "mask" in sheet else int(flow is not None and int(flow[1]) <= 6)
    crs = 0 if "explains fever" in sheet or not (fever or treated) else 1 + max(pressure, oxygen)
    awake = next(level for level, words in enumerate(AWAKE) if f" {words}. " in sheet)
    awake = 0 if "explains the drowsiness" in sheet else awake
    ice = points_from_text(sheet)
    items = [0 if ice == 10 else 1 if ice >= 7 else 2 if ice >= 3 else 3, awake]
    items += [3 * ("A short seizure" in sheet), 4 * ("five minutes" in sheet), 4 * ("Cannot lift" in sheet)]
    items += [3 * ("local swelling" in sheet), 4 * ("whole brain" in sheet)]
    return crs, max(items)


def points_from_text(sheet: str) -> int:
    if "everything right" in sheet:
        return 10
    if "cannot be done" in sheet:
        return 0
    where, things = re.search(r"knows (\d)", sheet), re.search(r"names (\d)", sheet)
    lost = sum(part in sheet for part in ("does not follow", "does not write", "cannot count"))
    return int(where[1]) + int(things[1]) + 3 - lost


def test_a_thousand_nights_have_the_key_that_the_printed_sheet_gives():
    """No night is unsolvable: what the grade rests on stands on the sheet, and the engine says one grade."""
    for seed in SEEDS:
        for hour in range(seed % 24, HOURS + 1, 24):
            key = find_key(CHANCE, seed, hour)
            assert len(key.crs.possible) == len(key.icans.possible) == 1
            sheet = read_sheet(look(CHANCE, seed, hour), CHANCE)
            assert (key.crs.grade, key.icans.grade) == grade_from_text(sheet), (seed, hour, sheet)


@pytest.mark.parametrize("name", NIGHTS)
def test_every_hour_of_a_set_night_has_the_key_that_its_sheet_gives(name):
    for hour in range(HOURS + 1):
        key = find_key(name, 1, hour)
        assert (key.crs.grade, key.icans.grade) == grade_from_text(read_sheet(look(name, 1, hour), name)), (
            hour
        )


def test_nights_by_chance_are_easy_middling_and_hard():
    spread = Counter(rate(CHANCE, seed) for seed in range(1, 121))
    assert set(spread) == {"easy", "middling", "hard"}
    assert min(spread.values()) >= 20, spread


@pytest.mark.parametrize(
    ("bed", "worst", "ever_called"),
    [("Bed 1", (3, 0), True), ("Bed 2", (0, 3), True), ("Bed 3", (1, 0), True),
     ("Bed 4", (2, 0), True), ("Bed 5", (0, 0), True), ("Bed 6", (0, 0), False)],
)  # fmt: skip
def test_each_set_night_is_what_it_is_there_for(bed, worst, ever_called):
    name = next(name for name in NIGHTS if name.startswith(bed))
    keys = [find_key(name, 1, hour) for hour in ROUNDS]
    assert (max(key.crs.grade for key in keys), max(key.icans.grade for key in keys)) == worst
    assert any(key.call for key in keys) == ever_called


def test_treated_fever_still_counts_and_an_explained_one_does_not():
    late, infected = list(NIGHTS)[0], list(NIGHTS)[3]
    assert look(late, 1, 28).temperature < 38
    assert find_key(late, 1, 28).crs.grade == 2
    assert look(infected, 1, 30).temperature >= 38
    assert find_key(infected, 1, 27).crs.grade == 2
    assert find_key(infected, 1, 28).crs.item == "another cause explains it"
    assert find_key(infected, 1, 28).call == 1


@pytest.fixture(scope="module")
def made():
    activity = night_shift()
    yield activity
    activity.close()


@pytest.fixture
def shift(made):
    made.update(night=list(NIGHTS)[0], hour=0, seed=1, committed=())
    form = editor_of(made)
    form.night = made.values["night"]
    form._clear()
    return made, form


def editor_of(activity):
    """What the form's button belongs to."""
    return form_of(activity)["Commit, then see"]._click_handlers.callbacks[0].__self__


def tick_what_counts(form, name, hour):
    found = count(look(name, 1, hour))
    steps = {"pressure": ("fluids", "one", "two"), "oxygen": ("low_flow", "high_flow", "machine")}
    on = {"fever": found.fever, "treated": found.treated, "explained": found.explained, "short": found.seizure == 3,
          "long": found.seizure == 4, "weak": found.motor == 4, "local": found.icp == 3, "whole": found.icp == 4}  # fmt: skip
    on |= {
        tick: getattr(found, kind) == level
        for kind, ticks in steps.items()
        for level, tick in enumerate(ticks, 1)
    }
    for tick, ticked in on.items():
        form.ticks[tick].value = ticked
    form.ice.value, form.awake.value = found.ice, found.consciousness
    form.ring.value = bool(find_key(name, 1, hour).call)


def test_who_ticks_what_counts_is_right_at_every_round_of_every_set_night(shift):
    activity, form = shift
    for name in NIGHTS:
        activity.update(night=name, hour=0, committed=())
        form.night = name
        for hour in ROUNDS:
            activity.update(hour=hour)
            tick_what_counts(form, name, hour)
            form.commit.click()
            assert "Both grades as the rule has them" in form.said.value, (name, hour)
        assert "19 of 19 checks graded as the rule has them; no call missed." in form.said.value
        grades = activity.answer["grades"]
        assert len(grades) == 19 * 4


def test_a_wrong_grade_shows_both_and_the_row_that_decided(shift):
    activity, form = shift
    activity.update(hour=28)
    form.ticks["fluids"].value = True  # no fever, and the treatment forgotten
    form.commit.click()
    assert "Not as the rule has it" in form.said.value
    assert (
        "blood pressure (fluids, no vasopressor); yours: no fever: not CRS by definition" in form.said.value
    )
    assert "You did not ring." in form.said.value
    assert "0 of 1 checks graded as the rule has them; 1 call not made." in form.said.value


def test_the_clock_runs_by_one_by_four_and_to_the_morning(shift):
    activity, form = shift
    for step, hour in ((1, 1), (4, 5), (0, 12), (0, 36), (0, 60), (0, 72), (4, 72), (0, 72)):
        form.run[step].click()
        assert activity.values["hour"] == hour


def test_the_rule_is_shown_for_what_was_committed_and_whole_at_the_end(shift):
    activity, form = shift
    activity.update(hour=24)
    assert activity.answer["grades"].empty
    form.commit.click()
    assert set(activity.answer["grades"]["hour"]) == {24}
    activity.update(hour=72)
    lanes = Counter(activity.answer["grades"]["lane"])
    assert lanes["CRS, rule"] == 19
    assert lanes["CRS, you"] == 1
    assert "The shift is over" in activity._sheet.value


def test_another_night_by_chance_is_another_one_and_begins_with_nothing_ticked(shift):
    activity, form = shift
    form.ticks["fever"].value = True
    seen = []
    for _ in range(3):
        form.another.click()
        assert activity.values == {"night": CHANCE, "hour": 0}
        assert not form.ticks["fever"].value
        activity.update(hour=30)
        seen.append(activity.sentence)
    assert len(set(seen)) == 3


def test_choosing_another_night_in_the_list_begins_it(shift):
    activity, form = shift
    activity.update(hour=40)
    form.ticks["one"].value = True
    form.commit.click()
    activity.chart.values = {**activity.values, "night": list(NIGHTS)[4]}
    activity.chart.asked += 1
    assert activity.values["hour"] == 0
    assert activity._inputs["committed"] == ()
    assert form.said.value == ""
    assert not form.ticks["one"].value


def test_reset_brings_back_the_first_picture_and_forgets_what_was_committed(shift):
    activity, form = shift
    start = activity.chart.shell["start"]
    for night, hour in ((list(NIGHTS)[4], 40), (start["night"], 12)):
        activity.update(night=night, hour=hour)
        form.night = night
        form.commit.click()
        activity.chart.values = dict(start)
        activity.chart.asked += 1
        assert activity.values == start
        assert activity._inputs["committed"] == ()
        assert form.said.value == ""


def test_its_form_leaves_no_widget_behind():
    from ipywidgets.widgets.widget import _instances

    before = len(_instances)
    night_shift().close()
    assert len(_instances) <= before + 1  # what brings the drawing code to a page comes once


def test_nothing_anywhere_names_a_dose(made):
    said = [night.told + night.moral for night in NIGHTS.values()]
    said += [str(words) for words in TICKS.values()]
    said += [read_sheet(look(CHANCE, seed, 36), CHANCE) for seed in range(1, 60)]
    said += [" ".join(str(part) for part in words.values()) for words in made.preset_grid()["words"][::7]]
    assert [text for text in said if DOSE.search(text)] == []


def test_every_finding_says_what_does_not_count(made):
    """And its own words fit a phone, where a label is cut and not broken."""
    form = editor_of(made)
    below, left = {}, [form.view]
    while left:
        children = getattr(left.pop(), "children", ())
        left += children
        below |= {above: small for above, small in pairwise(children)}
    for tick in (*form.ticks.values(), form.ring):
        assert "does not count: " in below[tick].value
        assert len(tick.description) <= 34

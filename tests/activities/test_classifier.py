"""The response classifier: what was known on each day, every trap as the rules judge it, edits and pasted tables."""

import pytest

from utils.activities import response_classifier
from utils.activities.classifier import compute_series, describe_visit
from utils.activities.controls import Settings
from utils.activities.series.editor import OFF
from utils.activities.series.layout import lay_series, read_past
from utils.activities.series.presets import MARTA, TRAPS, example_names, example_series, example_text
from utils.activities.series.reading import MOST_VISITS, read_series
from utils.clinic import count_lines, response_timeline
from utils.evidence import table

# The words of each series, run by run, and what a reader should notice at its end.
WORDS = {
    MARTA[0]: ("baseline MR PR VGPR CR VGPR PD", "biochemical relapse"),
    MARTA[1]: ("baseline MR PR VGPR PR PD", ""),
    MARTA[2]: ("baseline MR PR MR PD", "biochemical relapse"),
    MARTA[3]: ("baseline SD PR VGPR sCR", ""),
    "Trap: a single spike": ("baseline MR PR VGPR PD VGPR", "no progression"),
    "Trap: light chains escape": ("baseline MR PR VGPR", "Light-chain escape"),
    "Trap: antibody as M-protein": ("baseline MR PR VGPR CR", "the antibody"),
    "Trap: no baseline": ("NE PD", "no fall can be graded"),
    "Trap: blood first, then body": ("baseline MR PR VGPR PR PD", "made it clinical"),
    "Trap: IgA by two methods": ("baseline MR PR PD NE", "one method must be kept"),
    "Only light chains": ("baseline SD PR VGPR CR VGPR PD", "no minimal response"),
}


@pytest.fixture(scope="module")
def classifier():
    made = response_classifier()
    yield made
    made.close()


def at(classifier, example, visit=0):
    """Show this series, read up to this visit, without anybody's changes."""
    classifier.update(example=example, visit=visit, own=None)
    assert classifier.error is None
    return classifier


def test_every_series_is_expected_here():
    assert list(WORDS) == example_names()
    assert len(TRAPS) == 7


@pytest.mark.parametrize("name", WORDS)
def test_each_series_gets_its_words_and_its_moral(classifier, name):
    at(classifier, name)
    runs = classifier.answer["runs"]["word"].replace({"base": "baseline", "?": "NE"})
    assert " ".join(runs) == WORDS[name][0]
    assert WORDS[name][1] in classifier.chart.words["caution"]


def test_marta_is_the_clinics_own():
    starts = count_lines(table("marta_history")).starts
    whole = {visit.date: visit for visit in response_timeline(table("marta_labs"), starts)}
    for name in MARTA:
        series = example_series(name)
        for visit in read_past(series, len(series.days))[0].visits[1:]:
            theirs = whole[visit.date]
            assert (visit.category, visit.best, visit.why) == (theirs.category, theirs.best, theirs.why)


@pytest.mark.parametrize("name", WORDS)
def test_nothing_later_is_known_at_a_visit(name):
    series = example_series(name)
    for read in range(1, len(series.days) + 1):
        visits = lay_series(series, read)["visits"]
        assert list(visits["state"] == "unread") == [k >= read for k in range(len(visits))]
        assert visits["chosen"].to_list().index(True) == read - 1


def test_a_circle_is_hollow_until_the_next_visit_confirms_it():
    states = [lay_series(example_series(MARTA[0]), read)["visits"]["state"][6] for read in (7, 8)]
    assert states == ["once", "confirmed"]


def test_a_spike_is_progression_for_a_month_and_then_was_none(classifier):
    at(classifier, "Trap: a single spike", 9)
    assert "progression (PD), seen once so far" in classifier.sentence
    assert "confirmed if the next visit shows it again (at least 0.8 g/dL)" in classifier.sentence
    at(classifier, "Trap: a single spike", 10)
    assert "very good partial response (VGPR)" in classifier.sentence


def test_the_lowest_value_is_a_hairline_that_moves(classifier):
    lowest = []
    for visit in (4, 8, 12):
        limits = at(classifier, MARTA[0], visit).answer["limits"].set_index("kind")["value"]
        lowest.append(limits["lowest"])
        assert limits["baseline"] == 4.2
    assert lowest == [1.9, 0.41, 0.0]


def test_both_arms_are_ticks_and_a_nadir_of_nothing_has_one(classifier):
    named = at(classifier, MARTA[0], 8).answer["labels"].query("kind == 'arm'")
    assert list(named["label"]) == ["+25 %: 0.512", "+0.5: 0.91"]
    assert not classifier.answer["arms"]["met"].any()
    named = at(classifier, MARTA[0]).answer["labels"].query("kind == 'arm'")
    assert list(named["label"]) == ["+0.5: 0.5"]
    assert classifier.answer["arms"]["met"].all()


@pytest.mark.parametrize("name", WORDS)
def test_labels_never_lie_on_each_other_and_the_axis_holds_still(name):
    series = example_series(name)
    tables = [lay_series(series, read) for read in range(2, len(series.days) + 1)]
    assert len({answer["frame"]["top"].iloc[0] for answer in tables}) == 1
    for answer in tables:
        top = answer["frame"]["top"].iloc[0]
        places = sorted(154 * (value / top) ** 0.5 for value in answer["labels"]["label_value"])
        assert all(after - before > 12.9 for before, after in zip(places, places[1:], strict=False))


def test_the_slider_has_a_stop_for_each_visit(classifier):
    stops = at(classifier, "Trap: no baseline").chart.words["offers"]["visit"]
    assert [stop for _, stop in stops] == [1, 2, 3, 4, 5, 6, 7, 0]
    assert max(len(example_series(name).days) for name in example_names()) <= MOST_VISITS


def editor_of(activity):
    """The bound form, found through a button's own callback."""
    return activity.view.children[1].children[1].children[0]._trait_notifiers["value"]["change"][-1].__self__


def test_one_value_is_changed_at_the_visit_that_is_read_and_undone(classifier):
    at(classifier, MARTA[1], 13)
    editor = editor_of(classifier)
    editor._follow(None)
    editor.value.value = "6"  # g/L, as in her table
    assert "partial response (PR)" in classifier.sentence
    assert "Visit 13 of 13 of your own table" in classifier.sentence
    editor.undo.click()
    assert "progression (PD), confirmed" in classifier.sentence
    assert classifier._inputs["own"] is None


def test_a_bad_value_is_named_and_nothing_is_lost(classifier):
    at(classifier, MARTA[1])
    editor = editor_of(classifier)
    editor._follow(None)
    before = classifier.sentence
    editor.value.value = "1060"
    assert "Line 15, column M-protein (g/L): m_protein 1060 g/L is impossible" in editor.said.value
    assert (classifier.sentence, editor.value.value) == (before, "1060")


def test_a_pasted_table_is_read_or_refused_cell_by_cell(classifier):
    at(classifier, MARTA[0])
    editor = editor_of(classifier)
    editor._follow(None)
    before = classifier.sentence
    wrong = "date;M-protein (g/dL);note\n2024-01-08;3,6;<b>a</b>\n2024-02-05;36;<img src=x onerror=y>\n"
    editor.text.value = wrong
    editor.read.click()
    assert "Line 3, column M-protein (g/dL): m_protein 36 g/dL is impossible" in editor.said.value
    assert "<img" not in editor.said.value
    assert "aria-invalid" in editor.said.value
    assert (classifier.sentence, editor.text.value) == (before, wrong)
    editor.text.value = wrong.replace("36;<", "1,7;<")
    editor.read.click()
    assert (
        "Visit 2 of 2 of your own table, 5 February 2024: partial response (PR), seen once"
        in classifier.sentence
    )
    assert "2 visits" in editor.said.value
    classifier.chart.values = {"example": MARTA[1], "visit": 0}
    classifier.chart.asked += 1
    assert "13 November 2023" in classifier.sentence


def test_the_whole_table_is_shown_and_put_away_by_a_button(classifier):
    editor = editor_of(classifier)
    seen = []
    for _ in range(2):
        editor.unfold.click()
        seen.append((editor.whole.layout.display, editor.unfold.description.split()[0]))
    assert seen == [(None, "Hide"), ("none", "Show")]


def test_pasting_is_off_on_binder(monkeypatch):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "somewhere")
    made = response_classifier()
    editor = editor_of(made)
    assert editor.read.disabled
    assert editor.text.disabled
    assert OFF in editor.whole.children[0].value
    before = made.sentence
    editor.text.value = "date,M-protein (g/dL)\n2024-01-08,3\n2024-02-05,1\n"
    editor._read(None)
    assert made.sentence == before
    made.close()


@pytest.mark.parametrize("name", example_names())
def test_the_table_shown_for_editing_gives_the_same_series(name):
    again, first = read_series(example_text(name)), example_series(name)
    assert (again.days, again.starts, again.other) == (first.days, first.starts, first.other)
    assert again.labs.equals(first.labs)


def test_the_sentence_is_the_same_whoever_asks(classifier):
    at(classifier, MARTA[0], 7)
    settings = Settings(example=MARTA[0], visit=7, own=None)
    assert describe_visit(settings, compute_series(settings)) == classifier.sentence

"""The line builder: every pitfall counted as the guideline says, every edit answered, nothing run from a file."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from tests.counting import course_calls
from utils.activities import line_builder
from utils.activities.controls import Settings
from utils.activities.line_presets import EXAMPLES, MARTA, example_names, example_rows
from utils.activities.lines import judge_history, lay_out_history, write_rules
from utils.clinic import best_responses, count_lines, label_refractoriness, response_timeline
from utils.clinic.lines.claims import count_claims_lines
from utils.evidence import table

COUNTS = {
    "Everything planned": (1, "not refractory", ""),
    "Two transplants": (1, "not refractory", ""),
    "One drug left out": (1, "not refractory", ""),
    "One drug added": (2, "not refractory", ""),
    "One drug exchanged": (2, "not refractory", ""),
    "A pause, then": (1, "not refractory", ""),
    "A pause of six months": (1, "not refractory", ""),
    "Four drugs": (1, "not refractory", ""),
    "A drug added in the second month": (2, "not refractory", ""),
    "A bridge with": (2, "double refractory", "bortezomib lenalidomide dexamethasone"),
    "A second transplant": (3, "single-class", "lenalidomide"),
    "Progression on maintenance": (2, "single-class", "lenalidomide"),
    "Stopped for harm": (1, "single-class", "lenalidomide dexamethasone"),
    "The 60-day rule: progression on day 60": (1, "single-class", "lenalidomide dexamethasone"),
    "The 60-day rule: progression on day 61": (1, "not refractory", ""),
    "A bridge before": (2, "two-class (no PI)", "daratumumab pomalidomide dexamethasone"),
}


@pytest.fixture
def builder():
    made = line_builder()
    yield made
    made.close()


@pytest.fixture(scope="module")
def told():
    """One builder for the tests that only ask it for examples, one after another, as a person does."""
    made = line_builder()
    yield made
    made.close()


def editor_of(builder):
    """The bound editor, found through a button's own callback."""
    return builder.view.children[1].children[1]._trait_notifiers["value"]["change"][-1].__self__


def settings(example, edited=None, chosen=-1):
    return Settings(example=example, edited=edited, chosen=chosen, before=())


def test_every_example_has_its_expected_count():
    assert len(COUNTS) == len(EXAMPLES)


@pytest.mark.parametrize("start", COUNTS)
def test_pitfalls_count_as_the_guideline_says(start):
    (name,) = [name for name in EXAMPLES if name.startswith(start)]
    lines, status = judge_history(example_rows(name))
    assert (lines.n, status.label, " ".join(status.refractory_to())) == COUNTS[start]


def test_marta_is_the_clinics_own():
    history = table("marta_history")
    counted = count_lines(history)
    timeline = response_timeline(table("marta_labs"), counted.starts)
    status = label_refractoriness(history, timeline.progressions, best_responses(timeline, history))
    lines, labels = judge_history(example_rows(MARTA))
    assert lines.table().equals(counted.table())
    assert labels.table().equals(status.table())


def test_intolerance_is_not_refractoriness():
    name = next(name for name in EXAMPLES if name.startswith("Stopped for harm"))
    status = {row.drug: row.status for row in judge_history(example_rows(name))[1].drugs}
    assert (status["bortezomib"], status["lenalidomide"]) == ("sensitive", "refractory")


@pytest.mark.parametrize("example", example_names())
def test_the_sentence_says_count_and_rule(told, example):
    told.update(example=example)
    lines, status = judge_history(example_rows(example))
    assert told.error is None
    assert told.sentence.startswith(f"{lines.n} line")
    assert status.state in told.sentence
    assert f"{told.answer['events']['why'].iloc[-1]} A claims database would count" in told.sentence


def test_where_conventions_differ_it_is_said(told):
    told.update(example=next(name for name in EXAMPLES if name.startswith("A bridge before")))
    assert "conventions differ on event 3 (bridge" in told.chart.words["caution"]
    told.update(example=next(iter(EXAMPLES)))
    assert told.chart.words["caution"] == ""


def test_a_history_twice_as_long_is_about_twice_the_work():
    """The seconds of an answer are judged by benchmarks/start.py."""
    short = example_rows(MARTA)
    earlier = short.assign(**{day: short[day].map(seven_years_before) for day in ("start", "stop")})
    long = pd.concat([earlier, short], ignore_index=True)
    lay_out_history(long)
    steps = [course_calls(lambda rows=rows: lay_out_history(rows)) for rows in (short, long)]
    assert steps[1] < 3 * steps[0]


def seven_years_before(day):
    return f"{int(day[:4]) - 7}{day[4:]}" if day else day


def test_unticking_planned_opens_a_line(builder):
    builder.update(example=next(iter(EXAMPLES)))
    editor = editor_of(builder)
    editor._follow(None)
    editor.fields["planned"].value = False
    assert builder.sentence.startswith("2 lines of therapy")
    assert "new line" in builder.view.children[2].value
    editor.undo.click()
    assert builder.sentence.startswith("1 line of therapy")


def test_adding_changing_and_removing_an_event(builder):
    builder.update(example=next(iter(EXAMPLES)))
    editor = editor_of(builder)
    editor._follow(None)
    editor.add.click()
    assert "Event 5, progression" in builder.sentence
    assert "Refractory to lenalidomide" in builder.sentence
    editor.fields["event"].value = "start"
    editor.fields["drugs"].value = "DKd"
    assert builder.sentence.startswith("2 lines of therapy")
    editor.remove.click()
    assert builder.sentence.startswith("1 line of therapy")


def test_a_changed_date_keeps_its_event_chosen(builder):
    editor = editor_of(builder)
    editor.events.value = 0
    editor.fields["start"].value = date(2018, 3, 13)
    assert "Event 1, start VRd" in builder.sentence


def test_an_empty_date_is_named_and_the_last_answer_stays(builder):
    editor, before = editor_of(builder), builder.sentence
    editor.fields["start"].value = None
    assert "column start: '' cannot be used" in str(builder.error)
    assert builder.sentence == before
    editor.fields["start"].value = date(2024, 11, 3)
    assert builder.error is None


def test_one_step_is_undone_at_a_time(builder):
    editor, start = editor_of(builder), builder.sentence
    assert editor.back.disabled
    editor.fields["planned"].value = True
    once = editor.rows.copy()
    editor.remove.click()
    editor.back.click()
    assert editor.rows.equals(once)
    assert len(builder.answer["events"]) == len(once)
    assert editor.fields["planned"].value
    editor.back.click()
    assert builder.sentence == start
    assert editor.back.disabled


def test_a_date_typed_digit_by_digit_is_one_step(builder):
    editor, start = editor_of(builder), builder.sentence
    for typed in (date(2024, 1, 4), None, date(2, 11, 1), date(2024, 11, 1)):
        editor.fields["start"].value = typed
    assert editor.rows.loc[editor.chosen, "start"] == "2024-11-01"
    editor.back.click()
    assert builder.sentence == start
    assert editor.back.disabled


def test_the_lines_before_an_edit_stay_as_a_ghost_until_the_next_step(builder):
    builder.update(example=next(iter(EXAMPLES)))
    editor = editor_of(builder)
    editor._follow(None)
    assert builder.answer["ghosts"].empty
    editor.fields["planned"].value = False
    ghosts = builder.answer["ghosts"]
    assert list(ghosts["start"].dt.strftime("%Y-%m-%d")) == ["2020-01-13"]
    assert (
        "Before this edit there was 1. Event 4, start R, stands in line 2: a different regimen"
        in builder.sentence
    )
    editor.events.value = 0
    assert builder.answer["ghosts"].empty
    editor.fields["reason"].value = "an edit that moves no line"
    assert builder.answer["ghosts"].empty


PASTED = "start;stop;drugs;planned;reason;event\n"


def test_a_pasted_table_is_read_or_refused_by_its_cell_and_nothing_is_lost(builder):
    editor, before = editor_of(builder), builder.sentence
    for text, said in {
        "": "Paste a table first",
        f"{PASTED}13.01.2020;;Rd;1;;start": "Row 2, column start: &#x27;13.01.2020&#x27;",
        f"{PASTED}2020-01-13;;<b>Rd</b>;1;;start": "column drugs: &#x27;&lt;b&gt;Rd&lt;/b&gt;&#x27;",
        PASTED + "2020-01-13;2021-01-11;Rd;1;;start\n" * 5_000: "It has 5,000 rows",
    }.items():
        editor.pasted.value = text
        editor.read.click()
        assert said in editor.said.value
        assert (editor.pasted.value, builder.sentence) == (text, before)
    editor.pasted.value = (
        f"{PASTED}2021-02-01;2021-06-01;DKd;0,0;1,3 mg/m2;start\n2020-01-13;2021-01-11;Rd;1,0;;start"
    )
    editor.read.click()
    assert "2 events are shown. They were put in the order of their days." in editor.said.value
    assert builder.sentence.startswith("2 lines of therapy")
    assert editor.pasted.value == ""
    editor.back.click()
    assert builder.sentence == before


def test_another_example_ends_the_edits(builder):
    editor = editor_of(builder)
    editor.remove.click()
    builder.chart.values = {"example": next(iter(EXAMPLES))}
    builder.chart.asked += 1
    builder.chart.values = {"example": MARTA}
    builder.chart.asked += 1
    assert len(builder.answer["events"]) == len(example_rows(MARTA))


def test_a_file_is_loaded_or_refused_in_words(builder):
    editor, before = editor_of(builder), builder.sentence
    about = {"type": "text/csv", "size": 1, "last_modified": datetime.now(UTC)}
    heading = b"start,stop,drugs,planned,reason,event\n"
    editor.upload.value = (
        {**about, "name": "<b>bad.csv", "content": heading + b"2020-01-13,,=cmd,1,,start\n"},
    )
    assert "&lt;b&gt;bad.csv was not loaded. Row 2, column drugs: &#x27;=cmd&#x27;" in editor.said.value
    assert builder.sentence == before
    editor.upload.value = (
        {**about, "name": "good.csv", "content": heading + b"2020-01-13,2021-01-11,Rd,1,,start\n"},
    )
    assert builder.sentence.startswith("1 line of therapy")


def test_loading_is_off_on_binder(monkeypatch):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "somewhere")
    made = line_builder()
    editor = editor_of(made)
    assert editor.upload.disabled
    assert editor.read.disabled
    assert "Loading a file or a pasted table is off here" in made.view.children[1].children[5].value
    made.close()


def test_what_a_learner_wrote_is_text_in_the_rules():
    tables = lay_out_history(example_rows(MARTA))
    events = tables["events"].assign(drugs="<img src=x onerror=alert(1)>")
    counted, status = judge_history(example_rows(MARTA))
    shown = write_rules(events, status, counted, count_claims_lines(table("marta_history")))
    assert "<img" not in shown
    assert "&lt;img src=x" in shown


def test_two_builders_do_not_touch_each_other(builder):
    other = line_builder(next(iter(EXAMPLES)))
    editor_of(other).add.click()
    assert builder.sentence.startswith("4 lines of therapy")
    other.close()


def test_a_history_without_treatment_says_what_to_do():
    rows = pd.DataFrame([{"event": "progression", "start": "2020-01-01"}])
    with pytest.raises(ValueError, match="no treatment yet"):
        lay_out_history(rows.reindex(columns=example_rows(MARTA).columns, fill_value=""))


def test_a_bad_cell_is_named_by_the_number_of_its_event_and_moves_nothing(builder):
    editor = editor_of(builder)
    editor.events.value = 3
    editor.fields["start"].value = None
    assert str(builder.error).startswith("Event 4, column start: '' cannot be used")
    assert editor.chosen == 3
    editor.undo.click()
    editor.events.value = 3
    editor.fields["drugs"].value = "CAR-T"
    assert str(builder.error).startswith("Event 4, column drugs: 'CAR-T' cannot be used; 'CAR-T' is a class")
    assert "transplant" in editor.events.options[1][0]
    assert editor.upload.tooltip == "Load a history from a CSV file"


def test_lanes_of_one_class_lie_together_and_what_runs_has_an_arrow(builder):
    lanes = builder.answer["courses"].drop_duplicates("drug").sort_values("position")["drug_class"]
    assert len(lanes) > lanes.nunique() == (lanes != lanes.shift()).sum()
    assert not builder.answer["courses"]["running"].any()
    editor = editor_of(builder)
    editor.fields["stop"].value = None
    running = builder.answer["courses"].query("running")
    assert list(running["drug"]) == ["ciltacabtagene autoleucel"]

import pytest

from tests.clinic.builders import day, given
from utils.clinic.errors import HistoryError
from utils.clinic.lines.exposure import Course, read_courses
from utils.clinic.lines.history import event


def courses(*events):
    return {
        (course.drug, str(course.start), str(course.stop))
        for course in read_courses(events)
        if course.drug != "dexamethasone"
    }


def test_the_drugs_of_a_regimen_share_its_days():
    assert courses(given("VRd", "2020-01-01", "2020-06-01")) == {
        ("bortezomib", "2020-01-01", "2020-06-01"),
        ("lenalidomide", "2020-01-01", "2020-06-01"),
    }


def test_an_added_drug_runs_until_the_regimen_stops_and_a_dropped_one_ends_that_day():
    events = [
        given("Rd", "2020-01-01", "2020-12-01"),
        given("D", "2020-03-01", None, verb="add"),
        given("R", "2020-05-01", None, verb="drop"),
    ]
    assert courses(*events) == {
        ("lenalidomide", "2020-01-01", "2020-05-01"),
        ("daratumumab", "2020-03-01", "2020-12-01"),
    }


def test_a_substituted_drug_gives_way_to_the_new_one():
    events = [given("VRd", "2020-01-01", "2020-12-01"), given("V->K", "2020-03-01", None, verb="substitute")]
    assert ("bortezomib", "2020-01-01", "2020-03-01") in courses(*events)
    assert ("carfilzomib", "2020-03-01", "2020-12-01") in courses(*events)


def test_a_pause_with_an_end_splits_the_course_and_one_without_waits_for_the_restart():
    ended = [given("R", "2020-01-01", "2020-12-01"), given("R", "2020-03-01", "2020-05-01", verb="pause")]
    assert courses(*ended) == {
        ("lenalidomide", "2020-01-01", "2020-03-01"),
        ("lenalidomide", "2020-05-01", "2020-12-01"),
    }
    open_ = [given("R", "2020-01-01", None), given("R", "2020-03-01", None, verb="pause")]
    assert courses(*open_) == {("lenalidomide", "2020-01-01", "2020-03-01")}


def test_a_transplant_is_one_day_of_melphalan():
    assert courses(given("auto", "2020-01-01", None, verb="sct")) == {
        ("melphalan", "2020-01-01", "2020-01-01")
    }


def test_a_running_drug_has_no_last_dose():
    course = Course("lenalidomide", day("2020-01-01"), None)
    assert course.days_until(day("2025-01-01")) == 0
    assert Course("lenalidomide", day("2020-01-01"), day("2020-02-01")).days_until(day("2020-03-01")) == 29


def test_an_undated_event_cannot_be_placed():
    with pytest.raises(HistoryError, match="has no date"):
        read_courses([event("start", "Rd", 0)])


def test_lymphodepletion_is_no_treatment_that_the_disease_could_resist():
    events = [given("DKd", "2020-01-01", "2020-06-01"), given("Flu/Cy", "2020-07-01", "2020-07-03")]
    assert not {"fludarabine", "cyclophosphamide"} & {drug for drug, _, _ in courses(*events)}
    assert courses(*events) == courses(events[0])

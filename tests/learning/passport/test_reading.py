"""What a passport notes of a reading, and what it then tells: nothing that cannot be known."""

import json
from datetime import date

import pandas as pd
import pytest

from utils.learning.passport import reading
from utils.learning.passport.passports import Passport, open_passport
from utils.learning.passport.reading import note_reading

OLD, NEW = date(2026, 11, 21), date(2026, 11, 28)


def correction(name, day=NEW):
    return {"change_id": name, "date": pd.Timestamp(day)}


@pytest.fixture
def course(monkeypatch):
    """A hand to set the course's evidence: its day, and the corrections of notebook 07."""

    def hold(day, *rows):
        frame = pd.DataFrame(rows, columns=["change_id", "date"])
        frame["date"] = pd.to_datetime(frame["date"])
        monkeypatch.setattr(reading, "evidence_date", lambda: day)
        monkeypatch.setattr(
            reading, "changes_of", lambda notebook: frame if notebook == "07" else frame.head(0)
        )

    hold(OLD)
    return hold


def note(notebook="07"):
    since = note_reading(open_passport(), notebook)
    return None if since is None else (since.evidence, list(since.changes["change_id"]))


def readings():
    return [event for event in open_passport().events() if event["kind"] == "reading"]


def test_a_first_visit_is_noted_and_told_nothing(course):
    assert note() is None
    (event,) = readings()
    assert (event["notebook"], event["evidence"], event["known"]) == ("07", "2026-11-21", [])


def test_the_same_evidence_is_noted_once(course):
    assert [note() for _ in range(5)] == [None] * 5
    assert len(readings()) == 1


def test_what_changed_is_told_and_stays_for_the_day(course):
    note()
    course(NEW, correction("a"))
    assert (
        note() == note() == (OLD, ["a"])
    )  # run again, or after a restart of the kernel: the line is still there
    assert len(readings()) == 2


def test_the_next_day_it_is_known(course, passport_file):
    note()
    course(NEW, correction("a"))
    note()
    lines = [json.loads(line) for line in passport_file.read_text().splitlines()]
    lines = [line | {"at": "2026-11-27T10:00:00+00:00"} for line in lines]
    passport_file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert note_reading(Passport(passport_file), "07") is None


def test_a_second_correction_of_the_same_day_is_told_alone(course):
    course(NEW, correction("a"))
    note()
    course(NEW, correction("a"), correction("b"))
    assert note() == (NEW, ["b"])


def test_an_older_correction_that_came_late_is_not_told(course):
    course(NEW)
    note()
    course(NEW, correction("a", OLD))  # a log that was completed afterwards: the page had said it already
    assert note() is None


def test_each_notebook_has_its_own_readings(course):
    note("07")
    course(NEW, correction("a"))
    assert note("08") is None
    assert note("07") == (OLD, ["a"])


def test_evidence_newer_than_this_copy_is_not_guessed_about(course):
    open_passport().record("reading", notebook="07", evidence="2099-01-01", known=[])
    course(NEW, correction("a"))
    assert note() is None
    assert readings()[-1]["evidence"] == "2026-11-28"


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"evidence": "soon", "known": []},
        {"evidence": 20261121, "known": []},
        {"evidence": None, "known": []},
        {"evidence": "2026-11-21"},
        {"evidence": "2026-11-21", "known": "a"},
        {"evidence": "2026-11-21", "known": [1]},
        {"evidence": ["2026-11-21"], "known": []},
    ],
)
def test_a_reading_that_cannot_be_read_stays_unknown(course, junk):
    open_passport().record("reading", notebook="07", **junk)
    course(NEW, correction("a"))
    assert note() is None
    assert note() is None


def test_answers_of_before_there_were_readings_tell_nothing(course):
    open_passport().record("answer", question="07-q1", right=True, at="2026-11-20T08:00:00+00:00")
    course(NEW, correction("a"))
    assert note() is None


def test_lines_that_are_no_events_do_not_matter(course, passport_file):
    note()
    with passport_file.open("a") as file:
        file.write('junk\n{"kind": "reading", "notebook": "07"}\n')
    course(NEW, correction("a"))
    assert note() == (OLD, ["a"])

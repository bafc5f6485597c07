"""The calendar file: what RFC 5545 asks of it, and what a learner finds in it."""

import re
from datetime import date

import pytest

from tests.learning.passport.test_keeping import Sent
from utils.learning.passport.calendar import write_calendar
from utils.learning.passport.keeping import make_keeper
from utils.learning.passport.log import new_event
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

START = date(2026, 2, 27)


def read(text):
    """Read the entries back: unfold, then unescape."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    lines = re.sub(r"\r\n ", "", text).split("\r\n")
    entries, current = [], None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            entries.append(current)
        elif current is not None:
            current[name.split(";")[0]] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return entries


@pytest.mark.parametrize("name", bank.notebook_names())
def test_questions_come_after_2_9_and_30_days_and_answers_one_entry_later(name):
    entries = read(write_calendar(name, Progress(), START))
    assert [entry["DTSTART"] for entry in entries] == ["20260301", "20260308", "20260329", "20260330"]
    assert len({entry["UID"] for entry in entries}) == 4
    asked = [re.findall(rf"^({name}-q\d+)  ", entry["DESCRIPTION"], re.MULTILINE) for entry in entries]
    told = [re.findall(rf"^({name}-q\d+): ", entry["DESCRIPTION"], re.MULTILINE) for entry in entries]
    assert [len(row) for row in asked] == [3, 3, 3, 0]
    assert told[0] == []
    assert told[1:] == asked[:3]
    count = sum(question.type != "text" for question in bank.load_sheet(name).questions)
    assert len(set(sum(asked, []))) == min(9, count)


def test_what_was_missed_comes_first_and_what_was_known_last():
    questions = [q.id for q in bank.load_sheet("08").questions if q.type != "text"]
    events = [
        new_event("answer", n, question=name, right=name != questions[-1], confidence="sure")
        for n, name in enumerate(questions)
    ]
    first = read(write_calendar("08", Progress.from_events(events), START))[0]["DESCRIPTION"]
    assert first.startswith(f"{questions[-1]}  ")


def test_the_button_hands_over_the_file(monkeypatch):
    helper = make_keeper(open_passport(), ["calendar"], notebook="08")
    browser = Sent(helper, monkeypatch)
    browser.tell({"ask": "calendar"})
    (message,) = browser.said
    assert message["name"] == "myeloma-recall-08.ics"
    assert message["type"] == "text/calendar"
    assert len(read(message["file"])) == 4

"""A course over several meetings: everything in order, nothing over its time, what comes before named."""

from dataclasses import replace
from itertools import combinations

import pytest

from utils.teaching import course_plan, plan
from utils.teaching.sessions import SessionError, read_session, session_names

NAMES = [name for name in session_names() if name.isdigit()]


@pytest.mark.parametrize(("meetings", "minutes"), [(6, 60), (4, 90), (20, 45), (3, 120)])
def test_every_notebook_has_its_place_in_order_and_no_meeting_is_too_short(meetings, minutes):
    parts = course_plan.lay_out(course_plan.choose_sessions([]), meetings, minutes)
    assert [session.name for part in parts for session in part] == NAMES
    assert len(parts) <= meetings
    for part in parts:
        steps = course_plan.fit_meeting(part, minutes)
        assert sum(step.minutes for step in steps) <= minutes
        assert {section for session in part for section in session.sections if section.core} <= {
            s.section for s in steps
        }


def test_the_fullest_meeting_is_as_light_as_it_can_be():
    sessions = [
        replace(read_session("08"), name=f"{n}", core_minutes=c) for n, c in enumerate([10, 50, 20, 30, 40])
    ]
    least = min(s.shortest for s in sessions)
    parts = course_plan.lay_out(sessions, 3, 5 * least)
    loads = [sum(s.core_minutes for s in part) for part in parts]
    every = [
        max(sum(s.core_minutes for s in sessions[a:b]) for a, b in zip([0, *cut], [*cut, 5], strict=True))
        for count in range(3)
        for cut in combinations(range(1, 5), count)
    ]
    assert max(loads) == min(every)


def test_needs_come_before_and_are_named_when_left_out():
    for name in NAMES:
        assert all(need in NAMES and need < name for need in read_session(name).needs)
    parts = course_plan.lay_out(course_plan.choose_sessions(["7", "08"]), 2, 60)
    sheet = course_plan.course_sheet(parts, 2, 60)
    assert "| 05, 06 |" in sheet
    assert "| nothing |" in course_plan.course_sheet(
        course_plan.lay_out(course_plan.choose_sessions(["01"]), 1, 45), 1, 45
    )


@pytest.mark.parametrize("shape", ["", "6", "6by60", "0x60", "6x0", "-1x60", "6x60x2", "1000x60"])
def test_a_shape_that_is_none_is_refused(shape):
    with pytest.raises(SessionError, match="meetings x minutes"):
        course_plan.read_shape(shape)


def test_too_little_time_is_said_with_what_is_needed(capsys, tmp_path):
    assert plan.main(["--course", "1x60", "--out", str(tmp_path)]) == 1
    assert plan.main(["--course", "9x5", "--out", str(tmp_path)]) == 1
    assert plan.main(["--out", str(tmp_path)]) == 1
    assert plan.main(["07", "08", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "they need" in said
    assert "needs at least" in said
    assert said.count("Name one notebook") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_course_and_one_of_its_meetings_are_written(tmp_path, capsys):
    assert plan.main(["--course", "18x60", "--out", str(tmp_path)]) == 0
    assert plan.main(["07", "08", "--course", "1x75", "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "course_18x60.md", "course_18x60.html", "07_08_75_minutes.md", "07_08_75_minutes.html",
    }  # fmt: skip
    assert "stay free for questions" in capsys.readouterr().out

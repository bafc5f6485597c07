import io
import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.learning.passport import log

ids = st.text("0123456789abcdef", min_size=8, max_size=8)
events = st.builds(
    lambda i, n, at, kind, right, q: {
        "v": 1, "id": i, "n": n, "at": at, "kind": kind, "right": right, "question": q, "exercise": q, "name": q,
    },
    st.sampled_from([f"event{n:03d}" for n in range(12)]),
    st.integers(0, 5),
    st.sampled_from(["2026-01-01", "1999-12-31"]),
    st.sampled_from(["answer", "prediction", "exercise", "name", "decision"]),
    st.booleans(),
    st.sampled_from(["01-q1", "01-q2", "01-p"]),
)  # fmt: skip
logs = st.lists(events, max_size=12)


def test_an_event_becomes_one_line_and_comes_back():
    event = log.new_event("answer", 7, question="01-q1", right=True)
    line = log.write_line(event)
    assert line.count(b"\n") == 1
    assert log.parse_line(line) == event


def test_lines_are_added_one_after_another(tmp_path):
    for n in range(3):
        log.append_line(tmp_path / "log", log.write_line({"n": n}))
    assert [json.loads(line)["n"] for line in (tmp_path / "log").read_text().splitlines()] == [0, 1, 2]


def test_a_line_after_a_cut_off_one_starts_afresh(tmp_path):
    (tmp_path / "log").write_bytes(b'{"v": 1, "id": "cutoffli')
    line = log.write_line(log.new_event("answer", 1))
    log.append_line(tmp_path / "log", line)
    with (tmp_path / "log").open("rb") as stream:
        found = [event for piece in log.read_lines(stream) if (event := log.parse_line(piece))]
    assert [event["id"] for event in log.merge_events(found)] == [json.loads(line)["id"]]


def test_a_part_written_line_is_an_error(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(log.os, "write", lambda handle, line: real(handle, line[:5]))
    with pytest.raises(OSError, match="disk is full"):
        log.append_line(tmp_path / "log", b'{"a": "long enough"}\n')


def test_lines_longer_than_any_of_ours_are_skipped_whole():
    hidden = b'{"v":1,"id":"inside-junk","n":1,"at":"","kind":"answer"}'
    junk = b"x" * log.LONGEST_LINE + hidden
    stream = io.BytesIO(junk + b"\nshort\n" + b"y" * (2 * log.LONGEST_LINE) + b"\nlast")
    assert list(log.read_lines(stream)) == [b"short", b"last"]


@pytest.mark.parametrize(
    "line",
    [
        b"", b"hello", b"[1, 2]", b"{", b"\xff\xfe{}", b'{"id": "x"}', b"{" * 60000, b'{"a":' * 60000,
        b'{"v": 1, "id": "short", "n": 1, "at": "", "kind": "answer"}',
        b'{"v": 1, "id": "longenough", "n": true, "at": "", "kind": "answer"}',
        b'{"v": 1, "id": "longenough", "n": -1, "at": "", "kind": "answer"}',
        b'{"v": 1, "id": "longenough", "n": 1, "at": 5, "kind": "answer"}',
        b'{"v": 1, "id": "longenough", "n": 1, "at": "", "kind": "answer", "share": 1e999}',
        b'{"v": 1, "id": "longenough", "n": 1, "at": "", "kind": "answer", "share": NaN}',
        b'{"v": 1, "id": "longenough", "n": 1' + b"1" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_not_ours_is_passed_over(line):
    assert log.parse_line(line) is None


def test_a_line_of_the_first_version_is_understood():
    old = b'{"event": "answer", "time": "2025-03-01T10:00:00Z", "question": "01-q1", "right": true}'
    event = log.parse_line(old)
    assert (event["kind"], event["at"], event["n"]) == ("answer", "2025-03-01T10:00:00Z", 0)
    assert event == log.parse_line(old), "the same old line always gets the same id"


def test_a_line_of_a_later_version_is_kept_as_it_is():
    line = b'{"v": 9, "id": "fromfuture", "n": 3, "at": "2030", "kind": "answer", "new_field": [1]}'
    assert log.parse_line(line)["new_field"] == [1]


@settings(max_examples=60, deadline=None)
@given(logs, logs, logs)
def test_merging_gives_the_same_in_any_order_and_any_grouping(a, b, c):
    whole = log.merge_events(a, b, c)
    assert whole == log.merge_events(c, log.merge_events(b, a))
    assert whole == log.merge_events(whole, whole, b)
    shuffled = random.Random(1).sample(a + b + c, len(a + b + c))
    assert whole == log.merge_events(shuffled)


def test_the_counter_orders_events_when_the_clock_goes_backwards():
    early = {"id": "a", "n": 1, "at": "2030-01-01", "kind": "x"}
    late = {"id": "b", "n": 2, "at": "1970-01-01", "kind": "x"}
    assert log.merge_events([late], [early]) == [early, late]

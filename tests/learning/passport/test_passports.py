"""Robustness: whatever happens to the file, nothing recorded is lost, nothing runs, the learner is told."""

import codecs
import json
import os
import signal
import subprocess
import sys

import pytest

from utils.learning.passport import log, passports
from utils.learning.passport.passports import Passport, open_passport
from utils.learning.passport.progress import Progress

WRITER = """
import sys
from pathlib import Path
from utils.learning.passport.passports import Passport
mine = Passport(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    mine.record("answer", question=f"{sys.argv[3]}-{n}", right=True)
"""

CUT_OFF = """
import os, signal, sys
from pathlib import Path
from utils.learning.passport import log
from utils.learning.passport.passports import Passport
real = os.write
def half(handle, line):
    real(handle, line[: len(line) // 2])
    os.kill(os.getpid(), signal.SIGKILL)
log.os.write = half
Passport(Path(sys.argv[1])).record("answer", question="01-q9", right=True)
"""

SMALL_DISK = """
import resource, sys
from pathlib import Path
from utils.learning.passport.passports import Passport
mine = Passport(Path(sys.argv[1]))
mine.record("answer", question="01-q1", right=True)
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, resource.RLIM_INFINITY))
mine.record("answer", question="01-q2", right=True)
print(len(mine.events()), mine.notice)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
mine.record("answer", question="01-q3", right=True)
print(len(Passport(Path(sys.argv[1])).events()), repr(mine.notice))
"""


def questions(path):
    return [event["question"] for event in Passport(path).events()]


def run(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_what_is_recorded_is_read_back(passport_file):
    Passport(passport_file).record("answer", question="01-q1", right=True)
    assert questions(passport_file) == ["01-q1"]
    assert json.loads(passport_file.read_text())["v"] == log.VERSION


def test_two_open_notebooks_see_each_other(passport_file):
    one, other = Passport(passport_file), Passport(passport_file)
    one.record("answer", question="01-q1")
    other.record("answer", question="01-q2")
    assert [event["n"] for event in one.events()] == [1, 2]


def test_two_notebooks_writing_at_once_lose_nothing(passport_file):
    writers = [run(WRITER, passport_file, 60, name) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert sorted(questions(passport_file)) == sorted(f"{name}-{n}" for name in "ab" for n in range(60))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL does not exist on Windows")
def test_kill_in_the_middle_of_an_append_costs_that_line_only(passport_file):
    Passport(passport_file).record("answer", question="01-q1")
    killed = run(CUT_OFF, passport_file)
    assert killed.wait(60) == -signal.SIGKILL
    Passport(passport_file).record("answer", question="01-q2")
    assert questions(passport_file) == ["01-q1", "01-q2"]


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix feature")
def test_a_full_disk_keeps_the_answer_in_memory_and_writes_it_later(passport_file):
    ran = run(SMALL_DISK, passport_file)
    first, second = ran.communicate(timeout=60)[0].splitlines()
    assert first.startswith("2 Your last entry could not be written")
    assert "Nothing recorded earlier is lost" in first
    assert second == "3 ''"


def test_an_older_passport_is_read(passport_file):
    passport_file.write_text('{"event": "answer", "time": "2025", "question": "01-q1", "right": true}\n')
    assert Progress.of(Passport(passport_file)).latest_right("01-q1")


def test_a_truncated_passport_keeps_every_whole_line(passport_file):
    mine = Passport(passport_file)
    for n in range(5):
        mine.record("answer", question=f"01-q{n}")
    passport_file.write_bytes(passport_file.read_bytes()[:-20])
    assert questions(passport_file) == ["01-q0", "01-q1", "01-q2", "01-q3"]


def test_a_foreign_line_is_passed_over_and_stays_in_the_file(passport_file):
    passport_file.write_text('{"someone": "else"}\nnot json at all\n')
    mine = Passport(passport_file)
    mine.record("answer", question="01-q1")
    assert questions(passport_file) == ["01-q1"]
    assert mine.foreign_lines == 2
    assert passport_file.read_text().startswith('{"someone": "else"}\n')


def test_a_byte_order_mark_costs_no_event(passport_file):
    """Editors put one before the first line; joining two such files leaves one in the middle."""
    mine = Passport(passport_file)
    for n in range(2):
        mine.record("answer", question=f"01-q{n}")
    lines = passport_file.read_bytes().splitlines(keepends=True)
    passport_file.write_bytes(b"".join(codecs.BOM_UTF8 + line for line in lines))
    assert questions(passport_file) == ["01-q0", "01-q1"]
    mine = Passport(passport_file)
    mine.record("answer", question="01-q2")
    assert questions(passport_file) == ["01-q0", "01-q1", "01-q2"]
    assert mine.foreign_lines == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("as_text", [True, False])
def test_a_passport_saved_by_any_editor_is_restored_whole(tmp_path, encoding, as_text):
    theirs = Passport(tmp_path / "theirs.jsonl")
    for n in range(2):
        theirs.record("answer", question=f"01-q{n}")
    saved = theirs.export().encode(encoding)
    saved = codecs.BOM_UTF16_BE + saved if encoding == "utf-16-be" else saved
    mine = Passport(tmp_path / "mine.jsonl")
    assert mine.restore(
        saved.decode("utf-8" if "16" not in encoding else "utf-16") if as_text else saved
    ) == ("Restored 2 new of 2 recorded events.")


def test_fifty_megabytes_of_junk_are_survived_and_read_once(passport_file, monkeypatch):
    Passport(passport_file).record("answer", question="01-q1")
    with passport_file.open("ab") as stream:
        stream.writelines([b"{" + os.urandom(1 << 20).replace(b"\n", b" ") for _ in range(25)])
        stream.writelines([b"junk and more junk\n" * 55_000 for _ in range(25)])
    read, parse = [], log.parse_line
    monkeypatch.setattr(log, "parse_line", lambda line: read.append(1) or parse(line))
    mine = Passport(passport_file)
    mine.record("answer", question="01-q2")
    assert [event["question"] for event in mine.events()] == ["01-q1", "01-q2"]
    assert len(read) == mine.foreign_lines + 2, (
        "each line is looked at once, however often the passport is asked"
    )


def test_a_name_that_is_a_script_is_text(passport_file):
    from utils.learning.passport.summary import summary_page

    Passport(passport_file).record("name", name="<script>alert(1)</script>")
    page = summary_page(Progress.of(Passport(passport_file)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_nowhere_to_write_is_said_and_kept_in_memory(monkeypatch, tmp_path):
    (tmp_path / "home").write_text("a read-only home")
    monkeypatch.setenv("COURSE_PASSPORT", str(tmp_path / "home" / "passport.jsonl"))
    mine = open_passport()
    mine.record("answer", question="01-q1")
    assert len(open_passport().events()) == 1, "the same kernel finds it again"
    assert "in memory only" in mine.notice
    assert mine.whereabouts() == mine.notice


def test_a_clock_that_goes_backwards_loses_and_reorders_nothing(passport_file, monkeypatch):
    class Past(log.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(1970, 1, 1, tzinfo=tz)

    mine = Passport(passport_file)
    mine.record("answer", question="01-q1", right=False)
    monkeypatch.setattr(log, "datetime", Past)
    mine.record("answer", question="01-q1", right=True)
    assert [event["right"] for event in mine.events()] == [False, True]
    assert Progress.of(mine).latest_right("01-q1")


def test_a_file_that_can_no_longer_be_read_is_said(passport_file, monkeypatch):
    Passport(passport_file).record("answer", question="01-q1")
    mine = Passport(passport_file)

    def refuse(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(passport_file), "open", refuse)
    assert mine.events() == []
    assert "cannot be read" in mine.notice


def test_download_and_restore_bring_everything_back_once(passport_file, tmp_path):
    mine = Passport(passport_file)
    for n in range(3):
        mine.record("answer", question=f"01-q{n}")
    other = Passport(tmp_path / "other.jsonl")
    other.record("answer", question="05-q1")
    assert other.restore(mine.export()) == "Restored 3 new of 3 recorded events."
    assert other.restore(mine.export().encode()) == "Restored 0 new of 3 recorded events."
    assert sorted(questions(tmp_path / "other.jsonl")) == ["01-q0", "01-q1", "01-q2", "05-q1"]


def test_restoring_something_else_says_so(passport_file):
    mine = Passport(passport_file)
    assert "No progress was found" in mine.restore("a shopping list\n")
    assert mine.events() == []
    assert "1 lines were not part" in mine.restore(log.write_line(log.new_event("x", 1)) + b"eggs\n")


def test_deleting_removes_the_file_and_what_is_in_memory(passport_file):
    mine = Passport(passport_file)
    mine.record("answer", question="01-q1")
    assert "deleted" in mine.delete()
    assert not passport_file.exists()
    assert mine.events() == []
    mine.record("answer", question="01-q2")
    assert questions(passport_file) == ["01-q2"]


def test_a_passport_replaced_by_another_is_read_anew(passport_file, tmp_path):
    mine = Passport(passport_file)
    mine.record("answer", question="01-q1")
    other = Passport(tmp_path / "other.jsonl")
    for n in range(3):
        other.record("answer", question=f"05-q{n}")
    (tmp_path / "other.jsonl").replace(passport_file)
    assert [event["question"] for event in mine.events()] == ["05-q0", "05-q1", "05-q2"]


def test_it_says_where_it_is(passport_file):
    assert str(passport_file) in open_passport().whereabouts()
    assert passports.open_passport() is passports.open_passport()

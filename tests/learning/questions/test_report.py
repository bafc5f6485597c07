import csv
import io
import json

import pytest

from utils.learning.questions.bank import LEVELS, TRACKS, TYPES, all_questions
from utils.learning.questions.report import count_questions, questions


def test_the_counts_add_up():
    counts = count_questions()
    total = len(all_questions()) - counts["predictions"]
    assert counts["total"] == total == sum(sheet["questions"] for sheet in counts["notebooks"].values())
    for column, values in (("type", TYPES), ("bloom", LEVELS), ("track", TRACKS)):
        assert sum(counts[column].values()) == total
        assert set(counts[column]) <= set(values)


def test_the_report_is_readable_and_readable_by_programs(capsys):
    assert questions([]) == 0
    said = capsys.readouterr().out
    assert all(
        word in said for word in ("by type", "by level", "by track", "08", "single", "clinician", "pre")
    )


def test_the_bank_is_exported_for_a_program_and_for_a_spreadsheet(capsys):
    assert questions(["--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(all_questions())
    assert questions(["8", "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in table] == [q for q in all_questions() if q.startswith("08-")]
    assert all(row["asks"] and row["answer"] for row in table)
    assert not any("{{" in value for row in table for value in row.values())


def test_one_notebook_is_listed_without_its_answers_and_an_unknown_one_is_named(capsys):
    assert questions(["08"]) == 0
    said = capsys.readouterr().out
    assert "08-q12  " in said
    assert "01-q1 " not in said
    assert all_questions()["08-q1"].explanation not in said
    assert questions(["77"]) == 1
    assert "'77' is not in" in capsys.readouterr().err


def test_help_explains_and_counts_nothing(capsys):
    with pytest.raises(SystemExit) as stop:
        questions(["--help"])
    assert stop.value.code == 0
    assert "--csv" in capsys.readouterr().out

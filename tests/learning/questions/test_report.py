import json

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
    assert questions(["--json"]) == 0
    assert json.loads(capsys.readouterr().out) == count_questions()

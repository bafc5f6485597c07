import pytest

from utils.evidence import second_readings
from utils.evidence.checks import problems
from utils.evidence.quoted import quoted_results, second_reading_lines

READ = "perseus-d_vrd-pfs_hr"


def test_nine_in_ten_quoted_results_have_a_second_source():
    quoted, read = quoted_results(), set(second_readings()["id"])
    assert len(quoted) >= 90
    assert sum(name in read for name in quoted) >= 0.9 * len(quoted)


def test_what_has_no_second_source_and_what_only_a_copy_is_listed():
    first, *rest = second_reading_lines()
    lines = [line.strip() for line in rest]
    copied = {line.removesuffix(" (a copy)") for line in lines if line.endswith(" (a copy)")}
    without = {line for line in lines if not line.endswith(" (a copy)")}
    assert first.split()[2] == str(len(quoted_results()))
    assert without == set(quoted_results()) - set(second_readings()["id"])
    notes = second_readings().set_index("id")["note"].fillna("")
    assert copied == {name for name in quoted_results() if str(notes.get(name, "")).startswith("the same")}
    apart = len(quoted_results()) - len(without) - len(copied)
    assert f"{apart} (" in first


def test_results_are_found_where_they_are_quoted_and_only_whole(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "course_data").mkdir()
    (tmp_path / "notebooks" / "a.ipynb").write_text(
        f'cite(\\"{READ}\\") and castor-d_vd-pfs_hr-x', encoding="utf-8"
    )
    (tmp_path / "course_data" / "options.csv").write_text(
        "pollux-d_rd-pfs_hr;castor-d_vd-pfs_hr\n", encoding="utf-8"
    )
    assert quoted_results(tmp_path) == ["castor-d_vd-pfs_hr", READ, "pollux-d_rd-pfs_hr"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": "0.43"}, "value"),
        ({"note": "differs: nothing"}, "note"),
        ({"id": "perseus-d_vrd-pfs_hr_of_nobody"}, "id"),
        ({"second_source_id": "nobody_2030"}, "second_source_id"),
    ],
)
def test_a_spoilt_second_reading_is_reported_with_its_row(copy, cells, column):
    row = copy.change("second_readings", copy.find("second_readings", id=READ), **cells)
    (problem,) = problems(copy.folder)
    assert (problem.row, problem.column) == (row, column)


def test_a_result_is_no_second_reading_of_itself(copy):
    result = copy.rows("outcomes")[copy.find("outcomes", id=READ)]
    at = copy.find("second_readings", id=READ)
    copy.change("second_readings", at, second_source_id=result["source_id"])
    (problem,) = problems(copy.folder)
    assert problem.column == "second_source_id"


def test_a_disagreement_that_is_said_is_kept(copy):
    at = copy.find("second_readings", id=READ)
    copy.change("second_readings", at, value="0.43", note="differs: an earlier cut")
    assert problems(copy.folder) == []

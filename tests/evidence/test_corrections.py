"""The log of corrections: it agrees with the tables, and every break of it is found with its row."""

from datetime import date, timedelta

import pandas as pd
import pytest

from utils.evidence import changes, facts, table, table_names
from utils.evidence.checks import problems
from utils.evidence.corrections import MEANING, REMOVED, changes_of, evidence_date, logged_values

VALUE_ROW = {
    "change_id": "2026-11-28-test",
    "date": "2026-11-28",
    "table": "outcomes",
    "id": "perseus-d_vrd-pfs_hr",
    "column": "value",
    "what": "A ratio",
    "before": "0.43",
    "now": "0.42",
    "why": "a slip",
    "source_id": "",
    "notebooks": "06",
}


def add(copy, *rows: dict) -> int:
    """Append corrections to the log of a copy; the row of the last one, as a spreadsheet counts."""
    kept = copy.rows("changes")
    copy.rewrite("changes", kept + [VALUE_ROW | row for row in rows])
    return len(kept) + len(rows) + 1


def test_a_correction_that_the_table_bears_out_is_kept(copy):
    add(copy, {})
    assert problems(copy.folder) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"now": "0.41"}, "now"),
        ({"now": "0.42", "before": "0.42"}, "now"),
        ({"now": REMOVED}, "id"),
        ({"id": "perseus-d_vrd-no_such"}, "id"),
        ({"column": "valu"}, "column"),
        ({"date": (date.today() + timedelta(days=2)).isoformat()}, "date"),
        ({"source_id": "nobody_2030"}, "source_id"),
    ],
)
def test_a_spoilt_correction_is_reported_with_its_row(copy, cells, column):
    row = add(copy, cells)
    (problem,) = problems(copy.folder)
    assert (problem.file, problem.row, problem.column) == ("changes.csv", row, column)


def test_a_table_that_changed_after_the_log_is_reported(copy):
    row = add(copy, {})
    at = copy.find("outcomes", id=VALUE_ROW["id"])
    copy.change("outcomes", at, value="0.40")
    found = [p for p in problems(copy.folder) if p.file == "changes.csv"]
    assert [(p.row, p.column) for p in found] == [(row, "now")]
    assert "log the change" in str(found[0])


def test_corrections_of_one_cell_follow_from_each_other(copy):
    earlier = {"change_id": "2026-11-21-test", "date": "2026-11-21", "before": "0.5", "now": "0.43"}
    add(copy, {}, earlier)  # the order in the file does not matter, the dates do
    assert problems(copy.folder) == []
    row = add(
        copy,
        earlier | {"change_id": "2026-11-22-test", "date": "2026-11-22", "before": "0.44", "now": "0.43"},
    )
    (problem,) = problems(copy.folder)
    assert (problem.row, problem.column) == (row, "before")


def test_what_a_number_means_can_be_corrected_without_the_number(copy):
    add(copy, {"column": MEANING, "before": "of all", "now": "of those treated"})
    assert problems(copy.folder) == []


def test_every_correction_names_a_table_and_tells_no_figure_in_its_line():
    rows = changes()
    assert len(rows) >= 15
    assert set(rows["table"]) <= set(table_names())
    told = rows["what"] + rows["why"]
    assert not told.str.contains(r"\d\s?%|\d\.\d").any()  # figures are folded: some are about dying


def test_the_corrections_of_the_second_reading_stand_in_the_log():
    rows = changes().set_index("change_id")
    assert rows.loc["2026-11-28-iberdomide_status", "now"] == "approved"
    assert "died" in rows.loc["2026-11-28-barcelona_over_80", "now"]
    assert list(changes_of("06")["id"]) == ["barcelona-over_80-no_second_line_pct"]


def test_the_evidence_is_as_new_as_its_newest_reading_or_correction():
    assert evidence_date() >= table("sources")["reviewed"].max().date()
    assert evidence_date() >= changes()["date"].max().date()
    assert evidence_date() <= date.today()


def test_logged_numbers_are_those_of_the_latest_correction():
    for name, last in logged_values().items():
        assert last.now == (facts()[name].shown if name in facts() else REMOVED)


def test_the_log_is_read_only(monkeypatch):
    spoilt = changes()
    spoilt["now"] = pd.NA
    assert changes()["now"].notna().any()

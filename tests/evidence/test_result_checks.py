"""Break one result of each kind."""

import pytest

from utils.evidence.checks import problems

HR = "maia-d_rd-pfs_hr"


def found(copy):
    return [problem for problem in problems(copy.folder) if problem.file == "outcomes.csv"]


def the_one(copy):
    (error,) = found(copy)
    return error


def spoil(copy, result: str, **cells: str) -> int:
    return copy.change("outcomes", copy.find("outcomes", id=result), **cells)


def test_a_value_outside_its_interval(copy):
    row = spoil(copy, HR, value="0.75")
    error = the_one(copy)
    assert (error.row, error.column) == (row, "value")
    assert error.seen == "0.75 lies outside 0.45 to 0.67"


def test_an_interval_upside_down(copy):
    row = spoil(copy, HR, ci_low="0.67", ci_high="0.45")
    assert (the_one(copy).row, the_one(copy).column) == (row, "value")


def test_an_interval_without_level(copy):
    row = spoil(copy, HR, ci_level="")
    assert (the_one(copy).row, the_one(copy).column) == (row, "ci_level")


def test_an_empty_value_that_is_not_called_not_reached(copy):
    row = spoil(copy, "maia-d_rd-os_median_months", value="")
    assert (the_one(copy).row, the_one(copy).column) == (row, "value")


def test_not_reached_beside_a_value(copy):
    row = spoil(copy, "maia-d_rd-orr_pct", not_reached="true")
    assert the_one(copy).row == row


def test_more_than_a_hundred_per_cent(copy):
    row = spoil(copy, "maia-d_rd-orr_pct", value="192.9")
    assert (the_one(copy).row, the_one(copy).expected) == (row, "100 % or less")


def test_a_unit_that_is_not_the_endpoints(copy):
    row = spoil(copy, "maia-d_rd-orr_pct", unit="months")
    assert (the_one(copy).row, the_one(copy).column) == (row, "unit")


def test_a_hazard_ratio_without_comparator(copy):
    row = spoil(copy, HR, comparison="")
    assert (the_one(copy).row, the_one(copy).column) == (row, "comparison")


def test_a_hazard_ratio_of_an_arm_with_itself(copy):
    assert spoil(copy, HR, comparison="d_rd") == the_one(copy).row


def test_a_comparator_beside_a_median(copy):
    assert spoil(copy, "maia-d_rd-pfs_median_months", comparison="rd") == the_one(copy).row


def test_a_hazard_ratio_that_points_against_the_medians(copy):
    row = spoil(copy, HR, value="1.82", ci_low="1.49", ci_high="2.22")
    error = the_one(copy)
    assert (error.row, error.column) == (row, "value")
    assert "says the opposite of pfs_median_months: 61.9 against 34.4" in error.seen
    assert "swap arm_id and comparison" in error.mend


def test_a_hazard_ratio_that_points_against_the_landmarks(copy):
    row = spoil(copy, "perseus-d_vrd-pfs_hr", value="2.38", ci_low="1.69", ci_high="3.33")
    assert "pfs_pct_at_48" in the_one(copy).seen
    assert the_one(copy).row == row


def test_a_median_not_reached_counts_as_longer(copy):
    row = spoil(copy, "cepheus-d_vrd-pfs_hr", value="1.75", ci_low="1.2", ci_high="2.4")
    assert {e.row for e in found(copy)} == {row}
    assert any("inf against 52.6" in e.seen for e in found(copy))


def test_a_ratio_near_one_contradicts_nobody(copy):
    spoil(copy, "relapse_gmmg-salvage_asct-pfs_hr", value="1.04")
    assert found(copy) == []


def test_an_id_that_does_not_fit_its_row(copy):
    row = spoil(copy, HR, id="maia-d_rd-pfs_hr-len_refractory")
    error = the_one(copy)
    assert (error.row, error.expected) == (row, f"'{HR}'")


@pytest.mark.parametrize("cut", ["", "-cut_2019"])
def test_one_result_entered_twice(copy, cut):
    rows = copy.rows("outcomes")
    again = dict(rows[copy.find("outcomes", id=HR)], id=HR + (cut or "-itt"))
    copy.rewrite("outcomes", [*rows, again])
    assert {error.column for error in found(copy)} == ({"id", "endpoint"} if not cut else set())

import pytest

from utils.evidence import UnknownFact, fact, facts
from utils.evidence.errors import CourseDataError
from utils.evidence.package import Package


def test_a_fact_carries_its_value_its_unit_and_its_source():
    found = fact("perseus-d_vrd-pfs_pct_at_48")
    assert (found.value, found.shown, found.unit, found.table) == (84.3, "84.3", "%", "outcomes")
    assert found.source_id == "perseus24"
    assert found.row["arm_id"] == "d_vrd"


def test_the_value_is_shown_as_its_source_prints_it():
    assert fact("castor-d_vd-pfs_hr").row["ci_high"] == "0.40"


def test_a_median_not_reached_has_no_value():
    assert fact("s0777-vrd-os_median_months").value is None


def test_an_unknown_id_is_answered_with_the_nearest():
    with pytest.raises(UnknownFact) as caught:
        fact("perseus-d_vrd-pfs_pct_at_60")
    assert "perseus-d_vrd-pfs_pct_at_48" in caught.value.nearest


def test_facts_come_from_every_fact_table():
    assert {"outcomes", "natural_history", "attrition", "staging_outcomes"} <= {
        f.table for f in facts().values()
    }


def test_one_id_in_two_tables_is_refused(copy):
    copy.change("natural_history", 0, id="maia-d_rd-pfs_hr")
    with pytest.raises(CourseDataError, match="maia-d_rd-pfs_hr") as caught:
        len(Package(copy.folder).facts)
    assert (caught.value.file, caught.value.column) == ("outcomes.csv", "id")
    assert caught.value.row == 2 + copy.find("outcomes", id="maia-d_rd-pfs_hr")
    assert "natural_history.csv already" in caught.value.seen

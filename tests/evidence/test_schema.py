import pytest

from utils.evidence.errors import CourseDataError
from utils.evidence.schema import ForeignKey, read_resources, resources


def test_a_resource_knows_its_columns_keys_and_label():
    outcomes = resources()["outcomes"]
    assert outcomes.primary_key == ("id",)
    assert outcomes.holds_facts
    assert outcomes.label == "observed"
    assert ForeignKey(("trial_id", "arm_id"), "arms", ("trial_id", "arm_id")) in outcomes.foreign_keys


def test_the_promised_columns_of_outcomes_stand_in_order():
    assert resources()["outcomes"].columns == [
        "id",
        "trial_id",
        "arm_id",
        "comparison",
        "endpoint",
        "population",
        "value",
        "unit",
        "ci_low",
        "ci_high",
        "ci_level",
        "not_reached",
        "follow_up_months",
        "source_id",
        "locator",
    ]


def test_the_promised_columns_of_sources_stand_in_order():
    promised = [
        "source_id",
        "citation",
        "doi",
        "pmid",
        "nct",
        "url",
        "kind",
        "confirmation",
        "reviewed",
        "published",
    ]
    assert resources()["sources"].columns == promised


def test_a_table_without_value_and_source_holds_no_facts():
    assert not resources()["trials"].holds_facts


@pytest.mark.parametrize("text", ["{", ""])
def test_a_broken_package_is_refused(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(CourseDataError, match="restore it with git"):
        read_resources(tmp_path)


def test_a_missing_package_is_refused(tmp_path):
    with pytest.raises(CourseDataError, match="datapackage.json"):
        read_resources(tmp_path / "nowhere")

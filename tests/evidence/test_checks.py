"""Break one row of each kind: the check names file, row and column, and says how to mend it."""

import json
from datetime import date, timedelta

from utils.evidence.checks import (
    check_fact_ids,
    check_foreign_keys,
    check_sources,
    check_words,
    problems,
    uncited,
)
from utils.evidence.package import Package
from utils.evidence.paths import COURSE_DATA


def the_one(found):
    (error,) = list(found)
    return error


def test_a_broken_foreign_key(copy):
    row = copy.change("outcomes", copy.find("outcomes", trial_id="maia"), trial_id="maya")
    errors = [e for e in check_foreign_keys(Package(copy.folder)) if e.column == "trial_id"]
    assert (the_one(errors).file, the_one(errors).row) == ("outcomes.csv", row)
    assert the_one(errors).mend.startswith("write 'maia'")


def test_a_foreign_key_of_two_columns_is_one_key(copy):
    row = copy.change("outcomes", copy.find("outcomes", trial_id="maia"), arm_id="d_vrd")
    error = the_one(check_foreign_keys(Package(copy.folder)))
    assert (error.row, error.column) == (row, "trial_id + arm_id")


def test_an_unknown_endpoint(copy):
    row = copy.change("outcomes", 3, endpoint="os_medain_months")
    error = the_one(check_foreign_keys(Package(copy.folder)))
    assert (error.file, error.row, error.column) == ("outcomes.csv", row, "endpoint")
    assert error.mend.startswith("write 'os_median_months'")


def test_an_unsourced_row(copy):
    row = copy.change("outcomes", 5, source_id="nowhere_1999")
    error = the_one(check_foreign_keys(Package(copy.folder)))
    assert (error.row, error.column) == (row, "source_id")


def test_an_empty_source_cell_is_refused_before_anything_else(copy):
    row = copy.change("outcomes", 5, source_id="")
    error = the_one(problems(copy.folder))
    assert (error.file, error.row, error.column) == ("outcomes.csv", row, "source_id")


def test_an_id_used_in_two_tables(copy):
    copy.change("attrition", 0, id="maia-d_rd-pfs_hr")
    error = the_one(check_fact_ids(Package(copy.folder)))
    assert error.column == "id"
    assert "each id once in all of course_data" in error.expected


def test_a_fact_table_without_epistemic_label(copy):
    path = copy.folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource.pop("label", None) if resource["name"] == "outcomes" else None
    path.write_text(json.dumps(package), encoding="utf-8")
    assert "outcomes has the epistemic label ''" in str(the_one(check_fact_ids(Package(copy.folder))))


def test_a_source_that_cannot_be_opened(copy):
    row = copy.change("sources", 0, doi="", pmid="", nct="", url="")
    error = the_one(check_sources(Package(copy.folder)))
    assert (error.file, error.row) == ("sources.csv", row)


def test_a_number_resting_on_a_source_nobody_has_seen(copy):
    copy.change("sources", copy.find("sources", source_id="first_2018"), confirmation="recalled")
    errors = list(check_sources(Package(copy.folder)))
    assert {e.file for e in errors} == {"outcomes.csv"}
    assert errors[0].row == 2 + copy.find("outcomes", source_id="first_2018")


def test_a_doi_with_its_address(copy):
    row = copy.change("sources", 0, doi="https://doi.org/10.1056/NEJMoa2312054")
    error = the_one(problems(copy.folder))
    assert (error.file, error.row, error.column) == ("sources.csv", row, "doi")


def test_a_review_date_in_the_future(copy):
    row = copy.change("sources", 0, reviewed=(date.today() + timedelta(days=2)).isoformat())
    error = the_one(check_words(Package(copy.folder)))
    assert (error.row, error.column) == (row, "reviewed")
    assert error.expected == "today or earlier"


def test_today_is_not_the_future(copy):
    copy.change("sources", 0, reviewed=date.today().isoformat())
    assert list(check_words(Package(copy.folder))) == []


def test_confirmation_is_one_word_of_three(copy):
    row = copy.change("sources", 0, confirmation="seen (abstract)")
    error = the_one(problems(copy.folder))
    assert (error.row, error.column) == (row, "confirmation")


def test_a_long_confirmation_in_a_table_without_a_closed_list(copy):
    path = copy.folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    fields = next(r for r in package["resources"] if r["name"] == "sources")["schema"]["fields"]
    next(f for f in fields if f["name"] == "confirmation").pop("constraints")
    path.write_text(json.dumps(package), encoding="utf-8")
    row = copy.change("sources", 0, confirmation="seen (abstract)")
    assert (
        the_one(check_words(Package(copy.folder))).row,
        the_one(check_words(Package(copy.folder))).column,
    ) == (
        row,
        "confirmation",
    )


def test_every_source_that_the_clinic_and_the_models_name_exists():
    utils = COURSE_DATA.parent / "utils"
    assert [*uncited(utils / "clinic", Package()), *uncited(utils / "models", Package())] == []


def test_a_source_that_code_names_and_nobody_entered(tmp_path):
    (tmp_path / "rule.py").write_text(
        '"""Threshold. Source: nowhere99."""\nRULE = "iss05"\n', encoding="utf-8"
    )
    assert list(uncited(tmp_path, Package())) == ["rule.py: nowhere99"]

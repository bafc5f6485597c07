"""Settings, claims, misconceptions and the glossary: every id resolves, every word is defined once and plainly."""

import re

import pytest
import textstat

from utils.evidence import fact, source, table

NOTEBOOKS = {f"{n:02d}" for n in range(15)}
RESULT = re.compile(r"\d ?%|\b\d+(\.\d+)? (months|mo)\b|\bHR \d")
BLAME = re.compile(r"\b(fail(ed|s)? (you|the|treatment)|you failed|non-?complian|refus)", re.IGNORECASE)


def split(cell: object) -> list[str]:
    return [part for part in cell.split(";") if part] if isinstance(cell, str) else []


@pytest.mark.parametrize(
    ("name", "count"), [("sequencing", 19), ("web_claims", 77), ("misconceptions", 36), ("web_errors", 8)]
)
def test_tables_are_whole(name, count):
    assert len(table(name)) == count


@pytest.mark.parametrize(
    "name", ["classes", "drugs", "regimens", "sequencing", "web_claims", "misconceptions", "glossary"]
)
def test_every_source_of_a_list_is_known(name):
    for cell in table(name)["sources"]:
        assert split(cell)
        assert all(source(s)["source_id"] == s for s in split(cell))


@pytest.mark.parametrize("name", ["sequencing", "web_claims", "misconceptions"])
def test_every_fact_of_a_list_is_a_number_with_a_source(name):
    named = [id for cell in table(name)["facts"] for id in split(cell)]
    assert named
    assert all(fact(id).source_id for id in named)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("sequencing", ["options", "evidence", "opinion"]),
        ("web_claims", ["correction"]),
        ("supportive", ["aim"]),
    ],
)
def test_results_stand_once_in_the_fact_tables(name, columns):
    text = table(name)[columns].apply(" ".join, axis=1).str.replace("36 months", "")
    assert [t for t in text if RESULT.search(t)] == []


@pytest.mark.parametrize("name", ["web_claims", "misconceptions", "web_errors", "supportive"])
def test_each_row_is_met_in_a_notebook(name):
    assert set(table(name)["notebook"]) <= NOTEBOOKS


def test_settings_keep_evidence_apart_from_opinion():
    sequencing = table("sequencing")
    assert (sequencing["evidence"] != sequencing["opinion"]).all()
    assert sequencing["reviewed"].notna().all()


def test_excluded_people_are_named_where_the_number_tempts():
    row = table("sequencing").set_index("setting_id").loc["seq-09"]
    assert "MajesTEC-3" in row["opinion"]
    assert "excluded anti-CD38-refractory" in row["opinion"]
    assert "majestec_3-tec_dara-pfs_hr" not in split(row["facts"])


def test_weekly_kpd_has_no_number():
    row = table("sequencing").set_index("setting_id").loc["seq-16"]
    assert split(row["facts"]) == []
    assert "no trustworthy" in row["evidence"]


def test_verdicts_are_spread_over_all_four():
    counts = table("web_claims")["verdict"].value_counts()
    assert counts.to_dict() == {"imprecise": 35, "correct": 23, "wrong": 12, "outdated": 7}


def test_a_term_is_defined_once_under_all_its_names():
    glossary = table("glossary")
    assert len(glossary) >= 60
    names = [n.lower() for row in glossary.itertuples() for n in [row.term, *split(row.also)]]
    assert sorted(set(names)) == sorted(names)


def test_plain_wording_stays_at_grade_eight_or_below():
    grades = {
        row.term: textstat.automated_readability_index(row.plain) for row in table("glossary").itertuples()
    }
    assert {term: grade for term, grade in grades.items() if grade > 8} == {}


def test_plain_sentences_are_short_and_blame_nobody():
    for row in table("glossary").itertuples():
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.!?]", row.plain)), row.term
        assert not BLAME.search(row.plain), row.term


def test_plain_wording_differs_from_the_others():
    glossary = table("glossary")
    assert (glossary["plain"] != glossary["clinician"]).all()
    assert set(glossary["first_notebook"]) <= NOTEBOOKS


@pytest.mark.parametrize(
    "term", ["refractory", "line of therapy", "MRD", "hazard ratio", "CAR T", "attrition", "cereblon"]
)
def test_words_the_course_leans_on_are_there(term):
    assert term in set(table("glossary")["term"])


def test_every_error_page_is_settled_by_a_source():
    errors = table("web_errors")
    assert all(source(s)["source_id"] == s for s in errors["source_id"])
    assert set(errors["kind"]) == {
        "unit",
        "sign and unit",
        "dropped digit",
        "omission",
        "boundary",
        "denominator",
    }

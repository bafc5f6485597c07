import pytest

from utils.evidence import UnknownSource, address, cite, fact, source
from utils.evidence.citations import _open


def test_a_source_is_found_by_its_id():
    assert source("perseus24")["doi"] == "10.1056/NEJMoa2312054"


def test_a_fact_is_cited_by_the_paper_that_reports_it():
    assert "PERSEUS" in cite("perseus-d_vrd-pfs_pct_at_48")
    assert cite("perseus-d_vrd-pfs_pct_at_48") == cite("perseus24")


def test_a_fact_is_opened_where_its_paper_is():
    assert address("perseus-d_vrd-pfs_pct_at_48") == "https://doi.org/10.1056/NEJMoa2312054"
    assert address(fact("castor-d_vd-pfs_hr").source_id) == address("castor-d_vd-pfs_hr")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"doi": "10.1/x", "pmid": "12345"}, "https://doi.org/10.1/x"),
        ({"pmid": "12345", "nct": "NCT00000001"}, "https://pubmed.ncbi.nlm.nih.gov/12345/"),
        (
            {"nct": "NCT00000001", "url": "https://example.org"},
            "https://clinicaltrials.gov/study/NCT00000001",
        ),
        ({"url": "https://example.org"}, "https://example.org"),
        ({}, ""),
    ],
)
def test_doi_before_pubmed_before_registry_before_page(places, expected):
    assert _open(places) == expected


def test_an_unknown_source_is_answered_with_the_nearest():
    with pytest.raises(UnknownSource, match="perseus24"):
        source("perseus_24")

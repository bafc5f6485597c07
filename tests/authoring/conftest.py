"""A few facts for the tests of links and lint, so that these do not move with the tables."""

from types import SimpleNamespace

import pytest

from utils.authoring.links import FactBook

PERSEUS = "https://doi.org/10.1056/NEJMoa2312054"
ADDRESSES = {"perseus_2024": PERSEUS, "kyle_2018": "https://doi.org/10.1056/NEJMoa1709974"}


def _fact(shown, source_id="perseus_2024"):
    return SimpleNamespace(shown=shown, source_id=source_id)


@pytest.fixture
def book():
    """A book of four facts from two sources."""
    return FactBook(
        {
            "perseus-d_vrd-pfs_pct_at_48": _fact("84.3"),
            "perseus-d_vrd-pfs_hr": _fact("0.42"),
            "perseus-d_vrd-pfs_median_months": _fact(""),
            "mgus-progression_pct_per_year": _fact("1", "kyle_2018"),
        },
        ADDRESSES.__getitem__,
    )

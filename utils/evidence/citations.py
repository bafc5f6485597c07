"""Where a number comes from: the publication, how to cite it, where to open it."""

from functools import cache

import pandas as pd

from utils.evidence.errors import UnknownSource
from utils.evidence.lookup import find_fact
from utils.evidence.tables import table

PLACES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "nct": "https://clinicaltrials.gov/study/{}",
    "url": "{}",
}


def source(source_id: str) -> pd.Series:
    """One publication: citation, doi, pmid, nct, url, kind, confirmation and the day it was last reviewed.

    Raises UnknownSource with the nearest ids.
    """
    known = table("sources").set_index("source_id", drop=False)
    if source_id not in known.index:
        raise UnknownSource(source_id, known.index, "course_data/sources.csv", "sources()")
    return known.loc[source_id]


def cite(id: str) -> str:
    """A short text citation, for a source id or for the id of any fact.

    E.g. `cite("perseus-d_vrd-pfs_pct_at_48")` names the paper that reports it.
    """
    return str(_source_of(id)["citation"])


def address(id: str) -> str:
    """Where to open it: the DOI if there is one, else PubMed, else the trial registry, else a web page.

    Accepts a source id or the id of any fact.
    """
    return _open(_source_of(id).dropna().to_dict())


def _open(places: dict[str, str]) -> str:
    return next((form.format(places[kind]) for kind, form in PLACES.items() if kind in places), "")


@cache
def _source_of(id: str) -> pd.Series:
    found = find_fact(id)
    return source(found.source_id if found else id)

"""The pages beside the notebooks: the road, the glossary, the sources with the numbers that rest on them, what is due, about."""

import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from utils.evidence import address, facts, table
from utils.evidence.report import KEPT_DAYS, reviewed_rows
from utils.site.pages import Page, environment
from utils.site.words import translations

_QUOTED = re.compile(r"\(([a-z0-9_.-]+)\)\"")  # the name of a fact ends the title of its link


def extra_files() -> list[tuple[str, str]]:
    """File and name of each page beside the notebooks, as the menu lists them."""
    say = translations().gettext
    return [
        ("glossary.html", say("Glossary")),
        ("sources.html", say("Sources")),
        ("review.html", say("Due for review")),
        ("about.html", say("About this course")),
    ]


def write_extras(around: Mapping, written: Mapping[str, str]) -> dict[str, str]:
    """File -> HTML. around: what every page is told. written: the notebooks' pages, to say where a fact is quoted."""
    pages: list[Page] = around["road"]
    known = {
        "index.html": {},
        "glossary.html": {"terms": _terms(pages)},
        "sources.html": {"sources": _sources(pages, written)},
        "review.html": _due(),
        "about.html": {},
    }
    made = environment()
    return {
        file: made.get_template(f"{file}.j2").render(course=around, **values)
        for file, values in known.items()
    }


def _terms(pages: list[Page]) -> list[dict]:
    files = {page.number: page for page in pages}
    rows = table("glossary").fillna("").sort_values("term", key=lambda words: words.str.casefold())
    return [{**row, "page": files.get(row["first_notebook"])} for row in rows.to_dict("records")]


def _sources(pages: list[Page], written: Mapping[str, str]) -> list[dict]:
    """Every source with its address, its date of reading, and the numbers that rest on it with the pages that quote them."""
    resting: dict[str, list[str]] = {}
    for fact in facts().values():
        resting.setdefault(fact.source_id, []).append(fact.id)
    named = {page.file: set(_QUOTED.findall(written.get(page.file, ""))) for page in pages}
    sources = table("sources")
    return [
        {
            "id": row.source_id,
            "citation": row.citation,
            "address": address(row.source_id),
            "reviewed": f"{row.reviewed:%d %B %Y}".lstrip("0"),
            "facts": [
                (fact, [page for page in pages if fact in named[page.file]])
                for fact in resting.get(row.source_id, [])
            ],
        }
        for row in sources.sort_values("citation", key=lambda words: words.str.casefold()).itertuples()
    ]


def _due() -> dict:
    """What was last read more than a year ago, and what comes next, as of the day the tables were last read."""
    rows = reviewed_rows()
    today = pd.Timestamp(date.today())
    stale = rows[rows["expires"] < today]
    counts = rows.groupby(rows["expires"].dt.to_period("M")).size()
    return {
        "count": len(rows),
        "days": KEPT_DAYS,
        "newest": rows["reviewed"].max(),
        "stale": stale.to_dict("records"),
        "months": [(period.start_time, int(n)) for period, n in counts.items()],
    }

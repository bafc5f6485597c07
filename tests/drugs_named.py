"""Which drugs a text names, by any name of the tables: plain names, brands, short names and letters of regimens."""

import re
from functools import cache

from utils.authoring.links import find_links
from utils.evidence import drugs, table

# A letter or a common word names no drug by itself.
NOT_A_NAME = {
    "car",
    "sel",
    "bela",
    "pred",
    "thal",
    "mel",
    "sct",
    "rt",
    "rrt",
    "cy",
    "dex",
    "rd",
    "vd",
    "kd",
    "pd",
    "sd",
    "td",
    "md",
    "vp",
}
REFERENCES = re.compile(r"^\*\*References\*\*[\s\S]*", re.MULTILINE)
FACT_ID = re.compile(r"\s*\([a-z0-9_.-]+\)\s*$")


def split(cell: object) -> list[str]:
    return [part for part in str(cell).split(";") if part] if isinstance(cell, str) else []


@cache
def names() -> dict[str, set[str]]:
    """Spelling -> ids of the drugs that it names."""
    found: dict[str, set[str]] = {}
    for row in drugs().itertuples():
        for name in [row.name, *split(row.brand_names), *split(row.synonyms)]:
            if len(name) > 3 and name.lower() not in NOT_A_NAME:
                found.setdefault(name.lower(), set()).add(row.drug_id)
    for row in table("regimens").itertuples():
        for name in [row.name, *split(row.synonyms)]:
            if len(name) > 2 and name.lower() not in NOT_A_NAME:
                found.setdefault(name, set()).update(split(row.members))
    found["transplant"] = {"autologous_stem_cell_transplant"}
    return found


def all_words(text: str) -> str:
    """A text as a reader may meet it: words of links and the titles that they show; addresses and ids left out."""
    for link in reversed(find_links(text)):
        text = f"{text[: link.start]}{link.text} {FACT_ID.sub('', link.title)} {text[link.end :]}"
    return text


def drugs_named(text: str) -> set[str]:
    """Ids of the drugs that a text names, in its links and their titles too; the list of references left out."""
    said = all_words(REFERENCES.sub("", text))
    ids: set[str] = set()
    for spelling, members in names().items():
        flags = re.IGNORECASE if spelling.islower() else 0
        if re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", said, flags):
            ids |= members
    return ids

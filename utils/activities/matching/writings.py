"""Every writing of a trial, a drug and a regimen that the course's tables know, and a word read as a treatment."""

import re
from collections.abc import Mapping
from functools import cache

from utils.evidence import table

# Words of everyday English that are also a trial: only in capitals, or beside the word trial or study.
EVERYDAY = frozenset(
    [
        "first",
        "forte",
        "boston",
        "apollo",
        "aspire",
        "arrow",
        "endeavor",
        "endurance",
        "griffin",
        "determination",
        "storm",
        "candor",
        "apex",
        "barcelona",
        "relapse",
        "castor",
        "sirius",
        "auriga",
    ]
)
QUALIFIER = re.compile(r"\s*(?:\(([^)]*)\)|,.*$|\bpart\s+\d+|\bcohort\s+[A-Z]\b|\bin routine care\b)", re.I)
TOO_SHORT = frozenset(
    [
        "auto",
        "cy",
        "flu",
        "sel",
        "car",
        "rt",
        "xrt",
        "za",
        "mel",
        "bor",
        "ven",
        "cyclo",
        "radiation",
        "interferon",
        "d",
        "k",
        "p",
        "r",
        "t",
        "v",
        "i",
        "dr",
        "mp",
        "bp",
        "vp",
        "vt",
        "td",
        "sct",
    ]
)
PREFIXES = {"d": "daratumumab", "dara": "daratumumab", "k": "carfilzomib", "i": "ixazomib", "e": "elotuzumab", "x": "selinexor",
            "s": "selinexor", "r": "lenalidomide", "v": "bortezomib", "p": "pomalidomide", "m": "melphalan"}  # fmt: skip
SOCIETIES = frozenset({"IMWG", "GMMG", "CMRG", "UKMF", "BSBMT", "IFM", "Canadian", "Radiotherapy"})


@cache
def trial_writings() -> dict[str, tuple[str, ...]]:
    """Writing -> the trials it may mean, its own first."""
    found: dict[str, list[str]] = {}
    for row in table("trials").itertuples():
        bare = QUALIFIER.sub("", row.name).strip()
        inner = [
            part.strip() for group in re.findall(r"\(([^)]*)\)", row.name) for part in re.split(r",|/", group)
        ]
        inner = [
            part
            for part in inner
            if re.fullmatch(r"[A-Z][A-Za-z]*[\s-]?\d[\w-]*|[A-Z][A-Z\d-]{3,}(?:\s\d+)?", part)
        ]
        codes = [] if row.nct is None or row.nct != row.nct else str(row.nct).split(";")
        first = [
            part for part in re.split(r"\s+and\s+", bare) if "pooled" in row.name and re.search(r"\d", part)
        ]
        for writing in [bare, *inner, *codes, *first, *_shorter(bare)]:
            if _is_own(writing):
                found.setdefault(writing, []).append(row.trial_id)
    return {writing: tuple(dict.fromkeys(ids)) for writing, ids in found.items()}


def _is_own(writing: str) -> bool:
    """A name of its own: every word with a capital or a figure, no drug and no group that has many studies."""
    words = writing.split()
    named = all(re.search(r"[A-Z0-9]", word) for word in words) and bool(words)
    return named and writing not in SOCIETIES and writing.casefold() not in drug_writings()


def _shorter(name: str) -> list[str]:
    """Writings without what people leave out: the group in front, the disease behind."""
    short = [re.sub(r"^(?:SWOG|GMMG|BMT CTN)[\s-]", "", name), re.sub(r"-(?:MM|A1)$", "", name)]
    return [part for part in short if part != name and len(part) > 4]


@cache
def drug_writings() -> dict[str, str]:
    """Lower-case writing of one drug -> its id."""
    found = {}
    for row in table("drugs").itertuples():
        for words in (row.name, row.brand_names, row.synonyms):
            for word in str(words).split(";") if words == words and words is not None else []:
                if word.casefold() not in TOO_SHORT and len(word) > 2:
                    found[word.casefold()] = row.drug_id
    return found | {
        "belantamab": "belantamab_mafodotin",
        "cilta cel": "ciltacabtagene_autoleucel",
        "ide cel": "idecabtagene_vicleucel",
    }


@cache
def regimen_writings() -> dict[str, frozenset[str]]:
    """Compact writing of a regimen (no hyphen, capitals kept) -> its drugs."""
    found = {}
    for row in table("regimens").itertuples():
        if row.kind == "transplant":
            continue
        members = frozenset(
            "ASCT" if m == "autologous_stem_cell_transplant" else m for m in row.members.split(";")
        )
        synonyms = row.synonyms.split(";") if isinstance(row.synonyms, str) else []
        for word in (row.name, *synonyms):
            if word.casefold() not in TOO_SHORT and " " not in word and len(word) > 1 and len(members) > 1:
                found[re.sub(r"[-/+]", "", word)] = members
    return found


@cache
def _capitals() -> Mapping[str, frozenset[str]]:
    return {word.upper(): drugs for word, drugs in regimen_writings().items() if len(word) > 2}


def read_token(token: str) -> frozenset[str]:
    """The drugs of one word such as 'D-VRd', 'DaraVRd' or 'isatuximab-VRd'; empty when it is no treatment."""
    compact = re.sub(r"[-/+]", "", token)
    trimmed = re.sub(r"(?<=d)\d{2}$", "", compact)
    if known := regimen_writings().get(trimmed):
        return known
    if re.search(r"[A-Z]", trimmed[1:] if trimmed[:1].isupper() else trimmed) and (
        known := _capitals().get(trimmed.upper())
    ):
        return known
    parts = re.split(r"[-/+]", token)
    drugs = [_read_part(part, len(parts)) for part in parts]
    return frozenset().union(*drugs) if len(parts) > 1 and all(drugs) else frozenset()


def _read_part(part: str, parts: int) -> frozenset[str]:
    if drug := drug_writings().get(part.casefold()):
        return frozenset({drug})
    if known := regimen_writings().get(part):
        return known
    if part == "d" or part == "dex":
        return frozenset({"dexamethasone"})
    return (
        frozenset({PREFIXES[part.casefold()]})
        if parts > 1 and part.casefold() in PREFIXES and part[:1].isupper()
        else frozenset()
    )

"""Drug names as they are written in notes: generic, brand, abbreviation; and the class the rules count.

Only names and classes live here (the rules need them and read no files); mechanisms, toxicities and
approvals are in `course_data`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from utils.clinic.errors import UnknownDrugError, nearest

# The class ids of course_data/classes.csv, and how a class is said in a sentence.
PI, IMID, CD38, CAR_T, STEROID = "proteasome_inhibitor", "imid", "anti_cd38", "car_t", "steroid"
CLASS_WORDS = {
    PI: "PI", IMID: "IMiD", CD38: "anti-CD38 antibody", CAR_T: "CAR T cell", STEROID: "steroid", "celmod": "CELMoD",
    "anti_slamf7": "anti-SLAMF7 antibody", "adc": "antibody-drug conjugate", "bispecific": "bispecific antibody",
    "alkylator": "alkylator", "anthracycline": "anthracycline", "xpo1_inhibitor": "XPO1 inhibitor",
    "bcl2_inhibitor": "BCL-2 inhibitor", "hdac_inhibitor": "HDAC inhibitor",
    "peptide_drug_conjugate": "peptide-drug conjugate", "anti_pd1": "anti-PD-1 antibody", "chemotherapy": "other chemotherapy",
}  # fmt: skip


@dataclass(frozen=True)
class Drug:
    """A drug: generic name, class, and the other names it goes by (target where the class has several)."""

    name: str
    drug_class: str
    words: tuple[str, ...] = ()
    target: str = ""


DRUGS: tuple[Drug, ...] = (
    Drug("bortezomib", PI, ("Velcade", "bor", "btz", "PS-341", "bort")),
    Drug("carfilzomib", PI, ("Kyprolis", "cfz", "PR-171", "carf", "car")),
    Drug("ixazomib", PI, ("Ninlaro", "ixa", "MLN9708", "ixz")),
    Drug("thalidomide", IMID, ("Thalomid", "thal")),
    Drug("lenalidomide", IMID, ("Revlimid", "len", "CC-5013")),
    Drug("pomalidomide", IMID, ("Pomalyst", "Imnovid", "pom", "CC-4047")),
    Drug("iberdomide", "celmod", ("iber", "CC-220")),
    Drug("mezigdomide", "celmod", ("mezi", "CC-92480")),
    Drug("daratumumab", CD38, ("Darzalex", "Darzalex Faspro", "dara", "daratumumab and hyaluronidase-fihj")),
    Drug("isatuximab", CD38, ("Sarclisa", "isa")),
    Drug("elotuzumab", "anti_slamf7", ("Empliciti", "elo", "HuLuc63")),
    Drug("dexamethasone", STEROID, ("Decadron", "dex", "steroid", "steroids")),
    Drug("prednisone", STEROID, ("prednisolone", "pred")),
    Drug("melphalan", "alkylator", ("Alkeran", "Evomela", "mel", "high-dose melphalan", "hdm", "L-PAM", "Mel200", "Mel140", "ASCT", "SCT", "auto")),
    Drug("cyclophosphamide", "alkylator", ("Cytoxan", "Endoxan", "cyclo", "cy", "CTX")),
    Drug("bendamustine", "alkylator", ("Treanda", "Levact", "benda")),
    Drug("pegylated liposomal doxorubicin", "anthracycline", ("Doxil", "Caelyx", "pld")),
    Drug("doxorubicin", "anthracycline", ("Adriamycin",)),
    Drug("cisplatin", "chemotherapy"),
    Drug("etoposide", "chemotherapy", ("vp-16", "vp16")),
    Drug("melphalan flufenamide", "peptide_drug_conjugate", ("melflufen", "Pepaxto", "Pepaxti")),
    Drug("panobinostat", "hdac_inhibitor", ("Farydak", "pan", "pano", "LBH589")),
    Drug("selinexor", "xpo1_inhibitor", ("Xpovio", "Nexpovio", "sel", "KPT-330")),
    Drug("venetoclax", "bcl2_inhibitor", ("Venclexta", "Venclyxto", "ven", "ABT-199")),
    Drug("belantamab mafodotin", "adc", ("Blenrep", "belantamab", "belamaf", "bela", "GSK2857916"), "BCMA"),
    Drug("idecabtagene vicleucel", CAR_T, ("Abecma", "ide-cel", "idecel", "bb2121"), "BCMA"),
    Drug("ciltacabtagene autoleucel", CAR_T, ("Carvykti", "cilta-cel", "ciltacel", "JNJ-4528"), "BCMA"),
    Drug("anitocabtagene autoleucel", CAR_T, ("anito-cel", "anitocel", "CART-ddBCMA"), "BCMA"),
    Drug("pembrolizumab", "anti_pd1", ("Keytruda", "pembro")),
    Drug("teclistamab", "bispecific", ("Tecvayli", "tec", "JNJ-7957"), "BCMA"),
    Drug("elranatamab", "bispecific", ("Elrexfio", "elra", "PF-06863135"), "BCMA"),
    Drug("linvoseltamab", "bispecific", ("Lynozyfic", "linvo", "REGN5458"), "BCMA"),
    Drug("talquetamab", "bispecific", ("Talvey", "tal", "talq", "JNJ-7564"), "GPRC5D"),
)  # fmt: skip

_BY_NAME = {drug.name: drug for drug in DRUGS}
_WORDS = {word.casefold(): drug.name for drug in DRUGS for word in (drug.name, *drug.words)}

# Written by their letters, these would be read wrongly: the P is prednisone, or the letters are another drug's.
_PACE = ("cisplatin", "doxorubicin", "cyclophosphamide", "etoposide")
_SPECIAL: dict[str, tuple[str, ...]] = {
    "vmp": ("bortezomib", "melphalan", "prednisone"),
    "dvmp": ("daratumumab", "bortezomib", "melphalan", "prednisone"),
    "mp": ("melphalan", "prednisone"),
    "mpt": ("melphalan", "prednisone", "thalidomide"),
    "mpr": ("melphalan", "prednisone", "lenalidomide"),
    "cybord": ("cyclophosphamide", "bortezomib", "dexamethasone"),
    "dpace": ("dexamethasone", *_PACE),
    "vdpace": ("bortezomib", "dexamethasone", *_PACE),
    "kdpace": ("carfilzomib", "dexamethasone", *_PACE),
    "vtdpace": ("bortezomib", "thalidomide", "dexamethasone", *_PACE),
    "vdtpace": ("bortezomib", "thalidomide", "dexamethasone", *_PACE),
}
# What is offered for a misspelt name: every name of a drug, and the regimens met most often.
_OFFERED = (
    *(word for drug in DRUGS for word in (drug.name, *drug.words)), "VRd", "KRd", "VCd", "VTd", "Rd", "Vd", "Kd", "Pd", "DRd",
    "DVd", "DKd", "DPd", "KPd", "PVd", "SVd", "BVd", "BPd", "IRd", "ERd", "EPd", "D-VRd", "D-VTd", "D-VMP", "VMP", "MPT",
    "Isa-VRd", "IsaKd", "IsaPd", "CyBorD", "D-PACE", "KD-PACE", "VTD-PACE",
)  # fmt: skip
_LETTERS = {
    "V": "bortezomib", "K": "carfilzomib", "I": "ixazomib", "T": "thalidomide", "R": "lenalidomide",
    "P": "pomalidomide", "D": "daratumumab", "E": "elotuzumab", "d": "dexamethasone", "M": "melphalan",
    "C": "cyclophosphamide", "S": "selinexor", "X": "selinexor", "B": "belantamab mafodotin",
}  # fmt: skip
_STEMS = (
    "Mezi",
    "Iber",
    "Elra",
    "Dara",
    "Ixa",
    "Isa",
    "Elo",
    "Pan",
    "Ven",
    "Tec",
    "Tal",
    "Sel",
    "Pom",
    "Len",
    "Dex",
    "Cy",
)
_PIECE = re.compile("|".join([f"(?i:{stem})" for stem in _STEMS[:-1]] + ["Cy", "[A-Za-z]"]))
_NOISE = re.compile(
    r"\([^)]*\)|\b\d+(\.\d+)?\s*(mg|g|mcg)(/m2|/m²|/kg)?\b|\b(re-?induction|induction|consolidation|maintenance|"
    r"salvage|alone|bridging|bridge|weekly|lite|continuous|single[- ]agent|planned|sc|iv)\b",
    re.IGNORECASE,
)


def find_drug(name: str) -> Drug:
    """The drug behind a generic name, a brand or an abbreviation.

    Raises UnknownDrugError with the nearest name.

    >>> find_drug("Revlimid").name, find_drug("cilta-cel").drug_class
    ('lenalidomide', 'car_t')
    >>> find_drug("bortezomb")
    Traceback (most recent call last):
    utils.clinic.errors.UnknownDrugError: 'bortezomb' is not a drug or regimen the clinic knows. Closest: 'bortezomib'. See utils.clinic.lines.drugs.DRUGS.
    """
    key = str(name).strip().casefold()
    if key in _WORDS:
        return _BY_NAME[_WORDS[key]]
    raise UnknownDrugError(
        f"{name!r} is not a drug or regimen the clinic knows.{nearest(str(name), _OFFERED)} "
        "See utils.clinic.lines.drugs.DRUGS."
    )


@cache
def parse_regimen(text: str) -> tuple[str, ...]:
    """The drugs of a regimen, by generic name, in the order written.

    Understands lists ("bortezomib, dexamethasone"), brands, and the letters of trials: an upper-case D
    is daratumumab, a lower-case d dexamethasone; in an all-capitals name a last D is dexamethasone (VRD).
    Words of phase and dose are ignored ("R maintenance 10 mg").

    >>> parse_regimen("D-VRd")
    ('daratumumab', 'bortezomib', 'lenalidomide', 'dexamethasone')
    >>> parse_regimen("DKd re-induction"), parse_regimen("Revlimid + dex")
    (('daratumumab', 'carfilzomib', 'dexamethasone'), ('lenalidomide', 'dexamethasone'))
    """
    names: list[str] = []
    for part in re.split(r"[,;+/&]|\band\b|->|→", _NOISE.sub(" ", str(text))):
        names.extend(_parse_part(part.strip(" -"), text))
    if not names:
        raise UnknownDrugError(f"{text!r} names no drug. Write a drug or a regimen such as 'VRd'.")
    return tuple(dict.fromkeys(names))


def _parse_part(part: str, whole: str) -> list[str]:
    """One phrase: a drug's full name, a known regimen, or words each read by itself."""
    if not part:
        return []
    if part.casefold() in _WORDS:
        return [_WORDS[part.casefold()]]
    compact = re.sub(r"[\s-]", "", part).casefold()
    if compact in _SPECIAL:
        return list(_SPECIAL[compact])
    words = [word for word in re.split(r"[\s-]+", part) if word]
    if len(words) > 1:
        return [name for word in words for name in _parse_part(word, whole)]
    return _parse_letters(part)


def _parse_letters(word: str) -> list[str]:
    """'VRd' letter by letter; anything else is an unknown drug."""
    letters = word[:-1] + "d" if len(word) > 1 and word.isupper() and word.endswith("D") else word
    pieces = _PIECE.findall(letters) if len(word) <= 9 else []
    names = [_WORDS.get(piece.casefold()) if len(piece) > 1 else _LETTERS.get(piece) for piece in pieces]
    if not names or None in names or "".join(pieces) != letters or len(set(names)) != len(names):
        return [find_drug(word).name]  # raises, and offers the nearest name
    return [name for name in names if name]


def drug_class(name: str) -> str:
    """The class of a drug.

    >>> drug_class("Velcade")
    'proteasome_inhibitor'
    """
    return find_drug(name).drug_class


def is_car_t(drugs: tuple[str, ...]) -> bool:
    """Does the regimen hold a CAR T-cell product?"""
    return any(_BY_NAME[name].drug_class == CAR_T for name in drugs if name in _BY_NAME)

"""The drugs a history may name: generic name, brands, abbreviations, and the class the rules count.

Only names and classes live here (the rules need them and read no files); a test holds them equal to `course_data`,
where mechanisms, harms and approvals are.
"""

from __future__ import annotations

from dataclasses import dataclass

# The class ids of course_data/classes.csv, and how a class is said in a sentence.
PI, IMID, CD38, CAR_T, STEROID = "proteasome_inhibitor", "imid", "anti_cd38", "car_t", "steroid"
CLASS_WORDS = {
    PI: "PI", IMID: "IMiD", CD38: "anti-CD38 antibody", CAR_T: "CAR T cell", STEROID: "steroid", "celmod": "CELMoD",
    "anti_slamf7": "anti-SLAMF7 antibody", "adc": "antibody-drug conjugate", "bispecific": "bispecific antibody",
    "alkylator": "alkylator", "anthracycline": "anthracycline", "xpo1_inhibitor": "XPO1 inhibitor",
    "bcl2_inhibitor": "BCL-2 inhibitor", "hdac_inhibitor": "HDAC inhibitor",
    "peptide_drug_conjugate": "peptide-drug conjugate", "anti_pd1": "anti-PD-1 antibody", "chemotherapy": "other chemotherapy", "interferon": "interferon",
}  # fmt: skip


@dataclass(frozen=True)
class Drug:
    """A drug: generic name, class, and the other names it goes by (target where the class has several).

    older: met in histories only; it is read and counted, and never listed among what remains.
    """

    name: str
    drug_class: str
    words: tuple[str, ...] = ()
    target: str = ""
    older: bool = False


DRUGS: tuple[Drug, ...] = (
    Drug("bortezomib", PI, ("Velcade", "bor", "btz", "PS-341", "bort")),
    Drug("carfilzomib", PI, ("Kyprolis", "cfz", "PR-171", "carf")),
    Drug("ixazomib", PI, ("Ninlaro", "ixa", "MLN9708", "ixz")),
    Drug("thalidomide", IMID, ("Thalomid", "thal")),
    Drug("lenalidomide", IMID, ("Revlimid", "len", "CC-5013")),
    Drug("pomalidomide", IMID, ("Pomalyst", "Imnovid", "pom", "CC-4047")),
    Drug("iberdomide", "celmod", ("iber", "CC-220", "Zenbexus")),
    Drug("mezigdomide", "celmod", ("mezi", "CC-92480")),
    Drug("daratumumab", CD38, ("Darzalex", "Darzalex Faspro", "dara", "daratumumab and hyaluronidase-fihj")),
    Drug("isatuximab", CD38, ("Sarclisa", "isa")),
    Drug("elotuzumab", "anti_slamf7", ("Empliciti", "elo", "HuLuc63")),
    Drug("dexamethasone", STEROID, ("Decadron", "dex", "steroid", "steroids")),
    Drug("prednisone", STEROID, ("prednisolone", "pred")),
    Drug("methylprednisolone", STEROID, older=True),
    Drug("melphalan", "alkylator", ("Alkeran", "Evomela", "mel", "hdm", "L-PAM", "Mel140")),
    Drug("cyclophosphamide", "alkylator", ("Cytoxan", "Endoxan", "cyclo", "cy", "CTX")),
    Drug("bendamustine", "alkylator", ("Treanda", "Levact", "benda")),
    Drug("pegylated liposomal doxorubicin", "anthracycline", ("Doxil", "Caelyx", "pld", "liposomal doxorubicin")),
    Drug("doxorubicin", "anthracycline", ("Adriamycin",)),
    Drug("carmustine", "alkylator", ("BCNU",), older=True),
    Drug("vincristine", "chemotherapy", older=True),
    Drug("fludarabine", "chemotherapy", ("flu",), older=True),
    Drug("cytarabine", "chemotherapy", ("Ara-C",), older=True),
    Drug("interferon alfa", "interferon", ("interferon", "IFN"), older=True),
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

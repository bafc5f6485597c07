"""Where a drug acts, in the words of the tables: the parts of the plasma cell and its neighbours that treatments aim at."""

import re

import pandas as pd

# A target, and how the curated words of course_data/drugs.csv (column target) name it.
PATTERNS = {
    "CD38": r"\bCD38\b",
    "SLAMF7": r"\bSLAMF7\b",
    "BCMA": r"\bBCMA\b",
    "GPRC5D": r"\bGPRC5D\b",
    "T cell": r"\bCD3\b",
    "proteasome": r"\bproteasome\b",
    "cereblon": r"\bcereblon\b",
    "steroid receptor": r"\bglucocorticoid receptor\b",
    "BCL-2": r"\bBCL-2\b",
    "exportin-1": r"\bexportin-1\b",
    "topoisomerase": r"\btopoisomerase II\b",
    "DNA": r"\bDNA\b",
    "bone": r"\bosteoclast\b|\bRANKL\b",
    "marrow": r"\bmarrow rescue\b",
}
# What myeloma cannot change or lose: the T cell is a tool, and every cell has DNA.
NOT_LOST = ("T cell", "marrow", "DNA")


def find_targets(words: str) -> list[str]:
    """The targets that the words of a table name, in a fixed order; none when they name something else.

    >>> find_targets("BCMA x CD3")
    ['BCMA', 'T cell']
    """
    return [target for target, pattern in PATTERNS.items() if re.search(pattern, str(words))]


def list_targets(drugs: pd.DataFrame) -> dict[str, list[str]]:
    """For each class the targets of its drugs, in a fixed order. drugs: columns class_id and target."""
    named: dict[str, set[str]] = {}
    for class_id, words in zip(drugs["class_id"].astype(str), drugs["target"], strict=True):
        named.setdefault(class_id, set()).update(find_targets(words))
    return {class_id: [t for t in PATTERNS if t in found] for class_id, found in named.items()}


def share_target(drugs: pd.DataFrame, class_id: str) -> dict[str, list[str]]:
    """The other classes that aim at a target of this class, by target; what myeloma cannot lose does not count.

    A shared target is a reason to ask about cross-resistance, not a proof of it.
    """
    targets = list_targets(drugs)
    shared = {
        target: [other for other, theirs in targets.items() if other != class_id and target in theirs]
        for target in targets.get(class_id, [])
        if target not in NOT_LOST
    }
    return {target: others for target, others in shared.items() if others}

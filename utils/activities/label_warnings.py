"""What the labels of the drugs in a picture warn of, by subject: a benefit is never shown where its harm cannot be found."""

from collections.abc import Collection
from functools import cache, lru_cache
from html import escape

import pandas as pd

from utils.evidence import drugs, warnings

SUMMARY = "What the labels of these drugs warn of"
WHERE = (
    "BOXED: the strongest warning of a United States label. Nothing boxed does not mean harmless. "
    "In whole sentences, with the signs to look out for, in notebook 04 and in table('warnings')."
)
NOTHING_MET = "nothing boxed and no death met in what was read"
NOT_READ = "its label was not read for this course"
PLAINER = {
    "more deaths": "more people than without it",
    "high-dose melphalan": "what melphalan's label warns of",
}
TRANSPLANT = {"ASCT": "autologous_stem_cell_transplant"}  # what the arms of trials call it


def find_drugs(names: Collection[str]) -> frozenset[str]:
    """Ids of the drugs among the names that an arm of a trial is made of, also inside words such as `pomalidomide based`."""
    known = _ids()
    words = {name for name in names if name not in known}
    inside = {name for name in known if any(name in said for said in words)}
    return frozenset(known[name] for name in {*names, *inside} if name in known)


@lru_cache(maxsize=1024)
def list_warnings(drug_ids: frozenset[str]) -> str:
    """Folded HTML: each drug with its boxed subjects, then with those that people have died of; same lines once."""
    if not drug_ids:
        return ""
    shared: dict[str, list[str]] = {}
    for drug_id, (name, said) in _sayings().items():
        if drug_id in drug_ids:
            shared.setdefault(said, []).append(name)
    ranked = sorted(
        shared.items(), key=lambda line: (not line[0].startswith("BOXED"), line[0] in (NOTHING_MET, NOT_READ))
    )
    items = "".join(f"<li><b>{escape(', '.join(names))}</b>: {escape(said)}</li>" for said, names in ranked)
    return (
        "<details style='line-height: 1.45; max-width: 44rem'>"
        f"<summary>{SUMMARY}</summary><ul>{items}</ul><p>{escape(WHERE)}</p></details>"
    )


@cache
def _ids() -> dict[str, str]:
    return {**drugs().set_index("name")["drug_id"].to_dict(), **TRANSPLANT}


@cache
def _sayings() -> dict[str, tuple[str, str]]:
    """Drug id -> its name and what its labels warn of, in the order of the table of drugs."""
    rows = warnings()
    said = {}
    for drug in drugs().itertuples():
        said[drug.drug_id] = (drug.name, _say(rows[rows["drug_id"] == drug.drug_id]))
    return said


def _say(mine: pd.DataFrame) -> str:
    """The warnings of one drug by subject; where its label was not read, that."""
    boxed = [PLAINER.get(subject, subject) for subject in mine.loc[mine["boxed"], "subject"]]
    deaths = [
        PLAINER.get(subject, subject) for subject in mine.loc[mine["fatal"] & ~mine["boxed"], "subject"]
    ]
    parts = [f"BOXED {', '.join(boxed)}"] if boxed else []
    parts += [f"deaths {'also ' if boxed else ''}named: {', '.join(deaths)}"] if deaths else []
    unread = mine["note"].fillna("").str.contains("label was not read").any() or "label not read" in set(
        mine["subject"]
    )
    return "; ".join(parts) or (NOT_READ if unread else NOTHING_MET)

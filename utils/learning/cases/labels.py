"""Which label holds for a person on a day in a country: the words of an indication, read as conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from utils.evidence import as_of, table
from utils.learning.cases.case_file import Given, Stands

PI, IMID, CD38 = "proteasome_inhibitor", "imid", "anti_cd38"
CLASSES = {PI: "a proteasome inhibitor", IMID: "an IMiD", CD38: "an anti-CD38 antibody"}
NO_TREATMENT = (
    "label change",
    "opinion",
    "guidance",
    "application",
)  # pathways that allow nobody a treatment
_CLASS_WORDS = {PI: r"\ba PI\b", IMID: r"\ban IMiD\b", CD38: r"\ban anti-CD38 antibody\b"}


@dataclass(frozen=True)
class Needs:
    """What an indication asks of a person. lines: fewest and most prior lines. had: drugs and classes received before."""

    lines: tuple[int, int]
    had: tuple[str, ...]
    refractory: tuple[str, ...]
    transplant: bool | None
    smouldering: bool


def read_needs(label: tuple) -> Needs:
    """The conditions in a row of `approvals`, from its column of lines and the words of its indication."""
    words = label.indication
    fewest = 0 if pd.isna(label.min_prior_lines) else int(label.min_prior_lines)
    most = 3 if "one to three" in words else 0 if "newly diagnosed" in words else 99
    had = [name for name, pattern in _CLASS_WORDS.items() if re.search(pattern, words)]
    if "triple-class exposed" in words:
        had = [PI, IMID, CD38]
    if re.search(r"(including|with) lenalidomide", words):
        had.append("lenalidomide")
    refractory = ("lenalidomide",) if "lenalidomide-refractory" in words else ()
    return Needs((fewest, most), tuple(had), refractory, _transplant(words), "smouldering" in words)


def _transplant(words: str) -> bool | None:
    if re.search(r"ineligible for transplant|not for transplant", words) and "whether or not" not in words:
        return False
    return True if re.search(r"(?<!in)eligible for transplant", words) else None


def unmet(label: tuple, stands: Stands) -> list[str]:
    """What a label asks for and the person does not bring, in words; empty when it holds."""
    needs, (fewest, most) = read_needs(label), read_needs(label).lines
    lines = stands.prior_lines
    found = []
    if lines < fewest:
        found.append(f"at least {fewest} earlier {'line' if fewest == 1 else 'lines'}; there {_were(lines)}")
    if lines > most:
        found.append(
            "no treatment before" if most == 0 else f"at most {most} earlier lines; there {_were(lines)}"
        )
    received = {*stands.had, *(_classes().get(drug) for drug in stands.had)}
    found += [f"{CLASSES.get(name, name)} before" for name in needs.had if name not in received]
    found += [f"disease refractory to {name}" for name in needs.refractory if name not in stands.refractory]
    if needs.transplant is not None and stands.transplant is not needs.transplant:
        found.append("transplant eligible" if needs.transplant else "no transplant possible")
    if needs.smouldering != stands.smouldering:
        found.append("smouldering myeloma" if needs.smouldering else "myeloma that needs treatment")
    return found


def labels_of(given: Given, agency: str, day: str) -> pd.DataFrame:
    """The approvals in force on a day for exactly these drugs, in one agency's country."""
    rows = _in_force(agency, day)
    return rows[[set(cell.split(";")) == set(given.drugs) for cell in rows["drugs"]]]


@cache
def _in_force(agency: str, day: str) -> pd.DataFrame:
    rows = as_of(day)["approvals"]
    rows = rows[(rows["agency"] == agency) & (rows["status"] == "approved") & rows["drugs"].notna()]
    return rows[~rows["pathway"].isin(NO_TREATMENT)]


@cache
def _classes() -> dict[str, str]:
    return table("drugs").set_index("drug_id")["class_id"].to_dict()


def _were(lines: int) -> str:
    return {0: "were none", 1: "was one"}.get(lines, f"were {lines}")

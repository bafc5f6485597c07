"""Drug-class explorer: where a class acts, its drugs and their labels, its harms, what resists it, as known in a year."""

from functools import cache

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.dial import as_of_control, known_ids, say_when, this_year
from utils.activities.drug_class_page import write_page
from utils.charts.histories import SHORT_NAMES
from utils.charts.plasma_cell import draw_class, lay_out_strip, mark_targets
from utils.clinic.targets import find_targets, list_targets, share_target
from utils.evidence import table

OFFERED = {  # the words of the list, in the order of the page, and the class
    "proteasome inhibitors": "proteasome_inhibitor",
    "immunomodulatory drugs (IMiD)": "imid",
    "CELMoDs": "celmod",
    "anti-CD38 antibodies": "anti_cd38",
    "anti-SLAMF7 antibodies": "anti_slamf7",
    "antibody-drug conjugates": "adc",
    "bispecific antibodies": "bispecific",
    "CAR T cells": "car_t",
    "alkylating agents": "alkylator",
    "anthracyclines": "anthracycline",
    "corticosteroids": "steroid",
    "XPO1 inhibitors": "xpo1_inhibitor",
    "BCL-2 inhibitors": "bcl2_inhibitor",
    "stem-cell transplant": "transplant",
    "radiotherapy": "radiotherapy",
    "bone-protecting agents": "bone_agent",
}
WORDS = {class_id: words for words, class_id in OFFERED.items()}
OLD = ("older than modern labels", "introduced about")
UNDATED = {  # why a drug has no year on the strip
    "procedure": "a procedure",
    "investigational": "not approved yet",
    "unsettled": "application, not settled",
    "not approved": "no label for myeloma",
}
STARTS = {
    "Today": {"as_of": this_year},
    "2018, Marta's first treatment": {"as_of": 2018},
    "2010": {"as_of": 2010},
    "2003": {"as_of": 2003},
}


def drug_class_explorer(drug_class: str = "proteasome_inhibitor") -> Activity:
    """One class of drugs at a time: its target lit in the cell, first labels, harms, resistance, and relatives.

    drug_class: one of the classes of `table("classes")` that are offered, such as "car_t".
    """
    return Activity(
        name="drug_class_explorer",
        title="Drug classes: where does each one act?",
        subtitle="A plasma cell with the parts that treatments aim at (not to scale), and first labels in the United States",
        label="observed",
        controls=[
            Select("drug_class", "Class", OFFERED, value=drug_class),
            as_of_control("what was not known yet is gone"),
        ],
        compute=show_class,
        chart=draw_class,
        describe=describe_class,
        caution=warn_of_labels,
        source="the tables of classes, drugs, decisions, warnings and resistance; each row names its own source",
        page=write_page,
        starts={words: {"as_of": _year(stand["as_of"])} for words, stand in STARTS.items()},
        alone=["drug_class"],
        prompts=[
            "Go through the list: which classes light up the same part of the cell?",
            "Stay on bispecific antibodies and press 2018, then 2003. What had nobody yet?",
            "Compare what resists the proteasome inhibitors with what resists CAR T cells: how sure is each line?",
        ],
        headings={"drug": "Drug", "aims_at": "Aims at", "how": "How it is given", "label": "First US label"},
    )


def show_class(controls: Settings) -> dict[str, pd.DataFrame]:
    """Tables `drugs` (drug, aims_at, how, label), `targets` and `strip` (the picture), of the drugs known at the dial."""
    known = drugs_known(controls.drug_class, controls.as_of)
    targets = list_targets(known).get(controls.drug_class, [])
    if len(known) and not targets:  # the words for its first drug were not read: those for the class are
        targets = find_targets(_classes().loc[controls.drug_class, "target"])
    strip = lay_out_strip(_dated(known), controls.as_of)
    shown = pd.DataFrame(
        {"drug": known["name"], "aims_at": known["target"], "how": [_how(drug) for drug in known["drug_id"]],
         "label": [_label(drug) for drug in known.itertuples()]}
    )  # fmt: skip
    return {"drugs": shown.reset_index(drop=True), "targets": mark_targets(targets), "strip": strip}


@cache
def drugs_known(class_id: str, year: int) -> pd.DataFrame:
    """The drugs of a class that were known at a stop of the dial, in the order of their first labels."""
    drugs = table("drugs")
    known = drugs[(drugs["class_id"] == class_id) & drugs["drug_id"].isin(known_ids("drugs", year))]
    return known.sort_values("first_fda_year", na_position="last", kind="stable").reset_index(drop=True)


def describe_class(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """What lights up, what the class does, its drugs, and which classes share the target."""
    words = WORDS[controls.drug_class]
    lead = f"{words[0].upper()}{words[1:]}"
    known = drugs_known(controls.drug_class, controls.as_of)
    if known.empty:
        return f"{lead}: nothing of this class was known at {say_when(controls.as_of)}. Turn the dial on."
    row = _classes().loc[controls.drug_class]
    lit = [t for t, on in zip(tables["targets"]["target"], tables["targets"]["lit"], strict=True) if on]
    return (
        f"{lead} aim at: {_join(lit)}. What the class does: {row['mechanism']}. "
        f"Known {_when(controls.as_of)}: {_join(_short(known))}. "
        f"{_say_shared(controls)}"
    )


def warn_of_labels(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """What the picture leaves open."""
    return "decisions are those that the course has read, not all there are; an empty place means not read. Nothing here recommends a drug."


def _say_shared(controls: Settings) -> str:
    shared = _shared(controls.drug_class, controls.as_of)
    named = {
        target: [WORDS[other] for other in others if other in WORDS] for target, others in shared.items()
    }
    said = [f"{target} with {_join(others)}" for target, others in named.items() if others]
    return (
        f"It shares {_join(said)}: if the cell changes that target, ask about all of them."
        if said
        else "No other class shares a target with it that a myeloma cell could change or lose."
    )


@cache
def _shared(class_id: str, year: int) -> dict[str, list[str]]:
    drugs = table("drugs")
    return share_target(drugs[drugs["drug_id"].isin(known_ids("drugs", year))], class_id)


def _dated(known: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "short": [
                name.removesuffix(" mafodotin") for name in _short(known)
            ],  # a phone has no room for it
            "year": known["first_fda_year"],
            "words": [UNDATED.get(str(status), "older than labels") for status in known["label_status"]],
        }
    )


def _label(drug: tuple) -> str:
    first = "" if pd.isna(drug.first_fda_year) else f"{int(drug.first_fda_year)}: "
    return f"{first}{drug.approval_note}"


@cache
def _classes() -> pd.DataFrame:
    return table("classes").set_index("class_id")


@cache
def _ways() -> dict[str, str]:
    rows = table("administration")
    return dict(zip(rows["drug_id"].astype(str), rows["how"], strict=True))


def _how(drug: str) -> str:
    return _ways().get(str(drug), "not read for this course")


def _short(known: pd.DataFrame) -> list[str]:
    return [SHORT_NAMES.get(name, name.replace("autologous ", "")) for name in known["name"]]


def _when(year: int) -> str:
    return "today" if year >= this_year() else f"at {say_when(year)}"


def _year(stop: object) -> int:
    return stop() if callable(stop) else int(stop)


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

"""What the labels warn of: every drug has its row, every option its warnings, every boxed warning its sign or its reason."""

import re

import pytest

from tests.drugs_named import drugs_named
from utils.evidence import RED_FLAGS, drugs, table, warnings
from utils.evidence.red_flags import SIGNS

STATEMENTS = {"no boxed warning", "no label", "label not read"}


@pytest.fixture(scope="module")
def rows():
    return warnings()


def boxed_subjects(rows, drug):
    return set(rows.query("drug_id == @drug and boxed")["subject"])


def test_every_drug_of_the_course_has_a_row(rows):
    assert set(rows["drug_id"]) == set(drugs()["drug_id"])


def test_every_drug_named_as_an_option_has_a_row(rows):
    named = drugs_named("\n".join(table("options")["name"]))
    named |= drugs_named(
        "\n".join(table("sequencing")["options"]) + "\n".join(table("sequencing")["alternatives"])
    )
    assert len(named) > 15
    assert named <= set(rows["drug_id"])


@pytest.mark.parametrize("drug", ["thalidomide", "lenalidomide", "pomalidomide", "iberdomide"])
def test_relatives_of_thalidomide_warn_of_the_unborn_child_and_of_clots(rows, drug):
    assert {"unborn child", "clots"} <= boxed_subjects(rows, drug)


@pytest.mark.parametrize(
    ("drug", "subjects"),
    [
        ("ciltacabtagene_autoleucel",
         {"cytokine release", "nerves", "overactive immune system", "blood counts", "second cancers", "bowel"}),
        ("idecabtagene_vicleucel",
         {"cytokine release", "nerves", "overactive immune system", "blood counts", "second cancers"}),
        ("teclistamab", {"cytokine release", "nerves"}),
        ("elranatamab", {"cytokine release", "nerves"}),
        ("linvoseltamab", {"cytokine release", "nerves"}),
        ("talquetamab", {"cytokine release", "nerves"}),
        ("belantamab_mafodotin", {"eyes"}),
        ("melphalan", {"blood counts", "infusion reaction", "second cancers"}),
        ("pegylated_liposomal_doxorubicin", {"heart", "infusion reaction"}),
        ("panobinostat", {"bowel", "heart"}),
        ("doxorubicin", {"heart", "second cancers", "skin", "blood counts"}),
        ("carmustine", {"blood counts", "lungs"}),
        ("cisplatin", {"kidneys", "blood counts", "hearing", "infusion reaction"}),
        ("fludarabine", {"brain and sight", "blood counts", "lungs"}),
        ("vincristine", {"given the wrong way", "skin"}),
    ],
)  # fmt: skip
def test_a_boxed_warning_is_whole(rows, drug, subjects):
    assert boxed_subjects(rows, drug) == subjects


@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ("ciltacabtagene_autoleucel", ["Parkinson", "Guillain-Barré", "leukaemia", "perforation"]),
        ("belantamab_mafodotin", ["ulcers", "restricted programme", "pneumonia"]),
        ("teclistamab", ["immunoglobulin", "pneumocystis", "viruses"]),
        ("daratumumab", ["cross-match", "M-protein", "hepatitis B"]),
        ("carfilzomib", ["heart failure"]),
    ],
)
def test_late_and_hidden_harms_are_named_in_plain_words(rows, drug, words):
    said = " ".join(rows.query("drug_id == @drug")["warning"])
    assert [word for word in words if word not in said] == []


def test_a_boxed_warning_names_signs_unless_nobody_could_feel_it(rows):
    silent = rows.query("boxed and signs.isna()")["subject"]
    assert set(silent) == {"second cancers", "given the wrong way"}


def test_a_statement_about_the_label_is_not_a_harm(rows):
    about = rows[rows["subject"].isin(STATEMENTS)]
    assert not about["boxed"].any()
    assert not about["fatal"].any()


def test_only_labels_have_boxed_warnings(rows):
    assert set(rows[rows["boxed"]]["agency"]) == {"FDA"}


def test_the_warnings_never_advise(rows):
    said = " ".join(rows["warning"]) + " ".join(rows["signs"].dropna())
    assert not [
        word for word in ("you should", "must not", "ask your", "stop taking") if word in said.lower()
    ]


def test_the_red_flags_say_all_that_was_agreed():
    for sign in SIGNS.split("; "):
        assert sign in RED_FLAGS
    assert len(SIGNS.split("; ")) == 11
    assert "not complete" in RED_FLAGS
    assert "can hide a fever" in RED_FLAGS


# How the short lists of harms in drugs.csv and classes.csv may name what a boxed warning is about.
NAMED_AS = {
    "unborn child": "unborn",
    "clots": "clot",
    "blood counts": "counts|neutrophils",
    "infusion reaction": "infusion|allergic",
    "second cancers": "cancer|leukaemia",
    "heart": "heart",
    "bowel": "diarrhoea|enterocolitis",
    "eyes": "cornea",
    "cytokine release": "cytokine",
    "nerves": "neurotoxicity",
    "overactive immune system": "HLH",
    "skin": "tissue",
    "lungs": "lungs",
    "kidneys": "kidneys",
    "hearing": "hearing",
    "brain and sight": "brain",
    "given the wrong way": "a vein",
    "mind, immune system, circulation": "mind",
    "high-dose melphalan": "leukaemia",
}


@pytest.mark.parametrize("name", ["drugs", "classes"])
def test_a_short_list_of_harms_does_not_stop_before_the_boxed_warning(rows, name):
    boxed = rows[rows["boxed"]].merge(drugs()[["drug_id", "class_id"]], on="drug_id")
    key = {"drugs": "drug_id", "classes": "class_id"}[name]
    said = table(name).set_index(key)["typical_toxicities"]
    silent = [
        (row[key], row["subject"])
        for row in boxed.to_dict("records")
        if not re.search(NAMED_AS[row["subject"]], said[row[key]])
    ]
    assert silent == []

import csv
from pathlib import Path

import pytest

from utils.clinic.errors import UnknownDrugError
from utils.clinic.lines.drugs import CLASS_WORDS, DRUGS, drug_class, find_drug, is_car_t, parse_regimen

DATA = Path(__file__).parents[3] / "course_data"
NOT_COUNTED = {"transplant", "radiotherapy", "bone_agent"}
# The C of these is carfilzomib in some papers and cyclophosphamide in others; and plain doxorubicin is its own drug.
AMBIGUOUS = {"CRd", "CPd", "PCD", "doxorubicin"}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(*cells):
    return [word for cell in cells for word in cell.split(";") if word and word not in AMBIGUOUS]


def test_every_drug_of_the_course_is_known_by_all_its_names_and_in_its_class():
    for row in rows("drugs.csv"):
        if row["class_id"] in NOT_COUNTED:
            continue
        for word in words(row["name"], row["brand_names"], row["synonyms"]):
            assert (find_drug(word).name, find_drug(word).drug_class) == (row["name"], row["class_id"]), word


def test_every_regimen_of_the_course_is_read_as_its_members():
    names = {row["drug_id"]: row["name"] for row in rows("drugs.csv")}
    for row in rows("regimens.csv"):
        members = {names[member] for member in row["members"].split(";")} - {
            "autologous stem-cell transplant"
        }
        for word in words(row["name"], row["synonyms"]):
            assert set(parse_regimen(word)) == members, word


def test_every_class_is_one_of_the_course_and_has_a_word():
    known = {row["class_id"] for row in rows("classes.csv")} | {"chemotherapy"}
    assert {drug.drug_class for drug in DRUGS} <= known & set(CLASS_WORDS)


def test_no_name_stands_for_two_drugs():
    seen = [word.casefold() for drug in DRUGS for word in (drug.name, *drug.words)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("D-VRd", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("VRD", "bortezomib lenalidomide dexamethasone"),
        ("VMP", "bortezomib melphalan prednisone"),
        ("CyBorD", "cyclophosphamide bortezomib dexamethasone"),
        ("VD", "bortezomib dexamethasone"),
        ("Revlimid 25 mg + dex", "lenalidomide dexamethasone"),
        ("Velcade, Revlimid and dexamethasone", "bortezomib lenalidomide dexamethasone"),
        ("R maintenance", "lenalidomide"),
        ("DKd re-induction", "daratumumab carfilzomib dexamethasone"),
        ("VRd-lite", "bortezomib lenalidomide dexamethasone"),
        ("V->D", "bortezomib daratumumab"),
        ("VTD-PACE", "bortezomib thalidomide dexamethasone cisplatin doxorubicin cyclophosphamide etoposide"),
        ("steroid", "dexamethasone"),
    ],
)
def test_regimens_as_they_are_written(text, drugs):
    assert parse_regimen(text) == tuple(drugs.split())


@pytest.mark.parametrize(
    ("text", "closest"),
    [
        ("bortezomb", "'bortezomib'"),
        ("Revlimd", "'Revlimid'"),
        ("VRd + selinexar", "'selinexor'"),
        ("", "names no drug"),
        ("Vrd", "'VRd'"),
        ("VVd", "not a drug"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(text, closest):
    with pytest.raises(UnknownDrugError, match=closest):
        parse_regimen(text)


def test_classes_and_car_t():
    assert drug_class("Darzalex") == "anti_cd38"
    assert is_car_t(parse_regimen("Carvykti"))
    assert not is_car_t(parse_regimen("VRd"))

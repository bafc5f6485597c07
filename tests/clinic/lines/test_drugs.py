import csv
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.clinic.errors import UnknownDrugError
from utils.clinic.lines.drugs import (
    CLASS_WORDS,
    DRUGS,
    drug_class,
    find_drug,
    is_car_t,
    is_lymphodepletion,
    parse_regimen,
)
from utils.clinic.lines.regimens import LISTED

DATA = Path(__file__).parents[3] / "course_data"
NOT_COUNTED = {"transplant", "radiotherapy", "bone_agent"}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(*cells):
    return [word for cell in cells for word in cell.split(";") if word]


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


def test_the_list_of_the_clinic_is_the_list_of_the_course():
    names = {row["drug_id"]: row["name"] for row in rows("drugs.csv")}
    course = {
        (row["name"], *words(row["synonyms"])): tuple(
            names[member]
            for member in row["members"].split(";")
            if member != "autologous_stem_cell_transplant"
        )
        for row in rows("regimens.csv")
    }
    assert {tuple(written.split("; ")): tuple(drugs.split(", ")) for written, drugs in LISTED} == course


def test_every_class_is_one_of_the_course_and_has_a_word():
    known = {row["class_id"] for row in rows("classes.csv")}
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
        ("CyBorD", "bortezomib cyclophosphamide dexamethasone"),
        ("VD", "bortezomib dexamethasone"),
        ("Revlimid 25 mg + dex", "lenalidomide dexamethasone"),
        ("Velcade, Revlimid and dexamethasone", "bortezomib lenalidomide dexamethasone"),
        ("R maintenance", "lenalidomide"),
        ("DKd re-induction", "daratumumab carfilzomib dexamethasone"),
        ("VRd-lite", "bortezomib lenalidomide dexamethasone"),
        ("V->D", "bortezomib daratumumab"),
        ("VTD-PACE", "bortezomib thalidomide dexamethasone cisplatin doxorubicin cyclophosphamide etoposide"),
        ("steroid", "dexamethasone"),
        ("VP", "bortezomib prednisone"),
        ("VAD", "vincristine doxorubicin dexamethasone"),
        ("VBMCP", "vincristine carmustine melphalan cyclophosphamide prednisone"),
        ("CTD", "cyclophosphamide thalidomide dexamethasone"),
        ("MP", "melphalan prednisone"),
        ("D-PACE", "dexamethasone cisplatin doxorubicin cyclophosphamide etoposide"),
        ("Flu/Cy lymphodepletion", "fludarabine cyclophosphamide"),
        ("flu-cy", "fludarabine cyclophosphamide"),
        ("vrd", "bortezomib lenalidomide dexamethasone"),
        ("RVd", "bortezomib lenalidomide dexamethasone"),
        ("Dara VRd", "daratumumab bortezomib lenalidomide dexamethasone"),
        ("Isatuximab-Pd", "isatuximab pomalidomide dexamethasone"),
        ("Bor-Len-Dex", "bortezomib lenalidomide dexamethasone"),
        ("V+R+d", "bortezomib lenalidomide dexamethasone"),
        ("Rd + D", "lenalidomide dexamethasone daratumumab"),
        ("6 cycles of VRd", "bortezomib lenalidomide dexamethasone"),
        ("Pd", "pomalidomide dexamethasone"),
    ],
)
def test_regimens_as_they_are_written(text, drugs):
    assert parse_regimen(text) == tuple(drugs.split())


def test_a_product_may_stand_beside_its_class():
    assert parse_regimen("cilta-cel CAR-T") == parse_regimen("cilta-cel")


LISTED_WORDS = {
    re.sub(r"[-/ ]", "", word).casefold() for written, _ in LISTED for word in written.split("; ")
}
DRUG_WORDS = {re.sub(r"[-/ ]", "", word).casefold() for drug in DRUGS for word in (drug.name, *drug.words)}


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8))
def test_capitals_are_never_read_letter_by_letter(capitals):
    if capitals.casefold() in LISTED_WORDS | DRUG_WORDS and capitals not in ("PD", "SD"):
        assert parse_regimen(capitals)
    else:
        with pytest.raises(UnknownDrugError):
            parse_regimen(capitals)


@pytest.mark.parametrize("length", [2, 3])
def test_no_string_of_drug_letters_becomes_drugs_unless_it_is_listed(length):
    for letters in itertools.product("VKITRPDEMCSXB", repeat=length):
        word = "".join(letters)
        if word.casefold() not in LISTED_WORDS | DRUG_WORDS:
            with pytest.raises(UnknownDrugError):
                parse_regimen(word)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("CAR-T", "ide-cel, cilta-cel or anito-cel"),
        ("CAR T cells", "ide-cel"),
        ("bispecific", "teclistamab"),
        ("denosumab", "protects the bones"),
        ("PCD", "carfilzomib and for cyclophosphamide"),
        ("CRd", "Write the drugs by name"),
        ("PD", "progressive disease; the regimen is written Pd"),
        ("V, D", "not a drug or regimen"),
        ("VRd, XYZ", "'XYZ' in 'VRd, XYZ'"),
        ("D-ABC", "not a drug or regimen"),
        ("CR", "is a response"),
        (float("nan"), "names no drug"),
        (["VRd"], "names no drug"),
    ],
)
def test_what_is_not_listed_is_refused_with_what_to_write_instead(text, instead):
    with pytest.raises(UnknownDrugError, match=re.escape(instead)):
        parse_regimen(text)


@pytest.mark.parametrize(
    "name",
    [
        "rituximab", "vinblastine", "siltuximab", "daunorubicin", "lomustine", "carboplatin", "cladribine",
        "obinutuzumab", "oprozomib", "idarubicin", "VADX", "XVRD", "azacitidine",
    ],
)  # fmt: skip
def test_closest_never_offers_a_different_drug(name):
    with pytest.raises(UnknownDrugError) as refused:
        parse_regimen(name)
    assert "Closest" not in str(refused.value)


def test_an_older_drug_can_be_written_and_is_not_offered_as_remaining():
    for name in ("vincristine", "doxorubicin", "liposomal doxorubicin", "carmustine", "fludarabine", "cyclophosphamide",
                 "interferon", "prednisone", "prednisolone", "methylprednisolone", "cisplatin", "etoposide",
                 "bendamustine", "cytarabine"):  # fmt: skip
        assert len(parse_regimen(name)) == 1
    assert find_drug("doxorubicin").name != find_drug("liposomal doxorubicin").name
    assert is_lymphodepletion(parse_regimen("Flu/Cy"))
    assert not is_lymphodepletion(parse_regimen("Cy-Dex"))


@pytest.mark.parametrize(
    ("text", "closest"),
    [
        ("bortezomb", "'bortezomib'"),
        ("Revlimd", "'Revlimid'"),
        ("VRd + selinexar", "'selinexor'"),
        ("", "names no drug"),
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

"""Beside every result of the explorer stand the boxed warnings of its drugs, whatever the controls ask for."""

import re
from html import unescape

import pytest

from utils.activities.explorer import SEPARATED, gather_results, name_harms
from utils.activities.label_warnings import NOT_READ, find_drugs, list_warnings
from utils.evidence import drugs, warnings


@pytest.fixture(scope="module")
def results():
    return gather_results()


@pytest.fixture(scope="module")
def whole():
    return unescape(list_warnings(frozenset(drugs()["drug_id"])))


def test_every_drug_of_an_arm_and_of_what_it_is_compared_with_is_found(results):
    cells = [*results["drugs"].dropna(), *results["against_drugs"].dropna()]
    words = {name for cell in cells for name in re.split(SEPARATED, cell)}
    loose = {name for name in words if not find_drugs([name])}
    assert loose == {"any", "choice of two regimens", "choice of five regimens"}
    assert len(words - loose) > 20


def test_results_show_the_boxed_subjects_of_both_sides(results):
    row = results[results["id"] == "cartitude_4-cilta_cel-pfs_hr"]
    said = name_harms(results, row)
    for subject in warnings().query("drug_id == 'ciltacabtagene_autoleucel' and boxed")["subject"]:
        assert subject in said
    row = results[results["id"] == "optimismm-pvd-pfs_hr"]
    assert "<b>pomalidomide</b>: BOXED unborn child, clots" in name_harms(results, row)


def test_no_boxed_or_fatal_warning_is_left_out(whole):
    rows = warnings()
    names = drugs().set_index("drug_id")["name"]
    lines = re.findall(r"<li><b>(.+?)</b>: (.+?)</li>", whole)
    said = {name: words for listed, words in lines for name in listed.split(", ")}
    plain = {"more deaths": "more people than without it", "high-dose melphalan": "melphalan's label"}
    silent = [
        (row.drug_id, row.subject)
        for row in rows[rows["boxed"] | rows["fatal"]].itertuples()
        if plain.get(row.subject, row.subject) not in said[names[row.drug_id]]
    ]
    assert silent == []
    assert said["dexamethasone"] == NOT_READ


def test_nothing_is_said_of_no_drug(results):
    assert name_harms(results, results.head(0)) == ""

"""Drug-class explorer: the right target lights up, what was not known is gone, every boxed warning is named."""

import re

import pytest

from utils.activities import drug_class_explorer
from utils.activities.dial import this_year
from utils.activities.drug_classes import OFFERED
from utils.charts.plasma_cell import LAST, PLACES
from utils.clinic.targets import PATTERNS
from utils.evidence import as_of, drugs, table, warnings


@pytest.fixture(scope="module")
def explorer():
    made = drug_class_explorer()
    yield made
    made.close()


@pytest.fixture
def turned(explorer):
    """The explorer moved to some setting, its page, and back to the start afterwards."""

    def turn(**settings):
        explorer.update(**settings)
        assert explorer.error is None
        return explorer.view.children[-1].value

    yield turn
    explorer.update(drug_class="proteasome_inhibitor", as_of=this_year())


def lit(explorer):
    parts = explorer.answer["targets"]
    return list(parts[parts["lit"]]["target"])


@pytest.mark.parametrize(
    ("drug_class", "targets"),
    [
        ("proteasome_inhibitor", ["proteasome"]),
        ("imid", ["cereblon"]),
        ("celmod", ["cereblon"]),
        ("adc", ["BCMA"]),
        ("car_t", ["BCMA"]),
        ("bispecific", ["BCMA", "GPRC5D", "T cell"]),
        ("steroid", ["steroid receptor"]),
        ("radiotherapy", ["DNA"]),
        ("transplant", ["marrow"]),
        ("bone_agent", ["bone"]),
    ],
)
def test_the_target_of_a_class_lights_up(explorer, turned, drug_class, targets):
    turned(drug_class=drug_class)
    assert lit(explorer) == targets
    assert all(target in explorer.sentence for target in targets)


@pytest.mark.parametrize("drug_class", OFFERED.values())
def test_every_class_has_a_target_a_page_and_its_drugs(explorer, turned, drug_class):
    page = turned(drug_class=drug_class)
    assert lit(explorer)
    members = drugs().query("class_id == @drug_class")["name"]
    assert set(explorer.answer["drugs"]["drug"]) == set(members)
    assert all(name in page for name in members)
    assert "What resists it, and how sure that is" in page


@pytest.mark.parametrize("drug_class", OFFERED.values())
def test_every_boxed_warning_of_its_drugs_is_named_once(turned, drug_class):
    page = turned(drug_class=drug_class)
    members = drugs()["drug_id"][drugs()["class_id"] == drug_class]
    rows = warnings()
    mine = rows[rows["boxed"] & rows["drug_id"].isin(members)]["warning"]
    assert page.count("<b>BOXED</b>") == mine.nunique()


@pytest.mark.parametrize(("drug_class", "year"), [("bispecific", 2010), ("car_t", 2018), ("celmod", 2003)])
def test_before_a_class_was_known_the_picture_says_so(explorer, turned, drug_class, year):
    page = turned(drug_class=drug_class, as_of=year)
    assert not len(explorer.answer["drugs"])
    assert not lit(explorer)
    assert "nothing of this class was known" in explorer.sentence
    assert "no drug of this class" in page
    assert list(explorer.answer["strip"]["words"]) == ["no drug of this class was known yet"]


@pytest.mark.parametrize("year", [2006, 2012, 2018, 2023])
@pytest.mark.parametrize("drug_class", ["proteasome_inhibitor", "imid", "anti_cd38"])
def test_what_was_not_known_at_the_dial_is_gone(explorer, turned, drug_class, year):
    page = turned(drug_class=drug_class, as_of=year)
    known = as_of(year)
    members = known["drugs"].query("class_id == @drug_class")["name"]
    assert set(explorer.answer["drugs"]["drug"]) == set(members)
    years = [int(found) for found in re.findall(r"<li>(?:\d+ )?(?:[A-Z][a-z]+ )?(\d{4}), ", page)]
    assert all(found <= year for found in years)


def test_a_class_that_shares_a_target_says_with_whom(explorer, turned):
    turned(drug_class="car_t")
    assert "shares BCMA with antibody-drug conjugates and bispecific antibodies" in explorer.sentence
    turned(drug_class="car_t", as_of=2020)
    assert "bispecific" not in explorer.sentence  # no bispecific had a label or a result by then
    turned(drug_class="alkylator", as_of=this_year())
    assert (
        "No other class shares a target with it that a myeloma cell could change or lose" in explorer.sentence
    )


def test_strength_is_said_in_words_and_the_surest_stands_first(turned):
    page = turned(drug_class="proteasome_inhibitor")
    said = re.findall(r"seen in ([\w ]+):", page)
    assert said[0] == "many people"
    assert said[-1] == "cells in the laboratory"


def test_what_was_not_read_says_so_and_is_not_guessed(turned):
    assert "not read for this course" in turned(drug_class="bispecific")  # linvoseltamab: how it is given
    assert "no study was read for this course" in turned(drug_class="anthracycline")


def test_a_withdrawn_and_an_unsettled_decision_say_so(turned):
    assert "since withdrawn" in turned(drug_class="adc")
    assert "not settled" in turned(drug_class="car_t")


def test_a_partner_does_not_lend_its_label(turned):
    assert "isatuximab" not in turned(drug_class="steroid")


def test_every_target_has_its_place_in_the_drawing():
    assert set(PLACES) == set(PATTERNS)
    assert this_year() == LAST


def test_the_starting_points_move_the_dial(explorer, turned):
    buttons = [b for b in explorer.view.children[0].children if hasattr(b, "click")]
    next(b for b in buttons if "2010" in b.description).click()
    assert explorer.values["as_of"] == 2010
    turned(as_of=this_year())


def test_the_offered_classes_are_classes():
    assert set(OFFERED.values()) <= set(table("classes")["class_id"])


def test_a_class_is_lit_even_when_only_its_oldest_drug_was_known(explorer, turned):
    turned(drug_class="anthracycline", as_of=2003)
    assert lit(explorer) == ["topoisomerase"]
    turned(drug_class="bispecific", as_of=2022)
    assert lit(explorer) == ["BCMA", "GPRC5D", "T cell"]  # talquetamab: results since December, no label

"""The staging comparer: what its picture shows is what the clinic's rules say; a change is explained; bad input loses nothing."""

import html

import pytest

from tests.forms import form_of
from utils.activities.stages.presets import AS_IT_IS, CHANGES, MARTA, example_names, example_rows
from utils.activities.stages.systems import SYSTEMS
from utils.activities.staging import staging_comparer
from utils.clinic import profile_patient
from utils.clinic.staging.sheet import read_sheet
from utils.evidence import staging_outcomes

MARTAS = {
    "Diagnosis": "myeloma",
    "ISS": "II",
    "R-ISS": "II",
    "R2-ISS": "intermediate-high",
    "High risk, IMS/IMWG": "standard",
}


@pytest.fixture(scope="module")
def made():
    activity = staging_comparer()
    yield activity
    activity.close()


@pytest.fixture
def comparer(made):
    form_of(made)["Back to the example"].click()
    made.update(example=MARTA, change=AS_IT_IS, shown="what decides here", edited=None)
    made.chart.asked += 1
    return made


def answers(activity):
    systems = activity.answer["systems"]
    return dict(zip(systems["head"].str.removesuffix(", IMWG"), systems["answer"], strict=True))


def filled(activity, row):
    cells = activity.answer["cells"]
    return {cell.label: cell.state for cell in cells[cells["row"] == row].itertuples()}


def test_marta_stands_where_the_rules_put_her(comparer):
    activity = comparer
    assert answers(activity).items() >= MARTAS.items()
    assert filled(activity, 2) == {"I": "is not", "II": "is", "III": "is not"}
    assert "made for smouldering myeloma only" in set(activity.answer["systems"]["only"])
    assert activity.sentence.startswith(
        f"{MARTA}: myeloma. ISS (2005) II, R-ISS (2015) II, R2-ISS (2022) intermediate-high"
    )


@pytest.mark.parametrize("name", example_names())
def test_every_cell_of_every_example_is_what_the_rule_says(comparer, name):
    activity = comparer
    for change, set_to in list(CHANGES.items())[:: 8 if name != MARTA else 1]:
        activity.update(example=name, change=change)
        assert activity.error is None
        known = {**read_sheet(example_rows(name)).known, **set_to}
        profile = profile_patient({test: value for test, value in known.items() if value is not None})
        for row, system in enumerate(SYSTEMS[2:], start=2):
            cells = filled(activity, row)
            if cells:
                possible = [label for label, state in cells.items() if state != "is not"]
                labels = dict(zip(system.answers, system.labels or system.answers, strict=True))
                assert possible == [labels[answer] for answer in profile[system.name].possible], (
                    name,
                    change,
                )
                assert set(cells.values()) <= (
                    {"is", "is not"} if len(possible) == 1 else {"may be", "is not"}
                )


def test_a_missing_test_widens_and_the_one_that_settles_it_is_named(comparer):
    activity = comparer
    activity.update(change="no FISH result came back")
    assert [
        filled(activity, 4)[name] for name in ("low", "low-intermediate", "intermediate-high", "high")
    ] == ["is not", "may be", "may be", "may be"]
    assert filled(activity, 3)["II"] == "is"  # ISS II is R-ISS II whatever FISH shows
    assert (
        "FISH on sorted plasma cells would settle R2-ISS and perhaps the definition of 2025."
        in activity.sentence
    )
    page = activity._sheet.value
    assert page.index("FISH on sorted plasma cells") < page.index("TP53 sequencing")


def test_a_nudge_rims_what_it_flips_and_one_sentence_says_why(comparer):
    activity = comparer
    activity.update(change="beta-2-microglobulin 5.4 mg/L")
    assert not activity.answer["cells"]["flipped"].any()
    assert activity.sentence == "Beta-2-microglobulin 5.4 mg/L: no cell moves."
    activity.update(change="beta-2-microglobulin 5.5 mg/L")
    rimmed = activity.answer["cells"].query("flipped")
    assert list(zip(rimmed["row"], rimmed["label"], strict=True)) == [(2, "III"), (5, "high")]
    assert (
        "ISS was II and is now III: beta-2-microglobulin is past the cut-off of 5.5 mg/L (stage III)."
        in activity.sentence
    )
    assert list(activity.answer["systems"].query("moved")["note"]) == ["was II", "was standard"]


def test_rulers_stand_in_the_units_of_the_sheet(comparer):
    activity = comparer
    words = list(activity.answer["rulers"]["words"])
    assert words[:2] == ["β2-microglobulin 4.1 mg/L", "albumin 36 g/L"]
    assert "creatinine 84 µmol/L" in words
    cuts = activity.answer["cuts"]
    assert list(cuts[cuts["row"] == 1]["says"]) == ["35"]
    dots = activity.answer["rulers"]
    assert dots["at"].between(0, 1).all()
    assert cuts["at"].between(0, 1).all()
    assert dots["at"][0] > cuts[cuts["row"] == 0]["at"].iloc[0]  # 4.1 lies past 3.5


def test_the_rulers_follow_the_question_unless_one_is_chosen(comparer):
    activity = comparer
    activity.update(change="age 81")
    assert activity.answer["rulers"]["words"][0] == "age 81 years"
    activity.update(shown="diagnosis")
    assert activity.answer["rulers"]["words"][0] == "marrow 45 %"
    activity.update(example="Ada, 61: smouldering", change=AS_IT_IS, shown="what decides here")
    assert activity.answer["rulers"]["words"][0] == "marrow 24 %"


def test_smouldering_and_myeloma_are_asked_different_questions(comparer):
    activity = comparer
    activity.update(example="Ada, 61: smouldering")
    assert filled(activity, 1)["high"] == "is"
    assert all(not filled(activity, row) for row in (2, 3, 4, 5))
    activity.update(change="haemoglobin 9.9 g/dL (99 g/L)")
    assert (
        "20-2-20 no longer apply." in activity.sentence or "20-2-20 no longer applies." in activity.sentence
    )
    assert filled(activity, 2)["I"] == "is"


def test_a_ratio_of_a_hundred_is_not_enough_by_itself(comparer):
    activity = comparer
    activity.update(example="A ratio of 110 that is not enough")
    assert answers(activity)["Diagnosis"] == "smouldering"


def test_nothing_is_a_forecast_for_a_person(comparer):
    activity = comparer
    for name in example_names():
        activity.update(example=name)
        said = f"{activity.sentence} {activity.chart.words['caution']} {activity._sheet.value}"
        assert "does not say what one person will live through" in said
        for word in ("median survival", "alive at", "months to live", "prognosis"):
            assert word not in said


def test_outcomes_are_folded_and_name_whom_they_were_seen_in(comparer):
    activity = comparer
    folded = next(
        child.value for child in activity.view.children if "<details" in getattr(child, "value", "")
    )
    assert "<details open" not in folded
    shown = html.unescape(folded)
    for row in staging_outcomes().query("measure == 'median survival'").itertuples():
        assert f"{row.measure}: {row.value:g}" in shown
        assert row.population in shown


def test_where_systems_contradict_each_other_it_says_so(comparer):
    activity = comparer
    activity.update(example="Bo, 55: the systems disagree")
    assert "disagree" in activity.chart.words["caution"]
    activity.update(example="Sixty-six, and frail")
    assert "disagree" not in activity.chart.words["caution"]


def test_a_result_is_changed_in_its_own_unit_and_undone(comparer):
    activity = comparer
    form = form_of(activity)
    names = [text for text, _ in form["Results"].options]
    form["Results"].value = next(k for k, text in enumerate(names) if text.startswith("albumin"))
    form["Value"].value = "34"
    assert "no cell moves" in activity.sentence
    form["Results"].value = next(k for k, text in enumerate(names) if text.startswith("beta-2"))
    form["Value"].value = "3,4"
    assert answers(activity)["ISS"] == "II"  # 3.4 mg/L with 34 g/L of albumin
    form["Undo the last change"].click()
    form["Undo the last change"].click()
    assert answers(activity).items() >= MARTAS.items()
    assert form["Undo the last change"].disabled


def test_an_emptied_value_is_a_test_not_done(comparer):
    activity = comparer
    form = form_of(activity)
    names = [text for text, _ in form["Results"].options]
    form["Results"].value = next(k for k, text in enumerate(names) if text.startswith("beta-2"))
    form["Value"].value = ""
    assert answers(activity)["ISS"] == "I to III"
    assert "Beta-2-microglobulin would settle" in activity.sentence


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("360", "albumin 360 g/L is impossible"),
        ("3,600", "could be 3600 or 3.600"),
        ("high", "is not a number"),
        ("<b>9</b>", "is not a number"),
    ],
)
def test_what_cannot_be_read_is_said_on_its_row_and_nothing_is_lost(comparer, value, said):
    activity = comparer
    form = form_of(activity)
    names = [text for text, _ in form["Results"].options]
    place = next(k for k, text in enumerate(names) if text.startswith("albumin"))
    form["Results"].value = place
    before = activity.answer
    form["Value"].value = value
    shown = activity.chart.words["error"]["words"]
    assert f"Row {place + 1}, column value" in shown
    assert said in shown
    assert form["Value"].value == value  # what was written stands there to be mended
    assert activity.answer is before
    form["Value"].value = "36"
    assert activity.error is None


def test_a_pasted_table_is_read_and_a_bad_one_changes_nothing(comparer):
    activity = comparer
    form = form_of(activity)
    form[
        "Paste a table"
    ].value = "test;value;unit;limit\nb2m;6,1;mg/L\nalbumin;30;g/L\nLDH;400;U/L;250\nt(4;14);yes"
    form["Read this table"].click()
    assert answers(activity)["R-ISS"] == "III"
    assert len(form["Results"].options) == 4
    kept = activity.answer
    for bad in ("b2m;<i>x</i>;mg/L", "b2m;6;mg/L\n" * 5000, "zinc;1;mg/L", ""):
        form["Paste a table"].value = bad
        form["Read this table"].click()
        assert activity.answer is kept
        assert form["Paste a table"].value == bad
        assert "Nothing was changed" in activity_said(activity)
    assert "&lt;i&gt;" in said_after(activity, form, "b2m;<i>x</i>;mg/L")


def activity_said(activity):
    form = next(
        child for child in activity.view.children if hasattr(child, "children") and len(child.children) > 5
    )
    return next(child.value for child in form.children if "role='status'" in str(getattr(child, "value", "")))


def said_after(activity, form, text):
    form["Paste a table"].value = text
    form["Read this table"].click()
    return activity_said(activity)


def test_another_example_ends_the_edits_and_another_change_keeps_them(comparer):
    activity = comparer
    form = form_of(activity)
    names = [text for text, _ in form["Results"].options]
    form["Results"].value = next(k for k, text in enumerate(names) if text.startswith("1q gain"))
    form["Value"].value = "no"
    activity.update(change="LDH above its limit")
    assert activity._inputs["edited"]
    activity.chart.values = {**activity.values, "example": "Ada, 61: smouldering", "change": AS_IT_IS}
    activity.chart.asked += 1
    assert activity._inputs["edited"] is None
    assert activity.sentence.startswith("Ada, 61")

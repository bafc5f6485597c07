from tests.clinic.builders import day, given
from utils.clinic.lines.history import event
from utils.clinic.lines.refractory import label_refractoriness

FIRST = [given("DRd", "2019-01-01", "2021-08-15")]


def status(result):
    return {row.drug: row.status for row in result.drugs}


def test_every_drug_that_was_running_is_refractory():
    """Case T5 of the course: DRd until progression on therapy."""
    result = label_refractoriness(FIRST, ["2021-08-01"])
    assert status(result) == dict.fromkeys(("daratumumab", "lenalidomide", "dexamethasone"), "refractory")
    assert result.label == "two-class (no PI)"
    assert result.classes["proteasome_inhibitor"] == "untried"


def test_an_antibody_stopped_long_before_is_not_refractory():
    """Case T4: D-VRd, transplant, lenalidomide maintenance; the antibody ended two years earlier."""
    history = [
        given("D-VRd", "2019-01-01", "2019-09-01"),
        given("R maintenance", "2019-12-01", "2022-06-01", 1),
    ]
    result = label_refractoriness(history, ["2022-05-20"])
    assert result.refractory_to() == ("lenalidomide",)
    assert status(result)["daratumumab"] == "exposed"
    assert result.label == "single-class"
    assert result.triple_class_exposed


def test_a_known_response_makes_an_ended_drug_sensitive():
    history = [
        given("VRd", "2019-01-01", "2019-09-01"),
        given("R maintenance", "2019-12-01", "2022-06-01", 1),
    ]
    result = label_refractoriness(history, ["2022-05-20"], {"2019-01-01": "VGPR", "2019-12-01": "CR"})
    assert status(result)["bortezomib"] == "sensitive"
    assert "reached VGPR, stopped 2019-09-01" in result.drugs[0].why
    assert result.classes == {
        **result.classes,
        "proteasome_inhibitor": "sensitive",
        "imid": "refractory",
        "car_t": "untried",
    }


def test_a_drug_that_never_brought_a_minimal_response_is_refractory_without_progression():
    assert status(label_refractoriness(FIRST, [], {"2019-01-01": "SD"}))["daratumumab"] == "refractory"


def test_once_refractory_a_second_good_course_does_not_undo_it():
    history = [given("Rd", "2019-01-01", "2020-01-01"), given("KRd", "2020-02-01", "2021-01-01")]
    result = label_refractoriness(history, ["2019-12-15"], {"2019-01-01": "PR", "2020-02-01": "VGPR"})
    assert status(result) == {
        "lenalidomide": "refractory",
        "dexamethasone": "refractory",
        "carfilzomib": "sensitive",
    }


def test_the_progression_that_prompted_a_regimen_is_not_held_against_it():
    history = [given("Rd", "2019-01-01", "2020-01-01"), given("Kd", "2020-03-10", None)]
    assert status(label_refractoriness(history, ["2020-03-10"]))["carfilzomib"] == "exposed"


def test_a_pause_longer_than_sixty_days_protects_the_drug():
    history = [given("R", "2019-01-01", None), given("R", "2020-01-01", None, verb="pause")]
    assert status(label_refractoriness(history, ["2020-03-01"]))["lenalidomide"] == "refractory"
    assert status(label_refractoriness(history, ["2020-03-02"]))["lenalidomide"] == "exposed"


STATES = [
    ([], None, "no progression"),
    (["2021-08-01"], {"2019-01-01": "PR"}, "relapsed and refractory"),
    (["2021-10-14"], {"2019-01-01": "PR"}, "relapsed and refractory"),
    (["2021-10-15"], {"2019-01-01": "PR"}, "relapsed"),
    (["2019-03-01"], {"2019-01-01": "PD"}, "primary refractory"),
    (["2021-08-01"], None, "relapsed and refractory or primary refractory"),
]


def test_the_state_of_the_disease_at_its_latest_progression():
    for days, responses, state in STATES:
        result = label_refractoriness(FIRST, days, responses)
        assert result.state == state
        assert bool(result.needs) == (" or " in state)


def test_nothing_given_is_untreated():
    result = label_refractoriness([], ["2020-01-01"])
    assert (result.label, result.state, result.drugs) == ("not refractory", "untreated", ())
    assert not result.triple_class_exposed


def test_what_remains_is_named_by_class_without_what_is_lost():
    left = label_refractoriness(FIRST, ["2021-08-01"]).remaining()
    assert left["imid"] == ("thalidomide", "pomalidomide")
    assert "bortezomib" in left["proteasome_inhibitor"]
    assert not {"steroid", "anti_pd1"} & set(left)


def test_the_result_prints_as_a_sentence_and_a_table():
    result = label_refractoriness(FIRST, ["2021-08-01"], {"2019-01-01": "PR"})
    assert str(result) == (
        "two-class (no PI); relapsed and refractory: refractory to 0 PI, 1 IMiD, 1 anti-CD38; "
        "the latest progression, 2021-08-01, came during treatment. [rep11]"
    )
    assert list(result.table()["drug"]) == ["daratumumab", "lenalidomide", "dexamethasone"]
    assert (
        str(result.drugs[1])
        == "lenalidomide: refractory: progression on 2021-08-01, during treatment. [rep11]"
    )
    assert result.drugs[0].last_dose == day("2021-08-15")


def test_radiotherapy_is_no_drug():
    history = [event("radiotherapy", "spine", 0, start=day("2020-01-01"))]
    assert label_refractoriness(history, ["2020-02-01"]).drugs == ()


def test_a_progression_on_the_first_day_of_all_treatment_is_no_relapse():
    assert label_refractoriness(FIRST, "2019-01-01").state == "no progression"


def test_an_older_drug_is_judged_and_never_listed_among_what_remains():
    vad = [given("VAD", "2001-01-01", "2001-06-01"), given("IFN", "2001-09-01", "2002-06-01")]
    status = label_refractoriness(vad, ["2002-05-01"])
    assert status.refractory_to() == ("interferon alfa",)
    assert status.classes["interferon"] == "refractory"
    left = {name for names in status.remaining().values() for name in names}
    assert not left & {"vincristine", "carmustine", "fludarabine", "cytarabine", "interferon alfa"}
    assert "interferon" not in label_refractoriness([given("Rd", "2020-01-01", "2021-01-01")]).classes

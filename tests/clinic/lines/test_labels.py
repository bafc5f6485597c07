import pytest

from utils.clinic.errors import ClinicError, UnknownDrugError
from utils.clinic.lines.labels import judge_refractory, label_refractory_classes


@pytest.mark.parametrize(
    ("best", "details", "why"),
    [
        ("SD", {"on_therapy": True, "progressed": False}, "a minimal response was never reached"),
        ("PR", {"on_therapy": True, "progressed": True}, "while the drug was being taken"),
        (
            "PR",
            {"on_therapy": False, "progressed": True, "days_after_last": 12},
            "12 days after the last dose, within 60 days",
        ),
        (
            "PR",
            {"on_therapy": False, "progressed": True, "days_after_last": 200},
            "200 days after the last dose, more than 60",
        ),
        ("PR", {"on_therapy": True, "progressed": False}, "no progression is recorded"),
    ],
)
def test_the_verdict_says_what_decided(best, details, why):
    verdict = judge_refractory(best, **details)
    assert why in verdict.why
    assert verdict.settled


def test_what_is_not_known_leaves_both_answers_and_names_the_missing():
    open_ = judge_refractory("PR", on_therapy=False, progressed=True)
    assert (set(open_.possible), open_.needs) == ({"refractory", "not refractory"}, ("days from last dose",))
    assert judge_refractory(None, on_therapy=True, progressed=False).needs == ("response on the drug",)
    assert judge_refractory(None, on_therapy=True, progressed=True).answer == "refractory"
    assert judge_refractory("PR", on_therapy=True, progressed=None).needs == ("progression",)


def test_impossible_words_and_days_are_refused():
    with pytest.raises(ClinicError, match="'good' is not a response"):
        judge_refractory("good", on_therapy=True, progressed=False)
    with pytest.raises(ClinicError, match="-3 days after the last dose is impossible"):
        judge_refractory("PR", on_therapy=False, progressed=True, days_after_last=-3)


@pytest.mark.parametrize(
    ("drugs", "label"),
    [
        ([], "not refractory"),
        (["dexamethasone"], "not refractory"),
        (["selinexor"], "single-class"),
        (["lenalidomide", "pomalidomide"], "single-class"),
        (["selinexor", "venetoclax"], "classes outside the labels"),
        (["Velcade", "Sarclisa", "Revlimid"], "triple-class refractory"),
        (["bortezomib", "carfilzomib", "ixazomib", "lenalidomide", "daratumumab"], "quad refractory"),
        (["daratumumab", "isatuximab", "bortezomib", "lenalidomide"], "triple-class refractory"),
    ],
)
def test_labels_beyond_the_examples(drugs, label):
    assert label_refractory_classes(drugs).answer == label


def test_the_same_drug_under_two_names_counts_once_and_other_classes_are_named():
    label = label_refractory_classes(["Revlimid", "lenalidomide", "selinexor"])
    assert label.answer == "single-class"
    assert (
        label.why
        == "refractory to 0 PI, 1 IMiD, 0 anti-CD38; also to selinexor, which the labels do not count."
    )


def test_an_unknown_drug_is_refused():
    with pytest.raises(UnknownDrugError, match="bortezomib"):
        label_refractory_classes(["bortezomibe"])


def test_one_drug_may_be_given_alone():
    assert label_refractory_classes("bortezomib").answer == "single-class"

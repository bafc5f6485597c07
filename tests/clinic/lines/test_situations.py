"""Situations match the settings that trials and labels draw their lines by; marks say what is left."""

import pytest

from utils.clinic.errors import ClinicError
from utils.clinic.lines.situations import (
    FAMILIES,
    REFRACTORY,
    RELATIVE,
    SENSITIVE,
    UNTRIED,
    Situation,
    describe_situation,
    find_settings,
    judge_item,
)
from utils.evidence import table


def at(lines=1, given=(), refractory=(), tempo="steady"):
    return Situation(lines, frozenset(given), frozenset(refractory), tempo)


@pytest.mark.parametrize(
    ("now", "named", "not_named"),
    [
        (at(1, ["bortezomib"]), "seq-07", "seq-08"),
        (at(1, ["anti_cd38"]), None, "seq-07"),
        (at(1, refractory=["lenalidomide"]), "seq-08", "seq-09"),
        (at(1, ["anti_cd38"], ["lenalidomide"]), "seq-08", "seq-09"),
        (at(1, refractory=["lenalidomide", "anti_cd38"]), "seq-09", "seq-08"),
        (at(2, refractory=["lenalidomide"]), None, "seq-08"),
        (at(2, ["lenalidomide", "bortezomib", "anti_cd38"]), "seq-10", "seq-11"),
        (at(1, ["lenalidomide", "bortezomib", "anti_cd38"]), None, "seq-10"),
        (at(3, refractory=["pomalidomide", "carfilzomib", "anti_cd38"]), "seq-11", "seq-12"),
        (at(3, ["bcma"], ["pomalidomide", "carfilzomib", "anti_cd38"]), "seq-10", "seq-11"),
        (at(4, refractory=["bcma"]), "seq-12", "seq-11"),
        (at(2, tempo="fast"), "seq-13", "seq-14"),
        (at(1, tempo="slow"), "seq-14", "seq-13"),
        (at(1, refractory=["lenalidomide", "carfilzomib"]), "seq-08", "seq-16"),
        (at(1, refractory=["lenalidomide"]), "seq-16", "seq-13"),
    ],
)
def test_a_situation_finds_its_settings(now, named, not_named):
    found = find_settings(now)
    assert named is None or named in found
    assert not_named not in found


def test_every_relapse_asks_about_trials():
    assert "seq-18" in find_settings(at())


def test_every_setting_found_is_in_the_table_and_says_why():
    known = set(table("sequencing").setting_id)
    busy = at(3, ["transplant"], [item for item in FAMILIES if item != "carfilzomib"], "fast")
    for now in (at(), at(1, refractory=["lenalidomide"], tempo="slow"), busy):
        assert set(find_settings(now)) <= known
        assert all(find_settings(now).values())


@pytest.mark.parametrize(
    ("item", "state"),
    [
        ("lenalidomide", REFRACTORY),
        ("pomalidomide", RELATIVE),
        ("bortezomib", SENSITIVE),
        ("carfilzomib", UNTRIED),
        ("bcma", UNTRIED),
        ("elotuzumab", UNTRIED),
    ],
)
def test_marks_say_what_is_left(item, state):
    now = at(1, ["bortezomib"], ["lenalidomide", "selinexor"])
    assert judge_item(item, now) == state


def test_what_stopped_working_was_given():
    assert at(1, refractory=["bcma"]).given == {"bcma"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"given": ["lenalidomid"]}, "Closest: 'lenalidomide'"),
        ({"tempo": "quick"}, "Use one of: slow, steady, fast"),
        ({"lines": 0}, "Give 1 or more"),
    ],
)
def test_what_cannot_be_is_refused(arguments, said):
    with pytest.raises(ClinicError, match=said):
        at(**arguments)


def test_an_unknown_item_is_refused():
    with pytest.raises(ClinicError, match="Use one of"):
        judge_item("aspirin", at())


def test_a_history_becomes_a_situation():
    from utils.clinic import label_refractoriness
    from utils.clinic.dates import as_date
    from utils.clinic.lines.history import event

    history = [event("start", "D-VRd", 1, start=as_date("2020-01-01", ""), stop=as_date("2020-06-01", ""))]
    status = label_refractoriness(history, ["2020-07-15"])
    now = describe_situation(status, 1)
    assert now.refractory == {"anti_cd38", "bortezomib", "lenalidomide"}
    assert now.triple_class_refractory

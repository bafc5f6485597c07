"""Lines from bills, rule by rule of the published logic; each limit on both sides."""

from datetime import date, timedelta

import pytest

from tests.clinic.builders import given
from utils.clinic.lines import claims
from utils.clinic.lines.claims import SEEN, count_claims_lines
from utils.clinic.lines.drugs import DRUGS
from utils.clinic.lines.history import event
from utils.evidence import table

DAY = date(2020, 1, 1)


def after(days):
    return (DAY + timedelta(days)).isoformat()


def act(verb, what, start, stop=None):
    return event(verb, what, 0, start=after(start), stop=None if stop is None else after(stop))


def started(what, start, stop=None):
    return act("start", what, start, stop)


def count(*events):
    return count_claims_lines(events).n


def test_drugs_begun_within_30_days_are_one_regimen():
    for days, lines in ((30, 1), (31, 2)):
        assert count(started("Rd", 0, 400), act("add", "daratumumab", days)) == lines


def test_a_gap_of_90_days_is_bridged_and_91_are_not():
    for days, lines in ((90, 1), (91, 2)):
        assert count(started("Rd", 0, 100), started("Rd", 100 + days, 400)) == lines


def test_one_drug_after_a_combination_is_maintenance_within_180_days():
    for days, lines in ((180, 1), (181, 2)):
        assert count(started("VRd", 0, 120), started("R", 120 + days, 900)) == lines


@pytest.mark.parametrize(
    ("what", "days", "lines"),
    [
        ("thalidomide", 61, 1),
        ("thalidomide", 60, 2),
        ("carfilzomib", 400, 2),
        ("pomalidomide", 400, 2),
        ("ixazomib", 400, 1),
    ],
)
def test_which_drug_and_how_long_makes_maintenance(what, days, lines):
    assert count(started("VRd", 0, 120), started(what, 130, 130 + days)) == lines


def test_daratumumab_alone_is_maintenance_only_after_daratumumab():
    assert count(started("DRd", 0, 120), started("daratumumab", 130, 500)) == 1
    assert count(started("VRd", 0, 120), started("daratumumab", 130, 500)) == 2


def test_any_single_drug_within_a_year_after_a_transplant_belongs_to_it():
    for days, lines in ((365, 1), (366, 2)):
        events = [started("VRd", 0, 120), act("sct", "ASCT", 150), started("pomalidomide", 150 + days, 900)]
        assert count(*events) == lines


def test_two_transplants_within_180_days_are_written_once():
    for days, lines in ((180, 1), (181, 2)):
        assert count(started("VRd", 0, 120), act("sct", "ASCT", 150), act("sct", "ASCT", 150 + days)) == lines


@pytest.mark.parametrize(
    ("first", "added", "days", "lines"),
    [
        ("Vd", "lenalidomide", 90, 1),
        ("Vd", "lenalidomide", 91, 2),
        ("Vd", "carfilzomib", 60, 2),
        ("Vd", "daratumumab", 60, 2),
        ("VCd", "lenalidomide", 60, 1),
    ],
)
def test_an_early_imid_or_proteasome_inhibitor_does_not_begin_a_line(first, added, days, lines):
    assert count(started(first, 0, 400), act("add", added, days)) == lines


def test_cyclophosphamide_before_car_t_cells_is_one_line_with_them_and_other_bridges_are_not():
    for bridge, lines in (("cyclophosphamide", 2), ("DPd", 3)):
        events = [started("VRd", 0, 400), act("bridge", bridge, 450, 470), started("cilta-cel", 500, 500)]
        assert count(*events) == lines


def test_an_induction_waits_for_the_transplant_of_the_next_line():
    assert count(started("VRd", 0, 120), started("DKd", 300, 400), act("sct", "ASCT", 430)) == 1
    assert count(started("DVd", 0, 120), started("DKd", 300, 400), act("sct", "ASCT", 430)) == 2


def test_plan_reason_and_steroids_are_not_seen():
    pulse = started("dexamethasone", 500, 510)
    assert count(started("VRd", 0, 120), pulse) == 1
    unticked = given("R", after(130), after(900), planned=0)
    assert count(started("VRd", 0, 120), unticked) == 1


def test_what_the_list_does_not_name_is_reported():
    counted = count_claims_lines([started("VRd", 0, 120), act("add", "panobinostat", 50)])
    assert (counted.n, counted.unseen) == (1, ("panobinostat",))


def test_the_published_list_speaks_the_courses_names():
    assert {drug.name for drug in DRUGS} >= SEEN


def test_an_empty_history_has_no_line():
    assert (count(), count_claims_lines([started("dexamethasone", 0, 10)]).n) == (0, 0)


def test_limits_are_those_of_the_table():
    values = table("criteria").set_index("id")["value"]
    stored = {
        "window": claims.WINDOW_DAYS, "gap": claims.GAP_DAYS, "maintenance": claims.MAINTENANCE_WITHIN_DAYS,
        "tandem": claims.TANDEM_DAYS, "addition": claims.ADDED_WITHIN_DAYS,
    }  # fmt: skip
    assert {key: values[f"criteria-claims_lines-{key}"] for key in stored} == stored

"""Which missing test would settle an open stage: the order, and what "settles" means."""

from itertools import product

import pytest

from tests.clinic.staging.test_cutoffs import CLEAR
from utils.clinic.staging.profile import profile_patient
from utils.clinic.staging.settling import ORDERS, rank_missing

FISH = ("del17p", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p32")
MYELOMA = {**CLEAR, "haemoglobin": 9}


def without(*tests, **changed):
    return {name: value for name, value in {**MYELOMA, **changed}.items() if name not in tests}


def test_nothing_is_asked_when_all_is_known():
    assert rank_missing(MYELOMA, systems=["ISS", "R-ISS", "R2-ISS", "IMS/IMWG 2025"]) == ()


def test_a_whole_panel_comes_first_and_sequencing_second():
    ranked = rank_missing(without(*FISH, "tp53_mutation"), systems=["R-ISS", "R2-ISS", "IMS/IMWG 2025"])
    assert [worth.order for worth in ranked] == ["FISH on sorted plasma cells", "TP53 sequencing"]
    assert ranked[0].settles == ("R-ISS", "R2-ISS")
    assert ranked[0].may_settle == ("IMS/IMWG 2025",)
    assert ranked[1].settles == ()


def test_one_probe_is_named_alone():
    (worth,) = rank_missing(without("gain_1q"), systems=["R2-ISS"])
    assert (worth.order, worth.settles) == ("FISH for 1q gain", ("R2-ISS",))


def test_iss_two_needs_no_fish_for_r_iss():
    assert rank_missing(without(*FISH, b2m=4), systems=["R-ISS"]) == ()


def test_a_missing_beta_2_opens_everything_built_on_it():
    (worth,) = rank_missing(without("b2m"), systems=["ISS", "R-ISS", "R2-ISS", "IMS/IMWG 2025"])
    assert worth.order == "beta-2-microglobulin"
    assert worth.settles == ("ISS", "R-ISS", "R2-ISS", "IMS/IMWG 2025")


def test_a_score_that_may_stop_to_apply_is_not_called_settled():
    known = {**CLEAR, "flc_ratio": None, "involved_flc": None, "haemoglobin": None}
    ranked = {worth.order: worth for worth in rank_missing(known, systems=["20-2-20"])}
    assert "haemoglobin" not in ranked
    assert ranked["free light chains"].settles == ("20-2-20",)


@pytest.mark.parametrize(
    "gone", [FISH, ("gain_1q", "ldh"), ("b2m",), ("albumin", "gain_1q"), ("adl", "ecog")]
)
def test_settled_means_settled_whatever_the_result(gone):
    """Held against every combination of results, one from each interval of each missing test."""
    known = without(*gone)
    single = {order.tests[0]: [r[0] for r in order.results] for order in ORDERS if len(order.tests) == 1}
    several = {
        "del17p": (0, 15, 60),
        "del_1p32": (0, 1, 2),
        "adl": (6, 3),
        "iadl": (8, 4),
        "charlson": (0, 3),
    }
    values = {**{test: (0, 1) for test in FISH}, **single, **several}
    for worth in rank_missing(known):
        order = next(
            o
            for o in ORDERS
            if o.name == worth.order
            or set(o.tests) & set(gone)
            and worth.order.split()[-1] in worth.order
            and _brings(o, worth, gone)
        )
        missing = [test for test in order.tests if test in gone]
        for filled in product(*(values[test] for test in missing)):
            profile = profile_patient({**known, **dict(zip(missing, filled, strict=True))})
            for system in worth.settles:
                assert len(profile[system].possible) == 1, (worth, filled)


def _brings(order, worth, gone):
    """The order behind a name such as 'FISH for 1q gain' or 'ADL'."""
    missing = [test for test in order.tests if test in gone]
    return len(missing) == 1 and len(order.tests) > 1 and worth.order not in {o.name for o in ORDERS}

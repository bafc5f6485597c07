import pytest

from tests.clinic_examples import RUN, apply, load_examples
from utils.clinic.errors import ClinicError


@pytest.mark.parametrize(("name", "arguments", "expected"), load_examples())
def test_a_worked_example_gives_its_published_answer(name, arguments, expected):
    assert apply(name, arguments) == expected


def test_every_function_of_the_examples_is_exercised():
    assert {name for name, _, _ in load_examples()} == set(RUN)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("iss", {"b2m": None, "albumin": 3.0}, ["II", "III"]),
        ("riss", {"iss": "I", "hrca": None, "ldh_high": False}, ["I", "II"]),
        ("riss", {"iss": "III", "hrca": None, "ldh_high": None}, ["II", "III"]),
        ("riss", {"iss": "II", "hrca": None, "ldh_high": None}, ["II"]),
        ("r2iss", {"iss": "II", "t414": None}, [[1.0, 2.0], ["low-intermediate", "intermediate-high"]]),
        ("hr2025", {"tp53_mut": None}, [False, True]),
        ("hr2025", {"igh": None, "q1": True}, False),
        ("dx", {"bmpc": 15, "hb": None}, ["SMM", "MM"]),
        ("refr", {"best": None, "on_therapy": True, "pd": True}, True),
        ("crs", {"fever": True, "hypo": None, "hypox": 1}, [2, 3, 4]),
        ("crs", {"fever": False, "treated": None, "hypo": 2, "hypox": 0}, [0, 3]),
        ("crs", {"fever": float("nan"), "hypo": 0, "hypox": 0}, [0, 1]),
        ("icans", {"ice": None, "cons": 2}, [2, 3]),
        ("refr", {"best": "PR", "on_therapy": None, "pd": True}, [False, True]),
        ("refr", {"best": "PR", "on_therapy": False, "pd": None, "days_after_last": 30}, [False, True]),
        ("refr", {"best": "PR", "on_therapy": False, "pd": None, "days_after_last": 400}, False),
        ("pd", {"nadir": {"s": None}, "now": {"s": 2.0}}, [False, True]),
        ("pd", {"nadir": {"s": 1.0}, "now": {"s": None}}, [False, True]),
        ("pd", {"nadir": {"dflc": 50}, "now": {"dflc": 400}, "measurable": None}, [False, True]),
        ("pd", {"nadir": {"s": 1.0}, "now": {"s": 1.6, "u": None}}, True),
        ("resp", {"base": {"s": None, "u": 50, "dflc": 800}, "now": {"s": 0, "u": 0, "dflc": 20}}, "NE"),
        ("resp", {"base": {"s": 4.0, "u": 0}, "now": {"s": None, "u": 0}}, "NE"),
        ("resp", {"base": {"s": 4.0, "u": None}, "now": {"s": 0.2, "u": None}}, "PR"),
        (
            "resp",
            {"base": {"s": 4.0, "u": 0}, "now": {"s": 0, "u": 0, "ife_s": None, "ife_u": False, "bmpc": 3}},
            "VGPR",
        ),
        ("dx", {"bmpc": None, "hb": 9}, ["unclassified", "MM"]),
        ("smm2220", {"bmpc": 21, "m": 1.0, "flcr": None}, [[1, 2], ["intermediate", "high"]]),
        (
            "frail",
            {"age": None, "adl": 6, "iadl": 8, "cci": 0},
            [[0, 1, 2], ["fit", "intermediate", "frail"]],
        ),
        ("lines", [["start", "VRd", 1], ["start", "DKd", None]], [1, 2]),
    ],
)
def test_a_null_means_not_done_and_widens_the_answer(name, arguments, expected):
    assert apply(name, arguments) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([["start", "DPd", 0], ["bridge", "steroid", 1], ["start", "cilta-cel", 0]], 2),
        ([["start", "DPd", 0], ["start", "cilta-cel", 0], ["bridge", "DPd", 1]], 2),
        ([["start", "VRd", 1], ["drop", "V", 0], ["dose", "R 10 mg", 0]], 1),
        ([["start", "VRd", 1], ["substitute", "V->K", 1]], 1),
        ([["start", "VRd", 1], ["add", "D", 1]], 1),
        (
            [
                ["start", "VRd", 1],
                ["sct", "auto", 1],
                ["start", "R", 1],
                ["start", "DKd", 0],
                ["sct", "auto 2", 0],
            ],
            3,
        ),
        ([["start", "arm B", 1], ["start", "arm C", 0]], 2),
        ([["start", "DPd", 0], ["bridge", "Kd", 1], ["bridge", "steroid", 1], ["start", "cilta-cel", 0]], 2),
        ([["start", "DPd", 0], ["start", "flu/cy", 0], ["start", "ide-cel", 0]], 2),
        ([["start", "DPd", 0], ["start", "lymphodepletion", 0], ["start", "ide-cel", 0]], 2),
    ],
)
def test_every_verb_is_understood(events, expected):
    assert apply("lines", events) == expected


@pytest.mark.parametrize("key", ["seizure", "motor", "icp"])
def test_an_icans_item_is_its_own_grade(key):
    assert apply("icans", {key: 4}) == 4


def test_an_unknown_argument_or_function_is_refused_with_the_nearest_one():
    with pytest.raises(ClinicError, match="'b2m'"):
        apply("iss", {"b2n": 3})
    with pytest.raises(ClinicError, match="'iss'"):
        apply("is", {})

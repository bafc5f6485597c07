"""Units at the door: every laboratory value is converted once, or refused when it cannot be true.

Inside the clinic each test has one unit, the one its published thresholds are written in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from utils.clinic.dates import is_blank
from utils.clinic.errors import ImpossibleValueError, UnitError, UnknownTestError, nearest
from utils.clinic.unknown import is_unknown


@dataclass(frozen=True)
class Test:
    """One laboratory test: its unit in the clinic, what else it is reported in, and what is possible."""

    name: str
    unit: str
    factors: dict[str, float]
    low: float
    high: float
    words: tuple[str, ...] = ()


_PER_DL = {"g/dl": 1.0, "g/l": 0.1}
_CODED = {"coded": 1.0, "0/1": 1.0}
_SCORE = {"score": 1.0}
_COUNT = {"count": 1.0}
_FLC = {"mg/l": 1.0, "mg/dl": 10.0}

# Calcium uses the guideline's own pairing (0.25 mmol/L for 1 mg/dL, 2.75 for 11; imwg-dx14), so that
# a value on the threshold stays on it in either unit; creatinine likewise: 177 umol/L is 2 mg/dL.
_ALL = (
    Test("m_protein", "g/dL", _PER_DL, 0, 15, ("serum_m_protein", "m_spike", "paraprotein", "m_serum")),
    Test("urine_m_protein", "mg/24 h", {"mg/24h": 1, "mg/d": 1, "g/24h": 1000, "g/d": 1000}, 0, 40_000, ("m_urine", "bence_jones")),
    Test("kappa_flc", "mg/L", _FLC, 0, 100_000, ("kappa", "kappa_free_light_chain")),
    Test("lambda_flc", "mg/L", _FLC, 0, 100_000, ("lambda", "lambda_free_light_chain")),
    Test("involved_flc", "mg/L", _FLC, 0, 100_000, ("inv_flc",)),
    Test("uninvolved_flc", "mg/L", _FLC, 0, 100_000, ()),
    Test("dflc", "mg/L", _FLC, -1_000, 100_000, ()),
    Test("flc_ratio", "ratio", {"ratio": 1.0}, 0, 1_000_000, ()),
    Test("serum_immunofixation", "coded", _CODED, 0, 1, ("serum_ife", "ife_s")),
    Test("urine_immunofixation", "coded", _CODED, 0, 1, ("urine_ife", "ife_u")),
    Test("marrow_plasma_cells", "%", {"%": 1.0}, 0, 100, ("bmpc", "plasma_cells")),
    Test("marrow_clonal_cells", "coded", _CODED, 0, 1, ("ihc_clonal",)),
    Test("mrd_flow", "coded", _CODED, 0, 1, ("mrd_ngf",)),
    Test("mrd_sequencing", "coded", _CODED, 0, 1, ("mrd_ngs",)),
    Test("pet_active", "coded", _CODED, 0, 1, ()),
    Test("plasmacytoma_spd", "cm2", {"cm2": 1.0, "mm2": 0.01}, 0, 5_000, ("spd",)),
    Test("plasmacytoma", "coded", _CODED, 0, 1, ()),
    Test("new_lesion", "coded", _CODED, 0, 1, ()),
    Test("lytic_lesions", "count", _COUNT, 0, 500, ("lytic",)),
    Test("mri_focal_lesions", "count", _COUNT, 0, 500, ("mri_focal",)),
    Test("circulating_plasma_cells", "%", {"%": 1.0}, 0, 100, ()),
    Test("circulating_plasma_cells_per_ul", "/uL", {"/ul": 1.0}, 0, 1_000_000, ()),
    Test("hyperviscosity", "coded", _CODED, 0, 1, ()),
    Test("calcium", "mg/dL", {"mg/dl": 1.0, "mmol/l": 4.0}, 3, 25, ("ca",)),
    Test("creatinine", "mg/dL", {"mg/dl": 1.0, "umol/l": 2 / 177}, 0.1, 30, ("creat",)),
    Test("creatinine_clearance", "mL/min", {"ml/min": 1.0}, 0, 250, ("crcl",)),
    Test("haemoglobin", "g/dL", _PER_DL, 1.5, 25, ("hb", "hemoglobin")),
    Test("albumin", "g/dL", _PER_DL, 0.5, 7, ()),
    Test("b2m", "mg/L", {"mg/l": 1.0, "ug/ml": 1.0}, 0.3, 100, ("beta2_microglobulin", "b2_microglobulin", "beta_2_microglobulin")),
    Test("ldh", "x ULN", {"xuln": 1.0}, 0, 60, ()),
    Test("del17p", "%", {"%": 1.0}, 0, 100, ("del17p_pct", "del(17p)")),
    Test("tp53_mutation", "coded", _CODED, 0, 1, ("tp53_mut", "tp53")),
    Test("t_4_14", "coded", _CODED, 0, 1, ("t414", "t(4;14)")),
    Test("t_14_16", "coded", _CODED, 0, 1, ("t(14;16)",)),
    Test("t_14_20", "coded", _CODED, 0, 1, ("t(14;20)",)),
    Test("gain_1q", "coded", _CODED, 0, 1, ("q1", "1q", "1q_gain", "1q+")),
    Test("del_1p32", "copies lost", {"copieslost": 1.0, "count": 1.0}, 0, 2, ("del1p32", "del(1p32)")),
    Test("age", "years", {"years": 1.0}, 0, 120, ()),
    Test("adl", "score", _SCORE, 0, 6, ()),
    Test("iadl", "score", _SCORE, 0, 8, ()),
    Test("charlson", "score", _SCORE, 0, 40, ("cci",)),
    Test("ecog", "score", _SCORE, 0, 5, ()),
    Test("fever", "coded", _CODED, 0, 1, ()),
    Test("hypotension", "coded", {"coded": 1.0}, 0, 3, ("hypo",)),
    Test("hypoxia", "coded", {"coded": 1.0}, 0, 3, ("hypox",)),
    Test("ice_score", "score", _SCORE, 0, 10, ("ice",)),
)  # fmt: skip

TESTS: dict[str, Test] = {test.name: test for test in _ALL}
_WORDS = {word: test.name for test in _ALL for word in (test.name, *test.words)}


def find_test(name: str) -> Test:
    """The test a name stands for, common synonyms included (`hb` is `haemoglobin`)."""
    key = str(name).strip().casefold().replace(" ", "_").replace("-", "_")
    if key not in _WORDS:
        raise UnknownTestError(
            f"{name!r} is not a test the clinic knows.{nearest(key, _WORDS)} Tests are named as in the course's tables, "
            "such as m_protein, urine_m_protein, kappa_flc, lambda_flc, haemoglobin, calcium, creatinine."
        )
    return TESTS[_WORDS[key]]


def _fold(unit: object) -> str:
    text = str(unit).casefold().replace("µ", "u").replace("μ", "u").replace("²", "2").replace("×", "x")
    return "".join(text.split()).replace("/day", "/d").replace("/24hr", "/24h")


_PRETTY = {
    "/dl": "/dL",
    "/l": "/L",
    "/ul": "/uL",
    "/24h": "/24 h",
    "g/ml": "g/mL",
    "ml/": "mL/",
    "xuln": "x ULN",
    "copieslost": "copies lost",
}


def write_unit(unit: str) -> str:
    """A unit as laboratories print it.

    >>> write_unit("mg/24h"), write_unit("g/dl"), write_unit("xuln")
    ('mg/24 h', 'g/dL', 'x ULN')
    """
    for folded, printed in _PRETTY.items():
        unit = unit.replace(folded, printed)
    return unit


def conversion(test: Test, unit: object, value: object = "") -> float:
    """The factor from a reported unit to the clinic's; refuses a unit this test is never reported in."""
    accepted = ", ".join(write_unit(known) for known in test.factors)
    if is_blank(unit):
        raise UnitError(f"{f'{test.name} {value}'.strip()} has no unit. Write one of: {accepted}.")
    factor = test.factors.get(_fold(unit))
    if factor is None:
        raise UnitError(f"{test.name} in {unit!r} is not read here. Report it in one of: {accepted}.")
    return factor


def convert(name: str, value: float, unit: str) -> float:
    """One laboratory value in the clinic's unit.

    Raises UnitError (no unit, or the wrong one) and ImpossibleValueError.

    >>> convert("m_protein", 32, "g/L")
    3.2
    >>> convert("calcium", 2.75, "mmol/L")
    11.0
    >>> convert("m_protein", 32, "g/dL")
    Traceback (most recent call last):
    utils.clinic.errors.ImpossibleValueError: m_protein 32 g/dL is impossible (0 to 15 g/dL). 32 g/L would be 3.2 g/dL: check the unit.
    """
    test = find_test(name)
    factor = conversion(test, unit, value)
    return check(test.name, round(read_number(test.name, value) * factor, 6), shown=f"{value:g} {unit}")


def read_number(name: str, value: object) -> float:
    """A number as such; text, or yes and no where an amount is asked for, is refused."""
    if is_unknown(value):
        raise ImpossibleValueError(
            f"{name} without a value ({value!r}) is impossible to use. A test that was not done is left out."
        )
    if isinstance(value, bool) and find_test(name).unit == "coded":
        return float(value)
    if isinstance(value, (bool, str)) or not hasattr(value, "__float__"):
        raise ImpossibleValueError(
            f"{name} {value!r} is not a number. Give the figure alone, in {find_test(name).unit}."
        )
    return float(value)


def check(name: str, value: float, shown: str = "") -> float:
    """The value itself when it is possible for this test in the clinic's unit; otherwise an error."""
    test = find_test(name)
    if math.isfinite(value) and test.low <= value <= test.high:
        if test.unit in _WHOLE and value != int(value):
            raise ImpossibleValueError(
                f"{test.name} {value:g} is not a whole number. Its scale has steps of 1."
            )
        return value
    shown = shown or f"{value:g} {test.unit}"
    raise ImpossibleValueError(
        f"{test.name} {shown} is impossible ({test.low:g} to {test.high:g} {test.unit}).{_other_unit(test, shown)}"
    )


_WHOLE = {"score", "count", "coded", "copies lost"}


def _other_unit(test: Test, shown: str) -> str:
    """Would the bare number make sense in another unit of the same test?"""
    number = float(shown.split()[0])
    for unit, factor in test.factors.items():
        if math.isfinite(number) and factor != 1.0 and test.low <= number * factor <= test.high:
            return f" {number:g} {write_unit(unit)} would be {number * factor:g} {test.unit}: check the unit."
    return ""


def check_all(**values: float | None) -> None:
    """Refuse impossible values among a rule's arguments; what is not known (not done) passes."""
    for name, value in values.items():
        if not is_unknown(value):
            number = check(name, read_number(name, value))
            if find_test(name).name in _NEVER_SO_FEW:
                refuse_fraction(name, number)


# No laboratory calls del(17p) in less than 1 % of cells, so that 0.55 there is a fraction.
_NEVER_SO_FEW = ("del17p",)


def refuse_fraction(name: str, value: float | None) -> None:
    """Refuse a fraction where a percentage is meant: above 0 and below 1 %, which is never reported."""
    if looks_like_fraction(value):
        raise ImpossibleValueError(
            f"{name} is {value:g} %: {ask_percent(value)}, and 0 when it was looked for and not found."
        )


def looks_like_fraction(value: float | None) -> bool:
    """Above 0 and below 1 in a test that is reported in percent of cells."""
    return value is not None and 0 < value < 1


def ask_percent(value: float) -> str:
    """What to write when a fraction was given for a percentage."""
    return f"is a fraction meant? Then write {value * 100:g} for {value * 100:g} % of cells"

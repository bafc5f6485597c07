"""Example sheets for the staging comparer, all fictional, and the changes of one result that can be tried on each."""

from collections.abc import Mapping
from functools import cache

from utils.clinic import labs_on
from utils.clinic.staging.sheet import split_table
from utils.clinic.units import TESTS
from utils.evidence import table

Row = dict[str, str]
MARTA = "Marta at diagnosis, 2018"
# What every made-up person below has been tested for, with nothing found; each changes only what it is about.
_CLEAR = """
marrow_plasma_cells | 30 | %
m_protein | 31 | g/L
urine_m_protein | 0 | mg/24 h
kappa_flc | 260 | mg/L
lambda_flc | 20 | mg/L
calcium | 2.35 | mmol/L
creatinine | 80 | µmol/L
creatinine_clearance | 85 | mL/min
haemoglobin | 128 | g/L
lytic_lesions | 0 | count
mri_focal_lesions | 0 | count
plasmacytoma | no
circulating_plasma_cells | 0 | %
b2m | 3.1 | mg/L
albumin | 38 | g/L
ldh | 180 | U/L | 250
del17p | 0 | %
tp53_mutation | no
t_4_14 | no
t_14_16 | no
t_14_20 | no
gain_1q | no
del_1p32 | 0 | copies lost
age | 64 | years
adl | 6 | score
iadl | 8 | score
charlson | 0 | score
ecog | 1 | score
"""
_ILL = "haemoglobin | 94 | g/L\nlytic_lesions | 4 | count"
_NO_FISH = "\n".join(f"{test} | " for test in ("del17p", "tp53_mutation", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p32"))  # fmt: skip
EXAMPLES = {
    "Bo, 55: the systems disagree": f"{_ILL}\nt_4_14 | yes\ngain_1q | yes\nage | 55 | years",
    "Stage III by ISS, FISH not back yet": f"{_ILL}\nb2m | 6.2 | mg/L\nalbumin | 31 | g/L\ncreatinine | 115 | µmol/L\n{_NO_FISH}",
    "Kidneys that raise beta-2-microglobulin": f"{_ILL}\nb2m | 8.4 | mg/L\ncreatinine | 290 | µmol/L\ncreatinine_clearance | 19 | mL/min",
    "Nothing but a spike and a marrow: MGUS": "marrow_plasma_cells | 4 | %\nm_protein | 12 | g/L\nkappa_flc | 35 | mg/L",
    "Ada, 61: smouldering": "marrow_plasma_cells | 24 | %\nm_protein | 26 | g/L\nkappa_flc | 210 | mg/L\nlambda_flc | 6 | mg/L\nage | 61 | years",
    "A ratio of 110 that is not enough": "marrow_plasma_cells | 22 | %\nm_protein | 24 | g/L\nkappa_flc | 85.8 | mg/L\nlambda_flc | 0.78 | mg/L\nmri_focal_lesions | 1 | count",
    "Sixty-six, and frail": f"{_ILL}\nage | 66 | years\nadl | 4 | score\niadl | 4 | score\ncharlson | 3 | score\necog | 2 | score",
    "Seventy-nine, and active": f"{_ILL}\nage | 79 | years\necog | 0 | score",
}  # fmt: skip
# What each change sets, in the clinic's unit; None takes the result away.
_FISH = dict.fromkeys(("del17p", "tp53_mutation", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p32"))
AS_IT_IS = "as it is"
CHANGES: Mapping[str, Mapping[str, float | None]] = {
    AS_IT_IS: {},
    "no FISH result came back": _FISH,
    "1q gain was not looked for": {"gain_1q": None},
    "1q gain found": {"gain_1q": 1},
    "no 1q gain": {"gain_1q": 0},
    "t(4;14) found": {"t_4_14": 1},
    "t(14;16) found": {"t_14_16": 1},
    "del(17p) in 15 % of cells": {"del17p": 15},
    "del(17p) in 55 % of cells": {"del17p": 55},
    "beta-2-microglobulin not done": {"b2m": None},
    "beta-2-microglobulin 3.4 mg/L": {"b2m": 3.4},
    "beta-2-microglobulin 5.4 mg/L": {"b2m": 5.4},
    "beta-2-microglobulin 5.5 mg/L": {"b2m": 5.5},
    "albumin 3.4 g/dL (34 g/L)": {"albumin": 3.4},
    "LDH above its limit": {"ldh": 1.4},
    "LDH not done": {"ldh": None},
    "creatinine 1.3 mg/dL (115 µmol/L)": {"creatinine": 1.3},
    "marrow plasma cells 60 %": {"marrow_plasma_cells": 60},
    "marrow plasma cells 8 %": {"marrow_plasma_cells": 8},
    "M-protein 1.9 g/dL (19 g/L)": {"m_protein": 1.9},
    "haemoglobin 9.9 g/dL (99 g/L)": {"haemoglobin": 9.9},
    "two focal lesions on MRI": {"mri_focal_lesions": 2},
    "no MRI": {"mri_focal_lesions": None},
    "help needed with three daily tasks (ADL 3)": {"adl": 3},
    "age 81": {"age": 81},
}


def example_names() -> list[str]:
    """What the learner can start from, Marta first."""
    return [MARTA, *EXAMPLES]


def example_rows(name: str) -> list[Row]:
    """The sheet of one example, in its own units; rows of its own, free to be changed."""
    return [dict(row) for row in _rows(name)]


@cache
def _rows(name: str) -> tuple[Row, ...]:
    if name == MARTA:
        return _marta_rows()
    changed = {row["test"]: row for row in split_table(EXAMPLES[name])}
    return tuple(changed.get(row["test"], row) for row in split_table(_CLEAR))


def _marta_rows() -> tuple[Row, ...]:
    """Her first laboratory sheet, with the tests that a stage asks for, as the hospital wrote them."""
    labs = table("marta_labs")
    first = labs[(labs["date"] == labs["date"].min()) & labs["test"].isin(labs_on(labs))]
    asked = {row["test"] for row in split_table(_CLEAR)}
    rows = [(row.test, row.value, row.unit) for row in first.itertuples() if row.test in asked]
    return tuple(
        {"test": test, "value": _write(test, value), "unit": unit, "limit": ""} for test, value, unit in rows
    )


def _write(test: str, value: float) -> str:
    if TESTS[test].unit == "coded":
        return "yes" if value else "no"
    return f"{value:g}"

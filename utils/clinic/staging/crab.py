"""The classic harms of myeloma beside the limits from which they count, in one unit (imwg-dx14)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from utils.clinic.response.labs import labs_on
from utils.clinic.staging.criteria import calcium_high, haemoglobin_low
from utils.clinic.units import find_test

# Letter, test, the limit in words, and whether a value counts; each limit as in imwg-dx14.
_HARMS = (
    ("C", "calcium", "above 11", lambda value: calcium_high(value, None)),
    ("R", "creatinine", "above 2", lambda value: value > 2),
    ("R", "creatinine_clearance", "below 40", lambda value: value < 40),
    ("A", "haemoglobin", "below 10", lambda value: haemoglobin_low(value, None)),
    ("B", "lytic_lesions", "1 or more", lambda value: value >= 1),
)


def compare_crab(labs: Any, day: Any = None) -> pd.DataFrame:
    """Each CRAB test of one day beside the limit from which it counts: letter, value, unit, limit, yes or no.

    labs: date, test, value, unit. day: the first visit when not given. A test that was not done says so and is not
    counted. The local laboratory's own limits for calcium and haemoglobin are not asked here. Raises LabsError.

    >>> labs = pd.DataFrame({"date": ["2018-03-05"], "test": ["haemoglobin"], "value": [9.8], "unit": ["g/dL"]})
    >>> compare_crab(labs).loc["A", "does it count?"], compare_crab(labs).loc["C", "does it count?"]
    ('yes', 'not known')
    """
    known = labs_on(labs, day)
    rows = [_compare(harm, known.get(harm[1])) for harm in _HARMS]
    columns = ["letter", "test", "value", "unit", "counts from", "does it count?"]
    return pd.DataFrame(rows, columns=columns).set_index("letter")


def _compare(harm: tuple, value: float | None) -> tuple:
    letter, name, limit, counts = harm
    unit = find_test(name).unit.replace("count", "holes in bone")
    if value is None:
        return letter, name.replace("_", " "), "not done", unit, limit, "not known"
    return letter, name.replace("_", " "), f"{value:.3g}", unit, limit, "yes" if counts(value) else "no"

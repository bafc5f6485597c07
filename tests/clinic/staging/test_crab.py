"""CRAB beside its limits: Marta's first day, values on the limit, and tests that were not done."""

import pandas as pd
import pytest

from utils.clinic import compare_crab
from utils.evidence import fact, table


def labs(**values):
    units = {
        "calcium": "mg/dL",
        "creatinine": "mg/dL",
        "creatinine_clearance": "mL/min",
        "haemoglobin": "g/dL",
    }
    rows = [("2018-03-05", test, value, units.get(test, "count")) for test, value in values.items()]
    return pd.DataFrame(rows, columns=["date", "test", "value", "unit"])


def test_martas_first_day_is_told_in_the_units_of_the_limits():
    told = compare_crab(table("marta_labs")).set_index("test")
    assert dict(told["does it count?"]) == {
        "calcium": "no", "creatinine": "no", "creatinine clearance": "no", "haemoglobin": "yes", "lytic lesions": "yes",
    }  # fmt: skip
    assert told.loc["calcium", ["value", "unit"]].tolist() == ["9.68", "mg/dL"]
    assert told.loc["haemoglobin", ["value", "unit"]].tolist() == ["9.6", "g/dL"]


@pytest.mark.parametrize(
    ("test", "item", "beyond"),
    [("calcium", "calcium", 0.1), ("creatinine", "creatinine", 0.1), ("creatinine_clearance", "crcl", -1), ("haemoglobin", "hb", -0.1)],
)  # fmt: skip
def test_the_limits_are_those_of_the_course_and_are_not_met_on_the_limit(test, item, beyond):
    limit = fact(f"criteria-dx-crab-{item}")
    on, over = (
        compare_crab(labs(**{test: value})).set_index("test") for value in (limit.value, limit.value + beyond)
    )
    name = test.replace("_", " ")
    assert on.loc[name, "counts from"].endswith(f" {limit.value:g}")
    assert on.loc[name, "unit"] == limit.unit
    assert (on.loc[name, "does it count?"], over.loc[name, "does it count?"]) == ("no", "yes")


def test_one_hole_counts_and_what_was_not_done_is_said():
    told = compare_crab(labs(lytic_lesions=1)).set_index("test")
    assert told.loc["lytic lesions", "does it count?"] == "yes"
    assert told.loc["calcium", ["value", "does it count?"]].tolist() == ["not done", "not known"]

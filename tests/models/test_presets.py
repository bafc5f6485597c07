"""Presets are the evidence table's rows; draws stay plausible."""

import pandas as pd
import pytest

from utils.evidence.paths import COURSE_DATA
from utils.models import cohort, presets
from utils.models._checks import ParameterError

NAMES = ["real_world", "trial", "era_before_2005", "era_2005_2015", "era_2015_2023", "era_quadruplets"]


def test_presets_and_draws_are_the_rows_of_course_data():
    file = pd.read_csv(COURSE_DATA / "model_presets.csv", keep_default_na=False)
    assert presets.preset_table()["value"].tolist() == file["value"].tolist()
    for name, rows in file.groupby("preset"):
        assert dict(zip(rows["parameter"], rows["value"], strict=True)) == presets.preset(name).values
    draws = pd.read_csv(COURSE_DATA / "model_draws.csv").groupby("parameter")["shift"].apply(list)
    assert draws.to_dict() == presets._shifts()


def test_a_spoiled_copy_of_the_table_spoils_nothing():
    presets.preset_table()["value"] = 0.0
    assert presets.preset("trial")["effect"] == 1.0


def test_every_parameter_has_unit_range_and_origin():
    table = presets.preset_table()
    assert presets.preset_names() == NAMES
    assert (table.groupby("preset").size() == len(presets.RANGES)).all()
    assert set(table["basis"]) == set(presets.BASES)
    assert (table["source_id"].notna() == (table["basis"] == "published")).all()
    assert (table["start"].notna() == (table["basis"] == presets.CALIBRATED)).all()
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    assert (table["unit"] == table["parameter"].map(lambda name: presets.RANGES[name][2])).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_handed_over_as_a_table_is_the_built_in_one(name):
    table = presets.preset_table()
    handed = presets.from_table(table, name)
    assert handed == presets.preset(name)
    rows = table[table["preset"] == name]
    assert cohort.simulate("best_first", 200, 1, preset=rows).equals(
        cohort.simulate("best_first", 200, 1, preset=name)
    )


def test_draws_are_repeatable_different_and_inside_every_range():
    drawn = presets.draw_presets("trial", 60, 3)
    assert drawn == presets.draw_presets("trial", 60, 3)
    assert len({tuple(p.values.values()) for p in drawn[:48]}) == 48
    for p in drawn:
        assert all(
            presets.RANGES[name][0] <= value <= presets.RANGES[name][1] for name, value in p.values.items()
        )


def test_shifts_respect_the_scale():
    assert presets.shift_value("left_failed", 0.5, 0.0) == 0.5
    assert presets.shift_value("left_failed", 0.5, 100.0) <= 1
    assert presets.shift_value("gap_days", 45.0, 0.6931471805599453) == pytest.approx(90)
    assert presets.shift_value("drift_per_line", 0.0, 1.0) == 0.0


def test_changes_are_checked_and_named():
    base = presets.preset("real_world")
    assert base.changed(gap_days=10)["gap_days"] == 10
    with pytest.raises(ParameterError, match=r"kill_per_day = 7 .*per day"):
        base.changed(kill_per_day=7)
    with pytest.raises(ParameterError, match="Closest: 'gap_days'"):
        base.changed(gap_day=7)
    with pytest.raises(ParameterError, match="lacks 'age_mean_years'"):
        presets.Preset("empty", {})
    with pytest.raises(ParameterError, match="holds 6 presets"):
        presets.from_table(presets.preset_table())
    with pytest.raises(ParameterError, match="not in the table"):
        presets.from_table(presets.preset_table(), "era_2040")

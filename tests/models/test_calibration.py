"""The calibration is honest: held out stays held out, published numbers are the evidence's, misses are explained."""

import csv

import numpy as np
import pandas as pd
import pytest

from utils.authoring import calibrate
from utils.evidence.paths import COURSE_DATA
from utils.models import calibration
from utils.models._checks import ParameterError
from utils.models._lab import Lab, increments
from utils.models._reasons import reason
from utils.models.presets import draw_presets, preset, preset_names, preset_table
from utils.models.regimens import REGIMENS
from utils.models.targets import CALIBRATED, HELD_OUT, THIRD, arms, find_arm, targets


def saved():
    return pd.read_csv(COURSE_DATA / "calibration.csv", keep_default_na=False)


def published_facts():
    facts = {}
    for name in ("outcomes", "attrition", "natural_history"):
        with (COURSE_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            facts |= {row["id"]: row for row in csv.DictReader(file) if row["value"]}
    return facts


def test_published_values_are_the_evidence_tables():
    facts = published_facts()
    shared = [t for t in targets() if t.id in facts]
    assert len(shared) > 45
    for target in shared:
        assert target.published == float(facts[target.id]["value"]), target.id

    with (COURSE_DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        assert {t.source_id for t in targets()} <= {row["source_id"] for row in csv.DictReader(file)}


def test_three_sets_share_no_result_and_the_third_has_its_sources():
    ids = [t.id for t in targets()]
    assert len(ids) == len(set(ids))
    third = [t for t in targets() if t.kind == THIRD]
    assert len(third) >= 20
    assert {t.id for t in third} <= set(published_facts())
    assert sum(t.kind == HELD_OUT for t in targets()) == 53


def test_saved_table_is_about_these_targets():
    table = saved().set_index("target_id")
    assert list(table.index) == [t.id for t in targets()]
    assert table["kind"].tolist() == [t.kind for t in targets()]
    assert table["published"].tolist() == [t.published for t in targets()]
    miss = 100 * (table["simulated"] / table["published"] - 1)
    assert np.allclose(miss, table["miss_pct"], atol=0.3)


def test_every_miss_above_a_fifth_is_explained():
    assert calibrate.unexplained(saved()).empty
    assert reason("perseus-d_vrd-pfs_hr") != reason("castor-d_vd-pfs_hr") != ""
    assert reason("nothing-like_it") == ""


def test_saved_values_are_what_the_presets_give():
    presets = {name: preset(name) for name in preset_names()}
    lab = Lab(presets, 6000, seed=99)
    table = saved().set_index("target_id")["simulated"]
    for target in targets():
        if target.unit == "months, median" and "sweden" not in target.id:
            assert lab.read(target) == pytest.approx(table[target.id], rel=0.12), target.id


def test_the_fit_reads_no_held_out_target(monkeypatch):
    read, usual = [], Lab.read
    monkeypatch.setattr(Lab, "read", lambda self, target: read.append(target.kind) or usual(self, target))
    monkeypatch.setattr(calibration, "draw_shifts", lambda *_: {})
    found = calibration.fit(people=60, rounds=1)
    assert set(read) == {CALIBRATED}
    assert set(found.values) == set(calibration.fitted_names())


def test_only_calibrated_parameters_are_fitted():
    table = preset_table()
    calibrated = table[table["basis"] == CALIBRATED]
    assert set(calibrated["parameter"]) == set(calibration.fitted_names())
    moved = calibration.Fit(
        dict.fromkeys(calibration.fitted_names(), 0.5), dict.fromkeys(calibration.fitted_names(), [0.1, -0.1])
    )
    again = calibration.presets_table(moved, "2026-01-31")
    kept = table["basis"] != CALIBRATED
    assert again[kept].equals(table[kept])
    assert (again.loc[~kept, "value"] == 0.5).all()
    assert (again.loc[~kept, "low"] < 0.5).all()
    assert calibration.draws_table(moved, "2026-01-31").shape == (2 * len(moved.shifts), 5)


def test_a_fitted_value_is_one_value_everywhere():
    """Only the effect of routine care may differ between presets that are fitted."""
    table = preset_table()
    values = table[table["basis"] == CALIBRATED].groupby("parameter")["value"].nunique()
    assert (values == 1).all()


def test_every_arm_can_be_given():
    assert all(arm.give in REGIMENS and set(arm.history) <= set(REGIMENS) for arm in arms().values())
    for name, arm in arms().items():
        assert sum(share for _, share in arm.mix) == pytest.approx(1), name
        assert max(line for line, _ in arm.mix) <= len(arm.history) + 1, name
    with pytest.raises(ParameterError, match="Closest: 'maia_rd'"):
        find_arm("maia_r")


def test_increments_keep_their_sign_and_added_classes_their_order():
    lab = Lab({name: preset(name) for name in preset_names()}, 3000, seed=7)
    assert len(increments()) == 13
    assert lab.signs_hold() == 1
    assert lab.added_class_order() == 1
    assert lab.deeper_lasts_longer() == 1


def test_no_arm_of_a_held_out_increment_is_fitted_on_both_sides():
    fitted = {t.args[0] for t in targets() if t.kind == CALIBRATED and t.measure == "arm_median"}
    for target in targets():
        if target.kind == HELD_OUT and target.measure == "arm_ratio":
            assert not set(target.args[:2]) <= fitted, target.id
    assert all(t.args[0] in arms() for t in targets() if t.measure.startswith("arm_"))


def test_draws_keep_the_fit_about_as_good():
    drawn = [
        dict(zip(preset_names(), group, strict=True))
        for group in zip(*(draw_presets(p, 6, 1) for p in preset_names()), strict=True)
    ]
    target = next(t for t in targets() if t.id == "maia-rd-pfs_median_months")
    months = [Lab(one, 1500).read(target) for one in drawn]
    assert 15 < min(months) < max(months) < 70
    assert np.std(months) > 0.5


def test_check_prints_the_sets_and_writes_nothing(capsys, monkeypatch):
    monkeypatch.setattr(calibrate, "_write_tables", lambda tables: pytest.fail("wrote tables"))
    calibrate.main(["--check", "--people", "1500"])
    printed = capsys.readouterr().out
    assert "CALIBRATED" in printed
    assert "HELD OUT" in printed
    assert "perseus-d_vrd-pfs_hr" in printed
    assert "not for treatment choice" in printed

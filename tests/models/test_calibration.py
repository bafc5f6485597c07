"""The calibration is honest: held out stays held out, published numbers are the evidence's, misses are explained."""

import csv

import numpy as np
import pandas as pd
import pytest

from utils.authoring import calibrate
from utils.evidence.paths import COURSE_DATA
from utils.models import _priors, calibration
from utils.models._lab import Lab, increments
from utils.models._reasons import reason
from utils.models._targets import ARMS, CALIBRATED, FITTED, HELD_OUT, TARGETS
from utils.models.presets import preset


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
    shared = [t for t in TARGETS if t.id in facts]
    assert len(shared) > 45
    for target in shared:
        assert target.published == float(facts[target.id]["value"]), target.id

    with (COURSE_DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        assert {t.source_id for t in TARGETS} <= {row["source_id"] for row in csv.DictReader(file)}


def test_saved_table_is_about_these_targets():
    table = saved().set_index("target_id")
    assert list(table.index) == [t.id for t in TARGETS]
    assert table["kind"].tolist() == [t.kind for t in TARGETS]
    assert table["published"].tolist() == [t.published for t in TARGETS]
    miss = 100 * (table["simulated"] / table["published"] - 1)
    assert np.allclose(miss, table["miss_pct"], atol=0.3)


def test_every_miss_above_a_fifth_is_explained():
    assert calibrate.unexplained(saved()).empty
    assert reason("perseus-d_vrd-pfs_hr") != reason("castor-d_vd-pfs_hr") != ""
    assert reason("nothing-like_it") == ""


def test_saved_values_are_what_the_presets_give():
    presets = {name: preset(name) for name in _priors.PRESETS}
    lab = Lab(presets, 6000, seed=99)
    table = saved().set_index("target_id")["simulated"]
    for target in TARGETS:
        if target.unit == "months, median" and "sweden" not in target.id:
            assert lab.read(target) == pytest.approx(table[target.id], rel=0.12), target.id


def test_the_fit_reads_no_held_out_target(monkeypatch):
    read, usual = [], Lab.read
    monkeypatch.setattr(Lab, "read", lambda self, target: read.append(target.kind) or usual(self, target))
    monkeypatch.setattr(calibration, "draw_shifts", lambda *_: {})
    found = calibration.fit(people=300, rounds=1)
    assert set(read) == {CALIBRATED}
    assert set(found.values) == set(FITTED)


def test_only_calibrated_parameters_are_fitted():
    bases = {name: prior.basis for p in _priors.PRESETS for name, prior in _priors.priors(p).items()}
    real = {name for name, prior in _priors.priors("real_world").items() if prior.basis == "calibrated"}
    assert real == set(FITTED)
    assert set(bases) == set(preset("trial").values)


def test_increments_keep_their_sign_and_added_classes_their_order():
    lab = Lab({name: preset(name) for name in _priors.PRESETS}, 3000, seed=7)
    assert len(increments()) == 13
    assert lab.signs_hold() == 1
    assert lab.added_class_order() == 1
    assert lab.deeper_lasts_longer() == 1


def test_no_arm_of_a_held_out_increment_is_fitted_on_both_sides():
    fitted = {t.args[0] for t in TARGETS if t.kind == CALIBRATED and t.measure == "arm_median"}
    for target in TARGETS:
        if target.kind == HELD_OUT and target.measure == "arm_ratio":
            assert not set(target.args[:2]) <= fitted, target.id
    assert all(t.args[0] in ARMS for t in TARGETS if t.measure.startswith("arm_"))


def test_draws_keep_the_fit_about_as_good():
    from utils.models.presets import draw_presets

    drawn = [
        dict(zip(_priors.PRESETS, group, strict=True))
        for group in zip(*(draw_presets(p, 6, 1) for p in _priors.PRESETS), strict=True)
    ]
    target = next(t for t in TARGETS if t.id == "maia-rd-pfs_median_months")
    months = [Lab(one, 1500).read(target) for one in drawn]
    assert 15 < min(months) < max(months) < 70
    assert np.std(months) > 0.5


def test_check_prints_both_tables_and_writes_nothing(capsys, monkeypatch):
    monkeypatch.setattr(calibrate, "_write_tables", lambda tables: pytest.fail("wrote tables"))
    monkeypatch.setattr(calibrate, "_write_python", lambda *_: pytest.fail("wrote Python"))
    calibrate.main(["--check", "--people", "1500"])
    printed = capsys.readouterr().out
    assert "CALIBRATED" in printed
    assert "HELD OUT" in printed
    assert "perseus-d_vrd-pfs_hr" in printed
    assert "not for treatment choice" in printed


def test_written_python_reads_back(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrate, "PRESETS_PY", tmp_path / "again.py")
    found = calibration.Fit(
        {name: _priors.priors("real_world")[name].value for name in FITTED}, {"line_sd": [0.1, -0.1]}
    )
    found.shifts.update({name: [0.1, -0.1] for name in FITTED})
    table = calibration.presets_table(found, "2026-01-31")
    calibrate._write_python(table, found.shifts)
    scope = {}
    exec((tmp_path / "again.py").read_text(encoding="utf-8"), scope)
    assert pd.DataFrame(scope["ROWS"], columns=table.columns).equals(table)
    assert scope["SHIFTS"] == found.shifts
    assert calibration.draws_table(found, "2026-01-31").shape == (2 * len(found.shifts), 5)

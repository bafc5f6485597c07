"""The picture that computes by itself: one view, its parameters, its trials, and nothing newer than the page can draw."""

import pytest

from tests.charts.vega import evaluate
from utils.charts.medians import name_marks
from utils.charts.timeline_live import MONTHS, draw_timeline
from utils.evidence import outcomes
from utils.models.kinetics import DAYS_PER_MONTH

CONTROLS = {
    "lines": 4,
    "halving_days": 20,
    "resistant_pct": 0.1,
    "selection_ratio": 5,
    "doubling_days": 140,
    "growth_ratio": 1.1,
    "limit_g_l": 0.5,
    "new_target": 0,
}


@pytest.fixture(scope="module")
def spec():
    table = outcomes()
    marks = name_marks(table[table["id"] == "maia-rd-pfs_median_months"])
    return draw_timeline(30.0, 30.0, marks, CONTROLS, "join(words, '; ')").to_dict()


def values_of(spec, **changes):
    controls = {p["name"]: p["value"] for p in spec["params"] if "value" in p}
    return evaluate({p["name"]: p["expr"] for p in spec["params"] if "expr" in p}, **{**controls, **changes})


def test_it_is_one_view_that_can_become_narrower(spec):
    assert "layer" in spec
    assert not {"hconcat", "vconcat"} & set(spec)


def test_controls_come_first_and_keep_their_names(spec):
    assert {p["name"]: p["value"] for p in spec["params"][: len(CONTROLS)]} == CONTROLS


def test_the_months_axis_never_moves_and_every_trial_and_remission_is_on_it(spec):
    found = [
        layer["encoding"]["x"]["scale"]
        for layer in flat(spec)
        if "scale" in layer.get("encoding", {}).get("x", {})
    ]
    assert {tuple(scale["domain"]) for scale in found} == {(0, MONTHS)}
    assert not any("x_max" in parameter["name"] for parameter in spec["params"])
    longest = values_of(
        spec, lines=5, resistant_pct=0.001, doubling_days=240, growth_ratio=1, selection_ratio=1
    )
    assert max(longest["days_all"]) / DAYS_PER_MONTH < MONTHS


def flat(layer):
    return [inner for part in layer["layer"] for inner in flat(part)] if "layer" in layer else [layer]


def test_the_sentence_can_use_the_months_as_words(spec):
    found = values_of(spec)
    assert found["sentence"] == "; ".join(f"{days / DAYS_PER_MONTH:.0f}" for days in found["days_all"])


def test_the_trials_are_drawn_from_their_rows(spec):
    stored = [layer["data"]["values"] for layer in flat(spec) if "values" in layer.get("data", {})]
    assert ["Rd, MAIA 2019"] in [[row.get("arm") for row in rows] for rows in stored]

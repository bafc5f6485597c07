"""The virtual cohort: the same lives one by one, properties that must hold, and input it refuses."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.plain_cohort import loop_cohort
from utils.models import _engine, _people, cohort, kinetics, policies
from utils.models._checks import ParameterError
from utils.models.presets import RANGES, Preset, preset
from utils.models.regimens import name_agents

POLICY = "years_2015_2023"
COLUMNS = [
    "person", "line", "regimen", "start_month", "months", "event", "response", "next", "stopped_early",
    "refractory", "age_years", "fitness", "high_risk", "survival_months", "died",
]  # fmt: skip


def people(policy=POLICY, n=3000, seed=4, **options):
    return cohort.simulate(policy, n, seed, **options)


def luck_of(seed, n, lines):
    """The vectorised cohort's own random numbers, person by person, for the plain loop."""
    rng = _people.keyed_generator(seed, 0, 0)
    z, u = rng.standard_normal((5, n), dtype=np.float32), rng.random((4, n), dtype=np.float32)
    per_line = [_engine._draw_luck(seed, 0, line, n) for line in range(1, lines + 1)]
    lucks = [iter([(float(a[k]), b[:, k].tolist()) for a, b in per_line]) for k in range(n)]
    return [(z[:, k].tolist(), u[:, k].tolist(), lucks[k]) for k in range(n)]


@pytest.mark.parametrize("policy", ["years_2015_2023", "saved", ["vrd", "d_kd", "pd"]])
@pytest.mark.parametrize(("drift", "follow_up"), [(True, None), (False, (24.0, 120.0))])
def test_every_life_equals_the_plain_loop(policy, drift, follow_up):
    n, lines = 600, min(6, policies.check_policy(policy).last_line)
    ours = people(policy, n, 8, max_lines=6, drift=drift, follow_up=follow_up)
    plain = pd.DataFrame(
        loop_cohort(policy, n, 0, follow_up=follow_up, lines=lines, drift=drift, luck=luck_of(8, n, lines))
    )
    both = ours.merge(plain, on=["person", "line"], suffixes=("", "_plain"), how="outer", indicator=True)
    same = (both["_merge"] == "both") & (both["regimen"].astype(str) == both["regimen_plain"])
    assert same.mean() > 0.998  # float32 flips a rare close call
    both = both[same]
    assert np.mean(both["event"].astype(str) == both["event_plain"]) > 0.998
    for column in ("start_month", "months", "survival_months", "age_years"):
        close = np.isclose(both[column], both[f"{column}_plain"], rtol=2e-3, atol=2e-2)
        assert close.mean() > 0.995, column


def test_one_row_per_person_and_line_in_order():
    rows = people()
    assert rows.columns.tolist() == COLUMNS
    assert rows.groupby("person")["line"].apply(lambda x: x.tolist() == list(range(1, len(x) + 1))).all()
    assert rows["person"].is_monotonic_increasing
    assert rows["person"].nunique() == 3000
    last = rows.groupby("person").tail(1)
    assert (last["next"] != "next line").all()
    assert (rows.drop(last.index)["next"] == "next line").all()


def test_nobody_is_treated_after_death_or_the_cut():
    rows = people(follow_up=(24.0, 96.0))
    end = rows["start_month"] + rows["months"]
    assert (end <= rows["survival_months"] + 1e-3).all()
    assert (rows["survival_months"] <= 96).all()
    assert (rows["months"] >= 0).all()
    assert set(rows["event"]) == {"progressed", "died", "ongoing at the cut"}
    assert not people()["event"].eq("ongoing at the cut").any()
    assert people()["died"].all()


def test_the_data_cut_hides_lines_and_is_not_attrition():
    whole, short = people(), people(follow_up=36)
    assert len(short) < len(whole)
    first = short[short["line"] == 1].set_index("person")
    assert (first["months"] <= whole[whole["line"] == 1].set_index("person")["months"] + 1e-4).all()
    lost = (short["next"] == "no further line").sum() / (short["event"] == "progressed").sum()
    truly = (whole["next"] == "no further line")[whole["line"] <= 2].sum()
    truly /= (whole["event"] == "progressed")[whole["line"] <= 2].sum()
    assert lost == pytest.approx(truly, abs=0.06)


@pytest.mark.parametrize("chunk_size", [1, 1000, 20_000, 10**6])
@pytest.mark.parametrize("threads", [1, 2])
def test_neither_chunks_nor_threads_change_the_answer(chunk_size, threads):
    usual = people(n=40_000, seed=2)
    assert people(n=40_000, seed=2, chunk_size=chunk_size, threads=threads).equals(usual)


def test_the_same_seed_gives_the_same_people_under_two_policies():
    same = ["person", "age_years", "fitness", "high_risk"]
    one, two = (
        people(name)[same].drop_duplicates("person").reset_index(drop=True)
        for name in ("best_first", "saved")
    )
    assert one.equals(two)
    assert not one.equals(people("saved", seed=5)[same].drop_duplicates("person").reset_index(drop=True))
    assert people().equals(people())


def first_months(**changes):
    return people(["d_vrd"], preset=preset("trial").changed(**changes)).set_index("person")["months"]


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(
        ["potency_anti_cd38", "potency_lenalidomide", "potency_base", "brake_anti_cd38", "response_agent"]
    ),
    st.floats(1, 3),
)
def test_a_more_potent_regimen_never_shortens_a_remission(name, factor):
    most = 0.9 if name.startswith("brake") else 10.0 if name.startswith("response") else 60.0
    more = min(preset("trial")[name] * factor, most)
    assert (first_months(**{name: more}) >= first_months() * (1 - 1e-3) - 1e-3).all()


@settings(max_examples=15, deadline=None)
@given(st.floats(1, 5))
def test_a_faster_clone_never_lengthens_a_remission(factor):
    faster = preset("trial")["regrowth_per_day"] * factor
    assert (first_months(regrowth_per_day=faster) <= first_months() * (1 + 1e-3) + 1e-3).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 5), st.floats(0, 1))
def test_more_attrition_never_adds_person_lines(after, share):
    base = preset("real_world")
    name = f"dropout_after_{after}"
    more = base.changed(**{name: base[name] + (1 - base[name]) * share})
    usual, fewer = (people(preset=p).groupby("person").size() for p in (base, more))
    assert (fewer <= usual).all()


def test_without_drift_unused_drugs_work_as_at_the_start():
    """Same agents never met before: with the switch off, only what was used is weakened."""
    late = ["mp", "td", "cilta_cel"]
    on, off = (people(late, drift=drift) for drift in (True, False))
    third = [rows[rows["line"] == 3].set_index("person")["months"] for rows in (on, off)]
    both = third[0].index.intersection(third[1].index)
    assert third[1][both].median() > third[0][both].median()
    no_size = preset("real_world").changed(drift_per_line=0.0, drift_refractory=0.0)
    assert people(late, preset=no_size).equals(off)


def test_deeper_response_lasts_longer():
    first = people(n=8000)[lambda rows: rows["line"] == 1]
    medians = first.groupby(first["response"].cat.codes)["months"].median()
    assert len(medians) == 4
    assert medians.is_monotonic_increasing


def test_a_line_is_the_kinetics_of_one_patient():
    """No spread, no luck: everybody's first remission is the closed form's."""
    plain = {name: 0.0 for name in ("kill_sd_ln", "regrowth_sd_ln", "start_sd_ln", "person_sd", "line_sd")}
    plain |= {
        "response_base": 10.0,
        "toxicity_stop_share": 0.0,
        "high_risk_share": 0.0,
    }
    p = preset("trial").changed(**plain, death_per_year_at_70=0.0001)
    months = people(["rd"], n=200, preset=p)["months"]
    fraction = np.exp(-p["effect"] * (p["potency_base"] + p["potency_lenalidomide"]))
    exact = kinetics.remission_length(fraction, p["regrowth_per_day"], p["kill_per_day"], p["start_g_l"])
    assert months.median() == pytest.approx(exact, rel=1e-4)


def test_refractory_names_what_failed_before_this_line():
    rows = people(["rd", "vd", "kd"], preset={"toxicity_stop_share": 0.0})
    assert (rows.loc[rows["line"] == 1, "refractory"] == 0).all()
    assert {tuple(name_agents(bits)) for bits in rows.loc[rows["line"] == 3, "refractory"]} == {
        ("lenalidomide", "bortezomib")
    }


def test_a_planned_end_exposes_but_does_not_make_refractory():
    rows = people(["vmp", "rd"], preset={"toxicity_stop_share": 0.0})
    second = rows[rows["line"] == 2].set_index("person")
    long = rows[(rows["line"] == 1) & (rows["months"] > 15)].set_index("person").index
    assert (second.loc[second.index.intersection(long), "refractory"] == 0).all()


def test_agents_that_ended_as_planned_are_met_but_not_refractory():
    """Lenalidomide goes on after a transplant: a late relapse grew under it alone, an early one under everything."""
    rows = people(["vrd_asct", "pd"], preset={"toxicity_stop_share": 0.0})
    first, second = (rows[rows["line"] == line].set_index("person") for line in (1, 2))
    months = first["months"].reindex(second.index)
    late, early = second[months > 8 + 2.5], second[months < 8]
    assert {tuple(name_agents(bits)) for bits in late["refractory"]} == {("lenalidomide",)}
    assert {tuple(name_agents(bits)) for bits in early["refractory"]} == {
        ("transplant", "lenalidomide", "bortezomib")
    }


def test_eight_cycles_of_a_doublet_end_before_the_disease_grows():
    base = preset("trial").changed(toxicity_stop_share=0.0)
    fixed, going_on = (people([name], preset=base)["months"] for name in ("vd_eight_cycles", "vd"))
    assert (fixed <= going_on * (1 + 1e-5)).all()
    assert fixed.median() < going_on.median()


def test_a_second_drug_reaches_people_whom_the_first_did_not():
    """Counted at line 1: those whose M-protein never fell by half."""
    base = preset("trial").changed(toxicity_stop_share=0.0)
    none = [(people([name], 8000, preset=base)["response"] == "none").mean() for name in ("dex", "vd", "vrd")]
    assert none[0] > none[1] > none[2]
    deaf = base.changed(response_base=0.0, response_agent=0.0)
    assert (people(["vrd"], preset=deaf)["response"] == "none").all()


@pytest.mark.parametrize("name", ["real_world", "trial", "era_before_2005"])
def test_the_share_without_a_second_line_is_the_presets(name):
    """It is a published average: the old and frail above it, the young and fit below."""
    base = preset(name)
    rows = people(n=20_000, preset=base)
    failed = rows[(rows["line"] == 1) & (rows["event"] == "progressed")]
    lost = failed["next"] == "no further line"
    assert lost.mean() == pytest.approx(base["dropout_after_1"], abs=0.04)
    assert lost[failed["fitness"] == "frail"].mean() > 1.5 * lost[failed["fitness"] == "fit"].mean()
    assert lost[failed["age_years"] > 75].mean() > lost[failed["age_years"] < 65].mean()
    assert lost[failed["response"] == "none"].mean() > lost[failed["response"] != "none"].mean()


def test_each_line_brings_death_from_other_causes_nearer():
    base = preset("real_world")
    harm, none = (people(preset=base.changed(death_per_line_ratio=ratio)) for ratio in (2.0, 1.0))
    lives = [rows.groupby("person")["survival_months"].first() for rows in (harm, none)]
    assert (lives[0] <= lives[1] + 1e-2).all()
    assert lives[0].mean() < lives[1].mean()


def test_summary_counts_from_everyone():
    table = cohort.summarise(people(n=4000)).set_index(["measure", "line"])["value"]
    assert table["starting the line", 1] == 100
    assert table["starting the line", 1] > table["starting the line", 2] > table["starting the line", 3]
    assert 0 < table["attrition", 1] < 60
    assert set(cohort.summarise(people())["unit"]) >= {"% of people", "months, median"}


def test_noise_and_parameter_uncertainty_are_kept_apart():
    small = cohort.with_uncertainty(POLICY, 300, 1, draws=12, repeats=8)
    large = cohort.with_uncertainty(POLICY, 6000, 1, draws=12, repeats=8)
    row = (large["measure"] == "progression-free") & (large["line"] == 1)

    def widths(table):
        picked = table[(table["measure"] == "progression-free") & (table["line"] == 1)].iloc[0]
        return picked["noise_high"] - picked["noise_low"], picked["parameters_high"] - picked[
            "parameters_low"
        ]

    assert widths(small)[0] > 2 * widths(large)[0]
    assert widths(large)[1] > 2 * widths(large)[0]
    assert (large.loc[row, "parameters_low"] <= large.loc[row, "value"]).all()
    assert small.equals(cohort.with_uncertainty(POLICY, 300, 1, draws=12, repeats=8))


def test_compare_puts_policies_side_by_side():
    rows = cohort.compare({"now": "best_first", "later": "saved"}, 500, 1)
    assert rows["policy"].unique().tolist() == ["now", "later"]
    with pytest.raises(ParameterError, match="policies"):
        cohort.compare({}, 500, 1)


def test_progress_is_told_and_changes_nothing(capsys):
    seen = []
    rows = people(n=40_000, progress=lambda done, n: seen.append((done, n)), chunk_size=16_384)
    assert seen[-1] == (40_000, 40_000)
    assert len(seen) == 3
    people(n=40_000, progress=True)
    assert "40,000 of 40,000 people" in capsys.readouterr().err
    assert rows.equals(people(n=40_000))
    assert capsys.readouterr().err == ""


@pytest.mark.filterwarnings("error")
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_preset_within_its_ranges_gives_lives_that_make_sense(data):
    def value(low, high):
        return data.draw(st.sampled_from([low, high]) | st.floats(low, high))

    extreme = Preset("extreme", {name: value(low, high) for name, (low, high, _) in RANGES.items()})
    follow_up = data.draw(st.sampled_from([None, 60, (1, 200)]))
    policy = data.draw(st.sampled_from(list(policies.READY)))
    rows = people(policy, 200, preset=extreme, follow_up=follow_up, max_lines=data.draw(st.integers(1, 12)))
    times = rows[["start_month", "months", "survival_months"]].to_numpy()
    assert np.isfinite(times).all()
    assert (times >= 0).all()
    assert (times[:, 0] + times[:, 1] <= times[:, 2] * (1 + 1e-4) + 1e-2).all()
    assert rows["person"].nunique() == 200
    assert len(cohort.summarise(rows)) == 5 * rows["line"].nunique()


def test_a_row_is_small():
    rows = people(n=20_000)
    assert rows.memory_usage(deep=True).sum() / len(rows) < 36


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"n": 0}, ["n = 0", "people"]),
        ({"n": 10**9}, ["1,000,000,000", "GiB"]),
        ({"n": 2.5}, ["n = 2.5", "whole number"]),
        ({"seed": 1.0}, ["seed", "whole number"]),
        ({"seed": -1}, ["seed", "0 to"]),
        ({"seed": True}, ["seed"]),
        ({"policy": []}, ["policy", "empty"]),
        ({"policy": {"rules": []}}, ["policy", "empty"]),
        ({"policy": ["vrd", "vrdd"]}, ["vrdd", "Closest"]),
        ({"policy": "best_frist"}, ["best_frist", "best_first"]),
        ({"policy": [{"line": 1, "give": "vrd"}]}, ["last rule"]),
        ({"policy": [{"line": 0, "give": "vrd"}, {"give": "rd"}]}, ["line", "1 to 12"]),
        ({"policy": [{"use": "a"}]}, ["'a'", "unknown"]),
        ({"policy": {"rules": [{"use": "a"}], "parts": {"a": [{"use": "b"}], "b": [{"use": "a"}]}}}, ["circular", "a -> b -> a"]),
        ({"policy": {"rules": [{"use": "a"}], "parts": {"a": []}}}, ["'a'", "empty"]),
        ({"policy": [{"give": "vrd", "use": "a"}]}, ["give", "use"]),
        ({"policy": [{"age": 3, "give": "vrd"}]}, ["'age'", "age_"]),
        ({"policy": [{"fitness": ["well"], "give": "vrd"}]}, ["well", "frail"]),
        ({"policy": [{"refractory": ["aspirin"], "give": "vrd"}]}, ["aspirin"]),
        ({"policy": 7}, ["policy"]),
        ({"preset": "real_word"}, ["real_word", "real_world"]),
        ({"preset": {"dropout_after_1": 1.2}}, ["dropout_after_1", "share", "0"]),
        ({"preset": {"regrowth_per_day": -0.01}}, ["regrowth_per_day", "per day"]),
        ({"preset": {"regrowth_per_dy": 0.01}}, ["'regrowth_per_dy'", "regrowth_per_day"]),
        ({"follow_up": -3}, ["follow_up", "months"]),
        ({"follow_up": (60, 24)}, ["follow_up", "least"]),
        ({"drift": 0.3}, ["drift", "True or False"]),
        ({"max_lines": 13}, ["max_lines", "12"]),
        ({"threads": 0}, ["threads"]),
        ({"chunk_size": 0}, ["chunk_size", "people"]),
    ],
)  # fmt: skip
def test_bad_input_is_explained(arguments, words):
    usual = {"policy": "best_first", "n": 10, "seed": 1} | arguments
    with pytest.raises(ParameterError) as error:
        cohort.simulate(usual.pop("policy"), usual.pop("n"), usual.pop("seed"), **usual)
    assert all(word in str(error.value) for word in words), str(error.value)

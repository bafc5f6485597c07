import pandas as pd
import pytest

from tests.clinic.builders import day, given, series, serum
from tests.counting import course_calls
from utils.clinic.errors import ImpossibleValueError, LabsError
from utils.clinic.response.response import best_responses, response_timeline, response_timelines


def categories(labs, *starts, **options):
    return [visit.category for visit in response_timeline(labs, starts, **options)]


def test_a_response_a_nadir_and_a_relapse():
    timeline = response_timeline(serum(4.0, 1.8, 1.9, 0.9, 0.9, 1.3, 1.5, 1.6))
    assert [visit.category for visit in timeline] == ["baseline", "PR", "PR", "PR", "PR", "PR", "PD", "PD"]
    assert [visit.nadir_g_dl for visit in timeline] == [None, 4.0, 4.0, 1.9, 1.9, 0.9, 0.9, 0.9]
    assert [visit.best for visit in timeline] == ["", "SD", "PR", "PR", "PR", "PR", "PR", "PR"]
    assert (timeline.best_response, timeline.nadir_g_dl) == ("PR", 0.9)
    assert (timeline.progression_date, timeline.relapse) == (day("2020-06-29"), "biochemical")
    assert timeline.progressions == (day("2020-06-29"),)


def test_progression_is_dated_to_the_first_of_two_consecutive_visits():
    timeline = response_timeline(serum(4.0, 1.0, 1.0, 1.6, 1.1, 1.6, 1.7))
    assert [visit.category for visit in timeline][3:] == ["PD", "PR", "PD", "PD"]
    assert [visit.confirmed for visit in timeline][3:] == [False, False, True, True]
    assert timeline.progression_date == timeline.visits[5].date


def test_one_visit_alone_is_unconfirmed_and_says_so():
    timeline = response_timeline(serum(4.0, 1.0))
    assert (timeline.visits[1].category, timeline.visits[1].confirmed) == ("PR", False)
    assert timeline.best_response == "SD"
    rising = response_timeline(serum(4.0, 1.0, 1.0, 1.6))
    assert (rising.visits[3].category, rising.visits[3].confirmed, rising.progression_date) == (
        "PD",
        False,
        None,
    )


def test_a_nadir_seen_once_does_not_count():
    """0.4 was never seen twice: from the confirmed 1.0 a rise to 1.2 is no progression."""
    assert categories(serum(4.0, 1.0, 0.4, 1.0, 1.2))[-1] == "PR"


def test_a_new_lesion_needs_no_second_visit():
    visits = [{"m_protein": m, "urine_m_protein": 0} for m in (4.0, 1.0, 1.0)]
    timeline = response_timeline(series(*visits, {"m_protein": 1.0, "urine_m_protein": 0, "new_lesion": 1}))
    assert (timeline.visits[-1].category, timeline.visits[-1].confirmed) == ("PD", True)
    assert (timeline.progression_date, timeline.relapse) == (timeline.visits[-1].date, "clinical")


def test_a_visit_without_the_followed_test_is_skipped_when_confirming():
    labs = series(
        {"m_protein": 4.0, "urine_m_protein": 0}, {"m_protein": 1.9}, {"calcium": 9.5}, {"m_protein": 1.8}
    )
    timeline = response_timeline(labs)
    assert [(visit.category, visit.confirmed) for visit in timeline][1:] == [
        ("PR", True),
        ("NE", False),
        ("PR", True),
    ]
    assert timeline.visits[2].needs == ("serum M-protein",)


def test_marrow_and_imaging_carry_forward_as_they_need_no_repeat():
    gone = {"m_protein": 0, "urine_m_protein": 0, "serum_immunofixation": 0, "urine_immunofixation": 0}
    labs = series(
        {"m_protein": 4.0, "urine_m_protein": 0, "marrow_plasma_cells": 50},
        gone,
        {**gone, "marrow_plasma_cells": 2},
        gone,
    )
    assert categories(labs) == ["baseline", "VGPR", "CR", "CR"]


def test_loss_of_a_complete_response_and_light_chain_escape_are_flagged():
    gone = {
        "m_protein": 0,
        "urine_m_protein": 0,
        "serum_immunofixation": 0,
        "urine_immunofixation": 0,
        "marrow_plasma_cells": 2,
        "kappa_flc": 15,
        "lambda_flc": 12,
    }
    back = {
        "m_protein": 0,
        "urine_m_protein": 0,
        "serum_immunofixation": 1,
        "urine_immunofixation": 0,
        "kappa_flc": 15,
        "lambda_flc": 12,
    }
    timeline = response_timeline(
        series(
            {"m_protein": 4.0, "urine_m_protein": 0, "kappa_flc": 300, "lambda_flc": 9},
            gone,
            gone,
            back,
            {**back, "kappa_flc": 300},
        )
    )
    assert timeline.visits[3].flags == "relapse from CR (for disease-free survival only)"
    assert timeline.visits[4].flags.startswith("light-chain escape")
    assert timeline.visits[4].category == "VGPR"


def test_lambda_disease_is_followed_by_lambda():
    base = {"m_protein": 0.2, "urine_m_protein": 50, "kappa_flc": 8, "lambda_flc": 900}
    timeline = response_timeline(series(base, {**base, "lambda_flc": 300}, {**base, "lambda_flc": 300}))
    assert timeline.best_response == "PR"
    assert "light chain fell 67.3 % (892 to 292 mg/L)" in timeline.visits[1].why


def test_biochemical_first_then_clinical_keeps_both_dates():
    labs = series(
        *(
            {"m_protein": m, "urine_m_protein": 0, "haemoglobin": hb}
            for m, hb in ((4, 10), (1, 13), (1, 13), (1.6, 12.5), (1.8, 12), (2.4, 10.5))
        )
    )
    timeline = response_timeline(labs)
    assert [visit.relapse for visit in timeline][3:] == ["biochemical", "biochemical", "clinical"]
    assert (timeline.relapse, timeline.episodes[0].clinical_date) == ("biochemical", timeline.visits[5].date)
    assert "haemoglobin fell 2.5 g/dL to 10.5" in timeline.visits[5].why


def test_a_rise_of_ten_grams_on_two_tests_is_a_significant_biochemical_relapse():
    timeline = response_timeline(serum(4.0, 0.2, 0.2, 1.3, 1.4, every=90))
    assert [bool(visit.flags) for visit in timeline] == [False, False, False, False, True]
    assert timeline.visits[4].flags == "significant biochemical relapse: serum M-protein is up by 1.2 g/dL"
    assert "doubled in 30 days" in response_timeline(serum(4.0, 0.6, 0.6, 1.3)).visits[3].flags


def test_signs_without_a_rise_are_flagged_as_possible_only():
    labs = series({"m_protein": 4.0, "urine_m_protein": 0}, {"m_protein": 1.0, "calcium": 11.9})
    timeline = response_timeline(labs)
    assert timeline.visits[1].category == "PR"
    assert (
        timeline.visits[1].flags
        == "possible clinical relapse, if due to myeloma: calcium 11.9 mg/dL is above 11"
    )


def test_each_therapy_has_its_own_baseline():
    labs = serum(4.0, 1.0, 1.0, 1.6, 1.7, 0.8, 0.8)
    timeline = response_timeline(labs, ["2020-01-02", "2020-05-01"])
    assert [visit.category for visit in timeline] == ["baseline", "PR", "PR", "PD", "PD", "PR", "PR"]
    assert [episode.best for episode in timeline.episodes] == ["PR", "PR"]
    assert timeline.progressions == (day("2020-03-31"),)
    assert timeline.progression_date is None


def test_after_progression_the_old_baseline_says_nothing_more():
    timeline = response_timeline(serum(4.0, 1.0, 1.0, 1.6, 1.7, 0.8))
    assert (timeline.visits[-1].category, timeline.visits[-1].needs) == (
        "NE",
        ("the start of the next therapy",),
    )
    assert "2020-03-31" in timeline.visits[-1].why


def test_a_missing_or_stale_baseline_is_said_not_guessed():
    labs = serum(4.0, 1.0, 1.0)
    timeline = response_timeline(labs, ["2020-01-20"], baseline_days=10)
    assert set(categories(labs, "2020-01-20", baseline_days=10)[1:]) == {"NE"}
    assert timeline.needs == ("a baseline visit",)
    assert "no baseline" in timeline.why
    assert categories(labs, "2020-01-20")[1:] == ["PR", "PR"]


def test_non_secretory_disease_is_not_evaluable_all_along():
    assert categories(serum(0.2, 0.1, 0.1))[1:] == ["NE", "NE"]


@pytest.mark.parametrize("option", [{"flc_ratio_normal": (0.31, 2.2)}, {"vgpr_spd_fall_pct": 90.0}])
def test_what_differs_between_assays_and_editions_is_an_argument(option):
    base = {"m_protein": 4.0, "urine_m_protein": 0, "plasmacytoma_spd": 20}
    now = {
        "m_protein": 0,
        "urine_m_protein": 0,
        "serum_immunofixation": 0,
        "urine_immunofixation": 0,
        "marrow_plasma_cells": 1,
    }
    done = {
        **now,
        "kappa_flc": 20,
        "lambda_flc": 10,
        "marrow_clonal_cells": 0,
        "plasmacytoma_spd": 0 if "flc_ratio_normal" in option else 5,
    }
    plain, changed = (
        categories(series(base, done, done))[-1],
        categories(series(base, done, done), **option)[-1],
    )
    assert (plain, changed) == (("CR", "sCR") if "flc_ratio_normal" in option else ("VGPR", "PR"))


def test_units_are_converted_at_the_door_and_nonsense_refused():
    labs = serum(4.0, 1.0, 1.0)
    grams = labs.assign(value=labs["value"] * 10).assign(unit=labs["unit"].replace("g/dL", "g/L"))
    assert categories(grams) == categories(labs)
    with pytest.raises(ImpossibleValueError, match="40 g/L would be 4 g/dL"):
        response_timeline(labs.assign(value=labs["value"] * 10))
    with pytest.raises(LabsError, match="Sort with"):
        response_timeline(labs.iloc[::-1])


def test_the_table_has_one_row_a_visit_and_prints_the_same_every_time():
    timeline = response_timeline(serum(4.0, 1.8, 1.7))
    table = timeline.table()
    assert list(table["category"]) == ["baseline", "PR", "PR"]
    assert str(table["date"].dtype).startswith("datetime64")
    table["category"] = "spoilt"
    assert list(timeline.table()["category"]) == ["baseline", "PR", "PR"]
    assert (len(timeline), str(timeline)) == (3, str(response_timeline(serum(4.0, 1.8, 1.7))))
    assert str(timeline) == (
        "Best response PR, no confirmed progression (IMWG 2016): best confirmed response PR; "
        "no confirmed progression in 2 visits since 2020-01-01. [resp16]"
    )


def test_many_patients_are_told_apart_by_a_column():
    both = pd.concat([serum(4.0, 1.8, 1.7).assign(patient="a"), serum(4.0, 3.9, 3.9).assign(patient="b")])
    found = response_timelines(both)
    assert {name: timeline.best_response for name, timeline in found.items()} == {"a": "PR", "b": "SD"}


def test_best_responses_go_by_regimen_and_leave_out_what_was_not_assessed():
    history = [
        given("VRd", "2020-01-02", "2020-02-10"),
        given("R maintenance", "2020-02-15", "2020-05-01", 1),
        given("Kd", "2021-01-01", None),
    ]
    timeline = response_timeline(serum(4.0, 1.8, 0.3, 0.3), ["2020-01-02"])
    assert best_responses(timeline, history) == {day("2020-01-02"): "PR", day("2020-02-15"): "VGPR"}


def test_a_series_twice_as_long_is_twice_the_work():
    """Seconds are judged by benchmarks/clinic.py; here the steps are counted, the same on every machine."""
    short, long = (serum(*([4.0, 2.0] + [1.0] * rest)) for rest in (98, 198))
    steps = course_calls(lambda: response_timeline(short))
    assert course_calls(lambda: response_timeline(long)) < 2.2 * steps
    assert steps < 100 * 100


def test_a_visit_on_the_day_treatment_begins_is_still_the_baseline():
    timeline = response_timeline(serum(4.0, 4.4, 1.9, 1.9), "2020-01-31")
    assert [visit.category for visit in timeline] == ["baseline", "baseline", "PR", "PR"]
    assert "4.4 to 1.9" in timeline.visits[2].why


def test_the_last_visit_before_a_new_line_belongs_to_the_old_one():
    timeline = response_timeline(serum(4.0, 1.0, 1.0, 1.6, 1.7, 0.8), ["2020-01-01", "2020-04-30"])
    assert [visit.episode for visit in timeline] == [0, 1, 1, 1, 1, 2]


def test_one_start_may_be_given_alone_and_no_history_gives_no_responses():
    timeline = response_timeline(serum(4.0, 1.8, 1.7), day("2020-01-02"))
    assert timeline.best_response == "PR"
    assert best_responses(timeline, []) == {}


def test_anything_but_a_table_is_refused():
    with pytest.raises(LabsError, match="The labs are a list. Give a DataFrame"):
        response_timeline([1, 2])


def test_a_plasmacytoma_is_followed_from_its_smallest_size_and_needs_no_second_scan():
    timeline = response_timeline(series(*({"plasmacytoma_spd": size} for size in (20, 4, 5.9, 6))))
    assert [visit.category for visit in timeline] == ["baseline", "PR", "PR", "PD"]
    assert timeline.progression_date == timeline.visits[3].date


def test_marrow_alone_is_followed_from_its_lowest_share():
    timeline = response_timeline(series(*({"marrow_plasma_cells": share} for share in (50, 8, 17, 18, 30))))
    assert [visit.category for visit in timeline] == ["baseline", "PR", "PR", "PD", "PD"]


def test_a_progression_seen_once_before_a_new_therapy_is_named_as_unconfirmed():
    labs = serum(4.0, 1.0, 0.9, 2.0, 0.5, 0.4)
    starts = sorted({day for day in labs["date"]})
    timeline = response_timeline(labs, [starts[0], starts[3]])
    assert timeline.progressions == ()
    first = timeline.episodes[0]
    assert "seen once, without a second test" in first.why
    assert "conventions differ" in first.why
    assert first.needs == ("a second test that confirms the progression",)
    seen = [row for row in timeline if row.category == "PD"]
    assert ["seen once" in row.flags for row in seen] == [True]
    confirmed = response_timeline(serum(4.0, 1.0, 0.9, 2.0, 2.1))
    assert not any("seen once" in row.flags for row in confirmed)

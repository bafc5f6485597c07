"""The course's fictional patient goes through every rule; the expectations below were worked out by hand."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from utils.clinic import (
    assess_mrd,
    best_responses,
    count_lines,
    diagnose,
    grade_crs,
    grade_icans,
    is_sustained,
    label_refractoriness,
    labs_on,
    list_transplant_points,
    response_timeline,
    score_frailty,
    score_frailty_simplified,
    stage_hr2025,
    stage_iss,
    stage_msmart,
    stage_r2iss,
    stage_riss,
)  # fmt: skip

DATA = Path(__file__).parents[2] / "course_data"
LABS = pd.read_csv(DATA / "patients" / "marta_labs.csv")
HISTORY = pd.read_csv(DATA / "patients" / "marta_history.csv")
DECISIONS = pd.read_csv(DATA / "patients" / "marta_decisions.csv")
LINES = count_lines(HISTORY)
TIMELINE = response_timeline(LABS, LINES.starts)
RESPONSES = best_responses(TIMELINE, HISTORY)


def test_at_diagnosis_every_system_speaks():
    x = labs_on(LABS)
    assert x["m_protein"] == 4.2
    diagnosis = diagnose(
        bmpc_pct=x["marrow_plasma_cells"], m_serum_g_dl=x["m_protein"], m_urine_mg_24h=x["urine_m_protein"],
        flc_ratio=x["kappa_flc"] / x["lambda_flc"], involved_flc_mg_l=x["kappa_flc"], calcium_mg_dl=x["calcium"],
        creatinine_mg_dl=x["creatinine"], crcl_ml_min=x["creatinine_clearance"], hb_g_dl=x["haemoglobin"],
        lytic_lesions=x["lytic_lesions"], mri_focal_lesions=x["mri_focal_lesions"], plasmacytoma=bool(x["plasmacytoma"]),
        circulating_pc_pct=x["circulating_plasma_cells"],
    )  # fmt: skip
    assert diagnosis.answer == "MM"
    assert diagnosis.criteria == ("haemoglobin 9.6 g/dL", "3 lytic lesions", "4 focal lesions on MRI")
    iss = stage_iss(x["b2m"], x["albumin"])
    assert iss.answer == "II"
    ldh, q1 = x["ldh"] > 1, bool(x["gain_1q"])
    assert stage_riss(iss, high_risk_fish=False, ldh_high=ldh).answer == "II"
    assert (
        stage_r2iss(iss, False, ldh, bool(x["t_4_14"]), q1).headline
        == "R2-ISS intermediate-high (1.5 points)"
    )
    modern = stage_hr2025(
        del17p_pct=x["del17p"], tp53_mutation=bool(x["tp53_mutation"]), igh="none", gain_1q=q1, del_1p32=int(x["del_1p32"]),
        b2m_mg_l=x["b2m"], creatinine_mg_dl=x["creatinine"],
    )  # fmt: skip
    assert modern.answer == "standard"  # 1q gain alone is not high risk in 2025, but is in mSMART
    assert (
        "high"
        in stage_msmart(
            t_4_14=False, t_14_16=False, t_14_20=False, del17p_or_tp53=False, gain_1q=q1, riss="II"
        ).answer
    )
    assert score_frailty(x["age"], x["adl"], x["iadl"], x["charlson"]).answer == "fit"
    assert score_frailty_simplified(x["age"], x["charlson"], x["ecog"]).answer == "non-frail"
    assert "usual range" in list_transplant_points(x["age"]).items[0].reading


BY_HAND = [
    ("2018-03-05", "baseline", "42 g/L before VRd"),
    ("2018-04-09", "MR", "42 to 29: fell 31 %"),
    ("2018-04-30", "PR", "to 19: fell 54.8 %"),
    ("2018-07-23", "VGPR", "to 4.1: fell 90.2 %, urine 30 mg"),
    ("2019-04-15", "CR", "immunofixation negative twice over, marrow 2 %, still clonal: not stringent"),
    ("2021-05-10", "VGPR", "serum immunofixation positive again"),
    ("2021-11-22", "PD", "0 to 6.3: up 6.3 g/L (5 or more)"),
    ("2022-03-07", "MR", "new baseline 16.2, now 10.1: fell 37.7 %"),
    ("2022-04-04", "PR", "to 6.2: fell 61.7 %"),
    ("2022-06-06", "VGPR", "to 1.5: fell 90.7 %"),
    ("2023-07-10", "PR", "back to 2.6: 84 % below baseline; up 1.5 g/L from nadir, not 5"),
    ("2023-10-16", "PD", "7.2 against a nadir of 1.1: up 6.1 g/L"),
    ("2023-12-18", "MR", "new baseline 10.6, now 7.7: fell 27.4 %"),
    ("2024-01-22", "PR", "to 5.1: fell 51.9 %"),
    ("2024-05-20", "MR", "5.6: 47.2 % below baseline; up 1.0 g/L from nadir, not 5"),
    ("2024-07-22", "PD", "11.2 against a nadir of 4.6: up 6.6 g/L"),
    ("2024-10-21", "SD", "new baseline 19.4, bridging to 17.2: fell 11.3 %"),
    ("2024-11-11", "NE", "day 7 after infusion: no M-protein measured"),
    ("2024-12-02", "PR", "to 6.1: fell 68.6 %"),
    ("2025-01-06", "VGPR", "to 1.6: fell 91.8 %, urine 0"),
    ("2025-05-05", "sCR", "immunofixation negative, marrow 1 %, no clonal cells, ratio 7/6"),
]


def test_the_category_changes_on_the_days_worked_out_by_hand():
    changes, last = [], ""
    for visit in TIMELINE:
        if visit.category != last:
            changes.append((str(visit.date), visit.category))
        last = visit.category
    assert changes == [row[:2] for row in BY_HAND]


def test_three_progressions_the_first_biochemical_then_clinical():
    assert [str(day) for day in TIMELINE.progressions] == ["2021-11-22", "2023-10-16", "2024-07-22"]
    assert [episode.relapse for episode in TIMELINE.episodes] == [
        "biochemical",
        "biochemical",
        "biochemical",
        "",
    ]
    assert [str(episode.clinical_date) for episode in TIMELINE.episodes] == [
        "2022-01-24",
        "None",
        "2024-08-19",
        "None",
    ]
    assert [episode.best for episode in TIMELINE.episodes] == ["CR", "VGPR", "PR", "sCR"]


def test_each_remission_but_the_last_is_shorter_than_the_one_before():
    spans = [(end - start).days for start, end in zip(LINES.starts, TIMELINE.progressions, strict=False)]
    assert spans == sorted(spans, reverse=True)


def test_four_lines_and_the_planned_parts_of_the_first_are_one():
    assert LINES.n == 4
    assert [row.line for row in LINES.events] == [1, 1, 1, 1, 1, 2, 3, 3, 4, 4]
    assert [row.verb for row in LINES.ambiguous] == ["bridge"]


LABELS = [
    ("2022-02-07", "single-class", {"lenalidomide"}),
    ("2023-11-20", "triple-class refractory", {"lenalidomide", "carfilzomib", "daratumumab"}),
    (
        "2024-09-16",
        "penta-refractory",
        {"lenalidomide", "carfilzomib", "daratumumab", "pomalidomide", "bortezomib"},
    ),
]


@pytest.mark.parametrize(("before", "label", "drugs"), LABELS)
def test_the_labels_at_each_relapse(before, label, drugs):
    past = HISTORY[HISTORY["start"] < before]
    days = [day for day in TIMELINE.progressions if str(day) < before]
    result = label_refractoriness(
        past, days, {day: best for day, best in RESPONSES.items() if str(day) < before}
    )
    assert result.label == label
    assert set(result.refractory_to()) - {"dexamethasone"} == drugs
    assert result.state == "relapsed and refractory"


def test_bortezomib_still_worked_when_it_was_given_again():
    past = HISTORY[HISTORY["start"] < "2023-11-20"]
    result = label_refractoriness(past, TIMELINE.progressions[:2], RESPONSES)
    assert {row.drug: row.status for row in result.drugs}["bortezomib"] == "sensitive"
    assert result.classes["car_t"] == result.classes["bispecific"] == "untried"


def test_after_car_t_the_marrow_is_clear_for_more_than_a_year():
    for day in ("2025-05-05", "2026-05-11"):
        x = labs_on(LABS, day)
        category = next(visit.category for visit in TIMELINE if str(visit.date) == day)
        assert (
            assess_mrd(category, bool(x["mrd_flow"]), pet_active=bool(x["pet_active"])).answer
            == "imaging-plus MRD-negative"
        )
    assert is_sustained("2025-05-05", "2026-05-11")
    early = labs_on(LABS, "2019-04-15")
    assert assess_mrd("CR", bool(early["mrd_flow"])).answer == "MRD-positive"


def test_the_week_after_infusion_is_graded():
    x = labs_on(LABS, "2024-11-11")
    assert grade_crs(bool(x["fever"]), int(x["hypotension"]), int(x["hypoxia"])).grade == 2
    assert grade_icans(int(x["ice_score"])).grade == 1


def test_the_course_moves_at_the_pace_of_a_body():
    """Haemoglobin, calcium and creatinine stay within life; the M-protein never jumps between two visits on treatment."""
    wide = LABS.pivot_table(index="date", columns="test", values="value")
    assert wide["haemoglobin"].dropna().between(80, 150).all()
    assert wide["calcium"].dropna().between(2.1, 3.0).all()
    assert wide["creatinine"].dropna().between(60, 130).all()
    rising = wide["m_protein"].dropna().diff()
    assert rising.max() < 8  # g/L between visits


# The first year each drug was licensed anywhere in the United States, from course_data/drugs.csv; and for the
# CAR T product the month its label reached one prior line.
def test_no_drug_was_given_before_it_existed():
    from utils.clinic.lines.drugs import parse_regimen

    years = pd.read_csv(DATA / "drugs.csv").set_index("name")["first_fda_year"].dropna()
    for row in HISTORY[HISTORY["event"] != "sct"].itertuples():
        for drug in parse_regimen(row.drugs):
            assert years.get(drug, 0) <= int(row.start[:4])
    assert HISTORY.loc[HISTORY["drugs"] == "cilta-cel", "start"].item() >= "2024-05"


def test_every_statement_about_today_rests_on_a_source_that_was_seen():
    sources = pd.read_csv(DATA / "sources.csv").set_index("source_id")["confirmation"]
    assert set(sources[DECISIONS["source_id"]]) <= {"seen", "confirmed"}
    settings = set(pd.read_csv(DATA / "sequencing.csv")["setting_id"])
    assert set(DECISIONS["setting_id"].dropna()) <= settings
    facts = {id_ for name in ("outcomes.csv", "attrition.csv") for id_ in pd.read_csv(DATA / name)["id"]}
    assert {fact for cell in DECISIONS["facts"].dropna() for fact in cell.split(";")} <= facts


def test_decisions_fall_on_days_of_the_history_or_of_a_visit():
    known = set(HISTORY["start"]) | {str(visit.date) for visit in TIMELINE}
    assert set(DECISIONS["date"]) <= known
    assert DECISIONS["date"].is_monotonic_increasing


def test_the_columns_are_those_the_design_promises():
    assert list(LABS) == ["date", "test", "value", "unit"]
    assert list(HISTORY) == ["start", "stop", "drugs", "planned", "reason", "event"]
    assert date.fromisoformat(LABS["date"].iloc[0]).year == 2018

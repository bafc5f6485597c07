"""What must hold for every patient there could be, not only for the examples."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clinic.builders import series
from utils.clinic.lines.drugs import DRUGS
from utils.clinic.lines.history import event
from utils.clinic.lines.labels import label_refractory_classes
from utils.clinic.lines.lines import count_lines
from utils.clinic.response.categories import RANK
from utils.clinic.response.response import response_timeline
from utils.clinic.staging.diagnosis import DIAGNOSES, diagnose
from utils.clinic.staging.frailty import score_frailty, score_frailty_simplified
from utils.clinic.staging.risk import RISKS, stage_hr2025, stage_msmart
from utils.clinic.staging.smouldering import score_20_2_20_fish, score_smouldering
from utils.clinic.staging.staging import ISS_STAGES, stage_iss, stage_r2iss, stage_riss
from utils.clinic.toxicity import grade_crs, grade_icans

B2M, ALBUMIN = st.floats(0.5, 20), st.floats(1, 6)
FLAG = st.booleans()


# --- adding a bad feature never lowers a stage -------------------------------------------------------


@given(B2M, ALBUMIN, st.floats(0, 20), st.floats(0, 4))
def test_worse_blood_never_lowers_the_iss(b2m, albumin, more, less):
    worse = stage_iss(min(b2m + more, 100), max(albumin - less, 0.5)).answer
    assert ISS_STAGES.index(worse) >= ISS_STAGES.index(stage_iss(b2m, albumin).answer)


@given(st.sampled_from(ISS_STAGES), st.lists(FLAG, min_size=2, max_size=2), st.integers(0, 1))
def test_a_bad_feature_never_lowers_the_riss(iss, flags, place):
    worse = [True if at == place else flag for at, flag in enumerate(flags)]
    assert ISS_STAGES.index(stage_riss(iss, *worse).answer) >= ISS_STAGES.index(
        stage_riss(iss, *flags).answer
    )


@given(st.sampled_from(ISS_STAGES), st.lists(FLAG, min_size=4, max_size=4), st.integers(0, 3))
def test_a_bad_feature_never_lowers_the_r2iss(iss, flags, place):
    worse = [True if at == place else flag for at, flag in enumerate(flags)]
    assert stage_r2iss(iss, *worse).points >= stage_r2iss(iss, *flags).points


GENOME = st.fixed_dictionaries(
    {
        "del17p_pct": st.integers(0, 100), "tp53_mutation": FLAG, "igh": st.sampled_from(("none", "t(11;14)", "t(4;14)", "t(14;20)")),
        "gain_1q": FLAG, "del_1p32": st.integers(0, 2), "b2m_mg_l": st.floats(1, 10), "creatinine_mg_dl": st.floats(0.5, 4),
    }
)  # fmt: skip
WORSE = {
    "del17p_pct": 100,
    "tp53_mutation": True,
    "igh": "t(4;14)",
    "gain_1q": True,
    "del_1p32": 2,
    "b2m_mg_l": 12,
}


@given(GENOME, st.sampled_from(sorted(WORSE)))
def test_a_bad_feature_never_lowers_the_2025_risk(genome, name):
    worse = stage_hr2025(**{**genome, name: WORSE[name]}).answer
    assert RISKS.index(worse) >= RISKS.index(stage_hr2025(**genome).answer)


def test_a_raised_creatinine_switches_the_b2m_clause_off_as_the_definition_says():
    genome = {
        "del17p_pct": 0,
        "tp53_mutation": False,
        "igh": "none",
        "gain_1q": False,
        "del_1p32": 0,
        "b2m_mg_l": 7,
    }
    assert stage_hr2025(**genome, creatinine_mg_dl=1.1).answer == "high"
    assert stage_hr2025(**genome, creatinine_mg_dl=2.5).answer == "standard"


MSMART = ("t_4_14", "t_14_16", "t_14_20", "del17p_or_tp53", "gain_1q", "high_s_phase", "gep_high_risk")


@given(
    st.fixed_dictionaries(dict.fromkeys(MSMART, FLAG)), st.sampled_from(MSMART), st.sampled_from(ISS_STAGES)
)
def test_a_bad_feature_never_lowers_msmart(features, name, riss):
    order = ("standard", "high", "high, double hit", "high, triple hit")
    worse = stage_msmart(**{**features, name: True}, riss=riss).answer
    assert order.index(worse) >= order.index(stage_msmart(**features, riss=riss).answer)


@given(st.floats(0, 90), st.floats(0, 10), st.floats(1, 300), FLAG, st.floats(0, 10), st.floats(0, 5))
def test_more_disease_never_lowers_the_smouldering_risk(marrow, m, ratio, fish, more_marrow, more_m):
    for score in (
        lambda b, p, r, f: score_20_2_20_fish(b, p, r, f),
        lambda b, p, r, f: score_smouldering(r, p, b, f),
    ):
        assert (
            score(marrow + more_marrow, m + more_m, ratio * 1.5, True).points
            >= score(marrow, m, ratio, fish).points
        )


@given(st.integers(18, 100), st.integers(0, 6), st.integers(0, 8), st.integers(0, 10), st.integers(0, 5))
def test_worse_fitness_never_lowers_frailty(age, adl, iadl, cci, ecog):
    assert (
        score_frailty(age + 1, max(adl - 1, 0), max(iadl - 1, 0), cci + 1).points
        >= score_frailty(age, adl, iadl, cci).points
    )
    worse = score_frailty_simplified(age + 1, cci + 1, min(ecog + 1, 5)).points
    assert worse >= score_frailty_simplified(age, cci, ecog).points


@given(st.integers(0, 2), st.integers(0, 2), st.integers(1, 10), st.integers(0, 3))
def test_worse_signs_never_lower_a_toxicity_grade(hypo, hypox, ice, cons):
    assert grade_crs(True, hypo + 1, hypox + 1).grade > grade_crs(True, hypo, hypox).grade
    assert grade_icans(ice - 1, consciousness=cons + 1).grade >= grade_icans(ice, consciousness=cons).grade


@given(
    st.lists(
        st.sampled_from(
            [drug.name for drug in DRUGS if drug.drug_class in ("proteasome_inhibitor", "imid", "anti_cd38")]
        )
    )
)
def test_a_further_refractory_drug_never_softens_the_label(drugs):
    hard = ("not refractory", "single-class", "two-class (no PI)", "two-class (no IMiD)", "double refractory")
    order = {name: min(place, 2) for place, name in enumerate(hard)}
    order |= {"triple-class refractory": 3, "quad refractory": 4, "penta-refractory": 5}
    ranks = [order[label_refractory_classes(drugs[:count]).answer] for count in range(len(drugs) + 1)]
    assert ranks == sorted(ranks)


# --- the possible set shrinks as tests arrive, and never excludes the truth --------------------------

TESTS = st.fixed_dictionaries(
    {
        "bmpc_pct": st.sampled_from((0, 3, 9.9, 10, 30, 60, 90)), "m_serum_g_dl": st.sampled_from((0, 0.5, 2.9, 3, 6)),
        "m_urine_mg_24h": st.sampled_from((0, 90, 499, 500, 4000)), "flc_ratio": st.sampled_from((1, 1.7, 40, 99, 100, 900)),
        "involved_flc_mg_l": st.sampled_from((10, 27, 99, 100, 3000)), "calcium_mg_dl": st.sampled_from((9, 11, 11.1)),
        "creatinine_mg_dl": st.sampled_from((0.9, 2.0, 2.1)), "crcl_ml_min": st.sampled_from((90, 40, 39)),
        "hb_g_dl": st.sampled_from((13, 10, 9.9)), "lytic_lesions": st.integers(0, 3), "mri_focal_lesions": st.integers(0, 3),
        "plasmacytoma": FLAG, "circulating_pc_pct": st.sampled_from((0, 4.9, 5, 30)),
    }
)  # fmt: skip


@given(TESTS, st.permutations(range(13)))
@settings(max_examples=40)
def test_the_possible_diagnoses_shrink_and_keep_the_truth(tests, order):
    names = list(tests)
    truth = diagnose(**tests).answer
    before = set(DIAGNOSES)
    for count in range(4, 14, 3):  # the more tests, the fewer answers
        known = {names[place]: tests[names[place]] for place in order[:count]}
        result = diagnose(**known)
        assert truth in result.possible
        assert set(result.possible) <= before
        assert bool(result.needs) == (len(result.possible) > 1)
        before = set(result.possible)
    assert diagnose(**tests).settled


STAGES = [
    (stage_iss, {"b2m_mg_l": B2M, "albumin_g_dl": ALBUMIN}),
    (stage_riss, {"iss": st.sampled_from(ISS_STAGES), "high_risk_fish": FLAG, "ldh_high": FLAG}),
    (stage_r2iss, {"iss": st.sampled_from(ISS_STAGES), "del17p": FLAG, "ldh_high": FLAG, "t_4_14": FLAG, "gain_1q": FLAG}),
    (stage_hr2025, {"del17p_pct": st.integers(0, 100), "tp53_mutation": FLAG, "igh": st.sampled_from(("none", "t(4;14)", "t(11;14)")), "gain_1q": FLAG, "del_1p32": st.integers(0, 2), "b2m_mg_l": B2M, "creatinine_mg_dl": st.floats(0.5, 3)}),
    (score_smouldering, {"flc_ratio": st.floats(1, 200), "m_protein_g_dl": st.floats(0, 6), "bmpc_pct": st.floats(0, 59), "high_risk_fish": FLAG}),
    (score_frailty, {"age_years": st.integers(40, 95), "adl": st.integers(0, 6), "iadl": st.integers(0, 8), "charlson": st.integers(0, 8)}),
]  # fmt: skip


@given(st.data(), st.sampled_from(STAGES))
def test_the_possible_stages_shrink_and_keep_the_truth(data, system):
    stage, arguments = system
    tests = {name: data.draw(values, label=name) for name, values in arguments.items()}
    names = data.draw(st.permutations(list(tests)))
    truth = stage(**tests)
    before = stage().possible
    for count in range(len(names) + 1):
        result = stage(**{name: tests[name] for name in names[:count]})
        assert set(truth.possible) <= set(result.possible) <= set(before)
        before = result.possible
    assert truth.settled
    assert len(truth.possible) == 1


# --- the series --------------------------------------------------------------------------------------

M = st.sampled_from((0.0, 0.1, 0.3, 0.4, 0.8, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0))
URINE = st.sampled_from((0, 50, 99, 100, 199, 250, 400, 1000))
VISIT = st.fixed_dictionaries(
    {}, optional={
        "m_protein": M, "urine_m_protein": URINE, "kappa_flc": st.sampled_from((5, 20, 150, 900)), "lambda_flc": st.sampled_from((5, 10)),
        "serum_immunofixation": st.integers(0, 1), "urine_immunofixation": st.integers(0, 1), "marrow_plasma_cells": st.sampled_from((1, 4, 5, 40)),
        "new_lesion": st.integers(0, 1), "calcium": st.sampled_from((9, 11.5)), "haemoglobin": st.sampled_from((9, 11, 13)),
    }
).filter(bool)  # fmt: skip
BASELINE = st.fixed_dictionaries(
    {
        "m_protein": M,
        "urine_m_protein": URINE,
        "kappa_flc": st.sampled_from((20, 900)),
        "lambda_flc": st.just(10),
    }
)
COURSE = st.tuples(BASELINE, st.lists(VISIT, min_size=1, max_size=9)).map(lambda pair: [pair[0], *pair[1]])


@given(COURSE)
@settings(max_examples=100)
def test_appending_a_visit_never_rewrites_an_earlier_confirmed_result(course):
    whole = response_timeline(series(*course)).visits
    for count in range(2, len(course)):
        for early, late in zip(response_timeline(series(*course[:count])).visits, whole, strict=False):
            assert (early.category, early.best, early.nadir_g_dl, early.why) == (
                late.category,
                late.best,
                late.nadir_g_dl,
                late.why,
            )
            assert late.confirmed or not early.confirmed


@given(COURSE)
def test_a_progression_once_dated_keeps_its_date(course):
    dated = [
        response_timeline(series(*course[:count])).progression_date for count in range(1, len(course) + 1)
    ]
    known = [day for day in dated if day]
    assert len(set(known)) <= 1
    assert dated[len(dated) - len(known) :] == known


@given(COURSE)
def test_the_best_response_never_falls(course):
    ranks = [RANK.get(visit.best, -1) for visit in response_timeline(series(*course)).visits[1:]]
    assert ranks == sorted(ranks)


OTHER_UNITS = {
    "m_protein": ("g/L", 10), "urine_m_protein": ("g/24h", 1 / 1000), "kappa_flc": ("mg/dL", 1 / 10), "lambda_flc": ("mg/dL", 1 / 10),
    "calcium": ("mmol/L", 1 / 4), "haemoglobin": ("g/L", 10),
}  # fmt: skip


@given(COURSE)
def test_another_unit_for_the_same_amount_changes_nothing(course):
    labs = series(*course)
    other = labs.copy()
    for test, (unit, factor) in OTHER_UNITS.items():
        rows = other["test"] == test
        other.loc[rows, "value"] = other.loc[rows, "value"].astype(float) * factor
        other.loc[rows, "unit"] = unit
    pd.testing.assert_frame_equal(response_timeline(labs).table(), response_timeline(other).table())


@given(COURSE)
def test_every_visit_has_a_category_from_the_closed_list_and_a_reason(course):
    for visit in response_timeline(series(*course)).visits:
        assert visit.category in {*RANK, "PD", "NE", "baseline"}
        assert visit.why.endswith(".")
        assert visit.settled != bool(visit.needs)


# --- lines -------------------------------------------------------------------------------------------

REGIMENS = st.sampled_from(("VRd", "Rd", "DKd", "Pd", "cilta-cel", "dexamethasone"))
EVENT = st.one_of(
    st.builds(event, st.just("start"), REGIMENS, FLAG, same=FLAG),
    st.builds(
        event,
        st.sampled_from(("add", "drop", "dose", "pause", "bridge")),
        st.sampled_from(("V", "D", "R")),
        FLAG,
    ),
    st.builds(event, st.just("substitute"), st.sampled_from(("V->K", "R->P")), FLAG),
    st.builds(event, st.sampled_from(("sct", "radiotherapy")), st.just("auto"), FLAG),
)


@given(st.lists(EVENT, max_size=12))
@settings(max_examples=200)
def test_the_number_of_lines_never_falls_when_an_event_is_added(events):
    counts = [count_lines(events[:count]).n for count in range(len(events) + 1)]
    assert counts == sorted(counts)


@given(st.lists(EVENT, max_size=12))
def test_line_numbers_rise_by_one_at_each_new_line(events):
    lines = count_lines(events)
    assert sum(row.new_line for row in lines.events) == lines.n
    numbers = [row.line for row in lines.events]
    assert numbers == sorted(numbers)

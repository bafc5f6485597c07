import pytest

from utils.clinic.errors import ClinicError
from utils.clinic.staging.risk import stage_hr2025, stage_msmart

NORMAL = {
    "del17p_pct": 0, "tp53_mutation": False, "igh": "none", "gain_1q": False, "del_1p32": 0, "b2m_mg_l": 3, "creatinine_mg_dl": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    "alone",
    [{"igh": "t(4;14)"}, {"gain_1q": True}, {"del_1p32": 1}, {"b2m_mg_l": 8, "creatinine_mg_dl": 1.4}],
)
def test_a_feature_that_needs_a_partner_is_not_high_risk_alone(alone):
    assert stage_hr2025(**{**NORMAL, **alone}).answer == "standard"


def test_the_clause_that_decided_is_said():
    assert (
        str(stage_hr2025(**{**NORMAL, "igh": "t(4;14)", "gain_1q": True}))
        == "IMS/IMWG 2025 high: t(4;14) with 1q gain. [hr25]"
    )
    assert stage_hr2025(**NORMAL).why.startswith("no high-risk feature among the tests done: del(17p) 0 %")


def test_one_decisive_test_settles_it_and_a_missing_one_may_not():
    assert stage_hr2025(tp53_mutation=True).settled
    assert stage_hr2025(**{**NORMAL, "tp53_mutation": None}).possible == ("standard", "high")
    assert stage_hr2025(**{**NORMAL, "tp53_mutation": None}).needs == ("TP53 mutation",)
    assert stage_hr2025().possible == ("standard", "high")


def test_an_unknown_translocation_is_answered_with_the_nearest():
    with pytest.raises(ClinicError, match=r"Closest: 't\(4;14\)'"):
        stage_hr2025(igh="t(4,14)")


def test_msmart_is_versioned_and_open_while_tests_are_missing():
    stage = stage_msmart(gain_1q=True)
    assert stage.possible == ("high", "high, double hit", "high, triple hit")
    assert "versions of this system differ" in stage.why
    assert "standard" in stage_msmart().possible

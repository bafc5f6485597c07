import pytest

from utils.clinic.errors import ImpossibleValueError, UnknownTestError
from utils.clinic.staging.profile import profile_patient

BO = {
    "haemoglobin": 9.4, "lytic_lesions": 2, "marrow_plasma_cells": 45, "b2m": 3.1, "albumin": 3.8, "ldh": 0.9, "age": 55, "ecog": 1,
    "t_4_14": 1, "t_14_16": 0, "t_14_20": 0, "gain_1q": 1, "del17p": 0, "tp53_mutation": 0, "del_1p32": 0, "creatinine": 0.9,
    "circulating_plasma_cells": 0,
}  # fmt: skip


def test_bo_of_the_tumour_board_in_every_system():
    """Case T2: ISS I; R-ISS II; R2-ISS 1.5, intermediate-high; high risk in 2025."""
    bo = profile_patient(BO)
    answers = {name: bo[name].answer for name in ("Diagnosis", "ISS", "R-ISS", "R2-ISS", "IMS/IMWG 2025")}
    assert answers == {
        "Diagnosis": "MM",
        "ISS": "I",
        "R-ISS": "II",
        "R2-ISS": "intermediate-high",
        "IMS/IMWG 2025": "high",
    }
    assert bo["R2-ISS"].points == (1.5,)
    assert bo["mSMART"].possible == ("high, double hit",)
    assert bo["IMWG frailty"].needs == ("ADL", "IADL", "Charlson")


def test_a_test_taken_away_widens_only_the_systems_that_use_it():
    whole, without = (
        profile_patient(BO),
        profile_patient({name: value for name, value in BO.items() if name != "albumin"}),
    )
    changed = {
        a.system for a, b in zip(whole.answers, without.answers, strict=True) if a.possible != b.possible
    }
    assert changed == {"ISS"}
    assert without["R2-ISS"].points == (1.5, 2.5)  # one group either way
    assert without["R-ISS"].answer == "II"


def test_the_smouldering_scores_are_left_out_where_it_is_not_smouldering():
    assert "20-2-20" not in {answer.system for answer in profile_patient(BO).answers}
    with pytest.raises(KeyError, match="'20-2-20' is not a system"):
        profile_patient(BO)["20-2-20"]


def test_nothing_known_leaves_every_system_open():
    table = profile_patient({}).table()
    assert not table["settled"].any()
    assert list(table["system"])[:4] == ["Diagnosis", "ISS", "R-ISS", "R2-ISS"]


def test_both_chains_give_the_ratio_whichever_is_involved():
    for kappa, lambda_ in ((480, 9), (9, 480)):
        scored = profile_patient(
            {"kappa_flc": kappa, "lambda_flc": lambda_, "m_protein": 1, "marrow_plasma_cells": 5}
        )
        assert scored["20-2-20"].points == (1,)
    assert profile_patient({"flc_ratio": 30, "m_protein": 1, "marrow_plasma_cells": 5})["20-2-20"].points == (
        1,
    )


@pytest.mark.parametrize(
    ("flags", "possible"),
    [
        ({"t_4_14": 0, "t_14_16": 0, "t_14_20": 0}, ("standard",)),
        ({"t_4_14": 0, "t_14_16": 0}, ("standard", "high")),
        ({"t_14_20": 1}, ("high",)),
    ],
)
def test_no_translocation_is_said_only_when_all_three_were_looked_for(flags, possible):
    rest = {"gain_1q": 1, "del17p": 0, "tp53_mutation": 0, "del_1p32": 0, "b2m": 2, "creatinine": 1}
    assert profile_patient({**rest, **flags})["IMS/IMWG 2025"].possible == possible


def test_it_prints_line_by_line_and_refuses_nonsense():
    bo = profile_patient(BO)
    assert str(bo).splitlines()[1] == "ISS I: beta-2-microglobulin 3.1 mg/L and albumin 3.8 g/dL. [iss05]"
    assert bo._repr_markdown_().count("rule:") == len(bo.answers) == 8
    with pytest.raises(KeyError, match="Closest: 'R-ISS'"):
        bo["RISS"]
    with pytest.raises(UnknownTestError, match="'albumin'"):
        profile_patient({"albumine": 3.8})
    with pytest.raises(ImpossibleValueError, match="38 g/L"):
        profile_patient({"albumin": 38})


def test_one_chain_alone_gives_no_ratio():
    one = {"kappa_flc": 480, "m_protein": 1, "marrow_plasma_cells": 5}
    assert profile_patient(one)["20-2-20"].needs == ("FLC ratio",)
    assert profile_patient({**one, "lambda_flc": 0})["20-2-20"].needs == ("FLC ratio",)

from utils.clinic.categories import Rules
from utils.clinic.labs import Visit
from utils.clinic.series import (
    VisitResult,
    assess_episode,
    involved_side,
    read_light_chains,
    with_light_chains,
)

from .helpers import day


def test_the_involved_chain_is_the_side_of_the_abnormal_ratio():
    assert involved_side({"kappa_flc": 300, "lambda_flc": 9}) == "kappa"
    assert involved_side({"kappa_flc": 3, "lambda_flc": 90}) == "lambda"
    assert involved_side({"kappa_flc": 15, "lambda_flc": 12}) == ""
    assert involved_side({"kappa_flc": 15}) == ""


def test_difference_and_ratio_are_worked_out_once_and_given_values_win():
    values = with_light_chains({"kappa_flc": 8, "lambda_flc": 900}, "lambda")
    assert (values["involved_flc"], values["dflc"], values["flc_ratio"]) == (900, 892, 0.008889)
    assert with_light_chains({"kappa_flc": 8, "lambda_flc": 0}, "kappa")["flc_ratio"] == 1_000_000
    assert with_light_chains({"involved_flc": 900, "uninvolved_flc": 8}, "")["dflc"] == 892
    assert with_light_chains({"m_protein": 3}, "") == {"m_protein": 3}
    assert with_light_chains({"kappa_flc": 8, "lambda_flc": 4, "flc_ratio": 2.1}, "")["flc_ratio"] == 2.1


def test_the_first_abnormal_ratio_decides_the_side_for_good():
    visits = [Visit(day("2020-01-01"), {"kappa_flc": k, "lambda_flc": l_}) for k, l_ in ((10, 900), (60, 9))]
    assert [visit.values["involved_flc"] for visit in read_light_chains(visits)] == [900, 9]


def test_an_episode_without_visits_is_not_evaluable():
    rows, episode = assess_episode(1, day("2020-01-01"), {"m_protein": 4.0}, [], Rules())
    assert (rows, episode.best, episode.progression_date) == ([], "NE", None)


def test_a_visit_before_therapy_is_the_baseline():
    visit = VisitResult.untreated(Visit(day("2020-01-01"), {"m_protein": 4.0}))
    assert (visit.category, visit.m_protein_g_dl, visit.settled) == ("baseline", 4.0, True)

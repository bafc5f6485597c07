from tests.clinic.builders import day
from utils.clinic.response.categories import Rules
from utils.clinic.response.labs import Visit
from utils.clinic.response.series import (
    VisitResult,
    assess_episode,
)


def test_an_episode_without_visits_is_not_evaluable():
    rows, episode = assess_episode(1, day("2020-01-01"), {"m_protein": 4.0}, [], Rules())
    assert (rows, episode.best, episode.progression_date) == ([], "NE", None)


def test_a_visit_before_therapy_is_the_baseline():
    visit = VisitResult.untreated(Visit(day("2020-01-01"), {"m_protein": 4.0}))
    assert (visit.category, visit.m_protein_g_dl, visit.settled) == ("baseline", 4.0, True)


def test_a_visit_and_a_therapy_print_as_a_sentence():
    visit = Visit(day("2020-02-01"), {"m_protein": 1.8, "urine_m_protein": 0})
    rows, episode = assess_episode(
        1, day("2020-01-01"), {"m_protein": 4.0, "urine_m_protein": 0}, [visit], Rules()
    )
    assert str(rows[0]) == "2020-02-01 PR, unconfirmed: serum M-protein fell 55 % (4 to 1.8 g/dL). [resp16]"
    assert str(episode) == (
        "Therapy 1: best confirmed response SD; no confirmed progression in 1 visit since 2020-01-01. [resp16]"
    )

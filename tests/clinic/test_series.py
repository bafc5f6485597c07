from utils.clinic.categories import Rules
from utils.clinic.labs import Visit
from utils.clinic.series import (
    VisitResult,
    assess_episode,
)

from .helpers import day


def test_an_episode_without_visits_is_not_evaluable():
    rows, episode = assess_episode(1, day("2020-01-01"), {"m_protein": 4.0}, [], Rules())
    assert (rows, episode.best, episode.progression_date) == ([], "NE", None)


def test_a_visit_before_therapy_is_the_baseline():
    visit = VisitResult.untreated(Visit(day("2020-01-01"), {"m_protein": 4.0}))
    assert (visit.category, visit.m_protein_g_dl, visit.settled) == ("baseline", 4.0, True)

"""What would have to change for the next word: said of every kind of series, and true when it is done."""

import pandas as pd
import pytest

from tests.clinic.builders import series, serum
from utils.clinic import count_lines, response_timeline
from utils.clinic.response.standing import judge_standing
from utils.evidence import table

CHAINS = {"m_protein": 0.1, "urine_m_protein": 0, "lambda_flc": 10}
SAYS = [
    (serum(4.0, 3.9), "SD", "MR needs serum M-protein of 3 g/dL or less (now 3.9 g/dL)."),
    (serum(4.0, 2.9), "MR, seen once", "PR needs serum M-protein of 2 g/dL or less (now 2.9 g/dL)."),
    (serum(4.0, 1.9, 1.8), "PR", "VGPR needs serum M-protein of 0.4 g/dL or less (now 1.8 g/dL)."),
    (
        series({"m_protein": 4, "urine_m_protein": 0}, {"m_protein": 0.3, "urine_m_protein": 0, "marrow_plasma_cells": 7}),
        "VGPR, seen once",
        "CR needs no band on immunofixation of serum and urine, and plasma cells in the marrow below 5 % (now 7 %).",
    ),
    (
        series({"m_protein": 4, "urine_m_protein": 0}, {"m_protein": 0.3, "urine_m_protein": 150}),
        "PR, seen once",
        "VGPR needs 24-h urine M-protein below 100 mg/24 h (now 150 mg/24 h).",
    ),
    (
        series({"m_protein": 4, "urine_m_protein": 900}, {"m_protein": 1.9, "urine_m_protein": 300}),
        "MR, seen once",
        "PR needs 24-h urine M-protein below 200 mg/24 h (now 300 mg/24 h).",
    ),
    (
        series({**CHAINS, "kappa_flc": 810}, {**CHAINS, "kappa_flc": 510}),
        "SD",
        "PR needs free light chains of 400 mg/L or less (now 500 mg/L).",
    ),
    (
        series({"m_protein": 4, "urine_m_protein": 0, "plasmacytoma_spd": 20}, {"m_protein": 1, "urine_m_protein": 0, "plasmacytoma_spd": 15}),
        "SD",
        "MR needs the plasmacytoma halved.",
    ),
    (serum(4.0, 0.3, 0.3, 0.9), "PD", ""),
    (serum(4.0, 0.3, 0.3, 0.9, 1.0), "PD", "A new treatment would begin from a new baseline."),
    (serum(4.0), "baseline", "The first visit after treatment began gives the first word."),
]  # fmt: skip


@pytest.mark.parametrize(("labs", "headline", "deeper"), SAYS)
def test_the_next_word_is_said_with_its_figures(labs, headline, deeper):
    now = judge_standing(labs)
    assert (now.headline, now.deeper) == (headline, deeper)


@pytest.mark.parametrize(("labs", "said"), [
    (serum(4.0, 0.3, 0.3), "Progression (PD) would be at least 0.8 g/dL, on two visits in a row."),
    (serum(4.0, 0.3, 0.3, 0.9), "Progression is confirmed if the next visit shows it again (at least 0.8 g/dL)."),
    (serum(4.0, 0.3, 0.3, 0.9, 1.0), "Progression is confirmed and counts from 31 March 2020."),
    (series({**CHAINS, "kappa_flc": 810}, {**CHAINS, "kappa_flc": 30}, {**CHAINS, "kappa_flc": 30}),
     "Progression (PD) would be more than 120 mg/L, on two visits in a row."),
])  # fmt: skip
def test_progression_is_said_with_its_figure(labs, said):
    assert judge_standing(labs).worse == said


def test_it_is_the_last_visit_of_the_timeline_at_every_visit_of_marta():
    labs, starts = table("marta_labs"), count_lines(table("marta_history")).starts
    for day in sorted(labs["date"].unique())[::4]:
        past = labs[labs["date"] <= day]
        begun = [start for start in starts if pd.Timestamp(start) < day]
        last, now = response_timeline(past, begun).visits[-1], judge_standing(past, begun)
        assert (now.word, now.confirmed, now.why) == (last.category, last.confirmed, last.why)


def test_doing_what_is_asked_gives_the_next_word():
    values = [4.0, 3.9]
    reached = []
    for _ in range(3):
        now = judge_standing(serum(*values))
        word, _, rest = now.deeper.partition(" needs serum M-protein of ")
        values.append(float(rest.split()[0]))
        reached.append(judge_standing(serum(*values)).word)
        assert reached[-1] == word
    assert reached == ["MR", "PR", "VGPR"]


def test_what_was_never_measured_is_asked_for():
    never = series({"kappa_flc": 800, "lambda_flc": 9}, {"kappa_flc": 100, "lambda_flc": 9})
    now = judge_standing(never)
    assert now.word == "NE"
    assert "serum M-protein at baseline" in now.deeper
    assert judge_standing(series({"m_protein": 0.9}, {"m_protein": 0.5}), ["2019-10-01"]).limits == {}

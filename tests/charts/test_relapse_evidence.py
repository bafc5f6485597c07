"""The pictures of a first relapse: what they find, what they say aloud, what they refuse."""

import pandas as pd
import pytest

from utils.charts.relapse_evidence import measure_waits, plot_evidence_lag, plot_one_regimen, plot_relapse
from utils.evidence import approvals, outcomes, table

LIMITS = {"progression": 0.5}
WHO = {"prior_lines_1": "one line before", "itt": "everybody", "len_refractory": "lenalidomide-refractory"}


@pytest.fixture
def visits():
    return pd.DataFrame(
        {
            "date": ["2021-10-11", "2021-11-22", "2022-01-24"],
            "m_protein_g_dl": [0.41, 0.63, 1.45],
            "relapse": ["", "biochemical", "clinical"],
        }
    )


@pytest.fixture
def castor():
    rows = outcomes().query("trial_id == 'castor' and arm_id == 'd_vd' and endpoint == 'pfs_median_months'")
    return rows[rows["population"].isin(WHO)]


def words(title):
    return " ".join(title["text"])


def rows_of(chart, layer):
    return chart.to_dict()["layer"][layer]["data"]["values"]


def test_the_title_counts_the_weeks_between_blood_and_body(visits):
    chart = plot_relapse(visits, LIMITS).to_dict()
    assert words(chart["title"]) == "The M-protein met the rule of progression 9 weeks before harm was seen"
    assert "22 November 2021: 0.63 g/dL, biochemical" in chart["description"]


def test_before_any_harm_the_title_says_so(visits):
    chart = plot_relapse(visits.iloc[:2], LIMITS).to_dict()
    assert words(chart["title"]) == "The blood shows the relapse; the body does not yet"


def test_a_relapse_from_complete_response_is_not_drawn_as_one(visits):
    visits.loc[0, "relapse"] = "relapse from CR (for disease-free survival only)"
    assert rows_of(plot_relapse(visits, LIMITS), -1)[0]["stage"] == "no progression yet"


def test_visits_without_a_relapse_are_refused(visits):
    with pytest.raises(ValueError, match="later visits"):
        plot_relapse(visits.iloc[:1], LIMITS)


def test_every_limit_is_drawn_with_its_words(visits):
    drawn = rows_of(plot_relapse(visits, {**LIMITS, "treat": 1.0}), 0)
    assert [(row["words"], row["limit"]) for row in drawn] == [("progression", 0.5), ("treat", 1.0)]


def test_one_regimen_has_three_answers(castor):
    chart = plot_one_regimen(castor, WHO).to_dict()
    assert words(chart["title"]) == "One regimen, 3 answers: 27 months or 7.8, by what came before"
    assert (
        chart["description"]
        == "one line before: 27 months; everybody: 16.7 months; lenalidomide-refractory: 7.8 months."
    )
    assert words({"text": chart["title"]["subtitle"]}).startswith("D-Vd in CASTOR")


def test_two_arms_are_refused():
    with pytest.raises(ValueError, match="more than one arm"):
        plot_one_regimen(outcomes().query("trial_id == 'castor' and endpoint == 'pfs_median_months'"), WHO)


def test_waits_are_counted_from_the_first_dated_event():
    waits = measure_waits(table("milestones"), approvals()).set_index("row")
    assert waits.loc["CARTITUDE-4: EU label", "months"] == pytest.approx(10.9, abs=0.1)
    assert waits.loc["MajesTEC-3: US label", "words"] == "3 months"


def test_what_is_unsettled_stays_open_until_it_was_last_looked_up():
    waits = measure_waits(table("milestones"), approvals())
    still = waits[waits["state"] == "no decision found"].set_index("row")
    reviewed = approvals().set_index("approval_id").loc["approval-ec-tec_dara-2026", "reviewed"]
    assert still.loc["MajesTEC-3: EU label", "end"] == reviewed
    assert "none after" in still.loc["MajesTEC-3: EU label", "words"]


def test_the_title_of_the_lag_counts_both_kinds():
    waits = measure_waits(table("milestones"), approvals())
    done = waits[waits["state"] == "reached"]["months"]
    title = words(plot_evidence_lag(table("milestones"), approvals()).to_dict()["title"])
    assert (
        title
        == f"From result to label: {done.min():.0f} to {done.max():.0f} months, and {(waits.state != 'reached').sum()} decisions not found yet"
    )


def test_the_guideline_is_named_in_picture_and_words():
    chart = plot_evidence_lag(table("milestones"), approvals()).to_dict()
    assert chart["description"].endswith("European guideline: July 2025.")
    assert chart["layer"][1]["encoding"]["text"]["field"] == "words"

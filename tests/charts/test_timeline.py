"""M-protein over lines: the picture grows with what is handed over, and its words come from the numbers."""

import pytest

from utils.charts import plot_m_protein, plot_m_protein_tests
from utils.charts.timeline import MOST_ROWS
from utils.evidence import table
from utils.models.kinetics import FOUR_LINES, curve, progressions

FIRST = FOUR_LINES[:1]


def title(chart):
    return " ".join(chart.to_dict()["title"]["text"])


def marks(spec):
    return [
        m for layer in spec["layer"] for m in (marks(layer) if "layer" in layer else [layer["mark"]["type"]])
    ]


@pytest.fixture(scope="module")
def months():
    return curve(FIRST, until_days=progressions(FIRST)["progression_day"].iloc[0])


def test_the_first_picture_is_one_line_that_turns(months):
    chart = plot_m_protein(months)
    assert title(chart) == "The M-protein falls for 6 months, then it turns"
    assert marks(chart.to_dict()) == ["line"]


def test_the_resistant_cells_are_a_second_line(months):
    chart = plot_m_protein(months, resistant=True)
    assert title(chart) == "The few that resist, 0.3 % of the cells, grow from the first day"
    assert marks(chart.to_dict()).count("line") == 2


def test_below_the_limit_the_test_sees_nothing(months):
    chart = plot_m_protein(months, progressions(FIRST), resistant=True, limit_g_l=0.5)
    assert title(chart) == "For 7 months the test sees nothing, and the resistant cells grow"
    assert "rect" in marks(chart.to_dict())
    assert chart.to_dict()["description"].endswith("Remissions in months, line by line: 27.")


def test_four_lines_say_their_months():
    chart = plot_m_protein(curve(FOUR_LINES), progressions(FOUR_LINES), limit_g_l=0.5)
    spans = [f"{length:.0f}" for length in progressions(FOUR_LINES)["remission_months"]]
    assert (
        title(chart)
        == f"Each remission is shorter than the last: {', '.join(spans[:3])} and {spans[3]} months"
    )


def test_the_curve_is_stored_as_few_rows(months):
    text = plot_m_protein(months).to_dict()["data"]["values"]
    assert text.splitlines()[0] == "month,m_protein_g_l"
    assert 40 < len(text.splitlines()) <= MOST_ROWS + 1


def test_tests_of_one_person_show_what_was_not_seen():
    labs, history = table("marta_labs"), table("marta_history")
    tests = labs[(labs.test == "m_protein") & (labs.date < "2023-11-20")]
    chart = plot_m_protein_tests(tests, history[history.drugs.isin(["VRd", "DKd"])])
    unseen = int((tests.value == 0).sum())
    assert title(chart) == f"2 lines so far: down, too little to measure in {unseen} tests, and up again"
    assert "Lines of therapy: VRd, DKd." in chart.to_dict()["description"]

"""Risk by year and survival by decade: titles, intervals and words come from the tables."""

from utils.charts import plot_eras, plot_yearly_risk
from utils.evidence import table


def test_the_staircase_of_smouldering_myeloma_comes_from_its_facts():
    said = plot_yearly_risk(table("natural_history"), table("mgus_rates")).to_dict()["description"]
    assert "smouldering myeloma, years 0 to 5: 10 % a year." in said
    assert "smouldering myeloma, years 5 to 10: 3 % a year." in said
    assert "smouldering myeloma, years 10 to 20: 1 % a year." in said
    assert "MGUS, years 0 to 20: MGUS, all years: 1.07 % a year." in said


def test_the_gain_by_decade_is_told_for_both_ways_of_counting():
    chart = plot_eras(table("myeloma_eras"))
    assert (
        " ".join(chart.to_dict()["title"]["text"])
        == "Counted wrongly, survival grew by 1.6 years; counted rightly, by 0.6"
    )
    assert "1960s, counted from the first visit: 1.67 years (1.42 to 1.83)" in chart.to_dict()["description"]

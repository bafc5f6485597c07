"""Tables for reading say in words what the data say in ids."""

import pandas as pd
import pytest

from utils.evidence import in_words, outcomes, safety, show_me, table


def test_the_first_column_names_a_row_that_is_merely_numbered():
    shown = in_words(table("marta_history")[["start", "stop", "event", "planned"]])
    assert list(shown.index[:2]) == ["2018-03-12", "2018-09-04"]
    assert [shown.columns.name, *shown.columns] == ["From", "To", "Event", "Planned"]
    assert list(shown.iloc[1]) == ["", "transplant", "yes"]


def test_ids_become_names():
    rows = safety().query("trial_id == 'monumental_1' and arm_id == 'two_weekly'")
    shown = in_words(rows[["trial_id", "arm_id", "harm", "superseded", "value"]], value="Of 100 people")
    assert set(shown.index) == {"MonumenTAL-1"}
    assert set(shown["Treatment"]) == {"talquetamab 0.8 mg/kg Q2W"}
    assert set(shown["Later report exists?"]) == {"no"}
    assert "Of 100 people" in shown


def test_a_measure_is_said_without_how_to_read_it():
    rows = outcomes().query("id == 'relapse_gmmg-salvage_asct-pfs_hr'")[["endpoint", "ci_low"]]
    (shown,) = in_words(rows).reset_index().to_dict("records")
    assert list(shown.values()) == ["hazard of progression or death, arm against comparison", "0.76"]


@pytest.mark.parametrize("value", [float("nan"), None, pd.NA])
def test_what_is_not_known_stays_empty(value):
    rows = pd.DataFrame({"drug": ["a", "b"], "superseded": [value, True], "value": [1.5, float("nan")]})
    assert in_words(rows).to_numpy().tolist() == [["", "1.5"], ["yes", ""]]


def test_an_index_with_a_name_stays_and_the_table_given_is_not_touched():
    rows = pd.DataFrame({"m_protein_g_dl": [0.5]}, index=pd.Index(["2021-08-09"], name="date"))
    shown = in_words(rows)
    assert (shown.columns.name, list(shown.columns), list(shown.index)) == (
        "Date",
        ["M-protein (g/dL)"],
        ["2021-08-09"],
    )
    assert list(rows) == ["m_protein_g_dl"]


def test_what_is_shown_on_request_is_folded_and_its_text_holds_no_figure():
    folded = show_me(pd.DataFrame({"alive": [82]}), "what became of <groups>")
    assert folded._repr_html_().startswith(
        "<details><summary>Show me what became of &lt;groups&gt;</summary><div>"
    )
    assert "<td>82</td>" in folded._repr_html_()
    assert repr(folded) == "Show me what became of <groups>: folded, open in JupyterLab."

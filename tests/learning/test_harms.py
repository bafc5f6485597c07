"""The folded box: a notebook's drugs, the most serious first, what they share said once."""

import pytest

from utils.evidence import warnings
from utils.learning import warnings_box


@pytest.mark.parametrize("notebook", sorted(set(";".join(warnings()["notebooks"].dropna()).split(";"))))
def test_it_has_every_boxed_and_every_fatal_warning_of_the_drugs_named_there(notebook):
    rows = warnings()
    rows = rows[rows["notebooks"].fillna("").str.contains(notebook)]
    page = warnings_box(notebook)._repr_html_()
    assert rows["drug_id"].nunique() == warnings_box(notebook).count
    grave = rows[rows["boxed"] | rows["fatal"] | rows["subject"].isin(["unborn child", "laboratory"])]
    assert [text for text in grave["warning"] if text.replace("'", "&#x27;") not in page] == []
    assert page.startswith("<details><summary>")


def test_boxed_warnings_come_first():
    boxed = [what.startswith("BOXED") for _, what in warnings_box("07").lines]
    assert boxed == sorted(boxed, reverse=True)
    assert any(boxed)


def test_drugs_that_share_a_warning_share_its_line():
    (line,) = [
        whose for whose, what in warnings_box("06").lines if "unborn child; never in pregnancy" in what
    ]
    assert line == "thalidomide, lenalidomide"


def test_it_reads_without_a_page():
    assert "table('warnings')" in repr(warnings_box("10"))


def test_a_notebook_without_drugs_is_told_where_to_mark_them():
    with pytest.raises(ValueError, match="column notebooks"):
        warnings_box("99")


def test_one_drug_is_not_called_several():
    assert warnings_box("02").title == "What the labels warn of: one drug named here"

import pandas as pd
import pytest

from utils.evidence import UnknownTable, loaders, table, table_names
from utils.evidence.errors import CourseDataError
from utils.evidence.schema import read_resources
from utils.evidence.tables import read_table

NAMED = [name for name in dir(loaders) if not name.startswith("_") and name not in ("pd", "table")]


def test_a_caller_cannot_spoil_the_table_for_the_next_one():
    first = table("outcomes")
    first.loc[:, "value"] = -1.0
    del first["id"]
    assert (table("outcomes")["value"].dropna() >= 0).all()
    assert "id" in table("outcomes")


def test_types_follow_the_schema():
    outcomes = table("outcomes")
    assert outcomes["value"].dtype == "float64"
    assert outcomes["not_reached"].dtype == "boolean"
    assert isinstance(outcomes["unit"].dtype, pd.CategoricalDtype)
    assert table("trials")["line"].cat.ordered
    assert table("trials")["line"].min() == "before treatment"


def test_a_median_not_reached_is_missing_not_zero():
    outcomes = table("outcomes")
    assert outcomes.loc[outcomes["not_reached"], "value"].isna().all()


def test_an_unknown_table_is_answered_with_the_nearest():
    with pytest.raises(UnknownTable, match="Closest: 'outcomes'.*table_names()"):
        table("outcome")


@pytest.mark.parametrize("name", NAMED)
def test_every_named_loader_gives_its_table_and_says_what_it_is(name):
    loader = getattr(loaders, name)
    assert loader().equals(table(name))
    assert len(loader.__doc__.split()) >= 8


def test_a_duplicated_id_is_refused_by_both_its_rows(copy):
    copy.change("outcomes", 7, id=copy.rows("outcomes")[2]["id"])
    with pytest.raises(CourseDataError) as caught:
        read_table(read_resources(copy.folder)["outcomes"], copy.folder)
    assert (caught.value.row, caught.value.column) == (9, "id")
    assert "row 4 already" in caught.value.seen
    assert "another id" in caught.value.mend


def test_names_are_sorted():
    assert table_names() == sorted(table_names())

import pandas as pd
import pytest

from tests.clinic.builders import day
from utils.clinic.errors import HistoryError, UnknownDrugError
from utils.clinic.lines.history import COLUMNS, event, read_history

VRD = ("2018-03-12", "2018-07-27", "VRd", 1, "newly diagnosed", "start")


def table(*rows):
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_a_row_becomes_an_event():
    (first,) = read_history(table(VRD))
    assert (first.verb, first.planned, first.start, first.stop) == (
        "start",
        True,
        day("2018-03-12"),
        day("2018-07-27"),
    )
    assert first.drugs == ("bortezomib", "lenalidomide", "dexamethasone")
    assert str(first) == "2018-03-12 start VRd"


def test_blank_stop_and_reason_are_allowed():
    (first,) = read_history(table(("2018-03-12", None, "VRd", 1, float("nan"), "start")))
    assert (first.stop, first.reason) == (None, "")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("2018-03-12", "2018-03-01", "VRd", 1, "", "start")],
            "VRd stops on 2018-03-01, before it starts on 2018-03-12",
        ),
        ([(None, None, "VRd", 1, "", "start")], "row 1 .VRd. has no start date"),
        ([VRD, ("2018-01-01", None, "Rd", 0, "", "start")], "out of order. Sort"),
        (
            [VRD, ("2018-06-01", None, "Rd", 0, "", "start")],
            "VRd runs until 2018-07-27, yet Rd starts on 2018-06-01: regimens overlap",
        ),
        ([VRD, ("2018-06-01", None, "auto", 1, "", "sct")], "regimens overlap"),
        ([VRD, VRD], "written twice"),
        (
            [("2018-03-12", None, "VRd", 1, "", "start"), ("2019-01-01", None, "Rd", 0, "", "start")],
            "VRd has no stop",
        ),
        ([VRD, ("2019-01-01", None, "D", 0, "", "add")], "no regimen is running on that day"),
        ([("2019-01-01", None, "D", 0, "", "drop")], "no regimen is running"),
        ([("2018-03-12", None, "VRd", "perhaps", "", "start")], "planned is 'perhaps'. Write 1"),
        ([("2018-03-12", None, "VRd", None, "", "start")], "planned is None"),
        ([("2018-03-12", None, "VRd", 1, "", "begin")], "'begin' is not an event"),
    ],
)
def test_a_history_that_cannot_have_happened_is_refused(rows, words):
    with pytest.raises(HistoryError, match=words):
        read_history(table(*rows))


def test_an_unknown_drug_is_refused_with_the_nearest():
    with pytest.raises(UnknownDrugError, match="'lenalidomide'"):
        read_history(table(("2018-03-12", None, "lenalidomid", 1, "", "start")))


def test_missing_columns_are_named():
    with pytest.raises(HistoryError, match="lacks the column.s. planned"):
        read_history(table(VRD).drop(columns="planned"))


def test_regimens_may_touch_and_bridging_may_follow_at_once():
    rows = [
        VRD,
        ("2018-07-27", "2018-12-01", "Rd", 0, "", "start"),
        ("2018-12-01", None, "dexamethasone", 1, "", "bridge"),
    ]
    assert len(read_history(table(*rows))) == 3


@pytest.mark.parametrize("word", [1, "1", True, "yes", 1.0])
def test_planned_may_be_written_in_several_ways(word):
    assert event("start", "Rd", word).planned


@pytest.mark.parametrize("history", [None, "VRd", [("start", "VRd", 1)]])
def test_anything_but_a_table_or_events_is_refused(history):
    with pytest.raises(HistoryError, match="neither a DataFrame .* nor a list of events"):
        read_history(history)


def test_a_row_without_a_drug_is_refused_and_the_event_may_be_capitalised():
    with pytest.raises(HistoryError, match="row 1 .* no drug is named"):
        read_history(table(("2018-03-12", None, None, 1, "", "start")))
    assert read_history(table(("2018-03-12", None, "VRd", 1, "", "Start")))[0].verb == "start"

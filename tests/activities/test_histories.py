"""Histories from a file: read when they can be, else refused by row and column."""

import pytest

from utils.activities.histories import HistoryFileError, read_rows, split_rows
from utils.activities.line_presets import MARTA, example_rows
from utils.activities.lines import lay_out_history

HEADING = "start,stop,drugs,planned,reason,event"
ROW = "2020-01-13,2021-01-11,Rd,1,first,start"

REFUSED = {
    "a wrong column": (f"begin,stop,drugs,planned,reason,event\n{ROW}", "Row 1: the column start is missing"),
    "a column nobody knows": (f"{HEADING},dose_mg\n{ROW},25", r"unknown column 'dose_mg'"),
    "a date of another country": (f"{HEADING}\n13/01/2020,,Rd,1,,start", "Row 2, column start: '13/01/2020'"),
    "a date that is none": (f"{HEADING}\n{ROW}\n2021-02-30,,DKd,0,,start", "Row 3, column start"),
    "a stop in words": (f"{HEADING}\n2020-01-13,soon,Rd,1,,start", "Row 2, column stop: 'soon'"),
    "a year far away": (f"{HEADING}\n0202-01-13,,Rd,1,,start", "the year must lie between"),
    "text in a number": (f"{HEADING}\n2020-01-13,,Rd,perhaps,,start", "Row 2, column planned: 'perhaps'"),
    "a formula": (f"{HEADING}\n2020-01-13,,=cmd,1,,start", "Row 2, column drugs: '=cmd'"),
    "HTML in a name": (f"{HEADING}\n2020-01-13,,<img onerror=x>,1,,start", "column drugs: '<img onerror=x>'"),
    "no drug": (f"{HEADING}\n2020-01-13,,,1,,start", "Row 2, column drugs: ''"),
    "an unknown event": (f"{HEADING}\n2020-01-13,,Rd,1,,begin", "Row 2, column event: 'begin'"),
    "an unknown response": (f"{HEADING},response\n{ROW},good", "Row 2, column response: 'good'"),
    "a novel in the note": (f"{HEADING}\n2020-01-13,,Rd,1,{'x' * 500},start", "Row 2, column reason"),
    "nothing at all": ("", "not a CSV file"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_by_name(case):
    text, said = REFUSED[case]
    with pytest.raises(HistoryFileError, match=said.replace("(", r"\(")):
        read_rows(text.encode())


@pytest.mark.parametrize("part", [";", "\t"])
def test_a_table_of_another_country_is_read(part):
    text = f"{HEADING}\n{ROW}".replace(",", part).replace(f"{part}1{part}first", f"{part}1,0{part}1,3 mg/m2")
    (row,) = read_rows(text.encode()).to_dict("records")
    assert (row["drugs"], row["planned"], row["reason"]) == ("Rd", "1", "1,3 mg/m2")


def test_too_much_is_refused():
    with pytest.raises(HistoryFileError, match="100 rows"):
        read_rows("\n".join([HEADING, *[ROW] * 100]).encode())
    with pytest.raises(HistoryFileError, match="bytes"):
        read_rows("\n".join([HEADING, *[ROW] * 100_000]).encode())


def test_a_spreadsheet_file_is_refused():
    with pytest.raises(HistoryFileError, match="UTF-8"):
        read_rows(b"PK\x03\x04\xff\xfe\x00")


def test_a_good_file_is_read_as_text_and_a_note_is_never_run():
    rows = read_rows(f"{HEADING}\n2020-01-13,2021-01-11,Rd,1,=cmd|calc,start".encode())
    assert rows.loc[0, "reason"] == "=cmd|calc"
    assert rows.loc[0, "response"] == ""


def test_what_the_builder_saves_can_be_loaded_again():
    events = lay_out_history(example_rows(MARTA))["events"]
    again = read_rows(events.to_csv(index=False).encode())
    assert again.equals(example_rows(MARTA))


def test_rows_are_split_by_what_they_mean():
    treated, progressions, responses = split_rows(example_rows(MARTA))
    assert len(treated) == 10
    assert progressions == ["2021-11-22", "2023-10-16", "2024-07-22"]
    assert responses["2024-11-04"] == "sCR"

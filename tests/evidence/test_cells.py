"""What a spreadsheet program does to a file is refused, with the place and the way to mend it."""

import pytest

from utils.evidence.cells import read_columns
from utils.evidence.errors import CourseDataError
from utils.evidence.schema import read_resources
from utils.evidence.tables import read_table


def refusal(copy, name="outcomes") -> CourseDataError:
    with pytest.raises(CourseDataError) as caught:
        read_table(read_resources(copy.folder)[name], copy.folder)
    return caught.value


def test_a_file_as_it_should_be_is_read_by_column(copy):
    cells = read_columns(read_resources(copy.folder)["endpoints"], copy.folder)
    assert list(cells) == ["endpoint", "family", "kind", "meaning", "unit", "direction"]
    assert cells["endpoint"][0] == "orr_pct"


def test_byte_order_mark(copy):
    copy.edit_text("outcomes", lambda text: b"\xef\xbb\xbf" + text)
    error = refusal(copy)
    assert (error.file, error.row, error.column) == ("outcomes.csv", 1, "id")
    assert "byte-order mark" in str(error)
    assert "UTF-8 without byte-order mark" in error.mend


def test_semicolons(copy):
    copy.edit_text("outcomes", lambda text: text.replace(b",", b";"))
    error = refusal(copy)
    assert (error.row, error.column) == (1, "id")
    assert "semicolons" in error.seen
    assert "separated by commas" in error.mend


def test_decimal_comma(copy):
    row = copy.change("outcomes", 3, value="49,1")
    error = refusal(copy)
    assert (error.file, error.row, error.column) == ("outcomes.csv", row, "value")
    assert "write 49.1" in error.mend


@pytest.mark.parametrize("tail", [b"\n", b"\n\n", b",,,,,,,,,,,,,,\n", b"\r\n"])
def test_trailing_blank_lines(copy, tail):
    rows = len(copy.rows("outcomes"))
    copy.edit_text("outcomes", lambda text: text + tail)
    error = refusal(copy)
    assert error.row == rows + 2
    assert error.mend == "delete the row"


def test_another_encoding(copy):
    row = 2 + copy.find("trials", trial_id="barcelona")
    copy.edit_text("trials", lambda text: text.replace(b"Barcelona", b"Barcel\xf3na", 1))
    error = refusal(copy, "trials")
    assert error.row == row
    assert "UTF-8" in error.expected


def test_a_column_renamed(copy):
    copy.edit_text("outcomes", lambda text: text.replace(b"ci_low", b"lower", 1))
    error = refusal(copy)
    assert (error.row, error.column) == (1, "lower")


def test_a_comma_without_quotes(copy):
    copy.edit_text("arms", lambda text: text.replace(b"\n", b",\n", 2).replace(b",\n", b"\n", 1))
    error = refusal(copy, "arms")
    assert error.row == 2
    assert "double quotes" in error.mend


def test_a_missing_file(copy):
    copy.path("arms").unlink()
    assert "missing" in str(refusal(copy, "arms"))


def test_windows_line_ends_are_no_fault(copy):
    copy.edit_text("arms", lambda text: text.replace(b"\n", b"\r\n"))
    assert len(read_table(read_resources(copy.folder)["arms"], copy.folder)) == len(copy.rows("arms"))


def test_an_empty_table_has_its_columns(copy):
    copy.edit_text("arms", lambda text: text.splitlines(keepends=True)[0])
    frame = read_table(read_resources(copy.folder)["arms"], copy.folder)
    assert frame.empty
    assert "n_denominator" in frame

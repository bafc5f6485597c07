"""Read a CSV file of course_data as text, and refuse what a spreadsheet program did to it."""

import csv
import io
from pathlib import Path

from utils.evidence.errors import CourseDataError
from utils.evidence.schema import Resource

SAVE_AS = "save it again as 'CSV', UTF-8 without byte-order mark, separated by commas, with decimal points"


def read_columns(resource: Resource, folder: Path) -> dict[str, list[str]]:
    """The cells of one table, as text, by column; row `i` of the list stands in row `i + 2` of the file.

    Raises CourseDataError for a missing file, a byte-order mark, another encoding, semicolons, a header
    that differs from datapackage.json, blank lines and rows of another width.
    """
    header, *rows = list(csv.reader(io.StringIO(_text(resource.path, folder), newline=""))) or [[]]
    _refuse_header(resource, header)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header) or not any(row):
            raise _bad_row(resource.path, number, row, len(header))
    return (
        dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))
        if rows
        else {c: [] for c in header}
    )


def _text(file: str, folder: Path) -> str:
    try:
        text = (folder / file).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise CourseDataError(
            file, None, None, "the file is missing", "the file datapackage.json names", "restore it with git"
        ) from None
    except UnicodeDecodeError as problem:
        row = problem.object[: problem.start].count(b"\n") + 1
        raise CourseDataError(file, row, None, "bytes that are not UTF-8", "UTF-8 text", SAVE_AS) from None
    if text.startswith("\ufeff"):
        column = text[1:].partition(",")[0].strip()
        raise CourseDataError(
            file, 1, column, "the file begins with a byte-order mark", "plain UTF-8", SAVE_AS
        )
    return text


def _refuse_header(resource: Resource, header: list[str]) -> None:
    columns = resource.columns
    if header == columns:
        return
    if len(header) == 1 and ";" in header[0]:
        raise CourseDataError(
            resource.path,
            1,
            header[0].split(";")[0],
            "columns are separated by semicolons",
            "commas",
            SAVE_AS,
        )
    wrong = next((name for name, due in zip(header, columns, strict=False) if name != due), None)
    odd = wrong or next(iter(set(header) ^ set(columns)), None)
    mend = "keep the column names and their order, or change datapackage.json with them"
    raise CourseDataError(resource.path, 1, odd, f"the header is {','.join(header)}", ",".join(columns), mend)


def _bad_row(file: str, number: int, row: list[str], width: int) -> CourseDataError:
    if not any(row):
        return CourseDataError(file, number, None, "the row is blank", "no blank rows", "delete the row")
    mend = "put double quotes around cells that contain a comma"
    return CourseDataError(file, number, None, f"the row has {len(row)} cells", f"{width} cells", mend)

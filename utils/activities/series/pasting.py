"""The text of a table taken apart into cells, and put together again: commas, semicolons or tabs, decimal commas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_LETTERS = 1_000_000
MOST_SAID = 6
COMMA = re.compile(r"^[<≤]?\s*-?\d+,\d+$")


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be used: its line (the headings are line 1), its column, what stands there, what to do."""

    line: int
    column: str
    seen: str
    says: str

    def __str__(self) -> str:
        place = f"Line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.says}"


class SeriesError(ValueError):
    """A table that cannot be read as it stands; `faults` names each cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        said = [str(fault) for fault in self.faults[:MOST_SAID]]
        more = len(self.faults) - len(said)
        super().__init__(" ".join(said) + (f" And {more} more." if more > 0 else ""))


def split_cells(text: str) -> list[list[str]]:
    """The cells of a table, decimal commas turned into points where another sign parts the columns."""
    if len(text) > MOST_LETTERS:
        raise SeriesError([whole_table(f"the table has {len(text):,} letters; a few visits need far fewer.")])
    lines = [line for line in text.replace("\ufeff", "").splitlines() if line.strip(" ,;\t")]
    if not lines:
        raise SeriesError([whole_table("the table is empty. Paste the headings and at least two visits.")])
    sign = next((sign for sign in "\t;," if sign in lines[0]), ",")
    rows = [
        [cell.strip() for cell in row] for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=sign)
    ]
    if sign != ",":
        rows[1:] = [
            [cell.replace(",", ".") if COMMA.match(cell) else cell for cell in row] for row in rows[1:]
        ]
    return rows


def whole_table(says: str) -> Fault:
    """What is wrong with the table and no cell of it."""
    return Fault(1, "", "", says)


def write_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as it is shown for editing: commas between the columns, one line a visit."""
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows([headings, *rows])
    return page.getvalue()

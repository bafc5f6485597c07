"""A table of visits, pasted or typed, read cell by cell: what cannot be used is named with its line, its column and the way out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from utils.activities.series.pasting import Fault, SeriesError, split_cells, whole_table
from utils.clinic.dates import as_date
from utils.clinic.errors import ClinicError
from utils.clinic.response.labs import read_labs
from utils.clinic.units import conversion, find_test, write_unit
from utils.clinic.unknown import is_unknown

MOST_VISITS = 24  # as many as a phone has room for, and as Marta's first treatment has
MOST_LINES = 2 * MOST_VISITS  # days on which only a treatment began are lines, and no visits
ROOM = f"the strip has room for {MOST_VISITS}. Keep those you want to look at."
LONGEST_CELL = 80
START = "start"
DATE, THERAPY, NOTE, OTHER = "date", "therapy", "note", "other method"
OWN = {
    DATE: DATE,
    "day": DATE,
    THERAPY: THERAPY,
    "treatment": THERAPY,
    NOTE: NOTE,
    "comment": NOTE,
    OTHER: OTHER,
}
LONG = ("date", "test", "value", "unit")
SIGNS = {"+": "positive", "pos": "positive", "-": "negative", "\N{MINUS SIGN}": "negative", "neg": "negative"}
HEADING = re.compile(r"^\s*(?P<name>[^(\[]*?)\s*(?:[(\[](?P<unit>[^)\]]*)[)\]])?\s*$")


@dataclass(frozen=True, eq=False)  # a series is itself: answers to it are kept by identity
class Series:
    """Visits in order. labs, starts: what `utils.clinic.response_timeline` asks for; other: the second method's M-protein (g/dL)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labs: pd.DataFrame
    starts: tuple[date, ...]
    other: dict[date, float]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which anything was measured."""
        return tuple(dict.fromkeys(self.labs["date"]))


def read_series(text: str) -> Series:
    """The series in a table of text: commas, semicolons or tabs between the columns, one line a visit.

    The first line names the columns, each test with its unit: `date, therapy, M-protein (g/dL), kappa (mg/L)`. `start` in
    the column therapy begins a treatment. Raises SeriesError.
    """
    cells = split_cells(text)
    headings = [heading.strip() for heading in cells[0]]
    if tuple(heading.casefold() for heading in headings) == LONG:
        raise SeriesError(
            [
                whole_table(
                    "this table has one line a result. Write one line a visit, with a column for each test."
                )
            ]
        )
    if len(cells) - 1 > MOST_LINES:
        raise SeriesError([whole_table(f"the table has {len(cells) - 1:,} visits; {ROOM}")])
    return check_series(headings, cells[1:])


def check_series(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Series:
    """Every cell checked by itself, all faults together. Raises SeriesError."""
    columns, faults = _read_headings(headings)
    rows = tuple(tuple(row) for row in rows)
    cells: list[Cell] = []
    starts: list[date] = []
    for number, row in enumerate(rows, 2) if not faults else ():
        if len(row) != len(headings):
            faults.append(Fault(number, "", "", f"has {len(row)} cells, the headings {len(headings)}. Part the columns as in the first line; with decimal commas part them by semicolons."))  # fmt: skip
            continue
        named = dict(zip(columns, row, strict=True))
        day = _read_day(named[(DATE, "")], number, cells[-1].day if cells else None, faults)
        if day is None:
            continue
        if named.get((THERAPY, ""), "").casefold() == START:
            starts.append(day)
        cells += [
            Cell(number, day, *column, text, head)
            for (column, text), head in zip(named.items(), headings, strict=True)
        ]
    faults += [fault for cell in cells if (fault := _find_fault(cell))]
    if faults:
        raise SeriesError(faults)
    return Series(tuple(headings), rows, _measure(cells), tuple(starts), _measure_other(cells))


@dataclass(frozen=True)
class Cell:
    """One cell of the table: where it stands, and the test and unit of its column."""

    line: int
    day: date
    name: str
    unit: str
    text: str
    heading: str

    @property
    def result(self) -> tuple[date, str, str, str]:
        """One row of the clinic's table of results."""
        test = "m_protein" if self.name == OTHER else self.name
        text = SIGNS.get(self.text.casefold(), self.text) if self.unit == "coded" else self.text
        return self.day, test, text, self.unit or "g/dL"

    @property
    def measured(self) -> bool:
        """Whether it holds a result: an empty cell, or one that says so, was not measured."""
        return self.name not in (DATE, THERAPY, NOTE) and not is_unknown(self.text)


def _measure(cells: Iterable[Cell]) -> pd.DataFrame:
    results = [cell.result for cell in cells if cell.measured and cell.name != OTHER]
    labs = pd.DataFrame(results, columns=list(LONG))
    if labs.empty:
        raise SeriesError([whole_table("no visit has a result. Give at least a date and an M-protein.")])
    visits = labs["date"].nunique()
    if visits > MOST_VISITS:
        raise SeriesError([whole_table(f"the table has {visits} visits; {ROOM}")])
    try:
        read_labs(labs)
    except ClinicError:  # a cell of its own says it better
        raise SeriesError([f for c in cells if c.measured and (f := _find_fault(c, alone=True))]) from None
    return labs


def _measure_other(cells: Iterable[Cell]) -> dict[date, float]:
    """The second method's M-protein, g/dL, by day."""
    found = [cell for cell in cells if cell.measured and cell.name == OTHER]
    return {c.day: float(read_labs(pd.DataFrame([c.result], columns=list(LONG)))[0].values["m_protein"]) for c in found}  # fmt: skip


def _find_fault(cell: Cell, alone: bool = False) -> Fault | None:
    """What is wrong with this cell by itself; alone: ask the clinic as well, one result at a time."""
    says = ""
    if len(cell.text) > LONGEST_CELL:
        says = f"has {len(cell.text)} letters; write at most {LONGEST_CELL}."
    elif cell.name == THERAPY and cell.text and cell.text.casefold() != START:
        says = f"{cell.text[:30]!r} is not read. Write start on the day a treatment began, or nothing."
    elif alone or (cell.measured and cell.name == OTHER):
        try:
            read_labs(pd.DataFrame([cell.result], columns=list(LONG)))
        except ClinicError as problem:
            says = str(problem).removeprefix("labs row 1: ")
    return Fault(cell.line, cell.heading, cell.text[:20], says) if says else None


def _read_headings(headings: Sequence[str]) -> tuple[list[tuple[str, str]], list[Fault]]:
    """Name and unit of each column, and what is wrong with the first line."""
    columns: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for heading in headings:
        parts = HEADING.match(heading)
        name = (parts["name"] if parts else heading).strip()
        unit = (parts["unit"] or "").strip() if parts else ""
        own = OWN.get(name.casefold().replace("_", " "))
        try:
            columns.append((own, unit if own == OTHER else "") if own else _name_test(name, unit))
        except ClinicError as problem:
            faults.append(Fault(1, heading or "without a name", heading, str(problem)))
    if not faults and (DATE, "") not in columns:
        faults.append(whole_table("there is no column date. The first line must name the columns, such as: date, therapy, M-protein (g/dL)."))  # fmt: skip
    twice = [name for name, _ in columns if [n for n, _ in columns].count(name) > 1]
    if not faults and twice:
        faults.append(Fault(1, twice[0], "", f"the column {twice[0]} is there twice. Keep one."))
    return columns, faults


def _name_test(name: str, unit: str) -> tuple[str, str]:
    """The clinic's name of a test and a unit it is reported in; refused with the units that are read."""
    test = find_test(name)
    if not unit and test.unit == "coded":
        return test.name, "coded"
    if not unit:
        known = ", ".join(write_unit(known) for known in test.factors)
        raise ClinicError(f"{name} has no unit. Write it behind the name, as in {name} ({test.unit}); read are: {known}.")  # fmt: skip
    conversion(test, unit)
    return test.name, unit


def _read_day(text: str, number: int, last: date | None, faults: list[Fault]) -> date | None:
    try:
        day = as_date(text, "date")
    except ClinicError as problem:
        faults.append(Fault(number, DATE, text, str(problem).removeprefix("date: ")))
        return None
    says = ""
    if day is None:
        says = "this line has no date. Write it as year-month-day: 2024-03-05."
    elif not 1950 <= day.year <= 2100:
        says = f"{day} lies outside 1950 to 2100: check the year."
    elif last is not None and day <= last:
        says = f"{day} comes after {last}. Put the visits in the order of their days, one line a day."
    if says:
        faults.append(Fault(number, DATE, text, says))
        return None
    return day

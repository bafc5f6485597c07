"""Therapy histories as a learner writes them: checked, read from a CSV, and turned into what the clinic's rules ask for."""

import io
import os
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

import pandas as pd

from utils.clinic import event
from utils.clinic.dates import name_form
from utils.clinic.lines.history import VERBS, Event, read_history

COLUMNS = ("start", "stop", "drugs", "planned", "reason", "event")
OPTIONAL = ("response",)
# What a table saved from the builder has besides; read over.
ADDED = ("number", "line", "opens", "unsure", "why", "day", "chosen", "tier", "narrow_tier")
PROGRESSION = "progression"
SAID = {"sct": "transplant"}  # words that are only codes
KINDS = (*VERBS, PROGRESSION)
RESPONSES = ("", "sCR", "CR", "VGPR", "PR", "MR", "SD", "PD")
FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST_ROWS = 60
MOST_BYTES = 200_000
LONGEST_TEXT = 120


class HistoryFileError(ValueError):
    """A history that cannot be read as written; the message names row, column and mend."""


def on_binder() -> bool:
    """Whether this is a Binder session: a stranger's machine, where no file may be loaded."""
    return bool(os.environ.get("BINDER_SERVICE_HOST") or os.environ.get("BINDER_LAUNCH_HOST"))


def read_rows(content: bytes) -> pd.DataFrame:
    """A history from the bytes of a CSV file, as text, checked row by row.

    Columns: start, stop, drugs, planned, reason, event, and (not needed) response, parted by commas, semicolons or tabs.
    Dates are year-month-day; `event` may also be `progression`. Text is never run and never shown as HTML. Raises HistoryFileError.
    """
    if len(content) > MOST_BYTES:
        raise HistoryFileError(
            f"It has {len(content):,} bytes; a history of at most {MOST_ROWS} rows needs far fewer. "
            "Load one person's treatments, one row an event."
        )
    rows = _parse(content)
    _refuse_columns(list(rows.columns))
    if len(rows) > MOST_ROWS:
        raise HistoryFileError(f"It has {len(rows):,} rows; one history has at most {MOST_ROWS}.")
    rows["planned"] = rows["planned"].replace({"1,0": "1", "0,0": "0", "1.0": "1", "0.0": "0"})
    return check_rows(complete(rows), in_file=True)


def _parse(content: bytes) -> pd.DataFrame:
    try:
        text = content.decode("utf-8-sig")
        part = _find_separator(text)
        return pd.read_csv(
            io.StringIO(text), sep=part, dtype=str, keep_default_na=False, skipinitialspace=True
        )
    except (UnicodeDecodeError, ValueError) as problem:
        raise HistoryFileError(
            f"This is not a CSV file in UTF-8 ({str(problem).strip().splitlines()[0]}). "
            f"Its first line must read: {','.join(COLUMNS)}"
        ) from problem


def _find_separator(text: str) -> str:
    """What parts the columns in the first line: a spreadsheet of another country writes semicolons, a pasted one tabs."""
    heading = text.lstrip().partition("\n")[0]
    return max(",;\t", key=heading.count)


def _refuse_columns(names: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in names]
    strange = [name for name in names if name not in (*COLUMNS, *OPTIONAL, *ADDED)]
    if missing or strange:
        near = {name: get_close_matches(name.lower(), missing, 1) for name in strange}
        hints = [f"'{name}'" + (f" (meant '{close[0]}'?)" if close else "") for name, close in near.items()]
        raise HistoryFileError(
            (f"Row 1: the column {', '.join(missing)} is missing. " if missing else "")
            + (f"Row 1: unknown column {', '.join(hints)}. " if hints else "")
            + f"The first line must read: {','.join(COLUMNS)}"
        )


def complete(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every column there, as stripped text, in a fixed order."""
    full = rows.reindex(columns=[*COLUMNS, *OPTIONAL], fill_value="").fillna("")
    return full.map(lambda value: str(value).strip()).reset_index(drop=True)


def say_event(row: Mapping[str, str]) -> str:
    """What happened and with which drugs, as it is read aloud."""
    return f"{SAID.get(row['event'], row['event'])} {row['drugs']}".strip()


def check_rows(rows: pd.DataFrame, in_file: bool = False) -> pd.DataFrame:
    """The rows, when every cell can be read. Raises HistoryFileError naming the place as the person sees it, and the column.

    in_file: the row of a file, whose headings are row 1; else the number of the event in the builder.
    """
    for number, row in enumerate(rows.to_dict("records"), start=1):
        _check_cells(row, f"Row {number + 1}" if in_file else f"Event {number}")
    return rows


def _check_cells(row: dict[str, str], number: str) -> None:
    kind = row["event"].casefold()
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, 1)
        tail = f"Closest: '{near[0]}'. " if near else ""
        _refuse(number, "event", row["event"], f"{tail}Write one of: {', '.join(KINDS)}")
    _read_day(row["start"], number, "start")
    if row["stop"]:
        _read_day(row["stop"], number, "stop")
    for column, text in row.items():
        if len(text) > LONGEST_TEXT:
            _refuse(number, column, text[:30] + "…", f"write at most {LONGEST_TEXT} letters")
    if row["response"] not in RESPONSES:
        _refuse(number, "response", row["response"], f"write one of: {', '.join(RESPONSES[1:])}, or nothing")
    if kind != PROGRESSION:
        _check_treatment(row, number, kind)


def _check_treatment(row: dict[str, str], number: str, kind: str) -> None:
    if row["planned"].casefold() not in ("0", "1", "yes", "no", "true", "false"):
        _refuse(number, "planned", row["planned"], "write 1 (foreseen when the line began) or 0")
    if not row["drugs"]:
        _refuse(number, "drugs", "", "write a drug or a regimen such as VRd")
    try:
        event(kind, row["drugs"], row["planned"])
    except ValueError as problem:
        _refuse(number, "drugs", row["drugs"], str(problem).rstrip("."))


def _read_day(text: str, number: str, column: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _refuse(
            number,
            column,
            text,
            f"write the date as year-month-day, as in 2018-03-12.{name_form(text)}".rstrip("."),
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        _refuse(number, column, text, f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _refuse(number: str, column: str, seen: str, mend: str) -> None:
    raise HistoryFileError(f"{number}, column {column}: {seen!r} cannot be used; {mend}.")


def split_rows(rows: pd.DataFrame) -> tuple[tuple[Event, ...], list[str], dict[str, str]]:
    """Treatment events in order of date, the days of progression, and the best response by start of treatment."""
    ordered = rows.sort_values("start", kind="stable")
    progressed = ordered["event"].str.casefold() == PROGRESSION
    treated = ordered[~progressed]
    known = treated[treated["response"] != ""]
    responses = dict(zip(known["start"], known["response"], strict=True))
    return read_history(treated), list(ordered.loc[progressed, "start"]), responses


def rows_of(
    history: pd.DataFrame, progressions: Iterable = (), responses: dict | None = None
) -> pd.DataFrame:
    """Rows from a history table of the course, the days of progression, and best responses by day of start."""
    best = {str(day): answer for day, answer in (responses or {}).items()}
    treated = history.copy()
    for column in ("start", "stop"):
        treated[column] = pd.to_datetime(treated[column]).dt.strftime("%Y-%m-%d")
    treated["planned"] = treated["planned"].astype(int).astype(str)
    treated["response"] = [
        best.get(row.start, "") if row.event == "start" else "" for row in treated.itertuples()
    ]
    marks = [{"start": str(day), "event": PROGRESSION} for day in progressions]
    both = pd.concat([treated, pd.DataFrame(marks)], ignore_index=True) if marks else treated
    return complete(both.astype(object).sort_values("start", kind="stable"))

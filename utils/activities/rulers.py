"""Two rulers on one history: lines by the guideline of 2015, and lines as a claims database makes them from bills."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

import pandas as pd

from utils.clinic.lines.claims import ClaimsLines, count_claims_lines
from utils.clinic.lines.entry import judge_entry
from utils.clinic.lines.history import Event
from utils.clinic.lines.lines import Lines
from utils.evidence import address, cite, table

SOURCE = "ohdsi_mm_lines"
NOTE = (
    "A claims database sees bills: which drug, on which day. It sees no plan, no reason, no response, no dose and no steroid. "
    "Where a drug is not on its list, it does not see that drug either."
)
DOOR = (
    "By the number of lines alone; trials ask for much else besides. Trials whose criterion was not read "
    "for this course are left out, not guessed."
)


def count_both(treated: tuple[Event, ...]) -> ClaimsLines:
    """The count of the second ruler."""
    return count_claims_lines(treated)


def lay_claims(claims: ClaimsLines, counted: Lines, ends: pd.Timestamp) -> pd.DataFrame:
    """The brackets of the second ruler: number, start, middle, stop, differs (somewhere another number than the guideline's)."""
    begun = [pd.Timestamp(day) for day in counted.starts]
    starts = [pd.Timestamp(day) for day in claims.starts]
    stops = [*starts[1:], ends]
    rows = [
        {
            "number": k,
            "start": a,
            "middle": a + (b - a) / 2,
            "stop": b,
            "differs": line_on(counted, a) != k or any(a < day < b for day in begun),
        }
        for k, (a, b) in enumerate(zip(starts, stops, strict=True), start=1)
    ]
    return pd.DataFrame(rows, columns=["number", "start", "middle", "stop", "differs"])


def line_on(counted: Lines | ClaimsLines, day: pd.Timestamp) -> int:
    """The line that was running on a day."""
    return sum(pd.Timestamp(start) <= day for start in counted.starts)


def say_difference(counted: Lines, claims: ClaimsLines) -> str:
    """Both counts and the first place where they part, in one or two sentences."""
    if claims.n == counted.n and claims.starts == counted.starts:
        said = f"A claims database would count {claims.n} as well."
    elif claims.n == counted.n:
        said = f"A claims database would count {claims.n} as well, but not from the same days."
    else:
        said = f"A claims database would count {claims.n}."
    parted = [row for row in claims.rows if row.new_line and row.paid.start not in counted.starts]
    if parted and claims.n > counted.n:
        said += f" On {parted[0].paid.start} it begins a line: {parted[0].why}"
    elif claims.n < counted.n:
        first = next(day for day in counted.starts if day not in claims.starts)
        seen = [row for row in claims.rows if row.paid.start <= first]
        said += f" On {first} it begins none: {seen[-1].why}" if seen else ""
    return said


def judge_doors(guideline: int, claims: int) -> pd.DataFrame:
    """Trials with a criterion that was read: trial, asks_for, guideline, claims, differs, source, address."""
    rows = [
        {
            "trial": trial,
            "asks_for": row.asks_for,
            "guideline": judge_entry(guideline, row.least, row.most, or_else),
            "claims": judge_entry(claims, row.least, row.most, or_else),
            "source": source,
            "address": link,
        }
        for row, trial, or_else, source, link in _asked()
    ]
    doors = pd.DataFrame(rows)
    return doors.assign(differs=doors["guideline"] != doors["claims"])


@cache
def _asked() -> tuple[tuple, ...]:
    """The criteria that were read, by year, with their sources in words: read once, not at every answer."""
    asked = table("entry_lines").merge(table("trials")[["trial_id", "name", "year"]], on="trial_id")
    return tuple(
        (
            row,
            row.name.split(" (")[0],
            row.or_else if isinstance(row.or_else, str) else "",
            cite(row.source_id),
            address(row.source_id),
        )
        for row in asked.sort_values(["year", "trial_id"]).itertuples(index=False)
    )


@cache
def _logic_address() -> str:
    return address(SOURCE)


@cache
def count_unread() -> int:
    """Trials of treated myeloma whose words speak of prior lines, and whose own criterion was not read."""
    about = table("trials")
    speaks = about["eligibility"].str.contains("prior line", na=False) & ~about["design"].eq("real-world")
    return int((speaks & ~about["trial_id"].isin(table("entry_lines")["trial_id"])).sum())


def write_rulers(counted: Lines, claims: ClaimsLines) -> str:
    """The second ruler bill by bill, and the doors of trials under both counts, as HTML for the page below."""
    heads = ("From", "Paid for", "Claims line", "Guideline", "Why")
    bills = ""
    for row in claims.rows:
        line = f"{row.line}{' · new' * row.new_line}{' · open' * row.unsure}"
        begun = line_on(counted, pd.Timestamp(row.paid.start))
        parted = " data-differs" if begun != row.line else ""
        bills += (
            f"<tr{parted}>{write_cells(heads, (row.paid.start, row.paid.what, line, begun, row.why))}</tr>"
        )
    unseen = (
        f" Not on its list, so not seen here: {escape(', '.join(claims.unseen))}." if claims.unseen else ""
    )
    source = f"<a href='{escape(_logic_address())}' target='_blank' rel='noopener'>the published logic</a>"
    return (
        f"<table><caption>The same history as bills ({source})</caption>{write_head(*heads)}<tbody>{bills}</tbody></table>"
        f"<p>{escape(NOTE)}{unseen}</p>{_write_doors(counted.n, claims.n)}"
    )


def _write_doors(guideline: int, claims: int) -> str:
    heads = ("Trial", "It asked for", f"{guideline} by the guideline", f"{claims} by claims", "Read in")
    rows = ""
    for row in judge_doors(guideline, claims).itertuples():
        cells = write_cells(heads[:-1], (row.trial, row.asks_for, row.guideline, row.claims))
        link = f"<a href='{escape(row.address)}' target='_blank' rel='noopener'>{escape(row.source)}</a>"
        rows += f"<tr{' data-differs' * row.differs}>{cells}<td data-head='{heads[-1]}'>{link}</td></tr>"
    return (
        f"<table><caption>Whose door would that number open?</caption>{write_head(*heads)}<tbody>{rows}</tbody></table>"
        f"<p>{escape(DOOR)} ({count_unread()} more trials of this course speak of prior lines.)</p>"
    )


def write_cells(heads: Sequence[str], values: Sequence[object]) -> str:
    """The cells of a row, each with its heading, which is shown beside it where the page is narrow."""
    return "".join(
        f"<td data-head='{escape(head, quote=True)}'{' data-day' if head == 'From' else ''}>{escape(str(value))}</td>"
        for head, value in zip(heads, values, strict=True)
    )


def write_head(*names: str) -> str:
    """The head of a table."""
    return "<thead><tr>" + "".join(f"<th scope='col'>{escape(name)}</th>" for name in names) + "</tr></thead>"

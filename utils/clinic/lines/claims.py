"""Counting lines as a claims database does: from the days on which drugs were paid for, without plan, response or reason.

Rules: the published logic by which OHDSI's loader turns claims into myeloma regimens and lines (ohdsi_mm_lines). Drugs
that were begun within 30 days are one regimen; a later drug, or one not paid for in more than 90 days, ends it; then
regimens are joined into lines around a transplant, as maintenance, before CAR T cells, or as an early addition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from utils.clinic.lines.drugs import IMID, PI, drug_class, is_car_t
from utils.clinic.lines.exposure import Course, read_courses
from utils.clinic.lines.history import read_history
from utils.clinic.results import join_words

RULE = "ohdsi_mm_lines"
WINDOW_DAYS = 30  # drugs begun so soon after a regimen's first are part of it
GAP_DAYS = 90  # not paid for longer than this: discontinued
MAINTENANCE_WITHIN_DAYS = 180  # of the end of a combination that ran more than 30 days
LEAST_COMBINATION_DAYS, LEAST_MAINTENANCE_DAYS = 30, 60
TANDEM_DAYS = 180  # of two transplants within these days only the first is written down
AFTER_TRANSPLANT_DAYS = 365  # "within a year": one drug alone belongs to the transplant before it
ADDED_WITHIN_DAYS = 90  # an IMiD or a proteasome inhibitor may still join
LENALIDOMIDE_WITHIN_DAYS = 60  # in line 1, to cyclophosphamide
MAINTENANCE = {"bortezomib", "lenalidomide", "thalidomide", "ixazomib"}
EMPTYING = ({"cyclophosphamide"}, {"cyclophosphamide", "fludarabine"})
INDUCTIONS = (
    {"bortezomib", "lenalidomide"},
    {"carfilzomib", "lenalidomide"},
    {"bortezomib", "thalidomide"},
)
# The list of drugs that the logic looks for; steroids are not on it, so no bill for them begins or ends anything.
SEEN = frozenset(
    """
    belantamab mafodotin, bortezomib, carfilzomib, ciltacabtagene autoleucel, cisplatin, cyclophosphamide, daratumumab,
    doxorubicin, elotuzumab, elranatamab, etoposide, fludarabine, idecabtagene vicleucel, isatuximab, ixazomib,
    lenalidomide, melphalan, melphalan flufenamide, pegylated liposomal doxorubicin, pomalidomide, selinexor, talquetamab,
    teclistamab, thalidomide, venetoclax, vincristine
    """.strip()
    .replace("\n    ", " ")
    .split(", ")
)


@dataclass(frozen=True)
class Paid:
    """What bills show as one thing: the drugs of a regimen, a transplant, or CAR T cells; `stop` None while it goes on."""

    drugs: frozenset[str]
    start: date
    stop: date | None
    kind: str = "regimen"

    @property
    def what(self) -> str:
        """In words."""
        return "transplant" if self.kind == "transplant" else join_words(sorted(self.drugs))

    @property
    def days(self) -> int:
        """How long it lasted; a regimen that goes on is longer than any limit."""
        return ((self.stop or date.max) - self.start).days


@dataclass(frozen=True)
class ClaimsRow:
    """One thing paid for, the line it is put into, why, and whether the published logic leaves it open."""

    line: int
    paid: Paid
    new_line: bool
    why: str
    unsure: bool = False


@dataclass(frozen=True)
class ClaimsLines:
    """The count of a claims database. unseen: drugs of the history that its list does not name."""

    rows: tuple[ClaimsRow, ...]
    unseen: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many lines."""
        return max((row.line for row in self.rows), default=0)

    @property
    def starts(self) -> tuple[date, ...]:
        """The day each line began."""
        first = {row.line: row.paid.start for row in reversed(self.rows)}
        return tuple(first[line] for line in sorted(first))


def count_claims_lines(history: Any) -> ClaimsLines:
    """How many lines a claims database would count in a dated history.

    history: as for `count_lines`. `planned`, `reason`, responses and doses are not looked at: no bill shows them.
    Raises HistoryError, UnknownDrugError.

    >>> count_claims_lines([]).n
    0
    """
    events = read_history(history)
    courses = read_courses(event for event in events if event.verb != "sct")
    # A steroid is no anticancer drug to the list: that it is missing there needs no mention at every history.
    unseen = {c.drug for c in courses if c.drug not in SEEN and drug_class(c.drug) != "steroid"}
    cells = [Paid(frozenset({c.drug}), c.start, c.start, "car_t") for c in courses if is_car_t([c.drug])]
    drugs = [c for c in courses if c.drug in SEEN and not is_car_t([c.drug])]
    transplants = _write_transplants(event.start for event in events if event.verb == "sct")
    paid = sorted([*_build_regimens(_join_eras(drugs)), *transplants, *cells], key=lambda item: item.start)
    return ClaimsLines(_merge_inductions(_group(paid)), tuple(sorted(unseen)))


def _write_transplants(days: Iterable[date | None]) -> list[Paid]:
    written: list[Paid] = []
    for day in days:
        if day and not (written and (day - written[-1].start).days <= TANDEM_DAYS):
            written.append(Paid(frozenset({"melphalan"}), day, day, "transplant"))
    return written


def _join_eras(courses: Iterable[Course]) -> list[Paid]:
    """Courses of one drug with at most 90 days between them are one era."""
    eras: dict[str, list[Paid]] = {}
    for course in sorted(courses, key=lambda course: course.start):
        mine = eras.setdefault(course.drug, [])
        last = mine[-1] if mine else None
        if last and (last.stop is None or (course.start - last.stop).days <= GAP_DAYS):
            later = None if None in (last.stop, course.stop) else max(last.stop, course.stop)
            mine[-1] = replace(last, stop=later)
        else:
            mine.append(Paid(frozenset({course.drug}), course.start, course.stop))
    return [era for mine in eras.values() for era in mine]


def _build_regimens(eras: Sequence[Paid]) -> list[Paid]:
    """Regimens one after another, each until a drug is added after its window or one of its own is discontinued."""
    made: list[Paid] = []
    day = min((era.start for era in eras), default=None)
    while day is not None:
        closes = day + timedelta(WINDOW_DAYS)
        # A drug whose last day is the first of its successor was exchanged for it.
        running = [e for e in eras if e.start <= closes and (e.start >= day or (e.stop or date.max) > day)]
        drugs = frozenset().union(*(era.drugs for era in running))
        stops = sorted(era.stop or date.max for era in running)
        # Drugs that end within 30 days of the first to end, end with it.
        end = max(stop for stop in stops if stop == stops[0] or (stop - stops[0]).days <= WINDOW_DAYS)
        added = [era.start for era in eras if era.start > closes and not era.drugs <= drugs]
        end = min([end, *(start - timedelta(1) for start in added)])
        made.append(Paid(drugs, day, None if end == date.max else end))
        day = _next_day(eras, end)
    return made


def _next_day(eras: Sequence[Paid], end: date) -> date | None:
    """The day after, when a drug goes on; else the day of the next drug."""
    if end == date.max:
        return None
    after = end + timedelta(1)
    if any(era.start <= after <= (era.stop or date.max) for era in eras):
        return after
    return min((era.start for era in eras if era.start > end), default=None)


def _group(paid: Sequence[Paid]) -> list[ClaimsRow]:
    rows: list[ClaimsRow] = []
    for item in paid:
        mine = [row.paid for row in rows if row.line == rows[-1].line] if rows else []
        joins, why, unsure = _judge(item, mine, rows[-1].line if rows else 0)
        line = (rows[-1].line if rows else 0) + (not joins)
        rows.append(ClaimsRow(line, item, not joins, why, unsure))
    return rows


def _judge(item: Paid, line: Sequence[Paid], number: int) -> tuple[bool, str, bool]:
    """Whether it joins the line before it, why, and whether the logic leaves it open."""
    if not line:
        return False, "the first myeloma drug that was paid for.", False
    if item.kind == "transplant":
        second = any(before.kind == "transplant" for before in line)
        why = "a further transplant more than 180 days later; the published logic does not say whose line it is."
        return (False, why, True) if second else (True, "a transplant belongs to what surrounds it.", False)
    if item.kind == "car_t":
        if line[-1].drugs in EMPTYING:
            return True, "cyclophosphamide, alone or with fludarabine, and CAR T cells are one line.", False
        return False, "CAR T cells after anything but cyclophosphamide or fludarabine.", False
    return _judge_regimen(item, line, number)


def _judge_regimen(item: Paid, line: Sequence[Paid], number: int) -> tuple[bool, str, bool]:
    before = line[-1]
    transplant = next((part for part in line if part.kind == "transplant" and part.start <= item.start), None)
    near = transplant is not None and (item.start - transplant.start).days <= AFTER_TRANSPLANT_DAYS
    if near and len(item.drugs) == 1:
        return True, "one drug alone within a year after the transplant: maintenance.", False
    if _is_maintenance(item, before):
        return True, "one drug alone, soon after a combination: maintenance.", False
    if near and before.kind == "transplant":
        known = frozenset().union(*(part.drugs for part in line))
        why = "a combination after the transplant; the published logic says only that what surrounds it belongs to it."
        return item.drugs <= known, why, True
    if _is_early_addition(item, before, line[0].start, number):
        return True, "an early addition does not begin a line.", False
    return False, _say_new(item, before), False


def _is_maintenance(item: Paid, before: Paid) -> bool:
    (drug, *others) = item.drugs
    allowed = not others and (drug in MAINTENANCE or (drug == "daratumumab" and drug in before.drugs))
    combined = len(before.drugs) > 1 and before.days > LEAST_COMBINATION_DAYS
    soon = before.stop is not None and (item.start - before.stop).days <= MAINTENANCE_WITHIN_DAYS
    return allowed and combined and soon and item.days > LEAST_MAINTENANCE_DAYS


def _is_early_addition(item: Paid, before: Paid, begun: date, number: int) -> bool:
    added = item.drugs - before.drugs
    if before.kind != "regimen" or not before.drugs < item.drugs:
        return False
    if number == 1 and added == {"lenalidomide"} and "cyclophosphamide" in before.drugs:
        return (item.start - begun).days <= LENALIDOMIDE_WITHIN_DAYS
    groups = [drug_class(drug) for drug in added]
    taken = {drug_class(drug) for drug in before.drugs}
    fits = set(groups) <= {IMID, PI} and len(set(groups)) == len(groups) and not taken & set(groups)
    return fits and (item.start - before.start).days <= ADDED_WITHIN_DAYS


def _say_new(item: Paid, before: Paid) -> str:
    added, gone = sorted(item.drugs - before.drugs), sorted(before.drugs - item.drugs)
    if added:
        return f"{join_words(added)} came after the first {WINDOW_DAYS} days of what was paid for before."
    if gone and before.kind == "regimen":
        return f"{join_words(gone)} was no longer paid for, and what went on ({item.what}) is not called maintenance."
    return f"the same drugs after more than {GAP_DAYS} days without a bill."


def _merge_inductions(rows: Sequence[ClaimsRow]) -> tuple[ClaimsRow, ...]:
    """A first combination without transplant is joined to the next line when that one holds the transplant."""
    merged: list[ClaimsRow] = []
    for line in sorted({row.line for row in rows}):
        mine = [row for row in rows if row.line == line]
        last = [row for row in merged if row.line == merged[-1].line] if merged else []
        given = frozenset().union(*(row.paid.drugs for row in last)) if last else frozenset()
        waits = any(pair <= given for pair in INDUCTIONS) and not _has_transplant(last)
        joins = waits and _has_transplant(mine)
        number = (merged[-1].line if merged else 0) + (not joins)
        why = "joined to the induction before it, because this line holds the transplant."
        for row in mine:
            moved = {"new_line": False, "why": why} if joins and row.new_line else {}
            merged.append(replace(row, line=number, **moved))
    return tuple(merged)


def _has_transplant(rows: Sequence[ClaimsRow]) -> bool:
    return any(row.paid.kind == "transplant" for row in rows)

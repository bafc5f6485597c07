"""Where everything of a therapy history stands in its picture: events, lanes, lines by both rulers, former lines."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from utils.activities.histories import PROGRESSION, check_rows, split_rows
from utils.activities.rulers import count_both, lay_claims
from utils.charts.histories import LEAST_NARROW, NARROW_TIERS, STATUS, name_lane, stack_days
from utils.clinic import count_lines, label_refractoriness
from utils.clinic.lines.exposure import read_courses
from utils.clinic.lines.lines import Lines
from utils.clinic.lines.refractory import Refractoriness

LAST = -1  # the event that an example is about stands at its end
ROOM_AFTER = pd.Timedelta(days=60)
NARROW = 0.14  # of the time shown: a narrower band has room for the number alone


def lay_out_history(
    rows: pd.DataFrame, chosen: int = LAST, before: Sequence[str] = ()
) -> dict[str, pd.DataFrame]:
    """Tables `events`, `courses`, `lines`, `claims`, `ghosts`, `marks` of a history.

    rows: see `utils.activities.histories`. chosen: position of the event to point at. before: the days on which lines began
    until the last edit. Raises ValueError naming the row that cannot be used.
    """
    ordered = check_rows(rows).sort_values("start", kind="stable").reset_index(drop=True)
    treated, progressions, responses = split_rows(ordered)
    if not treated:
        raise ValueError("The history has no treatment yet. Add an event of the kind “start”.")
    counted = count_lines(treated)
    status = label_refractoriness(treated, progressions, responses)
    days = pd.to_datetime([day for column in ("start", "stop") for day in ordered[column] if day])
    ends = days.max() + ROOM_AFTER
    marks = pd.DataFrame({"day": pd.to_datetime(pd.Series(progressions, dtype="object"))})
    events = _number_events(ordered, counted, chosen)
    return {
        "events": events.assign(
            tier=stack_days(events["day"], days.min(), ends),
            narrow_tier=stack_days(events["day"], days.min(), ends, LEAST_NARROW, NARROW_TIERS),
        ),
        "courses": _lay_lanes(treated, status, ends),
        "lines": _lay_bands(counted, days.min(), ends),
        "claims": lay_claims(count_both(treated), counted, ends),
        "ghosts": lay_ghosts(before, counted, days.min(), ends),
        "marks": marks,
    }


def _number_events(ordered: pd.DataFrame, counted: Lines, chosen: int) -> pd.DataFrame:
    """Every row with its number, its line and the rule; a progression is no event of treatment and opens nothing."""
    judged = iter(counted.events)
    line, rows = 0, []
    chosen = chosen % len(ordered)
    for place, row in enumerate(ordered.to_dict("records")):
        if row["event"].casefold() == PROGRESSION:
            verdict = {
                "opens": False,
                "unsure": False,
                "why": "progression opens no line; a change of treatment does.",
            }
        else:
            found = next(judged)
            line = found.line
            verdict = {"opens": found.new_line, "unsure": found.ambiguous, "why": found.why}
        day = pd.Timestamp(row["start"])
        rows.append(
            {"number": place + 1, "line": line, **row, **verdict, "day": day, "chosen": place == chosen}
        )
    return pd.DataFrame(rows)


def _lay_lanes(treated: tuple, status: Refractoriness, ends: pd.Timestamp) -> pd.DataFrame:
    """Drugs of one class lie together, the classes in the order in which they were first given."""
    known = {row.drug: row for row in status.drugs}
    classes = list(dict.fromkeys(row.drug_class for row in status.drugs))
    by_class = sorted(known, key=lambda drug: classes.index(known[drug].drug_class))
    order = {drug: place for place, drug in enumerate(by_class, start=1)}
    rows = []
    for course in read_courses(treated):
        row = known[course.drug]
        rows.append(
            {
                "drug": course.drug,
                "drug_class": row.drug_class,
                "lane": name_lane(course.drug, row.drug_class),
                "position": order[course.drug],
                "start": pd.Timestamp(course.start),
                "stop": pd.Timestamp(course.stop) if course.stop else ends,
                "running": course.stop is None,
                "status": row.status,
                "refractory": row.status == "refractory",
                "says": STATUS[row.status],
            }
        )
    lanes = pd.DataFrame(rows)
    return lanes.assign(first=~lanes["drug"].duplicated())


def _lay_bands(counted: Lines, begins: pd.Timestamp, ends: pd.Timestamp) -> pd.DataFrame:
    starts = [pd.Timestamp(day) for day in counted.starts]
    stops = [*starts[1:], ends]
    rows = []
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True), start=1):
        wide = (stop - start) / (ends - begins) > NARROW
        label = f"Line {number}" if wide else str(number)
        rows.append({"label": label, "start": start, "middle": start + (stop - start) / 2, "stop": stop})
    return pd.DataFrame(rows).assign(odd=[k % 2 == 1 for k in range(len(rows))])


def lay_ghosts(
    before: Sequence[str], counted: Lines, begins: pd.Timestamp, ends: pd.Timestamp
) -> pd.DataFrame:
    """The brackets of the lines as they stood until the last edit; none when it moved nothing. Columns start, stop."""
    former = sorted({min(max(pd.Timestamp(day), begins), ends) for day in before})
    if former == [pd.Timestamp(day) for day in counted.starts]:
        former = []
    return pd.DataFrame(
        {"start": pd.to_datetime(former), "stop": pd.to_datetime([*former[1:], *([ends] if former else [])])}
    )

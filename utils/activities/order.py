"""Order explorer: BCMA and GPRC5D, CAR T cells and bispecifics: what published series saw after what, as people."""

from html import escape

import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Select, Settings
from utils.activities.orders.series import ANY, BEFORE, MIXED, NEXT, find_series
from utils.charts.people_rows import LINES, draw_people


def order_explorer() -> Activity:
    """What came after what: each published series with its people, its median, and what makes it no comparison."""
    return Activity(
        name="order_explorer",
        title="After one T-cell treatment, another: what did the series see?",
        subtitle="A dot is a person; filled: partial response or better; dashed frame: number not said. Months: median until progression or death",
        label="observed",
        controls=[
            Select("before", "What had been given", BEFORE, value=MIXED),
            Select("aims_at", "What the next one aims at", NEXT, value=ANY),
        ],
        compute=lay_series,
        chart=draw_people,
        describe=describe_order,
        aloud=read_rows,
        caution=warn_of_series,
        source="each series names its own source below",
        answers="grid",
        page=write_series,
        prompts=[
            "Stay on BCMA treatments, mixed: which series has the most people, and does it have the highest share?",
            "Choose CAR T cells, then GPRC5D. Now choose a bispecific before it: how many people tell the difference?",
            "Choose talquetamab, then GPRC5D. What does an empty picture say?",
        ],
        headings={"name": "Series", "says": "What was seen", "place": None, "known": None},
    )


def lay_series(controls: Settings) -> dict[str, pd.DataFrame]:
    """Tables `series` (place, name, says, known) and `people` (place, column, line, responded)."""
    rows = find_series(controls.before, controls.aims_at)
    known = rows["people"].notna()
    series = pd.DataFrame(
        {"place": range(len(rows)), "name": rows["name"], "says": [say_row(row) for row in rows.itertuples()], "known": known}
    )  # fmt: skip
    people = [
        (place, dot // LINES, dot % LINES, dot < round(row.people * row.value / 100))
        for place, row in enumerate(rows.itertuples())
        if pd.notna(row.people)
        for dot in range(int(row.people))
    ]
    types = {"place": "int64", "column": "int64", "line": "int64", "responded": "bool"}
    return {
        "series": series.astype({"place": "int64", "known": "bool", "name": "object", "says": "object"}),
        "people": pd.DataFrame(people, columns=list(types)).astype(types),
    }


def say_row(row: tuple) -> str:
    """Response, people and months of one series, in few words."""
    people = f"{int(row.people)} people" if pd.notna(row.people) else "people not said"
    months = f"; {row.months:g} months" if pd.notna(row.months) else ""
    return f"{row.value:g} of 100; {people}{months}"


def describe_order(controls: Settings, _tables: dict[str, pd.DataFrame]) -> str:
    """How many series, of how many people, and what they span; or that none was found."""
    rows = find_series(controls.before, controls.aims_at)
    aim = "" if controls.aims_at == ANY else f" with a next treatment against {controls.aims_at}"
    if rows.empty:
        return f"After {controls.before}{aim}: no published series was found for this course. That is a gap, not an answer."
    known = rows["people"].dropna()
    sizes = (
        f", of {_range(known)} people where that is said"
        if len(known)
        else ", whose people are not counted out"
    )
    series = "one series" if len(rows) == 1 else f"{len(rows)} series"
    return f"After {controls.before}{aim}: {series}{sizes}. A response was seen in {_range(rows['value'])} of 100."


def read_rows(_controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """Every row in words, for those who do not see them."""
    return " ".join(f"{row.name}: {row.says}." for row in tables["series"].itertuples(index=False))


def _range(values: pd.Series) -> str:
    low, high = values.min(), values.max()
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def warn_of_series(controls: Settings, _tables: dict[str, pd.DataFrame]) -> str:
    """What makes the rows shown no comparison."""
    rows = find_series(controls.before, controls.aims_at)
    if rows.empty:
        return ""
    what = "; ".join(dict.fromkeys(f"{row.name} ({row.caution})" for row in rows.itertuples()))
    lead = (
        "these groups differ in who was let in, after what gap, and how they were counted; nobody drew lots"
        if len(rows) > 1
        else "nobody drew lots"
    )
    return f"{lead}. {what[0].upper()}{what[1:]}."


def write_series(controls: Settings, _tables: dict[str, pd.DataFrame]) -> str:
    """Who was in each series, and where it was published."""
    items = "".join(
        f"<li><b>{escape(row.name)}</b> ({escape(row.design)}): {escape(row.who)}. "
        f"<a href='{escape(row.address, quote=True)}' target='_blank' rel='noopener'>{escape(row.source)}</a></li>"
        for row in find_series(controls.before, controls.aims_at).itertuples()
    )
    return f"<div style='line-height:1.45;max-width:44rem'><ul>{items}</ul></div>" if items else ""

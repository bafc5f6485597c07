"""What treatment asks of somebody's time: a year as a calendar, and years of several treatments side by side."""

from __future__ import annotations

import altair as alt
import pandas as pd

from utils.charts.named_rows import MARK, height_of, row_of, write_names, write_values
from utils.charts.present import present
from utils.charts.theme import BLUE, GRID, INK, ORANGE, PAPER, SKY, VERMILLION, WIDTH, YELLOW

ACROSS, ROWS = 28, 14  # days in a row, so that cycles of four weeks stand under each other; rows of a year
ROW = 18  # pixels
NARROW_KEY = 300  # pixels of a calendar that holds no three words of its key in one line
KINDS = {  # what a day asks for: its name in the key, colour and shape
    "hospital": ("in hospital", VERMILLION, "square"),
    "infusion": ("infusion", BLUE, "circle"),
    "injection": ("injection", SKY, "triangle-up"),
    "visit": ("other visit", ORANGE, "cross"),
    "tablet": ("tablets only", YELLOW, "diamond"),
}
SIZES = {"hospital": 250, "infusion": 150, "injection": 120, "visit": 120, "tablet": 45}  # square pixels


def name_days(days: pd.DataFrame) -> pd.DataFrame:
    """Each day with the name of what it asks for: day, kind ("" on a free day), what, day_read.

    days: as `utils.clinic.schedules.judge_days` makes them (day, route, what, day_read).
    """
    kinds = {route: name for route, (name, _, _) in KINDS.items()}
    return days.assign(kind=days["route"].map(kinds).fillna(""))[["day", "kind", "what", "day_read"]]


def draw_calendar(days: pd.DataFrame) -> alt.LayerChart:
    """A year, four weeks a row, with its key above; a white spot where the course, not the source, has placed the day.

    days: as `name_days` makes them.
    """
    # Where a day stands is computed on the page: a saved notebook then carries less.
    base = alt.Chart(days).transform_calculate(
        column=f"(datum.day - 1) % {ACROSS} + 1", row=f"floor((datum.day - 1) / {ACROSS}) + 1"
    )
    empty = base.mark_point(shape="square", size=22, filled=True, fill=GRID, opacity=1).encode(x=_x(), y=_y())
    tips = [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in (("day", "Day"), ("what", "Given"), ("kind", "Asks for"))
    ]
    held = _marks(base.transform_filter("datum.kind !== ''")).encode(tooltip=tips)
    placed = base.transform_filter("!datum.day_read").mark_point(
        shape="circle", size=20, filled=True, fill=PAPER, stroke=INK, strokeWidth=0.8, opacity=1
    )
    height = ROW * (ROWS + 4)
    return (
        alt.layer(empty, held, placed.encode(x=_x(), y=_y()), *_key())
        .properties(width=WIDTH - 40, height=height)
        .configure_mark(aria=False)
    )


def _x() -> alt.X:
    axis = alt.Axis(values=[1, 8, 15, 22, 28], grid=False)
    scale = alt.Scale(domain=[0.3, ACROSS + 0.7], nice=False)
    return alt.X("column:Q", title="Day of four weeks", scale=scale, axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(values=list(range(1, ROWS + 1)), grid=False, labelExpr="datum.value * 4 - 3")
    scale = alt.Scale(domain=[ROWS + 0.6, -3.4], nice=False)
    return alt.Y("row:Q", title="Week", scale=scale, axis=axis)


def _marks(base: alt.Chart) -> alt.Chart:
    names, colours, shapes = (list(part) for part in zip(*KINDS.values(), strict=True))
    fill = alt.Fill("kind:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=names, range=shapes), legend=None)
    size = alt.Size("shown:Q", scale=alt.Scale(domain=[0, 400], range=[0, 400]), legend=None)
    # On a narrow page the days stand closer together, so their marks are smaller.
    sizes = {name: SIZES[route] for route, (name, _, _) in KINDS.items()}
    fitted = base.transform_calculate(shown=f"({sizes})[datum.kind] * min(1, width * width / 230000)")
    look = fitted.mark_point(filled=True, opacity=1, strokeWidth=0.8, stroke=INK)
    return look.encode(x=_x(), y=_y(), fill=fill, shape=shape, size=size)


def _key() -> list[alt.Chart]:
    """What the marks mean, above the calendar: two lines of it, three on a narrow page."""
    rows = [{"kind": name, "place": k} for k, (name, _, _) in enumerate(KINDS.values())]
    many = f"(width < {NARROW_KEY} ? 2 : 3)"
    key = alt.Chart(pd.DataFrame(rows)).transform_calculate(
        column=f"1.2 + 28.8 / {many} * (datum.place % {many})",
        row=f"{many} - 4.6 + floor(datum.place / {many})",
    )
    words = key.mark_text(align="left", baseline="middle", dx=12, color=INK, fontSize=12)
    return [_marks(key), words.encode(x=_x(), y=_y(), text="kind:N")]


def plot_care_days(counts: pd.DataFrame, source: str) -> alt.LayerChart:
    """Days of the first year on which the treatment itself asks somebody to leave home, one row a treatment.

    counts: columns name, hospital, infusion, injection, visit, away, tablet (days), in the order to draw.
    """
    rows = counts.assign(
        outside=counts["away"] - counts["hospital"],
        words=[f"{r.away} days" if r.away else "at home" for r in counts.itertuples()],
    )
    base = alt.Chart(rows[["name", "away", "hospital", "words"]])
    y = row_of("name", list(rows["name"]))
    scale = alt.Scale(domain=[0, 110], nice=False)
    axis = alt.Axis(values=list(range(0, 101, 20)))
    x = alt.X("away:Q", title="Days away from home in the first year", scale=scale, axis=axis)
    bars = base.mark_bar(color=BLUE, height=10, **MARK).encode(x=x, y=y)
    beds = base.mark_bar(color=VERMILLION, height=10, **MARK).encode(x=alt.X("hospital:Q", scale=scale), y=y)
    chart = alt.layer(
        bars, beds, *write_values(base.encode(x=x, y=y), "words", "false"), *write_names(base, "name", y)
    )
    most, least = rows.loc[rows["away"].idxmax()], rows["away"].min()
    return present(
        chart.properties(width=WIDTH, height=height_of(rows["name"])),
        title=f"From {least} to {most.away} days: two treatments can ask for very different years",
        subtitle="As labels, regimen libraries and trials name the days of treatment; red: in hospital. Blood tests and waiting are not counted",
        source=source,
        label="modelled",
        description="Days away from home in the first year. " + " ".join(
            f"{r.name}: {r.away} days away, {r.hospital} of them in hospital; tablets on {r.tablet} days." for r in counts.itertuples(index=False)
        ),
        name="care_days",
    )  # fmt: skip

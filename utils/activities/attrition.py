"""Attrition and the window: who reaches each line, who is lost, and who simply has not needed it yet."""

import math
from collections.abc import Sequence
from functools import cache

import altair as alt
import pandas as pd

from utils.activities.activity import Activity
from utils.activities.controls import Range, Select, Settings
from utils.charts.attrition import FATES, LINES, WHOSE, draw_attrition
from utils.evidence import address, attrition, cite
from utils.models.cohort import simulate
from utils.models.presets import preset

SOURCE = "attr23"
PEOPLE, SEED = 2000, 8
LEAST = 1e-9  # share; the model divides by it
YEARS = "2005_2015"  # the years that most of the published counts come from
DEFINITIONS = {
    "never seen on a next line; those still doing well count as lost": "never seen on a next line",
    "died, or progressed and got no next line, of all who began": "died or got no next line, of all",
    "died, or got no next line, of those whose line has ended": "the same, of lines that ended",
}
PUBLISHED = {
    "fonseca_2020-non_asct-one_line_only_pct": (0, 1, "United States, no transplant"),
    "fonseca_2020-asct-one_line_only_pct": (0, 2, "United States, transplant"),
    "cmrg_attrition-non_asct-attrition_pct_after_line_{line}": (1, 1, "Canada, no transplant"),
    "cmrg_attrition-asct-attrition_pct_after_line_{line}": (1, 2, "Canada, transplant"),
}
ORDINALS = ("first", "second", "third")
RANGES = {
    "barcelona-1980s-attrition_pct": (2, 1, "Barcelona 1980s, all lines"),
    "barcelona-2010_2020-attrition_pct": (2, 2, "Barcelona 2010-2020, all lines"),
}


HEADINGS = {
    "line": "Line",
    "fate": "When the data closed",
    "begin": None,
    "end": None,
    "people": "People in 100",
}


def attrition_window() -> Activity:
    """People at each line, with true attrition and the day the data close moved apart."""
    return Activity(
        name="attrition_window",
        title="Attrition and the window",
        label="modelled",
        subtitle="Of 100 virtual people who begin line 1, how many had begun each line when the data closed. "
        "Black diamonds are published: under a bar the Dutch registry, below the counts named in the caution. Blue: this model",
        controls=_controls(),
        compute=count_people,
        chart=draw_people,
        describe=describe_people,
        caution=name_published,
        source=f"{cite(SOURCE)}; the other counts in table attrition of this course",
        address=address(SOURCE),
        answers="grid",
        prompts=[
            "Leave true attrition alone and close the data later. Which part of the bars melts away?",
            "Now leave the window alone and change true attrition. Which part grows?",
            "Set true attrition to 0. Does the first count below fall to 0? Why not?",
        ],
        headings=HEADINGS,
    )


def _controls() -> list:
    return [
        Range(
            "stopped_of_100",
            "True attrition: get no further line",
            0,
            50,
            10,
            value=20,
            hint="of 100 people whose treatment stops working",
        ),
        Range(
            "cut_months",
            "The window: data close after",
            values=[24, 36, 48, 60, 84, 120, 180, 240],
            value=60,
            unit="months",
        ),
        Select("after_line", "Count attrition after", {f"line {k}": k for k in (1, 2, 3)}, value=1),
    ]


@cache
def simulate_window(stopped_of_100: int, cut_months: int) -> pd.DataFrame:
    """Last row of every virtual person: how far they came by the cut, and why no further."""
    lost = {f"dropout_after_{k}": max(LEAST, stopped_of_100 / 100) for k in range(1, 6)}
    rows = simulate(
        f"years_{YEARS}", PEOPLE, SEED, preset=preset(f"era_{YEARS}").changed(**lost), follow_up=cut_months
    )
    return rows[["person", "line", "event", "next"]]


def count_people(controls: Settings) -> dict[str, pd.DataFrame]:
    """People in 100 by line and fate (`bars`), and attrition by each definition beside published counts (`marks`)."""
    window = (controls.stopped_of_100, controls.cut_months)
    marks = _count_attrition(simulate_window(*window), controls.after_line)
    return {"bars": _count_fates(*window), "marks": marks}


@cache
def _count_fates(stopped_of_100: int, cut_months: int) -> pd.DataFrame:
    last = simulate_window(stopped_of_100, cut_months).drop_duplicates("person", keep="last")
    made = []
    for line in range(1, LINES + 1):
        began = last["line"] >= line
        waiting = ~began & (last["next"] == "data cut")
        begin = 0
        shares = [float(group.mean()) for group in (began, waiting, ~began & ~waiting)]
        for fate, people in zip(FATES, round_to_hundred(shares), strict=True):
            made.append({"line": line, "fate": fate, "people": people, "begin": begin, "end": begin + people})
            begin += people
    return pd.DataFrame(made)


def round_to_hundred(shares: Sequence[float]) -> list[int]:
    """Shares of one as whole people in 100 that add up to 100: what is left goes to the largest remainders.

    >>> round_to_hundred([0.775, 0.155, 0.07])
    [78, 15, 7]
    """
    whole = [math.floor(100 * share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: 100 * shares[i] - whole[i], reverse=True)
    for i in order[: 100 - sum(whole)]:
        whole[i] += 1
    return whole


def _count_attrition(rows: pd.DataFrame, line: int) -> pd.DataFrame:
    on = rows[rows["line"] == line]
    lost = on["next"].isin(["died", "no further line"])
    ended = on["event"] != "ongoing at the cut"
    counted = [on["next"] != "next line", lost, lost[ended]]
    people = [
        round(100 * float(share.mean())) for share in counted
    ]  # once: picture and sentence say the same
    model = [_mark(number, 0, count, count, "this model", 0) for number, count in enumerate(people)]
    rows = pd.DataFrame([*model, *_published(line)])
    heading = f"Attrition after line {line}, three ways (%)"
    return rows.assign(heading=[heading, *[""] * (len(rows) - 1)])  # drawn once, with the first row


@cache
def _published(line: int) -> list[dict]:
    values = attrition().set_index("id")["value"]
    made = []
    for name, (number, row, words) in PUBLISHED.items():
        id_ = name.format(line=line)
        if id_ in values and ("{line}" in name or line == 1):
            made.append(_mark(number, row, values[id_], values[id_], words, 1))
    for name, (number, row, words) in RANGES.items():
        made.append(_mark(number, row, values[f"{name}_lowest"], values[f"{name}_highest"], words, 1))
    return made


def _mark(definition: int, row: int, low: float, high: float, words: str, published: int) -> dict:
    value = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return {
        "definition": definition,
        "row": row,
        "low": low,
        "high": high,
        "says": f"{value}, {words}" if published else value,
        "whose": WHOSE[published],
    }


def draw_people(tables: dict[str, pd.DataFrame]) -> alt.LayerChart:
    """Bars and marks on one axis; PHAROS's shares under the bars of lines 2 to 4."""
    table = attrition()
    shares = table[table["id"].str.fullmatch(r"pharos-all-started_line_[234]_pct")]
    registry = pd.DataFrame(
        {
            "line": shares["id"].str.extract(r"line_(\d)")[0].astype(int),
            "share_pct": shares["value"],
            "says": shares["value"].map("{:g} began it in the Dutch registry".format),
        }
    )
    return draw_attrition(tables["bars"], tables["marks"], registry, DEFINITIONS)


def name_published(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """Which published counts the diamonds are, count by count, and why they are no ranking."""
    published = tables["marks"].query("row > 0")
    said = [
        f"{ORDINALS[number]}: {'; '.join(rows['says'])}" for number, rows in published.groupby("definition")
    ]
    return (
        "the published counts come from different countries, years and people, and count different things: compare a "
        f"diamond only with the dot of its own row. Of the three counts below, {'. Of the '.join(said)}."
    )


def describe_people(controls: Settings, tables: dict[str, pd.DataFrame]) -> str:
    """Who began the next line, who did not need it yet, who was lost, and how far apart the definitions are."""
    bars = tables["bars"].set_index(["line", "fate"])["people"]
    line = controls.after_line + 1
    began, waiting, lost = (bars[line, fate] for fate in FATES)
    model = tables["marks"]["low"].head(len(DEFINITIONS)).astype(int)
    return (
        f"When the data closed at {controls.cut_months} months, {began} of 100 people had begun line {line}; "
        f"{waiting} were doing well on an earlier line, and {lost} had died or got no further line. "
        f"So attrition after line {controls.after_line} is {model.iloc[0]}, {model.iloc[1]} or {model.iloc[2]} in 100, "
        "depending on who is counted."
    )

"""What the strip of visits draws: each visit with its word, runs of one word, the curve, the hairlines of the rules."""

from datetime import date
from functools import lru_cache

import pandas as pd

from utils.activities.series.reading import Series
from utils.charts.visits import LEAST, LEAST_NARROW, place_labels, stack_words
from utils.clinic import response_timeline
from utils.clinic.response.labs import read_labs, read_light_chains
from utils.clinic.response.response import Timeline
from utils.clinic.response.standing import Standing, judge_standing

SHORT = {"baseline": "base", "NE": "?"}
TITLES = {
    "m_protein": "Serum M-protein (g/dL)", "urine_m_protein": "Urine M-protein (mg in 24 h)",
    "dflc": "Light chains, involved minus other (mg/L)", "marrow_plasma_cells": "Marrow plasma cells (%)",
    "plasmacytoma_spd": "Plasmacytoma (cm2)", "": "Nothing can be followed",
}  # fmt: skip
SHORT_TITLES = {"dflc": "Light chains (mg/L)", "urine_m_protein": "Urine M-protein (mg/24 h)"}
LIMIT_WORDS = {"PR": "half (PR)", "VGPR": "a tenth (VGPR)"}
RESPONSES = ("MR", "PR", "VGPR", "CR", "sCR")
KEPT = 256  # answers, so that the sentence does not ask again what the picture has asked


def say_day(day: date) -> str:
    """A day as it is read aloud."""
    return f"{day.day} {day:%B %Y}"


@lru_cache(KEPT)
def read_past(series: Series, visits: int) -> tuple[Timeline, Standing]:
    """The series as it was known on the day of a visit: nothing later confirms or contradicts."""
    last = series.days[visits - 1]
    labs = series.labs[series.labs["date"] <= last]
    starts = [day for day in series.starts if day < last] or list(series.starts[:1])
    return response_timeline(labs, starts), judge_standing(labs, starts)


@lru_cache(KEPT)
def _measured(series: Series) -> list[dict]:
    """Each visit with its number, its day and what was measured, light chains worked out."""
    values = {visit.date: visit.values for visit in read_light_chains(read_labs(series.labs))}
    return [{"number": k, "day": day, **values.get(day, {})} for k, day in enumerate(series.days, 1)]


def lay_series(series: Series, read: int) -> dict[str, pd.DataFrame]:
    """All tables of `utils.charts.visits.draw_visits` for a series of which so many visits were read."""
    timeline, standing = read_past(series, read)
    whole, test = _measured(series), standing.followed
    visits = lay_visits(whole, timeline, test, read)
    levels = [row.get(test) for row in whole]
    top = _ceiling(levels, series, test)
    chained = test != "dflc" and any(row.get("dflc") is not None for row in whole)
    limits = lay_limits(standing, levels[read - 1], top)
    chains = _chains(whole[:read] if chained else [])
    seen = visits["state"] != "unread"
    return {
        "visits": visits,
        "dots": visits.loc[~seen, ["number"]],
        "circles": visits.loc[seen, ["number", "state", "tone"]],
        "now": visits.loc[visits["chosen"], ["number"]],
        "runs": lay_runs(visits, len(whole)),
        "curve": _points(whole[:read], test),
        "other": _other(series, whole[:read]),
        "limits": limits.loc[limits["kind"] != "arm", ["kind", "value"]],
        "arms": limits.loc[limits["kind"] == "arm", ["value", "met"]],
        "labels": limits.drop(columns="met"),
        "chains": chains,
        "chain_says": chains.tail(1).assign(says=[f"{value:.0f} mg/L" for value in chains["value"].tail(1)]),
        "frame": _lay_frame(whole, test, top, chained).assign(title=_title(series, test)),
    }


def lay_visits(whole: list[dict], timeline: Timeline, test: str, read: int) -> pd.DataFrame:
    """One row a visit: its word and rule when it has been read, nothing when it has not."""
    rows = []
    for place, visit in enumerate(whole):
        row = {"number": visit["number"], "day": f"{visit['day']}"}
        if place >= read:
            rows.append({**row, "level": None, "word": "", "seen": "", "best": "", "rule": "not read yet", "flags": "", "state": "unread", "tone": "other", "chosen": False})  # fmt: skip
            continue
        judged = timeline.visits[place]
        graded = judged.category not in ("baseline", "NE")
        state = "baseline" if judged.category == "baseline" else "confirmed" if judged.confirmed else "once"
        level = visit.get(test)
        rows.append({
            **row, "level": None if level is None else float(level), "word": judged.category,
            "seen": ("yes" if judged.confirmed else "seen once") if graded else "", "best": judged.best,
            "rule": judged.why, "flags": judged.flags, "state": state, "tone": _tone(judged.category), "chosen": place == read - 1,
        })  # fmt: skip
    return pd.DataFrame(rows).astype({"level": float})


def _tone(word: str) -> str:
    return "progression" if word == "PD" else "response" if word in RESPONSES else "other"


def lay_runs(visits: pd.DataFrame, total: int) -> pd.DataFrame:
    """Neighbouring visits of one word, with the row in which it stands on a wide and on a narrow page."""
    read = visits[visits["state"] != "unread"]
    groups = (read["word"] != read["word"].shift()).cumsum()
    runs = read.groupby(groups, sort=True).agg(begin=("number", "min"), end=("number", "max"), word=("word", "first"), tone=("tone", "first"))  # fmt: skip
    runs = runs.reset_index(drop=True).assign(middle=lambda r: (r["begin"] + r["end"]) / 2)
    words = [SHORT.get(word, word) for word in runs["word"]]
    tiers = {
        name: stack_words(runs["middle"], words, total, width)
        for name, width in (("tier", LEAST), ("narrow_tier", LEAST_NARROW))
    }
    return runs.assign(word=words, **tiers)


def _title(series: Series, test: str) -> str:
    return TITLES[test] + ("; grey: the other method" if series.other and test == "m_protein" else "")


def _ceiling(levels: list, series: Series, test: str) -> float:
    """The top of the axis for the whole series, read or not: the curve moves, the axis does not."""
    known = [float(level) for level in levels if level is not None]
    high = max([*known, *(series.other.values() if test == "m_protein" else ()), 0.0])
    return max(1.3 * high, 0.6 if test == "m_protein" else 1.0)


def _points(rows: list[dict], test: str) -> pd.DataFrame:
    found = [(row["number"], float(row[test])) for row in rows if row.get(test) is not None]
    return pd.DataFrame(found, columns=["number", "value"], dtype=float)


def _other(series: Series, rows: list[dict]) -> pd.DataFrame:
    found = [(row["number"], series.other[row["day"]]) for row in rows if row["day"] in series.other]
    return pd.DataFrame(found, columns=["number", "value"], dtype=float)


def _chains(rows: list[dict]) -> pd.DataFrame:
    points = _points(rows, "dflc")
    return points.assign(value=points["value"].clip(lower=0))


def lay_limits(standing: Standing, now: float | None, top: float) -> pd.DataFrame:
    """The hairlines: baseline, the falls that the words ask for, the lowest confirmed value, the arms of progression."""
    test = standing.followed
    lines = [line for line in _name_limits(standing) if 0 <= line[1] <= top]
    places = place_labels([value for _, value, _, _ in lines], top)
    rows = [
        {"kind": kind, "value": value, "label_value": place, "label": f"{label} {_figure(test, value)}",
         "short": f"{short} {_figure(test, value)}", "met": kind == "arm" and now is not None and now >= value}
        for (kind, value, label, short), place in zip(lines, places, strict=True)
    ]  # fmt: skip
    columns = ["kind", "value", "label_value", "label", "short", "met"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "label_value": float, "met": bool})


def _name_limits(standing: Standing) -> list[tuple[str, float, str, str]]:
    """Kind, amount, and the label for a wide and for a narrow page."""
    lines = []
    if standing.baseline is not None and standing.limits:
        lines.append(("baseline", float(standing.baseline), "baseline", "base"))
        lines += [("word", v, LIMIT_WORDS[w], w) for w, v in standing.limits.items() if w in LIMIT_WORDS]
    if standing.lowest is None or standing.word == "baseline":
        return lines
    low = float(standing.lowest)
    lines.append(("lowest", low, "lowest", "low"))
    if standing.arms and standing.arms.by_percent is not None:
        lines.append(("arm", standing.arms.by_percent, "+25 %:", "+25 %"))
    if standing.arms:
        rise = f"+{round(standing.arms.by_amount - low, 6):g}"
        lines.append(("arm", standing.arms.by_amount, f"{rise}:", rise))
    return lines


def _figure(test: str, value: float) -> str:
    return f"{value:.3g}" if test == "m_protein" else f"{value:.0f}"


def _lay_frame(whole: list[dict], test: str, top: float, chained: bool) -> pd.DataFrame:
    """The ends of the bands, and the words in them."""
    first, last = whole[0]["day"], whole[-1]["day"]
    chains = [max(0.0, float(row["dflc"])) for row in whole if row.get("dflc") is not None]
    return pd.DataFrame([{
        "begin": 0.5, "end": len(whole) + 0.5, "top": top, "title": TITLES[test], "short_title": SHORT_TITLES.get(test, TITLES[test]),
        "first": say_day(first), "last": say_day(last), "short_first": f"{first:%b %Y}", "short_last": f"{last:%b %Y}",
        "chains_title": "Light chains" if chained else "", "chains_top": max([*chains, 1.0]) if chained else 1.0,
    }])  # fmt: skip

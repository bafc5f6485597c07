"""Results of trials as intervals: one row a result, its people and comparison in words, never a line between trials."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from utils.charts.present import present
from utils.charts.trial_marks import LEAST, LEAST_NARROW, LINES, NARROW_LINES, draw_results, wrap_label
from utils.evidence import arms, cite, endpoints, fact, trials

RATIO_TICKS = (0.1, 0.2, 0.5, 1, 2, 4)
SHORT = {
    "os_hr": "death",
    "ttp_hr": "progression",
    "pfs2_hr": "second progression or death",
}
PEOPLE = {
    "itt": "everybody randomised",
    "cohort": "everybody in the study",
    "treated": "everybody treated",
    "infused": "everybody infused",
    "analysed": "those analysed",
    "evaluable": "those who could be judged",
    "len_refractory": "lenalidomide-refractory",
    "pi_refractory": "PI-refractory",
    "prior_lines_1": "after 1 line",
    "prior_lines_2": "after 2 lines",
    "prior_lines_2plus": "after 2 lines or more",
    "us_label": "those of the US label",
    "t414": "with t(4;14)",
    "t1114": "with t(11;14)",
    "emd": "extramedullary disease",
    "no_emd": "no extramedullary disease",
}
SHORTER = {
    " against ": " vs ",
    "those who could be judged": "those judged",
    "Carfilzomib or pomalidomide": "K or P",
    "using carfilzomib and/or pomalidomide": "with K or P",
}
AXES = {
    "ratio": "Hazard ratio; left of 1 favours the first named",
    "months": "Months",
    "%": "People in 100",
}


def collect_results(results: pd.DataFrame) -> pd.DataFrame:
    """Rows of `outcomes` with what a reader must see beside the number, oldest trial first.

    Adds columns trial, year, setting, refractoriness, drugs, regimen, against, against_drugs, comparator (a control arm),
    superseded (a later cut exists), people (in words), part (people who are a part of the arm), label, shown, source.
    """
    about = trials()[["trial_id", "name", "year", "setting", "refractoriness"]]
    given = arms()[["trial_id", "arm_id", "regimen", "drugs", "role"]]
    control = given[["trial_id", "arm_id", "regimen", "drugs"]].set_axis(
        ["trial_id", "comparison", "against", "against_drugs"], axis=1
    )
    made = results.merge(about, on="trial_id").merge(given, on=["trial_id", "arm_id"])
    made = made.merge(control, on=["trial_id", "comparison"], how="left")
    made["trial"] = made["name"].str.replace(r"\s*\([^)]*\)|,.*", "", regex=True)
    made["comparator"] = (made["role"] == "comparator") & made["comparison"].isna()
    made["people"] = [PEOPLE.get(people, people.replace("_", " ")) for people in made["population"]]
    made["superseded"] = made["id"].str.contains("-cut_")
    endings = zip(made["id"], made["endpoint"], made["population"], strict=True)
    made["part"] = [id.removesuffix(f"-{people}").endswith(endpoint) and id.endswith(f"-{people}")
                    for id, endpoint, people in endings]  # fmt: skip
    made["label"] = [_label(row) for row in made.itertuples()]
    made["shown"] = [_shown(row) for row in made.itertuples()]
    made["brief"] = [
        shown.split(" (")[0] for shown in made["shown"]
    ]  # a level without its interval would mislead
    made["source"] = [cite(id) for id in made["id"]]
    order = ["year", "trial", "part", "comparator", "endpoint"]
    return made.sort_values(
        order, ascending=[True, True, True, True, False], kind="stable", ignore_index=True
    )


def lay_out(
    results: pd.DataFrame, most: float, unit: str = "", indent: int = 0, narrow: bool = False
) -> dict[str, pd.DataFrame]:
    """Where each result stands between the left edge (0) and the right edge (1), and the marks of the axis.

    results: from `collect_results`, all in one unit. most: largest value the axis must hold.
    unit: theirs, needed when there are none. indent: pixels kept before the label. narrow: wrap it for a phone too.
    Returns tables `rows` (row, label, shown, low, at, high, arrow, ...) and `ticks` (at, words, strong, title).
    """
    unit = unit or str(results["unit"].iloc[0])
    place = _placing(unit, most)
    rows = pd.DataFrame({"row": range(1, len(results) + 1)})
    for column, value in (("low", "ci_low"), ("at", "value"), ("high", "ci_high")):
        rows[column] = [place(number) for number in results[value].astype(float)]
    waiting = results["not_reached"].fillna(False).astype(bool).to_numpy()
    open_ended = rows["low"].notna() & rows["high"].isna()
    rows["arrow"] = waiting | open_ended
    rows.loc[open_ended, "high"] = 1.0
    for column in (
        "label",
        "shown",
        "brief",
        "comparator",
        "people",
        "follow_up_months",
        "source",
    ):
        rows[column] = results[column].to_numpy()
    _wrap_labels(rows, LINES, rows["shown"], LEAST, indent)
    if narrow:
        _wrap_labels(rows, NARROW_LINES, rows["brief"], LEAST_NARROW, indent)
    rows["follow_up"] = [_months(months) for months in rows.pop("follow_up_months")]
    return {"rows": rows, "ticks": _ticks(unit, most, place, bool(rows["arrow"].any()))}


def _wrap_labels(
    rows: pd.DataFrame, lines: tuple[str, ...], beside: pd.Series, width: int, indent: int
) -> None:
    wrapped = [
        wrap_label(shorten_label(label) if len(lines) > 2 else label, str(words), width, len(lines), indent)
        for label, words in zip(rows["label"], beside, strict=True)
    ]  # fmt: skip
    for place, line in enumerate(lines):
        rows[line] = pd.Series([parts[place] for parts in wrapped], dtype="object")


def shorten_label(label: str) -> str:
    """The label for a phone: the words that would take a fourth line are shorter."""
    for long, short in SHORTER.items():
        label = label.replace(long, short)
    return label


def plot_trials(results: pd.DataFrame, intervals: bool = True, name: str = "trials") -> alt.LayerChart:
    """Results of trials, one row each, in one unit: hazard ratios, medians in months, or people in 100.

    results: rows of `outcomes`. intervals: False leaves the uncertainty out, to show what is then missing.
    """
    known = collect_results(results)
    if not intervals:
        known["shown"] = known["brief"]
    unit = str(known["unit"].iloc[0])
    asked = list(dict.fromkeys(known["endpoint"]))
    tables = lay_out(known, most_months(known) if unit == "months" else 100)
    # A saved page carries only what it draws or says on pointing; the explorer says more.
    tables["rows"] = tables["rows"].drop(columns=["people", "follow_up", "brief"])
    return present(
        draw_results(tables, intervals),
        title=find_title(known, intervals),
        subtitle=f"{_capital('; '.join(dict.fromkeys(known['setting'].astype(str))))}. {_meaning(asked)}"
        + (" Different trials, different people: not a ranking" if known["trial_id"].nunique() > 1 else ""),
        source="the trials named; table outcomes of this course, reviewed November 2026",
        label="observed",
        description="; ".join(known["label"] + ": " + known["shown"]) + ".",
        name=name,
    )


def find_title(results: pd.DataFrame, intervals: bool = True) -> str:
    """The finding of these rows, in one sentence computed from them."""
    if results["unit"].iloc[0] == "ratio":
        if results["ci_high"].isna().all() and len(results) > 1:
            return f"Hazard ratios from {results['value'].min():g} to {results['value'].max():g}"
        if len(results) == 1 and (not intervals or results["ci_high"].isna().all()):
            ratio = results["value"].iloc[0]
            return f"A hazard ratio of {ratio:g}: a point {'left' if ratio < 1 else 'right'} of 1"
        below = int((results["ci_high"] < 1).sum())
        bounded = int(results["ci_high"].notna().sum())
        if bounded == 1 and len(results) == 1:
            return f"The interval {'lies' if below else 'does not lie'} wholly below 1"
        return f"{'All' if below == bounded else f'{below} of'} {bounded} intervals lie wholly below 1"
    waiting = int(results["not_reached"].fillna(False).sum())
    gains = _gains(results)
    if len(gains) and (gains > 0).all():
        unit, most = ("months longer" if results["unit"].iloc[0] == "months" else "more in 100"), gains.max()
        span = f"{gains.min():.3g} to {most:.3g}" if gains.min() < most else f"{most:.3g}"
        later = f"; {waiting} not reached" if waiting else ""
        return f"Within each trial, {span} {unit} with the treatment tested{later}"
    low, high = results["value"].min(), results["value"].max()
    unit = "months" if results["unit"].iloc[0] == "months" else "in 100"
    later = f", and {waiting} not reached" if waiting else ""
    return (f"{low:g} {unit}" if low == high else f"From {low:g} to {high:g} {unit}") + later


def _gains(results: pd.DataFrame) -> pd.Series:
    """Tested minus comparison within each trial; empty when an arm stands alone, for then nothing was compared."""
    arms_of = results.groupby(["trial_id", "population", "endpoint"], observed=True)
    if not (arms_of["comparator"].agg(["sum", "size"]) == [1, 2]).all(axis=None):
        return pd.Series(dtype=float)
    sides = results.pivot_table(
        index=["trial_id", "population"], columns="comparator", values="value", aggfunc="first", observed=True
    )
    return (sides[False] - sides[True]).dropna() if False in sides else pd.Series(dtype=float)


def most_months(results: pd.DataFrame) -> float:
    """The right edge for medians: a whole number of years above every value."""
    highest = results[["value", "ci_high"]].astype(float).max().max()
    return 12 * math.ceil((highest + 3) / 12)


def _placing(unit: str, most: float):
    """Value -> 0 to 1. Ratios on a logarithmic scale: half and double are equally far from 1."""
    low, high = math.log(RATIO_TICKS[0]), math.log(RATIO_TICKS[-1])

    def place(value: float) -> float:
        if pd.isna(value):
            return math.nan
        share = (math.log(value) - low) / (high - low) if unit == "ratio" else value / most
        return min(max(share, 0.0), 1.0)

    return place


def _ticks(unit: str, most: float, place, arrows: bool) -> pd.DataFrame:
    step = 12 if most <= 120 else 24
    values = {"ratio": RATIO_TICKS, "months": range(0, int(most) + 1, step)}.get(unit, range(0, 101, 20))
    made = pd.DataFrame({"at": [place(v) for v in values], "words": [f"{v:g}" for v in values]})
    made["strong"] = [unit == "ratio" and v == 1 for v in values]
    made["title"] = [
        AXES[unit] + ("; open arrow: not reached yet" if arrows else ""),
        *[""] * (len(made) - 1),
    ]
    return made


def _label(row) -> str:
    against = f" against {row.against}" if isinstance(row.against, str) else ""
    whose = f", {row.people}" if row.part else ""
    cut = f", cut of {row.id.rsplit('-cut_')[-1]}" if row.superseded else ""
    of = f", {SHORT[row.endpoint]}" if row.endpoint in SHORT else ""
    given = f"{row.regimen}{against}".replace(" to progression", "")  # the table of arms says how long
    return f"{row.trial} {row.year}{whose}{cut}{of}: {given}"


def _shown(row) -> str:
    printed = fact(row.id)  # with the digits its source prints: 0.60, not 0.6
    value = printed.shown or "not reached"
    if pd.isna(row.ci_low):
        return value
    low, high = printed.row["ci_low"], printed.row["ci_high"] or "not reached"
    # Intervals are not always 95 %: a wider one looks less sure than it is.
    level = "" if row.ci_level == 95 else f"; {row.ci_level:g} % interval"
    return f"{value} ({low} to {high}{level})"


def _meaning(asked: list[str]) -> str:
    meanings = endpoints().set_index("endpoint")["meaning"]
    return "; ".join(_capital(meanings[endpoint].split(", ")[0]) for endpoint in asked) + "."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _months(months: float) -> str:
    return "not stated" if pd.isna(months) else f"{months:g} months"

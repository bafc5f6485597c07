"""The clone river in pixels from the top: tests, solid samples, the hatched guess, treatments, threads and names."""

from __future__ import annotations

from functools import cache
from math import floor, log10

import numpy as np
import pandas as pd

from utils.activities.rivers.courses import OTHERS, SHORT, START_G_L, River, read_river
from utils.charts.river import BAND, COLOURS, HEADS, NAMED, OTHER_COLOUR, RIVER, TESTS, THREADS, half_months
from utils.models.samples import START_CELLS, guess_between, river_heights, stack_clones

THIN = 0.01  # below this share a clone is a thread
FLOOR = 1e-5  # of the burden at the start: where the log scale ends
HALF = 0.7  # months a drawn sample reaches to either side
LETTER_PX = 17  # height that a name needs
LIMIT_G_L, LEAST_G_L, MOST_G_L = 0.5, 0.1, 50.0  # where electrophoresis sees nothing; ends of its scale


@cache
def lay_river(name: str, left_out: int, log: bool, truth: bool) -> dict[str, pd.DataFrame]:
    """All tables of the picture; `samples`, the first, is the one to read and keep."""
    river = read_river(name)
    heights = measure_heights(river, log)
    used = use_samples(river, left_out)
    guess = stack_clones(guess_between(used, list(heights.index)), heights, river.clones)
    hatched = _in_river(guess)
    return {
        "samples": list_samples(river, left_out),
        "hatched": hatched,
        "solid": lay_solid(river, used, heights),
        "truth": lay_truth(river, heights if truth else heights.iloc[:0]),
        "tests": pd.DataFrame({"month": _round(river.tests["month"]), "y": _test_px(river.tests["m_protein_g_l"])}),
        "limits": lay_limits(river, heights, log),
        "therapy": lay_therapy(river),
        "threads": lay_threads(river),
        "heads": head_parts(river),
        "words": pd.concat([mark_samples(river, left_out), name_clones(hatched), tell_threads(river)], ignore_index=True),
    }  # fmt: skip


def head_parts(river: River) -> pd.DataFrame:
    """The heading of each part, long and short; what was not published says so."""
    modelled = (
        ("M-protein, log scale (dashed: 0.5 g/L, below it electrophoresis sees nothing)", "M-protein (dashed: test limit)"),
        ("Myeloma cells. Solid: counted in a sample. Hatched: a guess between samples", "Solid: sampled. Hatched: guess"),
        ("Fewer than 1 in 100, drawn as threads. Modelled: nobody sampled this", "Under 1 in 100: nobody sampled"),
    )  # fmt: skip
    published = (
        ("M-protein: not in what was read", "M-protein: not read"),
        ("Share of the myeloma cells. Solid: counted in a sample. Hatched: a guess", "Solid: sampled. Hatched: guess"),
        ("Seen in a sample, size not given: drawn as a thread", "Seen, size not given"),
    )  # fmt: skip
    said = modelled if river.modelled else published
    return pd.DataFrame(
        {"y": [float(y) for y in HEADS], "wide": [w for w, _ in said], "short": [s for _, s in said]}
    )


def measure_heights(river: River, log: bool) -> pd.Series:
    """Height of the river at every month, 0 to 1: the burden of the model, or 1 where no burden was published."""
    if not river.modelled:
        return pd.Series(1.0, index=np.arange(0.0, river.samples["month"].max() + 1))
    burden = river.truth.groupby("month")["burden"].sum()
    return river_heights(burden / START_G_L, FLOOR if log else None)


def use_samples(river: River, left_out: int) -> pd.DataFrame:
    """The samples without the one that is left out."""
    return river.samples[river.samples["sample"] != left_out]


def list_samples(river: River, left_out: int) -> pd.DataFrame:
    """Month, clone, what the sample counted, and whether it is used: the data behind the picture."""
    rows = river.samples
    below = {"exact": "", "below": "under "}
    known = [
        f"{below[bound]}{100 * share:.3g} %" if not (bound == "below" and clone.startswith("without")) else f"over {100 * share:.3g} %"
        for share, bound, clone in zip(rows["share"], rows["bound"], rows["clone"], strict=True)
    ]  # fmt: skip
    used = np.where(rows["sample"] == left_out, "left out", "used")
    return pd.DataFrame(
        {"sample": rows["sample"], "month": _round(rows["month"]), "clone": rows["clone"], "counted": known, "used": used}
    ).reset_index(drop=True)  # fmt: skip


def lay_solid(river: River, used: pd.DataFrame, heights: pd.Series) -> pd.DataFrame:
    """Bars where a sample was taken, and nowhere else; of a share that is only bounded, the part that is certain."""
    stacked = stack_clones(used, _at(heights, used["month"]), river.clones)
    stacked = stacked[(stacked["bound"] == "exact") | stacked["clone"].str.startswith("without")]
    begin, end = stacked["month"] - HALF, stacked["month"] + HALF
    laid = _in_river(stacked[stacked["share"] > 0])
    return laid.assign(begin=_round(begin), end=_round(end)).drop(columns="month")


def lay_truth(river: River, heights: pd.Series) -> pd.DataFrame:
    """The borders between clones in the model, which no sample shows."""
    truth = river.truth[river.truth["month"].isin(heights.index)]
    if truth.empty:
        return pd.DataFrame(
            {"month": pd.Series(dtype=float), "y": pd.Series(dtype=float), "border": pd.Series(dtype=str)}
        )
    stacked = stack_clones(truth, heights, river.clones)
    inner = stacked[stacked["clone"] != river.clones[-1]]
    return pd.DataFrame(
        {"month": _round(inner["month"]), "y": _river_px(inner["high"]), "border": inner["clone"]}
    )


def lay_limits(river: River, heights: pd.Series, log: bool) -> pd.DataFrame:
    """The level below which electrophoresis sees nothing, in the tests and in the river."""
    end = float(heights.index[-1])
    if not river.modelled:
        return pd.DataFrame({"begin": [0.0], "end": [0.0], "y": [float(RIVER[1])]})
    level = river_heights(pd.Series([1.0, LIMIT_G_L / START_G_L]), FLOOR if log else None).iloc[1]
    places = [_test_px(pd.Series([LIMIT_G_L])).iloc[0], _river_px(pd.Series([level])).iloc[0]]
    return pd.DataFrame({"begin": 0.0, "end": round(end, 2), "y": places})


def lay_therapy(river: River) -> pd.DataFrame:
    """A band for each line, shared by the classes given together."""
    rows = []
    for line in river.lines.itertuples():
        given = line.classes or ("",)
        high = (BAND[1] - BAND[0]) / len(given)
        for k, drug_class in enumerate(given):
            top = BAND[0] + k * high
            rows.append({"begin": round(line.begin, 2), "end": round(line.end, 2), "low": round(top, 1),
                         "high": round(top + high, 1), "middle": round((line.begin + line.end) / 2, 2),
                         "given": SHORT.get(drug_class, "no treatment: watched"), "colour": COLOURS.get(drug_class, OTHER_COLOUR)})  # fmt: skip
    return pd.DataFrame(rows)


def thin_parts(river: River) -> pd.DataFrame:
    """Months in which a clone is there with less than one cell in a hundred: clone, month, share."""
    truth = river.truth
    alive = truth["burden"] / START_G_L * START_CELLS >= 1
    return truth[alive & (truth["share"] < THIN)]


def lay_threads(river: River) -> pd.DataFrame:
    """Dotted threads, one row a clone: never nothing, as long as one cell is left."""
    if not river.modelled:
        last = float(river.samples["month"].max())
        rows = [(month, row, clone) for row, (clone, first) in enumerate(zip(river.seen["clone"], river.seen["month"], strict=True))
                for month in (first, last)]  # fmt: skip
    else:
        row_of = {clone: row for row, clone in enumerate(reversed(river.clones))}
        rows = [(r.month, row_of[r.clone], r.clone) for r in thin_parts(river).itertuples()]
    table = pd.DataFrame(rows, columns=["month", "row", "clone"])
    # A clone that has been in the river in between has two threads, not one that runs through.
    apart = (table.groupby("clone")["month"].diff() > 1.5) & river.modelled
    run = table["clone"].astype(str) + " " + apart.groupby(table["clone"]).cumsum().astype(int).astype(str)
    y = (THREADS[0] + THREADS[1] * table["row"] + 3.0).astype(float)
    return pd.DataFrame(
        {"month": _round(table["month"]), "y": y, "clone": table["clone"].astype(str), "run": run}
    )


def tell_threads(river: River) -> pd.DataFrame:
    """Over each thread its clone and how few: a count, or from when on."""
    said = []
    if not river.modelled:
        said = [f"{clone}: seen, size not given" for clone in river.seen["clone"]]
    else:
        thin = thin_parts(river)
        for clone in reversed(river.clones):
            first = thin[thin["clone"] == clone].head(1)
            said.append("" if first.empty else _count(clone, first.iloc[0]))
    rows = [
        (0.0, THREADS[0] + THREADS[1] * row, words, _shorten(words), "thread")
        for row, words in enumerate(said)
        if words
    ]
    return _words(rows)


def _shorten(words: str) -> str:
    return words.removeprefix("resists ").replace(" at the start", "").replace("under 1 in 100 from", "from")


def say_few(share: float) -> str:
    """A share as a count: `1 in 3,300`."""
    n = 1 / share
    digits = 10 ** (floor(log10(n)) - 1)
    return f"1 in {round(n / digits) * digits:,.0f}"


def _count(clone: str, first: pd.Series) -> str:
    who = clone if clone == OTHERS else f"resists {clone}"
    if first["month"] == 0:
        return f"{who}: {say_few(first['share'])} at the start"
    return f"{who}: under 1 in 100 from month {first['month']:.0f}"


def mark_samples(river: River, left_out: int) -> pd.DataFrame:
    """The number of each sample over its bar; the one that is left out in brackets."""
    each = river.samples.groupby("sample")["month"].first()
    rows = [
        (float(month), RIVER[0] - 4.0, *[f"({number})" if number == left_out else str(number)] * 2, "sample")
        for number, month in each.items()
    ]
    return _words(rows)


def name_clones(hatched: pd.DataFrame) -> pd.DataFrame:
    """Each clone's name at its widest place, when it has room there and no name stands there yet."""
    placed: list[tuple] = []
    for clone, rows in hatched.assign(room=hatched["low"] - hatched["high"]).groupby("clone", sort=False):
        full = clone if clone.startswith("with") or clone == OTHERS else f"resists {clone}"
        half = half_months(full, clone)
        inside = rows[rows["month"].between(hatched["month"].min() + half, hatched["month"].max() - half)]
        for row in inside[inside["room"] >= LETTER_PX].sort_values("room", ascending=False).itertuples():
            middle = (row.low + row.high) / 2
            if all(
                abs(row.month - m) > half + half_months(wide, short) or abs(middle - y) > LETTER_PX
                for m, y, wide, short, _ in placed
            ):
                placed.append((row.month, round(middle, 1), full, clone, "clone"))
                break
    return _words(placed)


def _in_river(stacked: pd.DataFrame) -> pd.DataFrame:
    colours = [NAMED.get(clone, COLOURS.get(_first(clone), OTHER_COLOUR)) for clone in stacked["clone"]]
    return pd.DataFrame(
        {"month": _round(stacked["month"]), "clone": stacked["clone"], "low": _river_px(stacked["low"]),
         "high": _river_px(stacked["high"]), "colour": colours}, index=stacked.index
    )  # fmt: skip


def _first(clone: str) -> str:
    return next((key for key, short in SHORT.items() if short == clone), "")


def _at(heights: pd.Series, months: pd.Series) -> pd.Series:
    """Heights at any month, from those at whole ones."""
    wanted = sorted(set(months))
    return pd.Series(np.interp(wanted, heights.index, heights), index=wanted)


def _river_px(level: pd.Series) -> pd.Series:
    return _round(RIVER[1] - (RIVER[1] - RIVER[0]) * level, 1)


def _test_px(g_l: pd.Series) -> pd.Series:
    part = np.log10(g_l.clip(LEAST_G_L, MOST_G_L) / LEAST_G_L) / log10(MOST_G_L / LEAST_G_L)
    return _round(TESTS[1] - (TESTS[1] - TESTS[0]) * part, 1)


def _round(values: pd.Series, digits: int = 2) -> pd.Series:
    return values.astype(float).round(digits)


def _words(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["month", "y", "wide", "short", "kind"])

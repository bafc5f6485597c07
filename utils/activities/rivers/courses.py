"""The courses of the clone river: a made-up person by order of classes (the model), and one published person (as sampled)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from utils.evidence import table
from utils.models.kinetics import Course, clone_curve, clone_progressions
from utils.models.samples import take_samples

PUBLISHED = "smm_t414"  # course_id in clone_samples
PERSON = "a watched person (published 2009)"
SHORT = {"pi": "PI", "imid": "IMiD", "cd38": "anti-CD38"}
CLASS_IDS = {"pi": "proteasome_inhibitor", "imid": "imid", "cd38": "anti_cd38"}
ORDERS = {  # the words on the button, and the lines of treatment
    "PI, then IMiD, then anti-CD38": (("pi",), ("imid",), ("cd38",)),
    "IMiD, then anti-CD38, then PI": (("imid",), ("cd38",), ("pi",)),
    "anti-CD38, then PI, then IMiD": (("cd38",), ("pi",), ("imid",)),
    "all three at once": (("pi", "imid", "cd38"),),
}
COURSES = [*ORDERS, PERSON]
NONE, ALL, OTHERS = "none", "all three", "other kinds"
# Shares at the start, chosen to show the idea: nobody's own. Rates per day; M-protein half-life 13.8 days.
SHARES = {
    frozenset({"pi"}): 3e-4,
    frozenset({"imid"}): 1.5e-4,
    frozenset({"cd38"}): 2e-4,
    frozenset({"pi", "imid"}): 1e-5,
    frozenset({"pi", "cd38"}): 1e-5,
    frozenset({"imid", "cd38"}): 1e-5,
    frozenset({"pi", "imid", "cd38"}): 3e-6,
}
SHARES[frozenset()] = 1 - sum(SHARES.values())
KILL, GROWTH, CLEARANCE, START_G_L = 0.03, 0.008, 0.0504, 30.0
REMISSION_MONTH = 10  # when the marrow of the remission is sampled
SHOWN_FROM = 0.1  # a clone that never has this share is one of the "other kinds"


@dataclass(frozen=True)
class River:
    """One course, ready to be drawn.

    truth: month, clone, share, burden (g/L of its M-protein) of every clone at every month; empty when nobody knows.
    tests: month, m_protein_g_l. samples: sample, month, clone, share, bound. lines: begin, end (months), classes.
    clones: names from the bottom of the river to its top. seen: clones seen without a size: clone, month.
    """

    name: str
    modelled: bool
    clones: Sequence[str]
    truth: pd.DataFrame
    tests: pd.DataFrame
    samples: pd.DataFrame
    lines: pd.DataFrame
    seen: pd.DataFrame


@cache
def read_river(name: str) -> River:
    """The course of that name, one of `COURSES`."""
    return _read_person() if name == PERSON else _grow(name)


def _grow(name: str) -> River:
    courses = [Course(dict.fromkeys(line, KILL)) for line in ORDERS[name]]
    how = {"start_g_l": START_G_L, "growth_per_day": GROWTH, "clearance_per_day": CLEARANCE}
    ends = clone_progressions(courses, SHARES, **how)
    last = ends["progression_day"].iloc[-1] * 12 / 365.25
    grown = clone_curve(courses, SHARES, points=round(last) + 1, **how)
    grown = grown[grown["month"] <= last + 0.01]
    clones, truth = _gather(grown, name)
    months = [0, REMISSION_MONTH, *(ends["progression_day"] * 12 / 365.25)]
    tests = grown.groupby("month", as_index=False)["m_protein_g_l"].first()
    return River(
        name, True, clones, truth, tests.iloc[::2].reset_index(drop=True),
        take_samples(truth, months).assign(bound="exact"), _lines(ends, ORDERS[name]),
        pd.DataFrame({"clone": [], "month": []}),
    )  # fmt: skip


def _lines(ends: pd.DataFrame, order: Sequence[Sequence[str]]) -> pd.DataFrame:
    month = 12 / 365.25
    rows = [
        {
            "begin": row.start_day * month,
            "end": row.progression_day * month,
            "classes": tuple(order[row.line - 1]),
        }
        for row in ends.itertuples()
    ]
    return pd.DataFrame(rows)


def _gather(grown: pd.DataFrame, name: str) -> tuple[list[str], pd.DataFrame]:
    """Clones that lead at some time by what they resist, all the rest together; the order is that of the lines."""
    line = [drug_class for classes in ORDERS[name] for drug_class in classes]
    most = grown.groupby("clone")["share"].max()
    names = {clone: _name(clone, line) if most[clone] >= SHOWN_FROM else OTHERS for clone in most.index}
    together = grown.assign(clone=grown["clone"].map(names))
    truth = together.groupby(["month", "clone"], as_index=False)[["share", "burden_g_l"]].sum()
    found = sorted(set(names.values()), key=lambda n: (n != NONE, n != OTHERS, n == ALL, n.count("+")))
    return found, truth.rename(columns={"burden_g_l": "burden"})


def _name(clone: str, line: Sequence[str]) -> str:
    """`cd38 + pi` in the words of the page and in the order of the lines."""
    if clone == "sensitive":
        return NONE
    resisted = clone.split(" + ")
    return ALL if len(resisted) == 3 else " + ".join(SHORT[c] for c in line if c in resisted)


def _read_person() -> River:
    """What was published of one person: shares at three samples, and one clone seen without a size."""
    rows = table("clone_samples").query("course_id == @PUBLISHED and unit == '%'")
    sized = rows.dropna(subset=["value"])
    samples = []
    for number, row in enumerate(sized.itertuples(), start=1):
        share = row.value / 100
        samples.append((number, float(row.month), f"with {row.clone}", share, str(row.bound)))
        samples.append((number, float(row.month), f"without {row.clone}", 1 - share, str(row.bound)))
    seen = rows[rows["value"].isna()]
    clone = sized["clone"].iloc[0]
    last = float(sized["month"].max())
    return River(
        PERSON, False, [f"without {clone}", f"with {clone}"], pd.DataFrame({"month": [], "clone": [], "share": [], "burden": []}),
        pd.DataFrame({"month": [], "m_protein_g_l": []}),
        pd.DataFrame(samples, columns=["sample", "month", "clone", "share", "bound"]),
        pd.DataFrame([{"begin": 0.0, "end": last, "classes": ()}]),
        pd.DataFrame({"clone": list(seen["clone"]), "month": [float(m) for m in seen["month"]]}),
    )  # fmt: skip

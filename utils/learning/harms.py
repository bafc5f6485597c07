"""What the labels warn of, for the drugs that one notebook presents: folded, in plain words, printable."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from utils.evidence import drugs, warnings

TITLE = "What the labels warn of"
LEAD = (
    "In plain words, read in November 2026: boxed warnings (BOXED, the strongest of a United States label), those with deaths, "
    "harm to an unborn child, and blood tests disturbed. Not the whole label; more, with sources, in table('warnings')."
)
ALWAYS = ("unborn child", "unborn child, men", "laboratory")
ABOUT_THE_LABEL = ("no boxed warning", "no label", "label not read")


@dataclass(frozen=True)
class WarningsBox:
    """The warnings of a notebook's drugs; `lines` are (whose, what) pairs, most serious first."""

    lines: tuple[tuple[str, str], ...]
    count: int

    @property
    def title(self) -> str:
        """What the folded box is called."""
        named = "one drug" if self.count == 1 else f"{self.count} drugs and procedures"
        return f"{TITLE}: {named} named here"

    def __repr__(self) -> str:
        return f"{self.title}: see table('warnings')."

    def _repr_html_(self) -> str:
        items = "".join(f"<li><b>{escape(whose)}</b>: {escape(what)}</li>" for whose, what in self.lines)
        return f"<details><summary><b>{escape(self.title)}</b></summary><p>{escape(LEAD)}</p><ul>{items}</ul></details>"


def warnings_box(notebook: str) -> WarningsBox:
    """The boxed and the fatal warnings of every drug that notebook `"07"` presents, once, with the signs to look out for.

    Raises ValueError when the table marks no drug for that notebook.
    """
    rows = warnings()
    rows = rows[rows["notebooks"].fillna("").str.split(";").map(lambda listed: notebook in listed)]
    if rows.empty:
        raise ValueError(
            f"No drug of the table warnings is marked for notebook {notebook!r}: see its column notebooks."
        )
    return WarningsBox(tuple(_lines(rows)), rows["drug_id"].nunique())


def _lines(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """One line a warning; drugs that share it share the line."""
    names = drugs().set_index("drug_id")["name"]
    rows = rows.assign(name=rows["drug_id"].map(names), signs=rows["signs"].fillna(""))
    rows = rows.assign(about_label=rows["subject"].isin(ABOUT_THE_LABEL))
    rows = rows[rows["boxed"] | rows["fatal"] | rows["about_label"] | rows["subject"].isin(ALWAYS)]
    ranked = rows.sort_values(
        ["about_label", "boxed", "fatal"], ascending=[True, False, False], kind="stable"
    )
    shared = ranked.groupby(["boxed", "warning", "signs"], sort=False)["name"].agg(", ".join)
    return [(names, _sentence(*key)) for key, names in shared.items()]


def _sentence(boxed: bool, warning: str, signs: str) -> str:
    look = f". Signs: {signs}" if signs else ""
    return f"{'BOXED: ' if boxed else ''}{warning}{look}."

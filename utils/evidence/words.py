"""Tables for reading: headings, ids and yes or no as words, the first column as the name of each row."""

from __future__ import annotations

from html import escape

import pandas as pd

from utils.evidence.tables import table

HEADINGS = {
    "agency": "Agency",
    "arm_id": "Treatment",
    "category": "Response",
    "ci_high": "95 % interval to",
    "ci_low": "95 % interval from",
    "class_id": "Drug class",
    "doubling_days": "Days in which it doubled",
    "drug_class": "Drug class",
    "endpoint": "What was measured",
    "m_protein_g_dl": "M-protein (g/dL)",
    "new_line": "New line?",
    "setting": "For whom",
    "start": "From",
    "stop": "To",
    "superseded": "Later report exists?",
    "trial_id": "Trial",
    "value": "Result",
    "what": "What was given",
    "why": "Why",
}
EVENTS = {"sct": "transplant", "dose": "dose changed", "start": "begun", "bridge": "bridge to CAR T cells"}
TWO_WAYS = ("planned", "new_line", "superseded")


def in_words(rows: pd.DataFrame, **headings: str) -> pd.DataFrame:
    """The same rows for reading: a heading a person would write, names instead of ids, yes or no, dates without a clock.

    headings: own words for a column. Rows that are merely numbered take their first column as their name. To go on
    computing, keep the table itself: nothing here is needed for that.
    """
    shown = rows.copy()
    if "arm_id" in shown:
        shown["arm_id"] = _name_arms(rows)
    for column in shown.columns:
        shown[column] = _say_column(str(column), shown[column])
    if shown.index.name is None and pd.api.types.is_integer_dtype(shown.index):
        shown = shown.set_index(shown.columns[0])
    elif shown.index.name:
        shown.index = pd.Index(_say_column(shown.index.name, shown.index.to_series()), name=shown.index.name)
    shown = shown.rename(columns=lambda name: headings.get(name) or _heading(str(name)))
    # The name of the row stands in the corner, in one line with the other headings.
    shown.columns.name = headings.get(shown.index.name) or _heading(str(shown.index.name or ""))
    return shown.rename_axis(index=None)


def show_me(rows: pd.DataFrame, what: str = "the survival figures") -> Folded:
    """A table that stays folded until the reader opens it: what groups of the past lived through meets nobody unasked."""
    return Folded(rows, f"Show me {what}")


class Folded:
    """A table behind its summary; as text, the summary alone."""

    def __init__(self, rows: pd.DataFrame, summary: str) -> None:
        self.rows, self.summary = rows, summary

    def _repr_html_(self) -> str:
        return f"<details><summary>{escape(self.summary)}</summary>{self.rows._repr_html_()}</details>"

    def __repr__(self) -> str:
        return f"{self.summary}: folded, open in JupyterLab."


def _heading(name: str) -> str:
    return HEADINGS.get(name) or name[:1].upper() + name[1:].replace("_", " ")


def _say_column(name: str, values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").fillna("")
    if name in TWO_WAYS or pd.api.types.is_bool_dtype(values):
        return values.map(lambda value: "" if pd.isna(value) else "yes" if int(value) else "no")
    names = _names().get(name)
    if names is not None:
        return values.astype(object).map(lambda value: names.get(value, value))
    if name == "drugs":
        return values.astype(object).map(lambda value: str(value).replace(";", " + ").replace("_", " "))
    if pd.api.types.is_numeric_dtype(values):
        return values.map(lambda value: "" if pd.isna(value) else f"{value:g}").astype(object)
    return values.astype(object).where(values.notna(), "")


def _names() -> dict[str, dict]:
    classes = table("classes").set_index("class_id")["name"].to_dict()
    measured = table("endpoints").set_index("endpoint")["meaning"].str.split(";").str[0].to_dict()
    trials = table("trials").set_index("trial_id")["name"].str.replace(r"\s*\(.*\)", "", regex=True).to_dict()
    return {
        "class_id": classes,
        "drug_class": classes,
        "endpoint": measured,
        "trial_id": trials,
        "event": EVENTS,
    }


def _name_arms(rows: pd.DataFrame) -> list[str]:
    """The regimen of each arm; its id alone is known to one trial only, so the rows must say which."""
    arms = table("arms")
    regimens = arms.set_index(["trial_id", "arm_id"])["regimen"].to_dict()
    trials = rows["trial_id"] if "trial_id" in rows else [None] * len(rows)
    return [
        regimens.get(key, str(key[1]).replace("_", " ")) for key in zip(trials, rows["arm_id"], strict=True)
    ]

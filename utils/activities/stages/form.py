"""The form under the staging comparer: change a result, its unit or the laboratory's limit, or paste a whole table."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from utils.activities.line_form import OwnKeys
from utils.activities.stages.presets import Row, example_rows
from utils.clinic.staging.sheet import read_sheet, split_table
from utils.clinic.units import find_test, write_unit
from utils.clinic.unknown import is_unknown

if TYPE_CHECKING:
    from utils.activities.activity import Activity

NEVER = "Never enter a real person's data: invent the numbers. They stay in this kernel and are not kept."
WIDE = {"width": "100%", "max_width": "730px"}
_LIMITS = ("ldh", "calcium", "haemoglobin")
_SAID = {"m_protein": "M-protein", "urine_m_protein": "urine M-protein", "kappa_flc": "kappa light chain", "lambda_flc": "lambda light chain",
         "b2m": "beta-2-microglobulin", "ldh": "LDH", "t_4_14": "t(4;14)", "t_14_16": "t(14;16)", "t_14_20": "t(14;20)",
         "del17p": "del(17p)", "del_1p32": "copies of 1p32 lost", "gain_1q": "1q gain", "tp53_mutation": "TP53 mutation",
         "mri_focal_lesions": "focal lesions on MRI", "adl": "ADL", "iadl": "IADL", "ecog": "ECOG"}  # fmt: skip


class SheetForm:
    """Widgets that change the sheet of one staging comparer; `view` is what to show."""

    def __init__(self) -> None:
        names = {"style": {"description_width": "112px"}}
        half = {**names, "layout": {"width": "min(350px, 96%)"}}
        short = {"style": {"description_width": "60px"}}  # a phone needs the width for the results
        self.tests = ipywidgets.Select(description="Results", rows=8, layout={"width": "98%"}, **short)
        self.value = ipywidgets.Text(
            description="Value", placeholder="empty: not done", continuous_update=False, **half
        )
        self.unit = ipywidgets.Dropdown(description="Unit", **half)
        self.limit = ipywidgets.Text(
            description="Own limit", placeholder="the laboratory's", continuous_update=False, **half
        )
        wide = {"layout": {"width": "auto"}}
        self.undo = ipywidgets.Button(description="Undo the last change", disabled=True, **wide)
        self.again = ipywidgets.Button(description="Back to the example", **wide)
        self.pasted = ipywidgets.Textarea(
            description="Paste a table",
            rows=3,
            placeholder="test; value; unit; limit",
            continuous_update=False,  # sent whole, before any press of the button below
            layout={"width": "98%"},
            **names,
        )
        self.read = ipywidgets.Button(description="Read this table", **wide)
        self.said = ipywidgets.HTML()
        self._quiet, self._past = False, []
        self.view = self._lay_out()

    def _lay_out(self) -> ipywidgets.VBox:
        row = {"flex_flow": "row wrap"}
        heading = ipywidgets.HTML(
            "<span style='line-height:1.4'><b>An own sheet</b>: choose a result, then change it; or paste a table.</span>"
        )
        notice = ipywidgets.HTML(f"<span style='line-height:1.4'>{NEVER}</span>")
        fields = ipywidgets.HBox([self.value, self.unit, self.limit], layout=row)
        buttons = ipywidgets.HBox([self.undo, self.again], layout=row)
        parts = [heading, self.tests, fields, buttons, self.pasted, self.read, self.said, notice, OwnKeys()]
        return ipywidgets.VBox(parts, layout=WIDE)

    def connect(self, activity: "Activity") -> None:
        """Let the widgets change this activity, and follow it when another example is chosen."""
        self.activity, self.example, self.own = activity, activity.values["example"], False
        self._take(example_rows(self.example), 0)
        self.tests.observe(self._choose, "value")
        for widget in (self.value, self.unit, self.limit):
            widget.observe(self._change, "value")
        self.undo.on_click(self._step_back)
        self.again.on_click(lambda _button: self._start_again())
        self.read.on_click(self._read_table)
        activity.chart.observe(self._follow, "asked")

    def _take(self, rows: list[Row], chosen: int) -> None:
        """Show these rows, without answering."""
        self.rows = rows
        self._show(min(chosen, len(rows) - 1))

    def _show(self, chosen: int) -> None:
        self._quiet, self.chosen = True, chosen
        self.tests.options = [(say_row(row), place) for place, row in enumerate(self.rows)]
        self.tests.value = chosen
        row, test = self.rows[chosen], find_test(self.rows[chosen]["test"])
        units = list(
            dict.fromkeys(
                [
                    row["unit"],
                    *(write_unit(u) for u in test.factors),
                    *(["U/L"] if test.name == "ldh" else []),
                ]
            )
        )
        self.unit.options = [unit for unit in units if unit] or ["yes or no"]
        self.unit.value = row["unit"] or self.unit.options[0]
        self.unit.disabled = len(self.unit.options) < 2
        self.value.value, self.limit.value = row["value"], row["limit"]
        self.limit.disabled = test.name not in _LIMITS
        self.undo.disabled = not self._past
        self._quiet = False

    def _send(self) -> None:
        self.activity.update(edited=(self.example, [dict(row) for row in self.rows], self.own))

    def _choose(self, change: dict) -> None:
        if not self._quiet and change["new"] is not None:
            self._show(change["new"])

    def _change(self, _change: dict) -> None:
        if self._quiet:
            return
        unit = "" if self.unit.value == "yes or no" else self.unit.value
        written = {"value": self.value.value.strip(), "unit": unit, "limit": self.limit.value.strip()}
        self._keep()
        self.rows = [
            {**row, **written} if place == self.chosen else row for place, row in enumerate(self.rows)
        ]
        self._say("")
        self._show(self.chosen)
        self._send()

    def _keep(self) -> None:
        self._past.append((self.rows, self.chosen, self.own))

    def _step_back(self, _button: object) -> None:
        rows, chosen, self.own = self._past.pop()
        self._take(rows, chosen)
        self._say(f"Undone: {say_row(rows[chosen])}.")
        self._send()

    def _start_again(self) -> None:
        self._past, self.own = [], False
        self._take(example_rows(self.example), 0)
        self._say("The example stands as it was.")
        self.activity.update(edited=None)

    def _follow(self, _change: object) -> None:
        """Another example was chosen, or Reset was pressed: the edits end; another control leaves them."""
        if (
            self.activity.values["example"] == self.example
            and self.activity.values != self.activity.chart.shell["start"]
        ):
            return
        self.example, self._past, self.own = self.activity.values["example"], [], False
        self._take(example_rows(self.example), 0)
        self._say("")
        self.activity.update(edited=None)

    def _read_table(self, _button: object) -> None:
        try:
            rows = split_table(self.pasted.value)
            read_sheet(rows)
        except ValueError as problem:
            self._say(f"Nothing was changed. {problem}", trouble=True)
            return
        self._keep()
        self.own = True
        self._take([{**row, "test": find_test(row["test"]).name} for row in rows], 0)
        self._say(f"{len(rows)} results are shown; what is not among them counts as not done.")
        self._send()

    def _say(self, words: str, trouble: bool = False) -> None:
        """A status line; whatever was written or pasted is text, never HTML."""
        edge = "border-left:4px solid #d55e00;padding-left:8px;" if trouble else ""
        self.said.value = (
            f"<div role='status' style='line-height:1.4;{edge}'>{escape(words)}</div>" if words else ""
        )


def say_row(row: Row) -> str:
    """One result as a line of the list."""
    name = _SAID.get(row["test"], row["test"].replace("_", " "))
    if is_unknown(row["value"]):
        return f"{name}: not done"
    limit = f" (limit {row['limit']})" if row["limit"] else ""
    unit = row["unit"].replace("umol", "\N{MICRO SIGN}mol")
    return f"{name}: {row['value']} {unit}".rstrip() + limit

"""The form under the response classifier: change a value of the visit that is read, or edit and paste the whole table."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from utils.activities.histories import on_binder
from utils.activities.line_form import OwnKeys
from utils.activities.series.pasting import Fault, SeriesError, split_cells, write_table
from utils.activities.series.presets import example_series
from utils.activities.series.reading import Series, check_series, read_series

if TYPE_CHECKING:
    from utils.activities.activity import Activity

NEVER = (
    "Never enter a real person's data: invent the figures. The table stays in this kernel and is not kept."
)
OFF = "Pasting a table is off here, because this session runs on a stranger's machine. The single values above can be changed."
SHOW, HIDE = "Show the whole table", "Hide the whole table"
WIDE = {"width": "100%", "max_width": "1080px"}
MOST_SHOWN = 12  # lines of a table with faults


class Editor:
    """Widgets that change the series of one classifier; `view` is what to show."""

    def __init__(self) -> None:
        names = {"style": {"description_width": "80px"}, "layout": {"width": "min(330px, 96%)"}}
        self.column = ipywidgets.Dropdown(description="Change", **names)
        self.value = ipywidgets.Text(
            description="its value", continuous_update=False, placeholder="not measured", **names
        )
        auto = {"layout": {"width": "auto"}}
        self.undo = ipywidgets.Button(description="Undo all changes", **auto)
        self.read = ipywidgets.Button(description="Read this table", disabled=on_binder(), **auto)
        self.text = ipywidgets.Textarea(
            description="Table", disabled=on_binder(), layout={"width": "98%", "height": "190px"},
            continuous_update=False,  # sent whole, before any press of the button below
            style={"description_width": "60px"},
        )  # fmt: skip
        # A button, not an accordion: the heads of those are not reached by Tab.
        self.unfold = ipywidgets.Button(description=SHOW, **auto)
        self.whole = ipywidgets.VBox(layout={"display": "none"})
        self.said = ipywidgets.HTML()
        self._quiet = False
        self.view = self._lay_out()

    def _lay_out(self) -> ipywidgets.VBox:
        row = {"flex_flow": "row wrap"}
        heading = ipywidgets.HTML(
            "<span style='line-height:1.4'><b>Change the series</b>: one value of the visit that you are reading, or the whole table.</span>"
        )
        notice = ipywidgets.HTML(f"<span style='line-height:1.4'>{OFF if on_binder() else NEVER}</span>")
        form = ipywidgets.HBox([self.column, self.value, self.undo], layout=row)
        self.whole.children = [notice, self.text, self.read]
        parts = [heading, form, self.said, self.unfold, self.whole, OwnKeys()]
        return ipywidgets.VBox(parts, layout=WIDE)

    def connect(self, activity: "Activity") -> None:
        """Let the widgets change this activity, and follow it when another series or visit is chosen."""
        self.activity = activity
        self.example = activity.values["example"]
        self._take(example_series(self.example))
        self.column.observe(self._show_value, "value")
        self.value.observe(self._change, "value")
        self.undo.on_click(lambda _button: self._start_again())
        self.unfold.on_click(lambda _button: self._show_whole())
        self.read.on_click(self._read)
        activity.chart.observe(self._follow, "asked")

    def _show_whole(self) -> None:
        """Show the whole table, or put it away."""
        hidden = self.whole.layout.display == "none"
        self.whole.layout.display = None if hidden else "none"
        self.unfold.description = HIDE if hidden else SHOW

    def _take(self, series: Series) -> None:
        """Show this series in the form, without answering."""
        self.series = series
        self.rows = [list(row) for row in series.rows]
        self._quiet = True
        chosen = self.column.value
        self.column.options = list(series.headings[1:])
        self.column.value = chosen if chosen in series.headings[1:] else _first_test(series)
        self.text.value = write_table(series.headings, series.rows)
        self._quiet = False
        self._show_value(None)

    @property
    def place(self) -> int:
        """The line of the visit that is read."""
        days = self.series.days
        visit = self.activity.values["visit"]
        day = days[visit - 1] if 0 < visit < len(days) else days[-1]
        return next(k for k, row in enumerate(self.rows) if row[0] == f"{day}")

    def _show_value(self, _change: object) -> None:
        if self._quiet or self.column.value is None:
            return
        self._quiet = True
        self.value.value = self.rows[self.place][self._at]
        self._quiet = False

    @property
    def _at(self) -> int:
        return list(self.series.headings).index(self.column.value)

    def _change(self, change: dict) -> None:
        if self._quiet:
            return
        rows = [list(row) for row in self.rows]
        rows[self.place][self._at] = change["new"].strip().replace(",", ".")
        self._try(lambda: check_series(self.series.headings, rows), "Changed.", keep_text=False)

    def _read(self, _button: object) -> None:
        if not on_binder():
            self._try(lambda: read_series(self.text.value), "The table was read.", keep_text=True)

    def _try(self, make: object, words: str, keep_text: bool) -> None:
        """Take a series that can be read; else say at which cell it cannot, and leave all that was written."""
        try:
            series = make()
        except SeriesError as problem:
            self._say(write_faults(problem.faults, self.text.value if keep_text else ""))
            return
        self._take(series)
        self._say(f"<div role='status'>{escape(words)} {len(series.days)} visits.</div>")
        self.activity.update(own=(self.example, series))

    def _start_again(self) -> None:
        self._take(example_series(self.example))
        self._say("<div role='status'>All changes are undone.</div>")
        self.activity.update(own=None)

    def _follow(self, _change: object) -> None:
        """Another series was chosen, or Reset was pressed: the changes end. Another visit only shows its value."""
        example, start = self.activity.values["example"], self.activity.chart.shell["start"]
        reset = self.activity.values == start and self.activity._inputs["own"] is not None
        if example == self.example and not reset:
            self._show_value(None)
            return
        self.example = example
        self._take(example_series(example))
        self._say("")
        self.activity.update(own=None)

    def _say(self, page: str) -> None:
        self.said.value = page


def _first_test(series: Series) -> str:
    return next(
        (head for head in series.headings if head.casefold().startswith(("m-protein", "m_protein"))),
        series.headings[1],
    )


def write_faults(faults: tuple[Fault, ...], text: str) -> str:
    """What cannot be read, cell by cell, as HTML: a sentence each, and the table with those cells rimmed; all of it is text."""
    said = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults[:6])
    more = f"<li>And {len(faults) - 6} more.</li>" if len(faults) > 6 else ""
    return (
        f"<div role='alert' style='border-left:4px solid #d55e00;padding-left:8px;line-height:1.4'>"
        f"This was not read; the picture still shows the last series.<ul style='margin:2px 0'>{said}{more}</ul></div>"
        f"{_draw_cells(faults, text)}"
    )


def _draw_cells(faults: tuple[Fault, ...], text: str) -> str:
    """The lines with faults, their cells rimmed."""
    try:
        rows = split_cells(text) if text else []
    except SeriesError:
        rows = []
    wrong = {fault.line for fault in faults}
    lines = [(k, row) for k, row in enumerate(rows, 1) if k == 1 or k in wrong][:MOST_SHOWN]
    if len(lines) < 2 and 1 not in wrong:
        return ""
    seen = {(fault.line, fault.seen) for fault in faults}
    body = "".join(
        f"<tr><th scope='row'>{k}</th>"
        + "".join(_cell(cell, (k, cell[:20]) in seen) for cell in row)
        + "</tr>"
        for k, row in lines
    )
    return f"<div style='overflow-x:auto'><table style='border-collapse:collapse;font-size:13px'>{body}</table></div>"


def _cell(text: str, wrong: bool) -> str:
    edge = "outline:2px solid #d55e00;font-weight:600" if wrong else "border:1px solid #9994"
    return f"<td style='text-align:left;padding:2px 6px;{edge}'{' aria-invalid=true' if wrong else ''}>{escape(text[:40])}</td>"

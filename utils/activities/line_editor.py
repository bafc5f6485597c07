"""The form beside the line builder: choose an event, change it, add or remove one, load a file. All of it by keyboard."""

from html import escape
from typing import TYPE_CHECKING

import anywidget
import ipywidgets
import pandas as pd

from utils.activities.histories import (
    KINDS,
    PROGRESSION,
    RESPONSES,
    complete,
    on_binder,
    read_rows,
    say_event,
    split_rows,
)

if TYPE_CHECKING:
    from utils.activities.activity import Activity

FIELDS = {"event": "What happened", "drugs": "Drugs", "start": "From", "stop": "To",
          "planned": "Planned", "response": "Best response", "reason": "Note"}  # fmt: skip
KIND_WORDS = {
    "start": "start a treatment",
    "add": "add a drug",
    "drop": "leave a drug out",
    "substitute": "exchange a drug (old, new)",
    "dose": "change a dose",
    "pause": "pause",
    "sct": "transplant",
    "bridge": "bridge before CAR T cells",
    "radiotherapy": "radiotherapy",
    PROGRESSION: "progression",
}
NEVER = "Never enter a real person's data: invent the dates. The file stays in this kernel and is not kept."
OFF = (
    "Loading a file is off here, because this session runs on a stranger's machine. Edit the events instead."
)
WIDE = {"width": "100%", "max_width": "730px"}


class OwnKeys(anywidget.AnyWidget):
    """Keeps JupyterLab from taking the arrow keys and letters that are meant for the form around it."""

    _esm = """
    export default {
      render({ el }) {
        // Combinations such as save pass, except those that edit the text somebody is writing.
        const keep = (event) => {
          const combined = event.ctrlKey || event.metaKey || event.altKey;
          const edits = /^[acvxyz]$/i.test(event.key) && event.target.matches?.("input[type=text], textarea");
          if (!combined || edits) event.stopPropagation();
        };
        let form = null;
        // ipywidgets counts files in the button's text and titles it "null"; neither tells a learner anything.
        const name = () => {
          for (const button of form?.querySelectorAll(".jupyter-widgets.widget-upload, .widget-upload") ?? []) {
            if (button.textContent.trim() !== "Load a CSV") button.lastChild.textContent = " Load a CSV";
            if (button.title !== "Load a history from a CSV file") button.title = "Load a history from a CSV file";
          }
        };
        const watch = new MutationObserver(name);
        const frame = requestAnimationFrame(() => {
          form = el.parentElement;
          form?.addEventListener("keydown", keep);
          if (form) watch.observe(form, { childList: true, subtree: true, characterData: true, attributes: true });
          name();
        });
        return () => {
          cancelAnimationFrame(frame);
          watch.disconnect();
          form?.removeEventListener("keydown", keep);
        };
      },
    };
    """


class Editor:
    """Widgets that change the history of one line builder; `view` is what to show."""

    def __init__(self) -> None:
        names = {"style": {"description_width": "112px"}}
        half = {**names, "layout": {"width": "min(350px, 96%)"}}
        self.events = ipywidgets.Select(
            description="Events", rows=8, layout={"width": "98%"}, style={"description_width": "112px"}
        )
        kinds = [(KIND_WORDS[kind], kind) for kind in sorted(KINDS, key=list(KIND_WORDS).index)]
        answers = [(answer or "not recorded", answer) for answer in RESPONSES]
        self.fields = {
            "event": ipywidgets.Dropdown(description=FIELDS["event"], options=kinds, **half),
            "drugs": ipywidgets.Text(description=FIELDS["drugs"], continuous_update=False, **half),
            "start": ipywidgets.Text(description=FIELDS["start"], placeholder="year-month-day", continuous_update=False, **half),
            "stop": ipywidgets.Text(description=FIELDS["stop"], placeholder="still running", continuous_update=False, **half),
            "planned": ipywidgets.Checkbox(description="Planned when the line began", indent=True, **half),
            "response": ipywidgets.Dropdown(description=FIELDS["response"], options=answers, **half),
            "reason": ipywidgets.Text(description=FIELDS["reason"], continuous_update=False, **half),
        }  # fmt: skip
        wide = {"layout": {"width": "auto"}}
        self.add = ipywidgets.Button(description="Add an event after this one", **wide)
        self.remove = ipywidgets.Button(description="Remove this event", **wide)
        self.undo = ipywidgets.Button(description="Undo all edits", **wide)
        self.upload = ipywidgets.FileUpload(
            description="Load a CSV",
            tooltip="Load a history from a CSV file",
            accept=".csv",
            disabled=on_binder(),
            **wide,
        )
        self.said = ipywidgets.HTML()
        self._quiet = False
        self.view = self._lay_out()

    def _lay_out(self) -> ipywidgets.VBox:
        row = {"flex_flow": "row wrap"}
        heading = ipywidgets.HTML("<b>Edit the history</b>: choose an event, then change it.")
        notice = ipywidgets.HTML(f"<span style='line-height:1.4'>{OFF if on_binder() else NEVER}</span>")
        form = ipywidgets.HBox(list(self.fields.values()), layout=row)
        buttons = ipywidgets.HBox([self.add, self.remove, self.undo, self.upload], layout=row)
        return ipywidgets.VBox(
            [heading, self.events, form, buttons, self.said, notice, OwnKeys()], layout=WIDE
        )

    def connect(self, activity: "Activity") -> None:
        """Let the widgets change this activity, and follow it when another example is chosen."""
        self.activity = activity
        self.example = activity.values["example"]
        self._take(self._example_rows())
        self.events.observe(self._choose, "value")
        for widget in self.fields.values():
            widget.observe(self._change, "value")
        self.add.on_click(self._add)
        self.remove.on_click(self._remove)
        self.undo.on_click(lambda _button: self._start_again())
        self.upload.observe(self._load, "value")
        activity.chart.observe(self._follow, "asked")

    def _example_rows(self) -> pd.DataFrame:
        from utils.activities.line_presets import example_rows

        return example_rows(self.example)

    def _take(self, rows: pd.DataFrame, chosen: int | None = None) -> None:
        """Show these rows in the form, without answering; a date that cannot be read moves no event."""
        ordered = complete(rows)
        if pd.to_datetime(ordered["start"], format="%Y-%m-%d", errors="coerce").notna().all():
            ordered = ordered.sort_values("start", kind="stable")
        self.rows = ordered.reset_index(drop=True)
        places = list(ordered.index)
        self._show(places.index(chosen) if chosen in places else len(places) - 1)

    def _show(self, chosen: int) -> None:
        self._quiet = True
        self.chosen = min(chosen, len(self.rows) - 1)
        self.events.options = [(_say_row(k, row), k) for k, row in enumerate(self.rows.to_dict("records"))]
        self.events.value = self.chosen
        row = self.rows.loc[self.chosen]
        for name, widget in self.fields.items():
            widget.value = row[name].casefold() in ("1", "yes", "true") if name == "planned" else row[name]
        progression = row["event"] == PROGRESSION
        for name in ("drugs", "stop", "planned", "response"):
            self.fields[name].disabled = progression
        self.remove.disabled = len(self.rows) < 2
        self._quiet = False

    def _send(self) -> None:
        self.activity.update(edited=(self.example, self.rows), chosen=self.chosen)

    def _choose(self, change: dict) -> None:
        if self._quiet or change["new"] is None:
            return
        self._show(change["new"])
        self._send()

    def _change(self, change: dict) -> None:
        if self._quiet:
            return
        name = next(name for name, widget in self.fields.items() if widget is change["owner"])
        value = change["new"]
        self._say("")
        self.rows.loc[self.chosen, name] = str(int(value)) if name == "planned" else value.strip()
        if name == "event" and value == PROGRESSION:
            self.rows.loc[self.chosen, ["drugs", "stop", "planned", "response"]] = ""
        elif name == "event" and not self.rows.loc[self.chosen, "planned"]:
            self.rows.loc[self.chosen, ["drugs", "planned"]] = ["lenalidomide", "0"]
        place = self.chosen
        self._take(self.rows, self.chosen)
        if self.chosen != place:
            self._say(
                f"Event {place + 1} is now event {self.chosen + 1}: the events stand in the order of their days."
            )
        self._send()

    def _add(self, _button: object) -> None:
        """A new event some days later, a progression until the learner says otherwise: it can always be read."""
        before = self.rows.loc[self.chosen]
        days = pd.to_datetime(
            pd.Series([before["start"], before["stop"]]), format="%Y-%m-%d", errors="coerce"
        )
        last = days.max() if days.notna().any() else pd.to_datetime(self.rows["start"], errors="coerce").max()
        day = (last + pd.Timedelta(days=30)).strftime("%Y-%m-%d")
        new = pd.DataFrame([{"event": PROGRESSION, "start": day}])
        self._take(pd.concat([self.rows, new], ignore_index=True), len(self.rows))
        self._say(
            f"Event {self.chosen + 1} was added as a progression on {day}. Change what happened, or the day."
        )
        self._send()

    def _remove(self, _button: object) -> None:
        gone = self.rows.loc[self.chosen]
        self._take(self.rows.drop(index=self.chosen), self.chosen)
        self._say(f"Removed: {gone['event']} {gone['drugs']} {gone['start']}.")
        self._send()

    def _start_again(self) -> None:
        self._take(self._example_rows())
        self._say("All edits are undone.")
        self.activity.update(edited=None, chosen=-1)

    def _follow(self, _change: object) -> None:
        """Another example was chosen, or Reset was pressed: the edits end either way."""
        self.example = self.activity.values["example"]
        self._take(self._example_rows())
        self._say("")
        self.activity.update(edited=None, chosen=-1)

    def _load(self, change: dict) -> None:
        if not change["new"] or on_binder():
            return
        file = change["new"][0]
        try:
            rows = read_rows(bytes(file["content"]))
            split_rows(rows)
        except ValueError as problem:
            self._say(f"{file['name']} was not loaded. {problem}", trouble=True)
        else:
            self._take(rows)
            self._say(f"{file['name']}: {len(rows)} events are shown.")
            self._send()
        self.upload.value = ()

    def _say(self, words: str, trouble: bool = False) -> None:
        """A status line; whatever came from a file is text, never HTML."""
        edge = "border-left:4px solid #d55e00;padding-left:8px;" if trouble else ""
        self.said.value = (
            f"<div role='status' style='line-height:1.4;{edge}'>{escape(words)}</div>" if words else ""
        )


def _say_row(place: int, row: dict) -> str:
    plan = {"1": ", planned", "0": ", not planned"}.get(row["planned"], "")
    until = f" to {row['stop']}" if row["stop"] else ""
    what = say_event(row)
    return f"{place + 1}  {row['start']}{until}  {what}{plan}"

"""What the line builder's form does: change an event, add or remove one, undo one step, read a table."""

from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from utils.activities.histories import (
    FIRST_YEAR,
    LAST_YEAR,
    PROGRESSION,
    complete,
    on_binder,
    read_rows,
    say_event,
    split_rows,
)
from utils.activities.line_form import Form

if TYPE_CHECKING:
    from utils.activities.activity import Activity

DAYS = ("start", "stop")
MOST_STEPS = 100  # edits that can be undone one by one


class Editor(Form):
    """Widgets that change the history of one line builder; `view` is what to show."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet = False
        self._past: list[tuple[pd.DataFrame, int]] = []
        self._typing = (
            ""  # the date field that the last edit changed: one date typed digit by digit is one step
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
        self.back.on_click(self._step_back)
        self.undo.on_click(lambda _button: self._start_again())
        self.upload.observe(self._load, "value")
        self.read.on_click(self._paste)
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
            widget.value = _to_field(name, row[name])
        progression = row["event"] == PROGRESSION
        for name in ("drugs", "stop", "planned", "response"):
            self.fields[name].disabled = progression
        self.remove.disabled = len(self.rows) < 2
        self.back.disabled = not self._past
        self._quiet = False

    def _send(self, before: tuple[str, ...] = ()) -> None:
        self.activity.update(edited=(self.example, self.rows), chosen=self.chosen, before=before)

    def _remember(self, field: str = "") -> tuple[str, ...]:
        """Keep the rows as they are before an edit, of a field perhaps; the days on which their lines began."""
        if not (field in DAYS and field == self._typing):
            self._past = [*self._past[1 - MOST_STEPS :], (self.rows.copy(), self.chosen)]
        self._typing = field
        return tuple(self.activity.answer["lines"]["start"].dt.strftime("%Y-%m-%d"))

    def _step_back(self, _button: object) -> None:
        rows, chosen = self._past.pop()
        self._typing = ""
        self._take(rows, chosen)
        self._say("The last edit is undone.")
        self._send()

    def _choose(self, change: dict) -> None:
        if self._quiet or change["new"] is None:
            return
        self._typing = ""
        self._show(change["new"])
        self._send()

    def _change(self, change: dict) -> None:
        if self._quiet or _is_half_typed(change["new"]):
            return
        name = next(name for name, widget in self.fields.items() if widget is change["owner"])
        value = _from_field(name, change["new"])
        self._say("")
        before = self._remember(name)
        self.rows.loc[self.chosen, name] = value
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
        self._send(before)

    def _add(self, _button: object) -> None:
        """A new event some days later, a progression until the learner says otherwise: it can always be read."""
        before, here = self._remember(), self.rows.loc[self.chosen]
        days = pd.to_datetime(pd.Series([here["start"], here["stop"]]), format="%Y-%m-%d", errors="coerce")
        last = days.max() if days.notna().any() else pd.to_datetime(self.rows["start"], errors="coerce").max()
        day = (last + pd.Timedelta(days=30)).strftime("%Y-%m-%d")
        new = pd.DataFrame([{"event": PROGRESSION, "start": day}])
        self._take(pd.concat([self.rows, new], ignore_index=True), len(self.rows))
        self._say(
            f"Event {self.chosen + 1} was added as a progression on {day}. Change what happened, or the day."
        )
        self._send(before)

    def _remove(self, _button: object) -> None:
        before, gone = self._remember(), self.rows.loc[self.chosen]
        self._take(self.rows.drop(index=self.chosen), self.chosen)
        self._say(f"Removed: {gone['event']} {gone['drugs']} {gone['start']}.")
        self._send(before)

    def _start_again(self) -> None:
        self._past.clear()
        self._typing = ""
        self._take(self._example_rows())
        self._say("All edits are undone.")
        self.activity.update(edited=None, chosen=-1, before=())

    def _follow(self, _change: object) -> None:
        """Another example was chosen, or Reset was pressed: the edits end either way."""
        self.example = self.activity.values["example"]
        self._past.clear()
        self._typing = ""
        self._take(self._example_rows())
        self._say("")
        self.activity.update(edited=None, chosen=-1, before=())

    def _load(self, change: dict) -> None:
        if not change["new"] or on_binder():
            return
        file = change["new"][0]
        self._read_table(bytes(file["content"]), file["name"])
        self.upload.value = ()

    def _paste(self, _button: object) -> None:
        """Read what stands in the box; what cannot be read stays there to be mended."""
        text = self.pasted.value.strip()
        if not text:
            self._say("Paste a table first; its first line names the columns.", trouble=True)
        elif not on_binder() and self._read_table(text.encode(), "The pasted table"):
            self.pasted.value = ""

    def _read_table(self, content: bytes, name: str) -> bool:
        """Show the rows of a table; when a cell cannot be read, say which, and leave everything as it was."""
        try:
            rows = read_rows(content)
            split_rows(rows)
        except ValueError as problem:
            self._say(f"{name} was not loaded. {problem}", trouble=True)
            return False
        before = self._remember()
        moved = "" if rows["start"].is_monotonic_increasing else " They were put in the order of their days."
        self._take(rows)
        self._say(f"{name}: {len(rows)} events are shown.{moved}")
        self._send(before)
        return True

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


def _to_field(name: str, text: str) -> str | bool | date | None:
    """What a field shows for the text of a cell; a day that cannot be read shows as none."""
    if name == "planned":
        return text.casefold() in ("1", "yes", "true")
    if name not in DAYS:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_half_typed(value: object) -> bool:
    """A year on its way: who types 2024 passes through 2, 20 and 202, and nothing may jump meanwhile."""
    return isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR


def _from_field(name: str, value: str | bool | date | None) -> str:
    """The text of a cell from what stands in its field."""
    if name == "planned":
        return str(int(value))
    if name in DAYS:
        return value.isoformat() if value else ""
    return value.strip()

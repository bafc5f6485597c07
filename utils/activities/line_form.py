"""The widgets of the line builder's form: choose an event, change it, undo, load or paste a table. All of it by keyboard."""

import anywidget
import ipywidgets

from utils.activities.histories import KINDS, PROGRESSION, RESPONSES, on_binder

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
NEVER = "Never enter a real person's data: invent the dates. A table stays in this kernel and is not kept."
OFF = (
    "Loading a file or a pasted table is off here, because this session runs on a stranger's machine. "
    "Edit the events instead."
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
          const edits = /^[acvxyz]$/i.test(event.key) && event.target.matches?.("input, textarea");
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


class Form:
    """The widgets; `view` is what to show. `fields` are those of one event, by column."""

    def __init__(self) -> None:
        self.events = ipywidgets.Select(
            description="Events", rows=8, layout={"width": "98%"}, style={"description_width": "112px"}
        )
        self.fields = _make_fields()
        wide = {"layout": {"width": "auto"}}
        self.add = ipywidgets.Button(description="Add an event after this one", **wide)
        self.remove = ipywidgets.Button(description="Remove this event", **wide)
        self.back = ipywidgets.Button(description="Undo the last edit", disabled=True, **wide)
        self.undo = ipywidgets.Button(description="Undo all edits", **wide)
        self.upload = ipywidgets.FileUpload(
            description="Load a CSV",
            tooltip="Load a history from a CSV file",
            accept=".csv",
            disabled=on_binder(),
            **wide,
        )
        self.pasted = ipywidgets.Textarea(
            description="Paste a table", rows=3, disabled=on_binder(), placeholder="start,stop,drugs,planned,reason,event",
            layout={"width": "98%"}, style={"description_width": "112px"}, continuous_update=False,  # sent whole, before the button
        )  # fmt: skip
        self.read = ipywidgets.Button(description="Read the pasted table", disabled=on_binder(), **wide)
        self.said = ipywidgets.HTML()
        self.view = self._lay_out()

    def _lay_out(self) -> ipywidgets.VBox:
        row = {"flex_flow": "row wrap"}
        heading = ipywidgets.HTML(
            "<span style='line-height:1.4'><b>Edit the history</b>: choose an event, then change it.</span>"
        )
        notice = ipywidgets.HTML(f"<span style='line-height:1.4'>{OFF if on_binder() else NEVER}</span>")
        form = ipywidgets.HBox(list(self.fields.values()), layout=row)
        buttons = ipywidgets.HBox([self.add, self.remove, self.back, self.undo], layout=row)
        own = ipywidgets.VBox([self.pasted, ipywidgets.HBox([self.read, self.upload], layout=row)])
        return ipywidgets.VBox(
            [heading, self.events, form, buttons, self.said, notice, own, OwnKeys()], layout=WIDE
        )


def _make_fields() -> dict[str, ipywidgets.Widget]:
    names = {"style": {"description_width": "112px"}}
    half = {**names, "layout": {"width": "min(350px, 96%)"}}
    kinds = [(KIND_WORDS[kind], kind) for kind in sorted(KINDS, key=list(KIND_WORDS).index)]
    answers = [(answer or "not recorded", answer) for answer in RESPONSES]
    # Without bounds: a picker with bounds corrects a year that is only half typed, under the hand of who types it.
    return {
        "event": ipywidgets.Dropdown(description=FIELDS["event"], options=kinds, **half),
        "drugs": ipywidgets.Text(description=FIELDS["drugs"], continuous_update=False, **half),
        "start": ipywidgets.DatePicker(description=FIELDS["start"], **half),
        "stop": ipywidgets.DatePicker(description=FIELDS["stop"], tooltip="Empty: still running", **half),
        "planned": ipywidgets.Checkbox(description="Planned when the line began", indent=True, **half),
        "response": ipywidgets.Dropdown(description=FIELDS["response"], options=answers, **half),
        "reason": ipywidgets.Text(description=FIELDS["reason"], continuous_update=False, **half),
    }

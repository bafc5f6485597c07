"""The form under the page check: paste a text, have it read, go back to the example."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from utils.activities.line_form import OwnKeys
from utils.activities.webpage.examples import EXAMPLES

if TYPE_CHECKING:
    from utils.activities.activity import Activity

STAYS = (
    "The text stays in this page and in the kernel that runs it: nothing is sent, nothing is kept. Paste pages, "
    "never a letter about a real person."
)


class PageForm:
    """Widgets that give one page check its text; `view` is what to show."""

    def __init__(self) -> None:
        label = ipywidgets.HTML("<b>Your own text</b>: paste a page, a press release, a post (English).")
        auto = {"layout": {"width": "auto"}}
        self.text = ipywidgets.Textarea(
            description="Text to check",
            layout={"width": "98%", "height": "150px"},
            style={"description_width": "90px"},
        )
        self.check = ipywidgets.Button(description="Check this text", **auto)
        self.back = ipywidgets.Button(description="Back to the example", **auto)
        self.said = ipywidgets.HTML()
        buttons = ipywidgets.HBox([self.check, self.back], layout={"flex_flow": "row wrap"})
        notice = ipywidgets.HTML(f"<span style='line-height:1.4'>{STAYS}</span>")
        parts = [label, self.text, buttons, self.said, notice, OwnKeys()]
        self.view = ipywidgets.VBox(parts, layout={"width": "100%", "max_width": "730px"})

    def connect(self, activity: "Activity") -> None:
        """Let the buttons change this activity, and follow it when another example is chosen or Reset is pressed."""
        self.activity, self.example = activity, activity.values["example"]
        self.text.value = EXAMPLES[self.example]
        self.check.on_click(self._check)
        self.back.on_click(lambda _button: self._start_again("The example is back."))
        activity.chart.observe(self._follow, "asked")

    def _check(self, _button: object) -> None:
        if not self.text.value.strip():
            self._say(
                "There is no text yet: paste some, then press the button. The marks are still of the last text."
            )
            return
        self._say("Read; its marks stand above.")
        self.activity.update(own=self.text.value)

    def _start_again(self, words: str) -> None:
        self.example = self.activity.values["example"]
        self.text.value = EXAMPLES[self.example]
        self._say(words)
        self.activity.update(own=None)

    def _follow(self, _change: object) -> None:
        reset = (
            self.activity.values == self.activity.chart.shell["start"]
            and self.activity._inputs["own"] is not None
        )
        if self.activity.values["example"] != self.example or reset:
            self._start_again("")

    def _say(self, words: str) -> None:
        self.said.value = f"<div role='status' style='line-height:1.4'>{escape(words)}</div>" if words else ""

"""The form of the night shift: let the clock run, tick what you find, commit, and see what the rule says."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from utils.activities.line_form import OwnKeys
from utils.activities.ward.key import find_key
from utils.activities.ward.words import AWAKE, say_score, write_reply
from utils.clinic.bedside import Findings, grade_findings
from utils.models.ward import HOURS

if TYPE_CHECKING:
    from utils.activities.activity import Activity

MORNINGS = (12, 36, 60, HOURS)  # hours of the shift at which it is eight o'clock; the last is the end
TICKS = {  # what can be found: words that fit a phone, what does not count, group
    "fever": ("Fever, 38.0 °C or above", "37.9 °C; shivers alone", "CRS"),
    "treated": ("Treated for fever, not over yet", "medicine for another reason", "CRS"),
    "fluids": ("Low pressure, fluids hold it", "a low reading that nobody treats", "CRS"),
    "one": ("One vasopressor", "vasopressin beside it", "CRS"),
    "two": ("Two vasopressors or more", "vasopressin as the second", "CRS"),
    "low_flow": ("Nasal oxygen, 6 L/min or less", "a dip that needs no oxygen", "CRS"),
    "high_flow": ("Mask or high flow, above 6 L/min", "a mask held ready", "CRS"),
    "machine": ("CPAP, BiPAP or ventilator", "a machine worn for snoring", "CRS"),
    "explained": ("Another cause is written down", "a mere suspicion", "CRS"),
    "short": ("A short seizure", "trembling, twitching", "ICANS"),
    "long": ("Seizure over 5 min, or repeated", "trembling, twitching", "ICANS"),
    "weak": ("Deep weakness: a side, both legs", "being tired; a drooping face alone", "ICANS"),
    "local": ("Scan: local brain swelling", "a bleed and the swelling around it", "ICANS"),
    "whole": ("Scan: whole brain swollen", "a bleed and the swelling around it", "ICANS"),
}  # fmt: skip


class ShiftForm:
    """Widgets under the picture; `view` is what to show."""

    def __init__(self) -> None:
        auto = {"layout": {"width": "auto", "min_height": "44px"}}
        self.run = {step: ipywidgets.Button(description=words, **auto) for step, words in
                    ((1, "+ 1 hour"), (4, "+ 4 hours"), (0, "To 8 in the morning"))}  # fmt: skip
        self.another = ipywidgets.Button(description="Another night by chance", **auto)
        self.ticks = {name: _tick(words) for name, (words, *_) in TICKS.items()}
        wide = {"layout": {"width": "min(330px, 96%)"}, "style": {"description_width": "92px"}}
        self.ice = ipywidgets.Dropdown(description="ICE points", options=list(range(10, -1, -1)), **wide)
        self.awake = ipywidgets.Dropdown(
            description="Awake?", options=[(words, k) for k, words in enumerate(AWAKE)], **wide
        )
        self.ring = _tick("I ring somebody now")
        self.commit = ipywidgets.Button(description="Commit, then see", button_style="primary", **auto)
        self.sheet, self.said = ipywidgets.HTML(), ipywidgets.HTML()
        self.view = self._lay_out()

    def _lay_out(self) -> ipywidgets.VBox:
        row = {"flex_flow": "row wrap"}
        groups = {
            group: [
                _with_small(self.ticks[name], not_this)
                for name, (_, not_this, mine) in TICKS.items()
                if mine == group
            ]
            for group in ("CRS", "ICANS")
        }
        head, column = (
            "<span style='line-height:1.4'><b>{}</b>: what do you find?</span>",
            {"width": "min(350px, 100%)"},
        )
        crs = ipywidgets.VBox(
            [ipywidgets.HTML(head.format("Cytokine release (CRS)")), *groups["CRS"]], layout=column
        )
        ring = _with_small(self.ring, "waiting for the round")
        nerves = [
            ipywidgets.HTML(head.format("Nerves (ICANS)")),
            self.ice,
            self.awake,
            *groups["ICANS"],
            ring,
        ]
        icans = ipywidgets.VBox(nerves, layout=column)
        run = ipywidgets.HBox([*self.run.values(), self.another], layout=row)
        return ipywidgets.VBox(
            [run, self.sheet, ipywidgets.HBox([crs, icans], layout=row), self.commit, self.said, OwnKeys()],
            layout={"width": "100%", "max_width": "730px"},
        )

    def connect(self, activity: Activity) -> None:
        """Let the widgets change this activity, and begin anew when another night is chosen."""
        self.activity, self.night = activity, activity.values["night"]
        for step, button in self.run.items():
            button.on_click(lambda _button, step=step: self._run(step))
        self.another.on_click(self._turn_to_another)
        self.commit.on_click(self._commit)
        activity.chart.observe(self._follow, "asked")
        activity.chart.observe(self._show_sheet, "words")
        self._show_sheet(None)

    def _show_sheet(self, _change: object) -> None:
        """The sheet again beside the ticks: on a phone the picture is a page further up."""
        self.sheet.value = (
            f"<p style='line-height:1.4;margin:6px 0'><b>The sheet.</b> {escape(self.activity.sentence)}</p>"
        )

    def _run(self, step: int) -> None:
        hour = self.activity.values["hour"]
        later = hour + step if step else next((at for at in MORNINGS if at > hour), HOURS)
        self.said.value = ""
        self.activity.update(hour=min(later, HOURS))

    def _turn_to_another(self, _button: object) -> None:
        from utils.activities.ward.nights import CHANCE

        again = self.activity.values["night"] == CHANCE
        self.night = CHANCE
        self._clear()
        self.activity.update(
            night=CHANCE, hour=0, seed=self.activity._inputs["seed"] + int(again), committed=()
        )

    def _follow(self, _change: object) -> None:
        """Another night was chosen in the list: it begins at its first hour, with nothing ticked. Reset begins all anew."""
        values, reset = self.activity.values, self.activity.values == self.activity.chart.shell["start"]
        if values["night"] == self.night and not (reset and self.activity._inputs["committed"]):
            return
        self.night = values["night"]
        self._clear()
        self.activity.update(committed=(), **({} if reset else {"hour": 0}))

    def _clear(self) -> None:
        self.said.value, self.ice.value, self.awake.value = "", 10, 0
        for tick in (*self.ticks.values(), self.ring):
            tick.value = False

    def _commit(self, _button: object) -> None:
        hour, seed = self.activity.values["hour"], self.activity._inputs["seed"]
        key = find_key(self.night, seed, hour)
        crs, icans = grade_findings(self.read())
        right = (crs.grade, icans.grade) == (key.crs.grade, key.icans.grade)
        row = {
            "hour": hour,
            "crs": crs.grade,
            "icans": icans.grade,
            "right": right,
            "missed": bool(key.call) and not self.ring.value,
        }
        kept = [old for old in self.activity._inputs["committed"] if old["hour"] != hour]
        committed = tuple(sorted([*kept, row], key=lambda old: old["hour"]))
        reply = write_reply(key, (crs.grade, crs.item), (icans.grade, icans.item), self.ring.value)
        self.said.value = f"{reply}<p style='line-height:1.4'>So far: {say_score(committed)}</p>"
        self.activity.update(committed=committed)

    def read(self) -> Findings:
        """What is ticked, as the rules read it: the worst of each row."""
        on = {name for name, tick in self.ticks.items() if tick.value}
        worst = lambda *names: max((level for level, name in names if name in on), default=0)  # noqa: E731
        return Findings(
            fever="fever" in on, treated="treated" in on, explained="explained" in on,
            pressure=worst((1, "fluids"), (2, "one"), (3, "two")), oxygen=worst((1, "low_flow"), (2, "high_flow"), (3, "machine")),
            ice=self.ice.value, consciousness=self.awake.value, seizure=worst((3, "short"), (4, "long")),
            motor=4 if "weak" in on else 0, icp=worst((3, "local"), (4, "whole")),
        )  # fmt: skip


def _tick(words: str) -> ipywidgets.Checkbox:
    return ipywidgets.Checkbox(description=words, indent=False, layout={"width": "98%"})


def _with_small(tick: ipywidgets.Checkbox, not_this: str) -> ipywidgets.VBox:
    """A finding, with what does not count in small under it."""
    small = (
        f"<div style='line-height:1.2;margin:-8px 0 4px 20px;font-size:12px'>does not count: {not_this}</div>"
    )
    return ipywidgets.VBox([tick, ipywidgets.HTML(small)])

"""Keeping the passport: where it is, download, restore, a name if the learner likes, a summary, deletion."""

import ipywidgets as widgets

from utils.learning.pages.page import LearningPage, helper_class, live_words, make_button
from utils.learning.passport.calendar import write_calendar
from utils.learning.passport.passports import Passport, open_passport
from utils.learning.passport.places import on_binder
from utils.learning.passport.progress import Progress
from utils.learning.passport.summary import summary_page
from utils.learning.questions.wording import as_html

IDLE_MINUTES = 8
ABOUT = (
    "Your progress is one small file that belongs to you: what you answered, when, and how sure you were. "
    "No account, no server, nothing personal unless you type a name. Never enter a real patient's data."
)
TO_SEE = "In Jupyter, run this cell (Shift+Enter): the buttons appear here."
PRINTED = {
    "text/plain": f"Your passport\n{ABOUT}\n{TO_SEE}",
    "text/html": f"<p><strong>Your passport</strong></p><p>{ABOUT}</p><p><em>{TO_SEE}</em></p>",
}


class PassportPage(LearningPage):
    """The page of notebook 00 on which a learner looks after the passport."""

    def __init__(self, passport: Passport):
        self.passport = passport
        self.words = live_words()
        self.name = widgets.Text(
            description="Name for the summary (optional)", style={"description_width": "initial"}
        )
        self.name.add_class("mq-name")
        self.save_name = make_button("Save this name", self._save_name)
        self.delete = make_button("Delete my passport", self._delete)
        self.delete.add_class("mq-save")
        self.helper = make_keeper(passport, ["passport", "summary", "restore"], on_change=self.update)
        about = widgets.HTML(f"<p><strong>Your passport</strong></p><p>{ABOUT}</p>")
        rows = [about, self.words, self.helper, _row([self.name, self.save_name]), self.delete]
        super().__init__("passport", PRINTED, rows)
        self.update()

    def update(self, said: str = "") -> None:
        """Say where the passport is and how much is in it."""
        count = len(self.passport.events())
        facts = f"{said} {self.passport.whereabouts()} Entries: {count}. {self.passport.notice}"
        self.words.value = f"<p>{as_html(facts)}</p>"

    def _save_name(self, _) -> None:
        self.passport.record("name", name=self.name.value.strip()[:80])
        self.update("The name is saved in your passport.")

    def _delete(self, _) -> None:
        """Delete only at the second press: there is no way back."""
        if self.delete.description.startswith("Delete"):
            self.delete.description = "Really delete everything? Press again"
            return
        self.delete.description = "Delete my passport"
        self.update(self.passport.delete())


def passport() -> PassportPage:
    """Show where the learner's progress lies, and offer to download, restore, name, summarise or delete it."""
    return PassportPage(open_passport())


def keeper() -> list[widgets.Widget]:
    """On Binder: one button to download, one to restore, and a reminder after eight idle minutes; elsewhere nothing."""
    if not on_binder():
        return []
    return [make_keeper(open_passport(), ["passport", "restore"], idle_minutes=IDLE_MINUTES)]


def make_keeper(
    passport: Passport, offer: list[str], idle_minutes: float = 0, on_change=None, notebook: str = ""
):
    """Make the small widget that moves files between the browser and the kernel; notebook: whose calendar it offers."""
    state = {"offer": offer, "idle_minutes": idle_minutes} | ({"notebook": notebook} if notebook else {})
    helper = helper_class("keep")(state=state)
    helper.on_msg(lambda _, message, __: _reply(helper, passport, message, on_change))
    return helper


def _reply(helper, passport: Passport, message: dict, on_change) -> None:
    if "restore" in message:
        said = passport.restore(str(message["restore"]))
        helper.send({"said": said})
        if on_change:
            on_change(said)
    elif message.get("ask") == "summary":
        page = summary_page(Progress.of(passport), events=passport.events())
        helper.send({"file": page, "name": "my-course-summary.html", "type": "text/html"})
    elif message.get("ask") == "calendar" and helper.state.get("notebook"):
        notebook = helper.state["notebook"]
        entries = write_calendar(notebook, Progress.of(passport))
        helper.send({"file": entries, "name": f"myeloma-recall-{notebook}.ics", "type": "text/calendar"})
    elif message.get("ask") == "passport":
        helper.send({"file": passport.export(), "name": "passport.jsonl", "type": "application/x-ndjson"})


def _row(children: list) -> widgets.HBox:
    return widgets.HBox(children, layout={"flex_flow": "row wrap", "align_items": "center"})

"""A case as a board to sit on: choose how to go through it and a seat, decide, see what follows, go back, look back."""

from __future__ import annotations

import ipywidgets as widgets

from utils.learning.cases import wording
from utils.learning.cases.case_file import SEATS, Case, Choice, Fork
from utils.learning.cases.kept import keep_choice, read_kept
from utils.learning.cases.loading import load_case
from utils.learning.cases.walking import follow, worked_way
from utils.learning.pages.card import HIDDEN, SHOWN, SURENESS
from utils.learning.pages.controls import make_control
from utils.learning.pages.page import LearningPage, close_widget, heading, live_words, make_button, make_html
from utils.learning.passport.keeping import keeper
from utils.learning.passport.passports import open_passport
from utils.learning.questions.printed import TO_ANSWER, print_question, print_question_html
from utils.learning.questions.shuffling import SEED
from utils.learning.questions.wording import as_html, as_text, cite_sources

WAYS = {
    "reasons": "decide; the reasons come at each decision",
    "commit": "commit first; the reasons come at the end",
    "worked": "read a board that has been worked through",
}
TO_BEGIN = "Each decision brings the next one; this case has {n} at most."


class CasePage(LearningPage):
    """A case in one of three ways (`WAYS`) and from one of three seats; `taken` holds the choices made so far.

    committed: the last choice is made and answered, and the learner has not gone on yet.
    """

    def __init__(self, case: Case):
        self.case, self.passport = case, open_passport()
        self.way = _radio("How would you like to go through it?", WAYS)
        self.seat = _radio("Which seat do you take?", SEATS)
        self.seat_words, self.where = heading(""), live_words()
        self.stage, self.past = widgets.VBox(layout={"overflow": "visible"}), heading("")
        self.moves = {
            "on": make_button("Go on", self.go_on),
            "back": make_button("Go back", self.go_back),
            "afresh": make_button("Start this case afresh", self.start_afresh),
        }
        self.taken = list(read_kept(case, self.passport.events()).way)
        self.committed = False
        self.row = widgets.HBox(list(self.moves.values()), layout={"flex_flow": "row wrap"})
        self.row.add_class("mq-row")
        top = [heading(wording.say_head(case)), *_framed(self.way), *_framed(self.seat), self.seat_words]
        parts = [*top, self.stage, self.row, self.where, self.past, *keeper()]
        super().__init__(f"case-{case.id}", print_case(case), parts)
        self.box.layout.overflow = "visible"
        for control in (self.way, self.seat):
            control.observe(lambda _: self.show(), "value")
        self.show()

    @property
    def steps(self) -> list[tuple[Fork, Choice]]:
        """The forks passed, each with what was chosen."""
        return follow(self.case, self.taken)

    @property
    def fork(self) -> Fork | None:
        """The decision that stands open (or was just committed); None when the case has ended."""
        place = self.steps[-1][1].next if self.steps else self.case.first.id
        return self.steps[-1][0] if self.committed else self.case.forks.get(place)

    def commit(self, sure: str) -> None:
        """Take the choice that stands in the control, keep it, and say what follows."""
        place = self.control.read()
        if self.committed:
            self._reply("<p>This decision is made. Go on, or go back to make it again.</p>", added=True)
        elif place is None:
            self._reply("<p>Choose one of the answers first.</p>")
        else:
            fork, choice = self.fork, self.fork.choices[place]
            keep_choice(self.passport, self.case, fork, choice, sure)
            self.taken.append(choice.id)
            self.committed = True
            self._answer(fork, choice, sure)
            self._tell()

    def go_on(self, _=None) -> None:
        """On to the next decision or the ending; only after this one was made."""
        if self.fork is not None and not self.committed:
            self._reply("<p>Decide first: choose an answer, and say how sure you are.</p>")
        else:
            self.committed = False
            self.show()

    def go_back(self, _=None) -> None:
        """Open the decision before this one again; what was chosen stays in the passport."""
        if self.taken:
            self.taken.pop()
        self.committed = False
        self.show()

    def start_afresh(self, _=None) -> None:
        """Back to the first decision."""
        self.taken, self.committed = [], False
        self.show()

    def show(self) -> None:
        """Draw what stands open now."""
        self.seat_words.value = wording.say_seat(self.case, self.seat.value)
        self.row.layout.display = HIDDEN if self.way.value == "worked" else SHOWN
        for shown in self.stage.children:
            close_widget(shown)
        if self.way.value == "worked":
            told = wording.say_worked(self.case, worked_way(self.case), self.seat.value)
            self.stage.children = (heading(told),)
        elif self.fork is None:
            first = read_kept(self.case, self.passport.events()).first
            told = wording.say_debrief(self.case, self.steps, first, self.seat.value)
            self.stage.children = (heading(told),)
        else:
            self._ask(self.fork)
        self._tell()

    def _ask(self, fork: Fork) -> None:
        question = self.case.question(fork)
        self.control, self.reply = make_control(question, SEED), make_html("", "mq-reply")
        stem = (
            f'<p class="mq-label">{self.case.id} · {fork.when}</p><p>{as_html(fork.scene)}</p>'
            f'<p class="mq-text">{as_html(fork.asks)}</p>'
        )
        sures = [
            make_button(f"Decide: {words}", lambda _, name=name: self.commit(name))
            for name, words in SURENESS.items()
        ]
        row = widgets.HBox(
            [make_html("<p>How sure are you?</p>", "mq-sure"), *sures], layout={"flex_flow": "row wrap"}
        )
        row.add_class("mq-row")
        card = widgets.VBox([make_html(stem, "mq-stem"), *self.control.widgets, row, self.reply])
        card.add_class("mq-question")
        if self.committed:
            self.control.write(fork.choices.index(self.steps[-1][1]))
            self._answer(fork, self.steps[-1][1], "")
        self.stage.children = (card,)

    def _answer(self, fork: Fork, choice: Choice, sure: str) -> None:
        """What follows; with its reasons now, or only at the end."""
        follows = f"<p><strong>{choice.when}:</strong> {as_html(choice.then)}</p>"
        if self.way.value == "commit":
            self._reply(f"<p>Noted. The reasons come at the end.</p>{follows}")
            return
        surprised = sure == "sure" and choice.verdict == "not"
        again = "<p>You felt sure, so this one is worth a second look.</p>" if surprised else ""
        labels = wording.say_labels(self.case, fork, choice)
        told = f"{wording.say_verdict(choice)}{again}{labels}{cite_sources(choice.sources)}"
        self._reply(f"{told}{wording.say_others(self.case, fork)}{follows}")

    def _reply(self, html: str, added: bool = False) -> None:
        """Say it in the card, where a screen reader hears it; added: after what stands there."""
        notice = f'<p class="mq-notice">{as_html(self.passport.notice)}</p>' if self.passport.notice else ""
        before = self.reply.value.removesuffix(html + notice) if added else ""
        self.reply.value = before + html + notice

    def _tell(self) -> None:
        """Where one stands, and what has happened."""
        worked = self.way.value == "worked"
        self.past.value = "" if worked else wording.say_timeline(self.case, self.steps)
        made = len(self.steps)
        self.where.value = (
            f"<p>{'Nothing is kept while you read.' if worked else _say_where(made, self.fork is None)}</p>"
        )


def case(name: str) -> CasePage:
    """Sit on the tumour board around a fictional person, `"T1"` to `"T8"`: decide, see what follows, go back, look back.

    Raises UnknownQuestion, with the nearest, for a name that the course does not have.
    """
    return CasePage(load_case(name))


def print_case(case: Case) -> dict[str, str]:
    """The saved form: the person and the first decision, without its key; what comes later would give it away."""
    begin, longest = case.question(case.first), len(case.forks)
    more, scene = TO_BEGIN.format(n=longest), case.first.scene
    plain = [
        f"{case.id} · {case.title}",
        as_text(case.person),
        TO_ANSWER,
        as_text(scene),
        print_question(begin),
        more,
    ]
    html = (
        f"<section>{wording.say_head(case)}<p><em>{TO_ANSWER}</em></p><p>{as_html(scene)}</p>"
        f"{print_question_html(begin)}<p>{more}</p></section>"
    )
    return {"text/plain": "\n\n".join(plain), "text/html": html}


def _say_where(made: int, ended: bool) -> str:
    if ended:
        return f"{made} decisions made: the case has ended. Go back to try another way."
    return (
        "The first decision stands open."
        if not made
        else f"{made} {'decision' if made == 1 else 'decisions'} made."
    )


def _radio(words: str, choices: dict[str, str]) -> widgets.RadioButtons:
    """A choice with a name of its own; the first is chosen."""
    options = [(text, name) for name, text in choices.items()]
    radio = widgets.RadioButtons(
        options=options, value=options[0][1], layout={"width": "auto", "max_width": "100%"}
    )
    radio.add_class("mq-radio")
    radio.asks = words
    return radio


def _framed(radio: widgets.RadioButtons) -> list[widgets.Widget]:
    """A choice under its words; the class lets the page's script tell a screen reader what is asked."""
    box = widgets.VBox([make_html(f'<p class="mq-text">{radio.asks}</p>', "mq-stem"), radio])
    box.add_class("mq-question")
    box.add_class("mq-setting")
    return [box]

"""What a checked exercise shows: the words of the check, and one button each for a hint and a solution."""

import ipywidgets as widgets

from utils.learning.exercises import Words, hint, judge, solution
from utils.learning.pages.page import LearningPage, live_words, make_button


class AnswerPage(LearningPage):
    """The reply to an answer; nobody has to write code to be helped.

    words: what the check said. help: what was asked for last, read aloud when it changes.
    """

    def __init__(self, exercise_id: str, words: Words):
        self.exercise_id, self.words, self.help = exercise_id, words, live_words()
        self.hint = make_button("Hint", lambda _: self._show(hint(exercise_id)))
        self.solution = make_button("Show a solution", lambda _: self._show(solution(exercise_id)))
        printed = {"text/plain": repr(words), "text/html": words._repr_html_()}
        buttons = widgets.HBox([self.hint, self.solution], layout={"flex_flow": "row wrap"})
        super().__init__(
            f"check-{exercise_id}", printed, [widgets.HTML(words._repr_html_()), buttons, self.help]
        )

    def _show(self, words: Words) -> None:
        self.help.value = words._repr_html_()


def check(exercise_id: str, answer=...) -> AnswerPage:
    """Answer an answer in words, with buttons for a hint and a solution; never raises for an answer."""
    return AnswerPage(exercise_id, judge(exercise_id, answer))

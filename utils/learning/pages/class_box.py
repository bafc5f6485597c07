"""A button at the end of a self-check or test: the learner's class code, for those whose teacher asks for one."""

import ipywidgets as widgets

from utils.learning.pages.page import live_words
from utils.learning.passport.class_code import coded_questions, first_answers, write_code
from utils.learning.passport.passports import Passport
from utils.learning.passport.progress import Progress

OFFER = "Show a code for my class"
ABOUT = (
    "It tells your first answers here and how sure you were, and nothing about you. "
    "Give it to your teacher only if you like: read it aloud, write it down or paste it."
)


class ClassBox:
    """Button and words; `widgets` to put under the cards.

    sheet: a notebook as in `"08"`, or `"pre"` or `"post"`.
    """

    def __init__(self, sheet: str, passport: Passport):
        self.sheet, self.passport = sheet, passport
        self.words = live_words()
        self.button = widgets.Button(description=OFFER, layout={"width": "auto"})
        self.button.on_click(lambda _: self.tell())
        self.widgets = [self.button, self.words]

    def tell(self) -> None:
        """Say the code of what was answered so far, or that nothing was."""
        progress = Progress.of(self.passport)
        asked = coded_questions(self.sheet)
        answered = len(first_answers(asked, progress))
        if not answered:
            self.words.value = (
                "<p>Nothing here is answered yet: answer a question, then ask for the code again.</p>"
            )
            return
        code = write_code(self.sheet, progress)
        self.words.value = (
            f'<p>Your class code: <strong class="mq-code">{code}</strong></p>'
            f"<p>{answered} of {len(asked)} questions. {ABOUT}</p>"
        )

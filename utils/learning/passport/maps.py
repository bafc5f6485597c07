"""The progress map as a page that fills while a learner works."""

from utils.learning.pages.page import LearningPage, live_words
from utils.learning.passport.course_map import map_html, print_map
from utils.learning.passport.keeping import keeper
from utils.learning.passport.passports import open_passport
from utils.learning.passport.progress import Progress


class ProgressMap(LearningPage):
    """The map of the course as it fills; printed, it shows the course without anybody's progress."""

    def __init__(self):
        self.passport, self.table = open_passport(), live_words()
        super().__init__("progress-map", print_map(), [self.table, *keeper()])
        self.update()

    def update(self) -> None:
        """Read the passport again."""
        self.table.value = map_html(Progress.of(self.passport))


def progress_map() -> ProgressMap:
    """Show what was met, what is secure and what is still not met yet."""
    return ProgressMap()

"""The first cell a person runs: it shows plainly that it ran, and when it ran again."""

from datetime import datetime

from utils.learning.pages.page import LearningPage, live_words

WAITING = "Not run yet. Click into the grey field above and press Shift+Enter: this sentence will change."
PRINTED = {"text/plain": WAITING, "text/html": f"<p>{WAITING}</p>"}


def hello() -> LearningPage:
    """Say that the cell ran, with the time of day; the saved form says that it waits."""
    time = f"{datetime.now():%H:%M:%S}"
    words = live_words(
        f"<p>\u2713 It ran, at {time} by this computer's clock. Run it again: only the time changes.</p>"
    )
    return LearningPage("hello", PRINTED, [words])

"""Which earlier questions return: what was missed, then what was unsure, then what is longest ago."""

from datetime import UTC, datetime, timedelta

from utils.learning.passport.log import Event
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

HOW_MANY = 3
SITTING = timedelta(hours=3)  # answered within the last three hours: it would be repeated, not recalled


def choose_recall(
    notebook: str, progress: Progress, how_many: int = HOW_MANY, *, page: str = ""
) -> list[bank.Question]:
    """Choose questions from the notebooks before this one, from different objectives where possible.

    Free-text questions are left out: a recall takes a minute. With an empty passport, core questions come first. What was
    answered in this sitting is left out, save on this very `page`, which shows the same questions when it is run again.
    """
    earlier = [name for name in bank.notebook_names() if name < str(notebook)]
    asked = [q for name in earlier for q in bank.load_sheet(name).questions if q.type != "text"]
    here = [q for q in asked if just_answered(progress, q.id, page=page)]
    here.sort(key=lambda q: just_answered(progress, q.id, page=page)[0]["n"])
    rest = [q for q in asked if q not in here and not just_answered(progress, q.id)]
    chosen: list[bank.Question] = []
    for question in here + sorted(rest, key=lambda q: _urgency(q, progress)):
        if all(question.objective != other.objective for other in chosen):
            chosen.append(question)
    return chosen[:how_many]


def just_answered(progress: Progress, question_id: str, *, page: str | None = None) -> list[Event]:
    """List the attempts of this sitting at a question: all of them, or those made on one page."""
    tries = [event for event in progress.events_of(question_id) if _is_recent(event)]
    return [event for event in tries if page is None or event.get("page") == page]


def _is_recent(event: Event) -> bool:
    """Say whether it happened in this sitting; a moment that cannot be read, or lies in the future, did not."""
    try:
        ago = datetime.now(UTC) - datetime.fromisoformat(event["at"])
    except (TypeError, ValueError):
        return False
    return timedelta(0) <= ago < SITTING


def _urgency(question: bank.Question, progress: Progress) -> tuple:
    """Missed first, then right but a guess, then never asked, then longest ago; core before the rest."""
    tries = progress.answers.get(question.id, [])
    if not tries:
        return (2, not question.core, 0, -int(question.notebook), question.id)
    last = tries[-1]
    missed = last.get("right") is not True
    rank = 0 if missed else 1 if last.get("confidence") == "guess" else 3
    return (rank, not question.core, last["n"], -int(question.notebook), question.id)

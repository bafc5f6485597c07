"""Which earlier questions return: what was missed, then what was unsure, then what is longest ago."""

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

HOW_MANY = 3


def choose_recall(notebook: str, progress: Progress, how_many: int = HOW_MANY) -> list[bank.Question]:
    """Choose questions from the notebooks before this one, from different objectives where possible.

    Free-text questions are left out: a recall takes a minute. With an empty passport, core questions come first.
    """
    earlier = [name for name in bank.notebook_names() if name < str(notebook)]
    asked = [q for name in earlier for q in bank.load_sheet(name).questions if q.type != "text"]
    chosen: list[bank.Question] = []
    for question in sorted(asked, key=lambda q: _urgency(q, progress)):
        if all(question.objective != other.objective for other in chosen):
            chosen.append(question)
    return chosen[:how_many]


def _urgency(question: bank.Question, progress: Progress) -> tuple:
    """Missed first, then right but a guess, then never asked, then longest ago; core before the rest."""
    tries = progress.answers.get(question.id, [])
    if not tries:
        return (2, not question.core, 0, -int(question.notebook), question.id)
    last = tries[-1]
    missed = last.get("right") is not True
    rank = 0 if missed else 1 if last.get("confidence") == "guess" else 3
    return (rank, not question.core, last["n"], -int(question.notebook), question.id)

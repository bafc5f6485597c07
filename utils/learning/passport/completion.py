"""The two completions of the course, finished and reached, and a short code that belongs to one passport.

A code can be worked out again from the passport, so a wrong character and a changed passport are noticed. It cannot say who
answered, and it is no credit of any kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from utils.learning.passport.letters import ALPHABET, BASE, from_letters, to_letters
from utils.learning.passport.log import Event, merge_events
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

KINDS = {"F": "finished", "R": "reached"}
COUNT, DIGEST = 4, 7  # characters for the number of the last entry, and for the rest


@dataclass(frozen=True)
class Completion:
    """finished: core questions of every notebook and the test after the course answered. reached: every objective secure.

    missing: what is left to do, in words; nothing when it is complete.
    """

    kind: str
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def completions(progress: Progress) -> list[Completion]:
    """Both completions, with what is missing for each."""
    unread = [
        f"core questions of notebook {name}"
        for name in bank.notebook_names()
        if not _core_answered(name, progress)
    ]
    untaken = any(question.id not in progress.answers for question in bank.load_sheet("post").questions)
    insecure = [text for key, text in bank.objectives().items() if progress.mastery(key).word != "secure"]
    return [
        Completion("finished", (*unread, *(["the test after the course"] if untaken else []))),
        Completion("reached", tuple(insecure)),
    ]


def _core_answered(name: str, progress: Progress) -> bool:
    return all(
        question.id in progress.answers for question in bank.load_sheet(name).questions if question.core
    )


def write_code(kind: str, events: Iterable[Event]) -> str:
    """The code of a completion (`"finished"` or `"reached"`) for a passport as it stands."""
    kept = merge_events(events)
    letter = next(letter for letter, name in KINDS.items() if name == kind)
    last = min(kept[-1]["n"], BASE**COUNT - 1) if kept else 0
    return "-".join([letter, to_letters(last, COUNT), _digest(letter, last, kept)])


def verify_code(code: str, events: Sequence[Event]) -> tuple[bool, str]:
    """Whether a code belongs to a passport, and a sentence that says what that means.

    Entries made after the code was written do not matter; entries that were changed, taken out or put in before do.
    """
    letters = code.strip().upper().replace(" ", "").replace("-", "")
    if len(letters) != 1 + COUNT + DIGEST or letters[0] not in KINDS or set(letters[1:]) - set(ALPHABET):
        return (
            False,
            f"{code.strip()[:40]!r} is not a code of this course: it has the form F-0000-0000000, without 0, O, 1, I and L.",
        )
    last = from_letters(letters[1 : 1 + COUNT])
    before = [event for event in merge_events(events) if event["n"] <= last]
    if not before or _digest(letters[0], last, before) != letters[1 + COUNT :]:
        return (
            False,
            "The code and this passport do not belong together: one of them was mistyped or changed, or is somebody else's.",
        )
    return _confirm(KINDS[letters[0]], before)


def _confirm(kind: str, before: list[Event]) -> tuple[bool, str]:
    """The code fits; does the passport bear it out? An edition with more questions may ask for more than was asked then."""
    found = next(item for item in completions(Progress.from_events(before)) if item.kind == kind)
    day = max((event["at"][:10] for event in before), default="")
    if not found.complete:
        return False, (
            f"The code fits this passport, but with today's questions the course is not {kind}: missing are "
            f"{'; '.join(found.missing[:3])}{' and more' if len(found.missing) > 3 else ''}."
        )
    return (
        True,
        f"The code fits this passport: the course was {kind} by {day}. It does not say who answered, and it is no CME credit.",
    )


def _digest(letter: str, last: int, events: Iterable[Event]) -> str:
    told = ";".join(
        f"{e['id']}:{e['kind']}:{e.get('question')}:{e.get('right')}" for e in events if e["n"] <= last
    )
    whole = hashlib.sha256(f"{letter};{last};{told}".encode()).digest()
    return to_letters(int.from_bytes(whole[:16], "big") % BASE**DIGEST, DIGEST)

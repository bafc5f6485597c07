"""A class code: the first answers to one notebook in a few characters, to read aloud, write on paper or paste.

No name is in it. Letters and figures that look alike (0 O, 1 I L) are not used, and two of the characters check the rest, so
that a wrong character, or two that changed places, are always noticed. The checks are sums modulo 31, a prime, as in the
check digit of ISBN-10 (ISO 2108).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from utils.learning.passport.letters import ALPHABET, BASE, from_digits, to_digits
from utils.learning.passport.progress import SURENESS, Progress
from utils.learning.questions import bank
from utils.learning.questions.outcomes import count_outcomes, find_outcome, is_right

MARKS, CHECKS = (
    2,
    2,
)  # characters that tell two learners with the same answers apart, and characters that check
_HEAD = re.compile(r"^\s*(\d{1,2}|pre|post|delayed)\s*[-–—_. ]\s*", re.IGNORECASE)


class CodeError(ValueError):
    """A class code that cannot be read; the message says why, and what to do."""


@dataclass(frozen=True)
class FirstAnswer:
    """The first answer to one question: what it came to (see `questions.outcomes`), and how sure the learner was."""

    question: bank.Question
    outcome: int
    sure: str = ""

    @property
    def right(self) -> bool:
        """Whether it was right."""
        return is_right(self.question, self.outcome)


def first_answers(questions: Iterable[bank.Question], progress: Progress) -> list[FirstAnswer]:
    """The first answers that a passport holds to these questions; what cannot be read as an answer is left out."""
    found = []
    for question in questions:
        tries = progress.answers.get(question.id)
        outcome = find_outcome(question, tries[0].get("answer")) if tries else None
        if outcome is not None:
            sure = tries[0].get("confidence")
            found.append(FirstAnswer(question, outcome, sure if sure in SURENESS else ""))
    return found


def coded_questions(sheet: str) -> list[bank.Question]:
    """The questions that a code tells of: those of a notebook or the pre-test; after the post-test those of both tests."""
    names = ("pre", "post") if sheet == "post" else (sheet,)
    return [question for name in names for question in bank.load_sheet(name).questions]


def write_code(sheet: str, progress: Progress) -> str:
    """Write the code of a notebook (`"08"`), or of a test (`bank.TESTS`); raises UnknownQuestion for another name."""
    given = {answer.question.id: answer for answer in first_answers(coded_questions(sheet), progress)}
    number = 0
    for question in coded_questions(sheet):
        number = number * _states(question) + _state(given.get(question.id))
    body = [*to_digits(_mark_of(progress), MARKS), *to_digits(number, _length(sheet))]
    letters = "".join(ALPHABET[digit] for digit in [*body, *_checks(sheet, body)])
    groups = [letters[start : start + 4] for start in range(0, len(letters), 4)]
    return "-".join([sheet, *groups])


def read_code(text: str) -> tuple[str, list[FirstAnswer]]:
    """Read a code into the name of its sheet and the first answers.

    Small letters, spaces and missing dashes do not matter. Raises CodeError for anything that is not a whole, unchanged code.
    """
    sheet, digits = _split(text)
    body, checks = digits[:-CHECKS], digits[-CHECKS:]
    if _checks(sheet, body) != checks:
        raise CodeError(
            f"{text.strip()!r} was mistyped somewhere, or comes from another edition of the questions. Compare it letter by letter."
        )
    number = from_digits(body[MARKS:])
    states = []
    for question in reversed(coded_questions(sheet)):
        number, state = divmod(number, _states(question))
        states.append((question, state))
    return sheet, [_answer(question, state) for question, state in reversed(states) if state]


def _split(text: str) -> tuple[str, list[int]]:
    head = _HEAD.match(text)
    if not head:
        raise CodeError(
            f"{text.strip()[:40]!r} is not a class code: it begins with a notebook, as in 08-K7Q2-..."
        )
    sheet = head[1].lower()
    sheet = sheet.zfill(2) if sheet.isdigit() else sheet
    if sheet not in bank.sheet_names():
        raise CodeError(
            f"{text.strip()[:40]!r}: there are no questions of {sheet}, only of {', '.join(bank.sheet_names())}."
        )
    letters = re.sub(r"[\s\-–—_.]", "", text[head.end() :]).upper()
    strange = sorted(set(letters) - set(ALPHABET))
    if strange:
        raise CodeError(
            f"{text.strip()[:60]!r}: a class code has no {' '.join(strange)[:20]!r} (nor 0, O, 1, I, L)."
        )
    wanted = MARKS + _length(sheet) + CHECKS
    if len(letters) != wanted:
        raise CodeError(
            f"{text.strip()[:60]!r}: a code of {sheet} has {wanted} characters after the dash, this has {len(letters)}."
        )
    return sheet, [ALPHABET.index(letter) for letter in letters]


def _states(question: bank.Question) -> int:
    return 1 + count_outcomes(question) * (1 + len(SURENESS))


def _state(answer: FirstAnswer | None) -> int:
    """Nought when nothing was answered; else outcome and sureness in one number."""
    if answer is None:
        return 0
    sure = 1 + SURENESS.index(answer.sure) if answer.sure else 0
    return 1 + answer.outcome * (1 + len(SURENESS)) + sure


def _answer(question: bank.Question, state: int) -> FirstAnswer:
    outcome, sure = divmod(state - 1, 1 + len(SURENESS))
    return FirstAnswer(question, outcome, SURENESS[sure - 1] if sure else "")


@cache
def _length(sheet: str) -> int:
    """Characters that the answers to a sheet need: enough for all its states."""
    number = 1
    for question in coded_questions(sheet):
        number *= _states(question)
    length = 0
    while BASE**length < number:
        length += 1
    return length


def _checks(sheet: str, body: Sequence[int]) -> list[int]:
    """A plain sum and a weighted one, over the answers and a stamp of the questions they belong to."""
    marked = [*to_digits(_stamp(sheet), 2), *body]
    plain = -sum(marked) % BASE
    weighted = -sum(digit * (1 + place % (BASE - 1)) for place, digit in enumerate(marked)) % BASE
    return [plain, weighted]


@cache
def _stamp(sheet: str) -> int:
    shape = ";".join(f"{question.id}:{_states(question)}" for question in coded_questions(sheet))
    return _hash(f"{sheet};{shape}") % BASE**2


def _mark_of(progress: Progress) -> int:
    """Two characters of chance, drawn from the ids of a learner's own answers: they say nothing about the person."""
    first = min((tries[0]["id"] for tries in progress.answers.values()), default="")
    return _hash(first) % BASE**MARKS


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")

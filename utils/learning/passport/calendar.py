"""Recall that comes to the learner: a calendar file (RFC 5545) with questions after 2, 9 and 30 days, and the answers in the entry after.

No server and no account: whatever calendar the learner has reads the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from utils.learning.passport.progress import Progress
from utils.learning.questions import bank
from utils.learning.questions.feedback import key_in_words
from utils.learning.questions.printed import print_question
from utils.learning.questions.wording import as_text

DAYS = (2, 9, 30)
EACH = 3
_LINE = 75  # octets of a line before it is folded


def write_calendar(notebook: str, progress: Progress, start: date | None = None) -> str:
    """The file for one notebook: questions that were missed or unsure come first. Raises UnknownQuestion for another name."""
    sheet = bank.load_sheet(notebook)
    begin = start or date.today()
    asked = _choose(sheet, progress)
    entries = []
    for place, (day, questions) in enumerate(zip(DAYS, asked, strict=True)):
        answers = _answers(asked[place - 1]) if place else ""
        words = f"{answers}{_questions(questions)}\n\nThe answers come in the next entry."
        entries.append((day, f"Myeloma course {sheet.name}: three questions", words))
    entries.append((DAYS[-1] + 1, f"Myeloma course {sheet.name}: the last answers", _answers(asked[-1])))
    lines = [
        line
        for day, title, words in entries
        for line in _event(sheet.name, begin + timedelta(days=day), title, words)
    ]
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Multiple myeloma in sequence//Recall//EN",
        "CALSCALE:GREGORIAN",
    ]
    return "".join(f"{part}\r\n" for line in [*head, *lines, "END:VCALENDAR"] for part in _fold(line))


def _choose(sheet: bank.Sheet, progress: Progress) -> list[list[bank.Question]]:
    """Three questions a day, no question twice while there are others; missed ones first, free answers never."""
    marked = [question for question in sheet.questions if question.type != "text"]
    ranked = sorted(marked, key=lambda question: (_rank(question, progress), not question.core))
    wanted = EACH * len(DAYS)
    rows = (ranked * (wanted // len(ranked) + 1))[:wanted]
    return [rows[start : start + EACH] for start in range(0, wanted, EACH)]


def _rank(question: bank.Question, progress: Progress) -> int:
    tries = progress.answers.get(question.id)
    if not tries:
        return 2
    if tries[0].get("right") is not True:
        return 0
    return 1 if tries[0].get("confidence") == "guess" else 3


def _questions(questions: Sequence[bank.Question]) -> str:
    return "\n\n".join(print_question(question) for question in questions)


def _answers(questions: Sequence[bank.Question]) -> str:
    told = [
        f"{question.id}: {key_in_words(question)} {as_text(question.explanation, question.given)}".strip()
        for question in questions
    ]
    return "Last time's answers\n" + "\n".join(told) + "\n\n"


def _event(name: str, day: date, title: str, words: str) -> list[str]:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return [
        "BEGIN:VEVENT",
        f"UID:{name}-{day:%Y%m%d}@multiple-myeloma-in-sequence",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(title)}",
        f"DESCRIPTION:{_escape(words.strip())}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escape(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Cut a line into pieces of at most 75 octets, never inside a character; each further one begins with a space."""
    piece, room = "", _LINE
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            yield piece
            piece, room = " ", _LINE - 1
        piece, room = piece + character, room - size
    yield piece

"""`course.py lint`: a number in prose is a link to its source, and the link says what the tables say."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from utils.authoring.links import FactBook, Link, begins_with_value, find_links, read_number
from utils.authoring.notebook import NotebookError, canonical_text, find_notebooks, join_source, read_notebook
from utils.authoring.texts import course_texts
from utils.evidence import CourseDataError
from utils.evidence.red_flags import restore_red_flags

_N = r"\d[\d.,]*"
_SPELT = r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_RANGE = r"\s*(?:,|and|or|to|–|-|/)\s*"
_LIST = rf"(?:{_N}{_RANGE})*{_N}"
_SPELT_LIST = rf"(?:(?:{_N}|{_SPELT}){_RANGE})*(?:{_N}|{_SPELT})"
_TIME = r"(?:months?|years?|weeks?|mo|yrs?)\b"

PERCENTAGE = re.compile(
    rf"(?:{_LIST}|\b(?:{_SPELT}))\s*(?:%|per\s?cent\b)(?!\s*(?:CI\b|confidence|credible))"
    rf"|\b(?:{_LIST}|{_SPELT})\s+(?:in|of|out\s+of|per)\s+(?:every\s+|a\s+)?(?:100|hundred)\b(?![,.]?\d)",
    re.IGNORECASE,
)
HAZARD_RATIO = re.compile(r"(?:\bhazard\s+ratios?|\bHR)\b\D{0,60}?\d+\.\d+", re.IGNORECASE)
MEDIAN = re.compile(rf"\d+\.\d+|{_LIST}[\s-]*{_TIME}", re.IGNORECASE)
# A landmark ("at 10 years", "within 2 years", a "5-year" rate) is when somebody looked, not how long it lasted.
SURVIVAL_TIME = re.compile(
    rf"(?P<landmark>\b(?:at|by|after|within|between|first|next|every|last|until)\s+)?"
    rf"(?<![\w.–-]){_SPELT_LIST}\s*{_TIME}(?!\s+(?:old|of\s+age|ago|later|on\b))",
    re.IGNORECASE,
)
_ABOUT_SURVIVAL = re.compile(
    r"surviv|remission|relaps|progress|\balive\b|\blive[ds]?\b|\bdie[ds]?\b|\bdeath|life expectancy|free of",
    re.IGNORECASE,
)
_NOT_PROSE = re.compile(
    r"```.*?```|~~~.*?~~~|`[^`\n]*`|\$\$.*?\$\$|<!--.*?-->|</?[a-z][^<>]*>|https?://\S+",
    re.DOTALL | re.IGNORECASE,
)
COMING = re.compile(r"\b(\d\d)\b[^|\n()\[\]]*\(coming\)")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n\s*\n|\n(?=\s*(?:[-*|>#]|\d+\.))")


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where it stands, the words, what is wrong, and the facts that may be meant."""

    where: str
    text: str
    problem: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f" Nearest facts: {', '.join(self.nearest)}." if self.nearest else ""
        return f"{self.where}: {self.text!r} {self.problem}.{hint}"


def main(argv: list[str]) -> int:
    """Lint the notebooks named, or all of them and every other text of the course; 1 when there is something to mend."""
    try:
        book = FactBook.from_course_data()
        paths = find_notebooks(argv)
        stands = {path.name[:2] for path in find_notebooks([])}
        findings = [finding for path in paths for finding in check_form(path) + lint_notebook(path, book)]
        findings += [finding for path in paths for finding in check_promises(path, stands)]
        findings += [] if argv else lint_texts(book)
    except (NotebookError, CourseDataError) as error:
        print(error, file=sys.stderr)
        return 1
    for finding in findings:
        print(finding)
    print(
        f"{len(findings)} to mend."
        if findings
        else f"{len(paths)} linted: every number in prose has its source."
    )
    return 1 if findings else 0


def check_form(path: Path) -> list[Finding]:
    """Whether a notebook is kept in canonical form: one finding when it is not."""
    if path.read_text(encoding="utf-8") == canonical_text(read_notebook(path)):
        return []
    return [Finding(f"notebooks/{path.name}", path.stem[:2], "is not in canonical form: refresh it")]


def check_promises(path: Path, stands: set[str]) -> list[Finding]:
    """What a notebook still calls coming although it is among those that stand, by number."""
    return [
        Finding(f"notebooks/{path.name} cell {cell.id}", found[0], f"notebook {found[1]} stands: link to it")
        for cell in read_notebook(path).cells
        if cell.cell_type == "markdown"
        for found in COMING.finditer(join_source(cell))
        if found[1] in stands
    ]


def lint_notebook(path: Path, book: FactBook | None = None) -> list[Finding]:
    """What is wrong with the numbers in one notebook's prose; an exercise's own numbers are its own."""
    book = book or FactBook.from_course_data()
    findings: list[Finding] = []
    for cell in read_notebook(path).cells:
        if cell.cell_type == "markdown" and restore_red_flags(join_source(cell)) != join_source(cell):
            problem = "is not the text of utils/evidence/red_flags.py: refresh it"
            findings.append(Finding(f"notebooks/{path.name} cell {cell.id}", "the red flags", problem))
        if cell.cell_type == "markdown":
            own_numbers = bool({"exercise", "solution"} & set(cell.metadata.get("tags", [])))
            where = f"notebooks/{path.name} cell {cell.id}"
            findings += lint_text(join_source(cell), where, book, own_numbers=own_numbers)
    return findings


def lint_texts(book: FactBook | None = None) -> list[Finding]:
    """What is wrong with the numbers in questions, corrected claims, settings and the other tables of words."""
    book = book or FactBook.from_course_data()
    return [f for t in course_texts() for f in lint_text(t.text, t.where, book, own_numbers=t.own_numbers)]


def lint_text(
    text: str, where: str, book: FactBook | None = None, *, own_numbers: bool = False
) -> list[Finding]:
    """What is wrong with the numbers in a Markdown text: stale or unknown links, and numbers without one.

    where: how to find the text again, put in front of each finding. own_numbers: the text is an exercise,
    whose figures are its own; only its links are checked.
    """
    book = book or FactBook.from_course_data()
    findings = [problem for link in find_links(text) for problem in _check_link(link, where, book)]
    if not own_numbers:
        findings += _find_unlinked(text, where, book)
    return findings


def _check_link(link: Link, where: str, book: FactBook) -> list[Finding]:
    if link.fact_id is None:
        quoted = re.match(r"\W*\d", link.text) and not re.match(r"\W*(19|20)\d\d\b", link.text)
        quoted = quoted and link.address.startswith("http")  # a link to notebook 05 quotes nothing
        problem = "is a linked number whose title does not end with a fact id in parentheses"
        return [Finding(where, str(link), problem, nearest_facts(link.text, book))] if quoted else []
    if link.fact_id not in book.facts:
        close = tuple(difflib.get_close_matches(link.fact_id, book.facts, 3, 0.5))
        return [Finding(where, link.text, f"quotes {link.fact_id!r}, which is in no fact table", close)]
    return _check_value(link, where, book) + _check_address(link, where, book)


def _check_value(link: Link, where: str, book: FactBook) -> list[Finding]:
    stored = book.value(link.fact_id)
    last = book.logged.get(link.fact_id)
    if last is not None and last.now != book.facts[link.fact_id].shown:
        problem = f"is {stored} in the tables, but course_data/changes.csv ends in {last.now}: log the change"
        return [Finding(where, link.fact_id, problem)]
    if begins_with_value(link.text, stored):
        return []
    return [Finding(where, link.text, f"does not begin with the stored value {stored} of {link.fact_id}")]


def _check_address(link: Link, where: str, book: FactBook) -> list[Finding]:
    expected = book.address_of(link.fact_id)
    if link.address == expected:
        return []
    return [
        Finding(where, link.text, f"leads to {link.address}, but the source of {link.fact_id} is {expected}")
    ]


def _find_unlinked(text: str, where: str, book: FactBook) -> list[Finding]:
    findings = []
    for sentence in _SENTENCE_END.split(_only_prose(text)):
        for words, kind in _claims(sentence):
            findings.append(
                Finding(
                    where,
                    words,
                    f"is a {kind} without a link to its source",
                    nearest_facts(words, book, sentence),
                )
            )
    return findings


def _only_prose(text: str) -> str:
    for link in reversed(find_links(text)):
        words = "(linked)" if link.fact_id else link.text
        text = text[: link.start] + words + text[link.end :]
    return _NOT_PROSE.sub(" ", text)


def _claims(sentence: str) -> list[tuple[str, str]]:
    claims = [(m[0], "percentage") for m in PERCENTAGE.finditer(sentence)]
    claims += [(m[0], "hazard ratio") for m in HAZARD_RATIO.finditer(sentence)]
    if re.search(r"\bmedian\b", sentence, re.IGNORECASE):
        claims += [(m[0], "median") for m in MEDIAN.finditer(PERCENTAGE.sub(" ", sentence))]
    # Marta is fictional: how long her own remission lasted has no source.
    elif _ABOUT_SURVIVAL.search(sentence) and "Marta" not in sentence:
        claims += [(m[0], "survival time") for m in SURVIVAL_TIME.finditer(sentence) if not m["landmark"]]
    return [(words.strip(), kind) for words, kind in claims]


def nearest_facts(words: str, book: FactBook, sentence: str = "") -> tuple[str, ...]:
    """Up to three fact ids that may be meant: the same value first, then the most words in common."""
    numbers = {read_number(n) for n in re.findall(_N, words)}
    spoken = set(re.findall(r"[a-z]{2,}|\d+", f"{sentence} {words}".lower()))

    def likeness(fact_id: str) -> tuple[bool, int]:
        same = read_number(book.value(fact_id)) in numbers
        return same, len(spoken & set(re.split(r"[-_.]", fact_id)))

    ranked = sorted(book.facts, key=likeness, reverse=True)[:3]
    return tuple(fact_id for fact_id in ranked if likeness(fact_id) > (False, 0))

"""Reads what a class handed in: passports and lists of class codes, from a folder or file by file.

Nothing in a file is trusted: what is not a passport or a code is named and left out.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from utils.learning.passport import log
from utils.learning.passport.class_code import CodeError, FirstAnswer, first_answers, read_code
from utils.learning.passport.progress import Progress
from utils.learning.questions import bank

LARGEST = 20_000_000  # bytes; a passport of the whole course has about 100,000
LONGEST_LIST = 100_000  # lines of codes that are read from one file
_CODE_LINE = re.compile(
    r"^(?:(?P<name>[^:;,\t]{1,80})[:;,\t]\s*)?(?P<code>(?:\d{1,2}|pre|post)\s*[-–—_. ].+)$", re.IGNORECASE
)


@dataclass
class Learner:
    """One learner of the class.

    who: name typed in the passport or before a code, else the file's name. firsts: question id -> first answer.
    latest: question id -> right at the latest try (from a code: at the first). tasks: exercises solved. last: day of the
    last entry, or empty.
    """

    who: str
    firsts: dict[str, FirstAnswer] = field(default_factory=dict)
    latest: dict[str, bool] = field(default_factory=dict)
    tasks: int = 0
    last: str = ""


@dataclass
class HandedIn:
    """The learners, and for everything else that was found one line that says why it was left out, or is remarkable."""

    learners: list[Learner] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def read_class(places: Iterable[Path]) -> HandedIn:
    """Read every passport and code in these folders and files. Raises FileNotFoundError for a place that is not there."""
    reader = _Reader()
    for path in _files(places):
        reader.take(path)
    return reader.finish()


def read_learner(progress: Progress, stem: str, events: Iterable[dict] = ()) -> Learner:
    """What the report needs of one passport."""
    asked = bank.all_questions()
    firsts = first_answers((asked[name] for name in progress.answers if name in asked), progress)
    latest = {name: progress.latest_right(name) is True for name in progress.answers if name in asked}
    days = [event["at"][:10] for event in events if re.match(r"\d{4}-\d\d-\d\d", event["at"])]
    return Learner(
        progress.name or stem,
        {answer.question.id: answer for answer in firsts},
        latest,
        sum(progress.tasks.values()),
        max(days, default=""),
    )


def make_anonymous(handed_in: HandedIn) -> None:
    """Replace names, days and file names by numbers, in an order of chance."""
    random.SystemRandom().shuffle(handed_in.learners)
    for place, learner in enumerate(handed_in.learners, 1):
        learner.who, learner.last = f"learner {place}", ""
    handed_in.left_out = [("a file", _without_names(why)) for _, why in handed_in.left_out]
    handed_in.remarks = [("a file", _without_names(said)) for _, said in handed_in.remarks]


def _without_names(said: str) -> str:
    return (
        re.sub(r" (as|of|with) \S.*?(?=;|$)", r" \1 another", said)
        if "same" in said or "copy" in said or "shares" in said
        else "cannot be used"
    )


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if not place.exists():
            raise FileNotFoundError(f"{place} is not there: name the folder with the passports, or files.")
        yield from sorted(place.rglob("*")) if place.is_dir() else [place]


class _Reader:
    """Takes file after file; knows what it has seen, so that nothing counts twice."""

    def __init__(self):
        self.found = HandedIn()
        self.passports: dict[frozenset[str], tuple[str, Learner]] = {}
        self.codes: dict[str, str] = {}
        self.named: dict[str, Learner] = {}

    def take(self, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            return
        refusal = _refuse(path)
        try:
            raw = b"" if refusal else log.plain_bytes(path.read_bytes())
        except OSError as problem:
            refusal = f"cannot be read ({problem.strerror})"
        if refusal:
            self.found.left_out.append((path.name, refusal))
            return
        events = [event for line in log.read_lines(io.BytesIO(raw)) if (event := log.parse_line(line))]
        if events:
            self._take_passport(path, events)
        elif not self._take_codes(path, raw):
            self.found.left_out.append((path.name, "holds neither a passport nor a class code"))

    def finish(self) -> HandedIn:
        """Leave out what is only an older copy of another passport, and give everything."""
        for pair in _sharing(self.passports):
            small, large = sorted(pair, key=len)
            if small not in self.passports or large not in self.passports:
                continue
            name, other = self.passports[small][0], self.passports[large][0]
            if small < large:
                self.found.left_out.append((name, f"is an older copy of {other}"))
                del self.passports[small]
            else:
                said = f"shares {len(small & large)} of {len(small)} entries with {other}; both are counted"
                self.found.remarks.append((name, said))
        self.found.learners[:0] = [learner for _, learner in self.passports.values()]
        return self.found

    def _take_passport(self, path: Path, events: list[dict]) -> None:
        ids = frozenset(event["id"] for event in events)
        if ids in self.passports:
            self.found.left_out.append((path.name, f"is the same passport as {self.passports[ids][0]}"))
            return
        learner = read_learner(Progress.from_events(events), path.stem, events)
        self.passports[ids] = (path.name, learner)

    def _take_codes(self, path: Path, raw: bytes) -> bool:
        """Read a list of codes, one a line, with or without a name before it; False when no line looks like one."""
        if b"\0" in raw[:1000]:
            return False
        lines = raw.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:LONGEST_LIST]
        matched = [
            (number, match)
            for number, line in enumerate(lines, 1)
            if (match := _CODE_LINE.match(line[:300].strip()))
        ]
        for number, match in matched:
            self._take_code(f"{path.name}, line {number}", (match["name"] or "").strip(), match["code"])
        return bool(matched)

    def _take_code(self, place: str, name: str, code: str) -> None:
        try:
            _, answers = read_code(code)
        except CodeError as problem:
            self.found.left_out.append((place, str(problem)))
            return
        plain = _plain(code)
        if plain in self.codes:
            self.found.left_out.append((place, f"is the same code as {self.codes[plain]}"))
            return
        self.codes[plain] = place
        learner = self.named.get(name) if name else None
        if learner is None:
            learner = Learner(name or f"code {plain[-6:]}")
            self.found.learners.append(learner)
        if name:
            self.named[name] = learner
        for answer in answers:
            learner.firsts.setdefault(answer.question.id, answer)
            learner.latest.setdefault(answer.question.id, answer.right)


def _refuse(path: Path) -> str:
    """Why a file is not even opened; empty when it is."""
    if path.is_symlink() or not path.is_file():
        return "is a link or no ordinary file, and is not followed"
    try:
        size = path.stat().st_size
    except OSError as problem:
        return f"cannot be read ({problem.strerror})"
    if size > LARGEST:
        return f"is larger than any passport ({size // 1_000_000} MB)"
    return "" if size else "is empty"


def _sharing(passports: Iterable[frozenset[str]]) -> set[frozenset[frozenset[str]]]:
    """Pairs of passports with an entry in common; entry by entry, so that the time grows with their number, not its square."""
    holders: dict[str, list[frozenset[str]]] = {}
    for ids in passports:
        for event_id in ids:
            holders.setdefault(event_id, []).append(ids)
    return {frozenset(pair) for group in holders.values() for pair in pairwise(group)}


def _plain(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())

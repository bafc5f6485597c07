"""The progress passport: a log that belongs to the learner, with its reading, keeping and merging."""

import io
from pathlib import Path

from utils.learning.passport import log, places

MEMORY_NOTICE = (
    "Your progress is kept in memory only, because no folder here can be written. "
    "It is lost when the kernel stops: download the passport before you leave."
)
FULL_NOTICE = (
    "Your last entry could not be written to {path} ({reason}). Nothing recorded earlier is lost; "
    "this entry is kept in memory and is written with your next one. Download the passport to be safe."
)


class Passport:
    """What the learner answered so far, and the file it lies in.

    path: the log file, or None for memory only. Nothing personal is stored unless the learner types a name.
    """

    def __init__(self, path: Path | None = None):
        self.path = path
        self.notice = "" if path else MEMORY_NOTICE
        self.foreign_lines = 0
        self._pending: list[log.Event] = []
        self._seen: dict[str, log.Event] = {}
        self._read_from = 0
        self._identity = None

    def events(self) -> list[log.Event]:
        """List every event once, in the order it happened, with what other notebooks wrote meanwhile."""
        self._refresh()
        return log.merge_events(self._seen.values(), self._pending)

    def record(self, kind: str, **details) -> log.Event:
        """Add one event; when it cannot be written it is kept in memory and `notice` says so."""
        event = log.new_event(kind, self._next_count(), **details)
        self._pending.append(event)
        self._flush()
        return event

    def export(self) -> str:
        """Give the whole passport as text, ready to download or to hand in."""
        return b"".join(log.write_line(event) for event in self.events()).decode()

    def restore(self, text: str | bytes) -> str:
        """Merge a downloaded passport into this one and say in words what was found."""
        found, foreign = _read_events(io.BytesIO(log.plain_bytes(text)))
        new = [event for event in log.merge_events(found) if event["id"] not in self._known()]
        self._pending.extend(new)
        self._flush()
        return _say_restored(len(found), len(new), foreign) + (f" {self.notice}" if self.notice else "")

    def delete(self) -> str:
        """Remove everything recorded, at the learner's request, and say so."""
        if self.path:
            try:
                self.path.unlink(missing_ok=True)
            except OSError as problem:
                return f"The passport at {self.path} could not be deleted: {problem.strerror}."
        self._pending, self._seen, self._read_from = [], {}, 0
        return "Your passport is deleted. Copies you downloaded are yours to delete."

    def whereabouts(self) -> str:
        """Say where the passport is, in words."""
        return f"Your passport is the file {self.path}." if self.path else MEMORY_NOTICE

    def _known(self) -> set[str]:
        return {event["id"] for event in self.events()}

    def _next_count(self) -> int:
        # A counter, not the clock, says what came first: clocks go backwards, and differ between machines.
        return 1 + max((event["n"] for event in self.events()), default=0)

    def _flush(self) -> None:
        if not self.path:
            return
        try:
            while self._pending:
                log.append_line(self.path, log.write_line(self._pending[0]))
                event = self._pending.pop(0)
                self._seen[event["id"]] = event
            self.notice = ""
        except OSError as problem:
            self.notice = FULL_NOTICE.format(path=self.path, reason=problem.strerror or problem)

    def _refresh(self) -> None:
        """Read what was added since the last look; start over when it is another file."""
        size, identity = _look_at(self.path)
        if size < self._read_from or identity != self._identity:
            self._seen, self._read_from, self.foreign_lines = {}, 0, 0
            self._identity = identity
        if size == self._read_from:
            return
        try:
            with self.path.open("rb") as stream:
                stream.seek(self._read_from)
                found, foreign = _read_events(stream)
                self._read_from = _end_of_last_line(stream)
        except OSError as problem:
            self.notice = f"The passport at {self.path} cannot be read now ({problem.strerror})."
            return
        self._seen = {event["id"]: event for event in log.merge_events(self._seen.values(), found)}
        self.foreign_lines += foreign


def open_passport() -> Passport:
    """Open this learner's passport: the same object for the same place, so that memory keeps its events."""
    path = places.locate_passport()
    key = str(path) if path else ""
    if key not in _OPEN:
        _OPEN[key] = Passport(path)
    return _OPEN[key]


_OPEN: dict[str, Passport] = {}


def _read_events(stream) -> tuple[list[log.Event], int]:
    found, foreign = [], 0
    for line in filter(None, log.read_lines(stream)):
        event = log.parse_line(line)
        if event:
            found.append(event)
        foreign += event is None
    return found, foreign


def _end_of_last_line(stream) -> int:
    """Where to read on: a last line that is not finished yet is read again next time."""
    end = stream.seek(0, io.SEEK_END)
    start = max(0, end - log.LONGEST_LINE)
    stream.seek(start)
    tail = stream.read(end - start)
    return start + tail.rfind(b"\n") + 1 if b"\n" in tail else end


def _look_at(path: Path | None) -> tuple[int, tuple | None]:
    """Size and identity of the file; nothing at all when there is none."""
    try:
        seen = path.stat() if path else None
    except OSError:
        seen = None
    return (seen.st_size, (seen.st_dev, seen.st_ino)) if seen else (0, None)


def _say_restored(found: int, new: int, foreign: int) -> str:
    if not found:
        return "No progress was found in this file. Is it a passport.jsonl that you downloaded here?"
    said = f"Restored {new} new of {found} recorded events."
    return said + (f" {foreign} lines were not part of a passport and were left out." if foreign else "")

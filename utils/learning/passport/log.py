"""The passport's log: one JSON object a line, only ever added to.

A line that was cut off, a stranger's line or fifty megabytes of junk cost that line and no other.
Events carry their own id, so that reading a line twice, in any order, changes nothing.
"""

import codecs
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

VERSION = 1
LONGEST_LINE = 65_536
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_BINARY = getattr(os, "O_BINARY", 0)

Event = dict


def new_event(kind: str, clock: int, **details) -> Event:
    """Describe one thing the learner did; `clock` counts events, so that a wrong wall clock orders nothing."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return {"v": VERSION, "id": secrets.token_hex(8), "n": clock, "at": moment, "kind": kind, **details}


def write_line(event: Event) -> bytes:
    """Write an event as one line of ASCII JSON."""
    return json.dumps(event, ensure_ascii=True, allow_nan=False, sort_keys=True).encode() + b"\n"


def append_line(path: Path, line: bytes) -> None:
    """Add one line in a single write, safe beside other notebooks; OSError when it was not kept whole."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o600)
    try:
        if _add(handle, line):
            # Someone was cut off in the middle of a line just before us: start a fresh line instead.
            _add(handle, b"\n" + line)
    finally:
        os.close(handle)


def _add(handle: int, line: bytes) -> bool:
    """Write once; True when the byte in front is not the end of a line."""
    written = os.write(handle, line)
    if written < len(line):
        raise OSError(28, "the disk is full: only a part of the line was written")
    start = os.lseek(handle, 0, os.SEEK_CUR) - written
    if start == 0 or line.startswith(b"\n"):
        return False
    os.lseek(handle, start - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"


def read_lines(stream) -> Iterator[bytes]:
    """Give the lines of a binary stream, skipping those longer than any the course writes."""
    skipping = False
    while piece := stream.readline(LONGEST_LINE):
        whole = piece.endswith(b"\n")
        if not skipping and (whole or len(piece) < LONGEST_LINE):
            yield piece.strip()
        skipping = not whole


def plain_bytes(text: str | bytes) -> bytes:
    """Bring a passport from elsewhere to UTF-8: some editors and shells save text as UTF-16, and mark it so."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw


def parse_line(line: bytes) -> Event | None:
    """Read one line into an event of today's version, or None when it is not one of ours."""
    line = line.removeprefix(codecs.BOM_UTF8)  # an editor's mark, also where two such files were joined
    if not line.startswith(b"{"):
        return None
    try:
        event = _upgrade(json.loads(line))
        write_line(event)  # what cannot be written again (a number too big, say) is not one of ours
    except (ValueError, RecursionError):
        return None
    return event if _well_formed(event) else None


def _upgrade(event: Event) -> Event:
    """Bring an older event up to date: version 0 had `event` and `time`, and neither id nor counter."""
    if "v" not in event and "event" in event:
        made_id = hashlib.sha256(_text(event).encode()).hexdigest()[:16]
        event = {"id": made_id, "kind": event["event"], "at": event.get("time", ""), **event}
        event = {key: value for key, value in event.items() if key not in ("event", "time")}
    return {"v": 0, "n": 0, "at": "", **event}


def _well_formed(event: Event) -> bool:
    counter = event["n"]
    return (
        isinstance(event.get("id"), str)
        and bool(_ID.fullmatch(event["id"]))
        and isinstance(event.get("kind"), str)
        and isinstance(event["at"], str)
        and isinstance(counter, int)
        and not isinstance(counter, bool)
        and 0 <= counter < 2**53
    )


def merge_events(*logs: Iterable[Event]) -> list[Event]:
    """Unite logs: each event once, in the order it happened; the order of the logs does not matter."""
    kept: dict[str, Event] = {}
    for event in (event for log in logs for event in log):
        rival = kept.get(event["id"])
        if rival is None or _text(event) > _text(rival):
            kept[event["id"]] = event
    return sorted(kept.values(), key=lambda event: (event["n"], event["at"], event["id"]))


def _text(event: Event) -> str:
    return json.dumps(event, sort_keys=True, ensure_ascii=True)

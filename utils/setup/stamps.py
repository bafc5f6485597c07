"""Which steps of set-up are done: a small record inside the environment, written after each step.

A step counts as done only while what it was made from is unchanged; a set-up that was cut off has no record of
its last step, so that step is redone.
"""

import hashlib
import json
import os
from pathlib import Path

from utils.setup.places import Environment

RECORD = "prepared.json"


def fingerprint(*parts: Path | str) -> str:
    """Hash of files and words; Windows line ends count as plain ones, a missing file as empty."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.read_bytes() if isinstance(part, Path) and part.is_file() else str(part).encode()
        digest.update(text.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def done(environment: Environment) -> dict[str, str]:
    """Step name to fingerprint, as recorded; empty when there is no readable record."""
    try:
        record = json.loads((environment.share / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def record(environment: Environment, step: str, mark: str) -> None:
    """Note that a step is finished (written aside and moved into place, so never half a record)."""
    environment.share.mkdir(parents=True, exist_ok=True)
    target = environment.share / RECORD
    aside = target.with_suffix(f".{os.getpid()}")
    aside.write_text(json.dumps(done(environment) | {step: mark}, indent=1, sort_keys=True), encoding="utf-8")
    aside.replace(target)

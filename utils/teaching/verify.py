"""`course.py verify CODE PASSPORT`: whether a completion code belongs to a passport."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from utils.learning.passport import log
from utils.learning.passport.completion import verify_code


def main(argv: list[str]) -> int:
    """Say whether the code belongs to the passport: 0 when it does, 1 when not or when the file is none."""
    reader = argparse.ArgumentParser(
        prog="course.py verify", description="Check a completion code against a passport."
    )
    reader.add_argument("code", help="as it stands on the summary, F-... or R-...")
    reader.add_argument("passport", type=Path, help="the passport that was handed in")
    options = reader.parse_args(argv)
    try:
        raw = log.plain_bytes(options.passport.read_bytes())
    except OSError as problem:
        print(f"{options.passport} cannot be read ({problem.strerror}).", file=sys.stderr)
        return 1
    events = [event for line in log.read_lines(io.BytesIO(raw)) if (event := log.parse_line(line))]
    if not events:
        print(f"{options.passport} is not a passport of this course.", file=sys.stderr)
        return 1
    fits, said = verify_code(options.code, events)
    print(said, file=sys.stdout if fits else sys.stderr)
    return 0 if fits else 1

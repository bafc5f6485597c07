"""Work that is counted, not timed: the same number on a slow machine, and beside other work."""

import sys
from collections.abc import Callable
from pathlib import Path

COURSE = str(Path(__file__).resolve().parents[1] / "utils")


def course_calls(work: Callable[[], object]) -> int:
    """How many functions of the course's own code are called while `work()` runs (what libraries do inside is theirs)."""
    count = 0

    def see(frame, event, _):
        nonlocal count
        count += event == "call" and frame.f_code.co_filename.startswith(COURSE)

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count

"""Where the passport lies: the learner's own file, found the same way everywhere."""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
FILE_NAME = "passport.jsonl"


def on_binder() -> bool:
    """Say whether this is a Binder session, which forgets everything when it ends."""
    return bool(os.environ.get("BINDER_SERVICE_HOST") or os.environ.get("BINDER_LAUNCH_HOST"))


def locate_passport() -> Path | None:
    """Find the first place where the passport can be written, else one that can be read; None: memory only.

    Order: `COURSE_PASSPORT`, the checkout's `progress` folder, the user's data folder.
    """
    paths = candidate_paths()
    return next(filter(_writable, paths), None) or next(filter(_readable, paths), None)


def candidate_paths() -> list[Path]:
    """List the places for the passport, best first; `COURSE_PASSPORT` stands alone when set."""
    chosen = os.environ.get("COURSE_PASSPORT")
    if chosen:
        return [Path(chosen).expanduser()]
    return [CHECKOUT / "progress" / FILE_NAME, _user_data() / "myeloma-course" / FILE_NAME]


def _user_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~")).expanduser()
    if sys.platform == "darwin":
        return Path("~/Library/Application Support").expanduser()
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()


def _writable(path: Path) -> bool:
    """Try rather than ask: permission bits say little on network disks and for administrators."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except (OSError, RuntimeError, ValueError):
        return False
    os.close(handle)
    return True


def _readable(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except OSError:
        return False

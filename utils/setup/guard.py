"""One set-up at a time: a second course started meanwhile waits for the first."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from utils.setup.trouble import Trouble


@contextlib.contextmanager
def only_one(path: Path, say: Callable[[str], None] = print, patience_s: float = 1800) -> Iterator[None]:
    """Hold the lock file `path` for this process; wait, and say so, while another one holds it.

    The lock is SQLite's: it is in the standard library of every system, and the operating system lets go of it
    when a process dies, so a killed set-up never blocks the next one. (fcntl does not exist on Windows.)
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _open(path)
    try:
        _acquire(connection, path, say, time.monotonic() + patience_s)
        yield
    finally:
        connection.close()


def _open(path: Path):
    try:
        import sqlite3
    except ImportError as error:
        raise Trouble(
            "This Python lacks sqlite3, which Jupyter needs too: install Python from python.org."
        ) from error
    try:
        return sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise Trouble(
            f"{path} cannot be written: name a folder that you own in COURSE_HOME, then run again."
        ) from error


def _acquire(connection, path: Path, say: Callable[[str], None], deadline: float) -> None:
    import sqlite3

    told = False
    while True:
        try:
            connection.execute("BEGIN EXCLUSIVE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise Trouble(
                    f"{path.parent} cannot be used for set-up ({error}): name another in COURSE_HOME."
                ) from error
        if time.monotonic() > deadline:
            raise Trouble(
                "Another set-up of this course has not finished: end it, then run the same command again."
            )
        if not told:
            say("Another set-up of this course is running; waiting for it ...")
            told = True
        time.sleep(0.3)

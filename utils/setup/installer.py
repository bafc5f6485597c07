"""Puts locked packages into an environment, through uv where it is installed and through pip elsewhere."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from utils.setup.places import Environment
from utils.setup.trouble import Trouble, explain

MEGABYTES_NEEDED = {"requirements.txt": 700, "requirements-dev.txt": 1200}


@cache
def uv() -> str:
    """Path of a uv that runs, or an empty string (a version manager may leave a `uv` that only complains)."""
    found = shutil.which("uv")
    if not found or os.environ.get("COURSE_INSTALLER") == "pip":
        return ""
    answer = subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if answer.returncode == 0 else ""


def locked_names(lock: Path) -> list[str]:
    """The packages that a lock names, for every system together."""
    return re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)


def check_disk(folder: Path, lock: Path) -> None:
    """Refuse early when the packages would not fit."""
    needed = MEGABYTES_NEEDED.get(lock.name, 100)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed:
        raise Trouble(
            f"The disk is nearly full: {folder} has {free} MB free and set-up needs {needed} MB. "
            "Free some space, or name a folder on a larger disk in COURSE_HOME, then run the same command again."
        )


def make_environment(environment: Environment, python: str = sys.executable) -> None:
    """An empty virtual environment for the given Python."""
    if uv():
        command = [
            uv(),
            "venv",
            "--allow-existing",
            "--no-project",
            "--python",
            python,
            str(environment.folder),
        ]
    else:
        command = [python, "-m", "venv", str(environment.folder)]
    run(command)


def install(
    environment: Environment,
    lock: Path,
    target: Path | None = None,
    tick: Callable[[int], None] | None = None,
) -> None:
    """Install a lock, every download checked against its hash; into the folder `target` if one is given."""
    if uv():
        command = [uv(), "pip", "install", "--python", str(environment.python), "--require-hashes"]
    else:
        command = [
            str(environment.python),
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
    # Apart from the environment stands a whole lock: nothing is resolved beside it.
    where = ["--no-deps", "--target", str(target)] if target else []
    run([*command, *where, "-r", str(lock)], tick)


def uninstall(environment: Environment, names: list[str]) -> None:
    """Take packages out again; those that are not there do not matter."""
    if uv():
        run([uv(), "pip", "uninstall", "--python", str(environment.python), *names])
    else:
        run([str(environment.python), "-m", "pip", "uninstall", "--disable-pip-version-check", "-y", *names])


def run(command: list[str], tick: Callable[[int], None] | None = None) -> str:
    """Run one command to its end and return what it printed; `tick` hears how many packages were reached.

    Raises `Trouble` with one sentence when the command ends badly.
    """
    quiet = {
        **os.environ,
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PIP_RETRIES": os.environ.get("PIP_RETRIES", "2"),
        "NO_COLOR": "1",
    }
    quiet.pop("PYTHONPATH", None)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=quiet,
        )
    except OSError as error:
        raise Trouble(explain(str(error))) from error
    heard = _listen(process, tick)
    if process.returncode:
        raise Trouble(explain(heard))
    return heard


def _listen(process: subprocess.Popen, tick: Callable[[int], None] | None) -> str:
    """Read to the end while a clock thread keeps the person informed."""
    lines: list[str] = []
    reached = [0]
    ended = threading.Event()
    clock = threading.Thread(target=_clock, args=(reached, ended, tick), daemon=True)
    clock.start()
    try:
        for line in process.stdout:
            lines.append(line)
            reached[0] += line.startswith(("Collecting ", "Processing ", " + "))
        process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        ended.set()
        clock.join()
    return "".join(lines)


def _clock(reached: list[int], ended: threading.Event, tick: Callable[[int], None] | None) -> None:
    while not ended.wait(0.5):
        if tick:
            tick(reached[0])


class Progress:
    """How far an installation is: one line that renews itself on a terminal, a line every ten seconds elsewhere."""

    def __init__(self, total: int, say: Callable[[str], None] = print) -> None:
        self.total, self.say, self.start = total, say, time.monotonic()
        self.live = sys.stdout.isatty()
        self.next = 10.0

    def __call__(self, reached: int) -> None:
        """Say it again, with the number of packages reached."""
        seconds = time.monotonic() - self.start
        count = f"{min(reached, self.total)} of at most {self.total} packages, " if reached else ""
        if self.live:
            sys.stdout.write(f"\r      {count}{seconds:.0f} s ")
            sys.stdout.flush()
        elif seconds >= self.next:
            self.next += 10
            self.say(f"      {count}{seconds:.0f} s")

    def close(self) -> None:
        """Leave the line."""
        if self.live:
            sys.stdout.write("\r" + " " * 50 + "\r")

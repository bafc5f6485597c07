"""The second environment of the tests: pandas 2.2, as browser kernels carry it, on a newer Python if there is one."""

import shutil
import subprocess
import sys
from pathlib import Path

from utils.teaching import installer
from utils.teaching.guard import only_one
from utils.teaching.places import LOCKS, Environment, first_writable, places_named
from utils.teaching.stamps import done, fingerprint, record
from utils.teaching.trouble import Trouble

PANDAS = "pandas==2.2.3"  # the newest 2.2; it has builds for Python 3.9 to 3.13
NEWER = ("3.13", "3.12")


def older_environment(tests: Environment) -> Environment:
    """Make the environment if need be: the test lock with one package replaced."""
    environment = first_writable(places_named(".venv-older", LOCKS["test"]))
    python = newer_python(uv_of(tests))
    mark = fingerprint(environment.lock, PANDAS, python)
    with only_one(environment.guard):
        if done(environment).get("packages") != mark or not environment.python.exists():
            build(environment, uv_of(tests), python)
            record(environment, "packages", mark)
    return environment


def uv_of(tests: Environment) -> str:
    """The uv that the test lock brings along: pip cannot replace one package of a lock."""
    beside = tests.python.parent / ("uv.exe" if sys.platform == "win32" else "uv")
    return str(beside) if beside.exists() else installer.uv()


def newer_python(uv: str) -> str:
    """A Python newer than this one, if installed; else this one."""
    for version in NEWER:
        found = subprocess.run(
            [uv, "python", "find", "--no-python-downloads", "--system", version],
            capture_output=True,
            text=True,
            check=False,
        )
        if found.returncode == 0 and tuple(map(int, version.split("."))) > sys.version_info[:2]:
            return found.stdout.strip()
    return sys.executable


def build(environment: Environment, uv: str, python: str) -> None:
    """Start from nothing; packages other than pandas are those of the lock."""
    print(f"Making a second environment: {PANDAS}, {python}", flush=True)
    if environment.folder.exists() and not environment.share.exists():
        raise Trouble(
            f"{environment.folder} was not made by the course: move it away, then run the same command again."
        )
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.share.mkdir(parents=True)
    override = environment.share / "override.txt"
    override.write_text(PANDAS + "\n", encoding="utf-8")
    installer.run(
        [uv, "venv", "--allow-existing", "--no-project", "--python", python, str(environment.folder)]
    )
    installer.run([uv, *install_words(environment, override)])
    installer.run([uv, "pip", "uninstall", "--python", str(environment.python), "rfc3987-syntax", "lark"])


def install_words(environment: Environment, override: Path) -> list[str]:
    """uv's words for "this lock, but that pandas"."""
    where = ["--python", str(environment.python)]
    return ["pip", "install", *where, "--override", str(override), "-r", str(environment.lock)]

"""The second environment of the tests: pandas 2.2, as browser kernels carry it, on a newer Python if there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from utils.setup import installer
from utils.setup.guard import only_one
from utils.setup.places import LOCKS, Environment, first_writable, places_named
from utils.setup.stamps import done, fingerprint, record
from utils.setup.trouble import Trouble

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
    newer = [version for version in NEWER if tuple(map(int, version.split("."))) > sys.version_info[:2]]
    found = (python for version in newer for python in [*known_to_uv(uv, version), *kept_by_pyenv(version)])
    return next((python for python in found if runs(python)), sys.executable)


def known_to_uv(uv: str, version: str) -> list[str]:
    """What uv finds on the path, in the registry of Windows, or among its own."""
    words = ["python", "find", "--no-python-downloads", "--system", version]
    answer = subprocess.run([uv, *words], capture_output=True, text=True, check=False)
    return [answer.stdout.strip()] if answer.returncode == 0 else []


def kept_by_pyenv(version: str) -> list[str]:
    """Pythons that pyenv keeps off the path."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return [str(python) for python in sorted(root.glob(f"versions/{version}.*/bin/python3"), reverse=True)]


def runs(python: str) -> bool:
    """True for a Python that starts (a version manager may leave one that only complains)."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


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

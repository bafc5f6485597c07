"""Where things lie: the checkout, the environments, the person's own data folder."""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from utils.setup.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
FIRST_NOTEBOOK = "00_start_here.ipynb"
LOCKS = {
    "learner": "requirements.txt",
    "test": "requirements-dev.txt",
    "build": "requirements-build.txt",
    "slides": "requirements-slides.txt",
    "binder": "requirements-binder.txt",
}
FOLDERS = {"learner": ".venv", "test": ".venv-test"}


@dataclass(frozen=True)
class Environment:
    """One set of installed packages: its folder, the lock that fills it, and whether it is the running Python's own."""

    folder: Path
    lock: Path
    here: bool = False

    @property
    def python(self) -> Path:
        """The Python inside (not the launcher's own, unless `here`)."""
        if self.here:
            return Path(sys.executable)
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def share(self) -> Path:
        """Folder of the course's own files inside: stamps, chart runtime, logs."""
        return self.folder / "share" / "myeloma-course"

    @property
    def guard(self) -> Path:
        """The lock file that one set-up at a time holds."""
        return self.share / "set-up.lock" if self.here else self.folder.with_name(self.folder.name + ".lock")


def running_environment(kind: str = "learner") -> Environment:
    """The environment of the Python that runs now: what `--here`, Binder and a hub use."""
    return Environment(Path(sys.prefix), ROOT / LOCKS[kind], here=True)


def data_folder() -> Path:
    """The person's own folder for the course's data, by the custom of each system; COURSE_HOME overrides it."""
    if named := os.environ.get("COURSE_HOME"):
        return Path(named).expanduser()
    home = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "myeloma-course"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "myeloma-course"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "myeloma-course"


def writable(folder: Path) -> bool:
    """True when a file can really be made there (permission bits alone do not tell on Windows, or for root)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def candidates(kind: str) -> list[Environment]:
    """Both places an environment of this kind may lie."""
    return places_named(FOLDERS[kind], LOCKS[kind])


def places_named(folder: str, lock: str) -> list[Environment]:
    """In the checkout, or in the data folder under a mark of this checkout; COURSE_HOME comes first when it is set."""
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    homes = [ROOT, data_folder() / mark]
    if os.environ.get("COURSE_HOME"):
        homes.reverse()
    return [Environment(home / folder, ROOT / lock) for home in homes]


def first_writable(places: list[Environment]) -> Environment:
    """The first place where an environment can be made."""
    for place in places:
        if writable(place.folder.parent):
            return place
    tried = " nor ".join(str(place.folder.parent) for place in places)
    raise Trouble(
        f"Neither {tried} can be written: name a folder that you own in COURSE_HOME, then run the same command again."
    )

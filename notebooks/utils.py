"""Lets a notebook find the course's code, the folder `utils` one level up, in whatever Jupyter it was opened.

Set-up names the course's folder to its own environment. Where nobody ran it, this file stands in; where packages are
missing, it names the one command that helps.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

NEEDED = ("pandas", "scipy", "altair", "ipywidgets", "anywidget", "yaml")
FOLDERS = [Path(folder) / "utils" for folder in (Path(__file__).resolve().parents[1], *sys.path)]

__path__ = [str(folder) for folder in FOLDERS if (folder / "evidence").is_dir()][:1]
missing = [name for name in NEEDED if find_spec(name) is None]
if missing or not __path__:
    what = (
        f"this Python lacks {', '.join(missing)}"
        if missing
        else "the course's folder `utils` is not beside it"
    )
    raise ModuleNotFoundError(
        f"This notebook needs more than is here: {what}. Close it, and in the folder of the course run: python3 course.py"
    )

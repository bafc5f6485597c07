"""The browser half of LiveChart: one script with Vega and the course's own code, built once at set-up.

Nothing here is needed to import a notebook's code; only `build` needs vl-convert, and only while it runs.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parent / "js"
PARTS = ("columns", "picture", "controls", "words", "data", "shell", "style", "register")

# JupyterLab draws still charts with Vega-Lite 5.6; this is the nearest version vl-convert carries.
VEGA_LITE = "5.8"
MARK = "// myeloma-course runtime "
# In the course's own environments (.venv, .venv-test) the plain command; in any other Python, that very one is set up.
BUILD_COMMAND = "python3 course.py prepare" + ("" if Path(sys.prefix).name.startswith(".venv") else " --here")


def installed() -> Path:
    """Where the built script lives: beside the environment, so that each environment has its own."""
    return Path(sys.prefix) / "share" / "myeloma-course" / "livechart.js"


def stamp() -> str:
    """Twelve letters that change whenever the course's own browser code or its Vega-Lite version does."""
    return hashlib.sha256((VEGA_LITE + source()).encode()).hexdigest()[:12]


@cache
def source() -> str:
    """The course's own browser code: the small scripts of `js/`, one after another."""
    return "\n".join((SOURCES / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)


def is_current(path: Path | None = None) -> bool:
    """Whether a script is built and was built from today's sources."""
    return script(path) is not None


def script(path: Path | None = None) -> str | None:
    """The built script, or None when it is missing or was built from older sources."""
    path = path or installed()
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8")
    return text if text.startswith(MARK + stamp()) else None


def build(target: Path | None = None, bundler_path: Path | str | None = None) -> Path:
    """Make the script and put it in place in one step, so that a half-written file is never used.

    target: the file to write, `installed()` when not given. bundler_path: a folder that holds vl-convert, when it is
    not installed in this environment. Takes about two seconds, needs no network. Raises ImportError without vl-convert.
    """
    target = Path(target or installed())
    with _importable(bundler_path):
        import vl_convert

        code = source().replace("__STAMP__", stamp())
        bundle = vl_convert.javascript_bundle(code, vl_version=VEGA_LITE)
    _write_whole(target, f"{MARK}{stamp()}\n{bundle}")
    return target


@contextmanager
def _importable(folder: Path | str | None) -> Iterator[None]:
    added = [str(folder)] if folder else []
    sys.path[:0] = added
    try:
        yield
    finally:
        for place in added:
            sys.path.remove(place)


def _write_whole(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise

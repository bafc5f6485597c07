"""A calm JupyterLab: no news, no pop-ups, the notebooks in view, saved so that they open whole; no waiting websocket.

The settings are written into the environment itself, never into the person's own, so that the launcher, Binder and
a class hub show the same, and removing the environment removes them.
"""

import json
import shutil
from pathlib import Path

from utils.setup.places import Environment
from utils.setup.stamps import fingerprint

OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/filebrowser-extension:browser": {
        "navigateToCurrentDirectory": True,
        "showLastModifiedColumn": False,
    },
    # The contents list opens on the right, so that files and contents can both be seen.
    "@jupyterlab/application-extension:shell": {
        "layout": {
            "single": {"Table of Contents": {"area": "right"}},
            "multiple": {"Table of Contents": {"area": "right"}},
        }
    },
    "@jupyterlab/toc-extension:registry": {"numberHeaders": False, "numberingH1": False, "maximalDepth": 3},
    # No extension shop for learners: the lock says what is installed.
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
}
# A small extension of JupyterLab in plain JavaScript: where a window is narrow, the notebook comes first.
LAB = Path(__file__).parent / "lab"
# The launcher tab is the page of buttons that a bare JupyterLab opens beside the first notebook.
PAGE = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}

FIRST, LAST = "# --- myeloma course: begin ---", "# --- myeloma course: end ---"
SERVER = f"""{FIRST}
# Jupyter leaves Nagle's delay on its websocket: about 40 ms on half of all widget messages.
# Written for jupyter-server 2; any other version is left as it is.
def _answer_without_delay():
    import jupyter_server

    if jupyter_server.version_info[0] != 2:
        return
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler as Handler

    connect = Handler.open

    async def open_without_delay(self, *arguments, **named):
        self.set_nodelay(True)
        await connect(self, *arguments, **named)

    if connect.__name__ != "open_without_delay":
        Handler.open = open_without_delay


try:
    _answer_without_delay()
except (ImportError, AttributeError):
    pass  # slower widgets, nothing worse


# A notebook saved today opens whole tomorrow; see utils/setup/saving.py.
def _open_whole_tomorrow():
    import jupyter_server

    if not (2, 11) <= jupyter_server.version_info[:2] < (3, 0):
        return
    from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

    from utils.setup.saving import keep_whole

    c.ServerApp.contents_manager_class = keep_whole(AsyncLargeFileManager)


try:
    _open_whole_tomorrow()
except (ImportError, AttributeError):
    pass  # a saved page has to be run again, nothing worse
{LAST}
"""
# Thirty red lines for one mistyped name would frighten a reader; see utils/setup/errors_shown.py.
KERNEL = f"""{FIRST}
c.InteractiveShell.xmode = "Minimal"
c.InteractiveShellApp.extensions = ["utils.setup.errors_shown"]
{LAST}
"""


def mark() -> str:
    """Changes with any of the settings."""
    return fingerprint(json.dumps([OVERRIDES, PAGE], sort_keys=True), SERVER, KERNEL, *sorted(LAB.iterdir()))


def write_settings(environment: Environment) -> None:
    """Write Lab's and the server's settings into the environment, beside whatever others wrote there."""
    lab = environment.folder / "share" / "jupyter" / "lab" / "settings"
    merge_json(lab / "overrides.json", OVERRIDES)
    merge_json(environment.folder / "etc" / "jupyter" / "labconfig" / "page_config.json", PAGE)
    merge_block(environment.folder / "etc" / "jupyter" / "jupyter_server_config.py", SERVER)
    merge_block(environment.folder / "etc" / "ipython" / "ipython_kernel_config.py", KERNEL)
    extension = environment.folder / "share" / "jupyter" / "labextensions" / "myeloma-course"
    shutil.copytree(LAB, extension, dirs_exist_ok=True)


def merge_json(path: Path, wanted: dict) -> None:
    """Set the wanted keys and leave the others; a file that cannot be read is replaced."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    for key, value in wanted.items():
        found[key] = {**found.get(key, {}), **value}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def merge_block(path: Path, block: str) -> None:
    """Put the course's block into a file, in place of an earlier one; other lines stay."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if FIRST in text and LAST in text:
        text = text[: text.index(FIRST)] + text[text.index(LAST) + len(LAST) :].lstrip("\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    between = "" if not text or text.endswith("\n") else "\n"
    path.write_text(text + between + block, encoding="utf-8")

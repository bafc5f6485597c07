"""Finds the Chromium or Chrome that the browser tests drive. Standard library only."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ELSEWHERE = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    ),
}


def find_browser() -> str:
    """Path of an installed Chromium, Chrome or Edge; COURSE_CHROMIUM names one; empty when there is none."""
    named = [os.environ.get("COURSE_CHROMIUM", "")]
    known = [shutil.which(name) or "" for name in NAMES]
    usual = [os.path.expandvars(path) for path in ELSEWHERE.get(sys.platform, ())]
    return next((path for path in named + known + usual if path and Path(path).is_file()), "")

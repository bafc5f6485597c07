"""Paper from a page: the installed Chromium, Chrome or Edge prints it to PDF."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from utils.setup.browser import find_browser

PATIENCE = 180  # seconds before a browser that hangs is given up
NO_BROWSER = (
    "A PDF is printed by Chromium, Chrome or Edge, and none was found here. Open the page in any browser and print it there, "
    "or name the program in COURSE_CHROMIUM and run this again."
)


class PrintTrouble(RuntimeError):  # noqa: N818 - the name says it
    """A page that could not be printed; the message says why and what to do instead."""


def print_pdf(html: str) -> bytes:
    """The page as a PDF. Raises PrintTrouble when there is no browser or it does not print."""
    program = find_browser()
    if not program:
        raise PrintTrouble(NO_BROWSER)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            page, paper = Path(folder) / "page.html", Path(folder) / "page.pdf"
            page.write_text(html, encoding="utf-8")
            return _ask(program, page.as_uri(), paper, Path(folder) / "profile")
    except OSError as problem:
        raise PrintTrouble(f"The PDF could not be printed ({problem.strerror or problem}).") from problem


def _ask(program: str, address: str, paper: Path, profile: Path) -> bytes:
    words = [
        "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={paper}",
    ]  # fmt: skip
    # Chromium refuses its sandbox to root, as in a container.
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    try:
        said = subprocess.run(
            [program, *words, *alone, address], capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise PrintTrouble(
            f"{Path(program).name} did not finish printing in {PATIENCE} seconds."
        ) from problem
    if said.returncode or not paper.is_file():
        last = said.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise PrintTrouble(f"{Path(program).name} did not print the page: {last[0][:200]}.")
    return paper.read_bytes()


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF printed by Chromium has.

    >>> count_pages(b"<</Type /Pages /Count 2>> <</Type /Page /Parent 1>> <</Type /Page>>")
    2
    """
    return len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", pdf))

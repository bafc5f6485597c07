"""`course.py handout 08`: two pages to print and write on, for a room without computers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from utils.authoring.notebook import NotebookError, find_notebooks, read_notebook
from utils.setup.bundler import add_bundler
from utils.teaching.handout.sheet import make_handout, write_handout
from utils.teaching.paper import finish
from utils.teaching.plan import PLANS
from utils.teaching.sessions import read_session, session_names


def main(argv: list[str]) -> int:
    """Write the handouts of the notebooks named to a folder, with --pdf as PDF too; print where they lie."""
    options = _read_options(argv)
    try:
        paths = find_notebooks(options.notebooks)
    except NotebookError as problem:
        print(problem, file=sys.stderr)
        return 1
    add_bundler()
    return max(_write(path, options) for path in paths)


def _write(path: Path, options: argparse.Namespace) -> int:
    number = path.stem[:2]
    session = read_session(number) if number in session_names() else None
    html = write_handout(make_handout(number, read_notebook(path), session))
    return finish(options.out, f"handout_{number}", html, "The handout", html if options.pdf else "")


def _read_options(argv: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py handout", description="Two pages to print on one sheet of A4 and write on: picture, words, three questions, the activity on paper."
    )  # fmt: skip
    reader.add_argument("notebooks", nargs="+", metavar="NN", help="notebooks")
    reader.add_argument(
        "--pdf", action="store_true", help="print them to PDF too, by the Chromium or Chrome of this computer"
    )
    reader.add_argument("--out", type=Path, default=PLANS, help="the folder to write to")
    return reader.parse_args(argv)

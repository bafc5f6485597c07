"""`course.py slides 08`: a deck for a projector, one file without a network, with notes for the speaker."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from utils.authoring.notebook import NotebookError, find_notebooks
from utils.setup.bundler import add_bundler
from utils.setup.reveal import find_reveal
from utils.site.build import empty_passport
from utils.teaching.fitting import fit
from utils.teaching.paper import finish
from utils.teaching.plan import PLANS
from utils.teaching.sessions import Session, SessionError, read_clock, read_session
from utils.teaching.slides.deck import make_deck
from utils.teaching.slides.page import write_deck, write_print


def main(argv: list[str]) -> int:
    """Write the slides of a notebook to a folder, with --pdf as PDF too; print where they lie."""
    options = _read_options(argv)
    try:
        (path,) = find_notebooks([options.notebook])
        session = read_session(path.stem[:2])
        minutes = _usual(session) if options.minutes is None else options.minutes
        steps, first = fit(session, minutes), read_clock(options.start)
    except (NotebookError, SessionError) as problem:
        print(problem, file=sys.stderr)
        return 1
    add_bundler()
    reveal = find_reveal()
    with empty_passport():
        slides = make_deck(session, steps, first)
    print(f"{len(slides)} slides for {minutes} minutes. S opens the speaker's view.")
    to_print = write_print(session.title, slides) if options.pdf else ""
    deck = write_deck(session.title, slides, reveal)
    return finish(options.out, f"slides_{session.name}", deck, "The slides", to_print)


def _usual(session: Session) -> int:
    """An hour, or what the notes can fill of it."""
    return max(session.shortest, min(60, session.longest))


def _read_options(argv: list[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="course.py slides",
        description="Slides of a notebook, in the order of its run sheet: one file, no network.",
    )
    reader.add_argument("notebook", metavar="NN", help="a notebook")
    reader.add_argument(
        "--minutes", type=int, help="how long the class is, as for plan (60, or what the notebook fills)"
    )
    reader.add_argument("--start", default="00:00", help="when it starts, as 14:15")
    reader.add_argument(
        "--pdf", action="store_true", help="print them to PDF too, by the Chromium or Chrome of this computer"
    )
    reader.add_argument("--out", type=Path, default=PLANS, help="the folder to write to")
    return reader.parse_args(argv)

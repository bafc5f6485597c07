"""`course.py site`: the whole reading edition into one folder, without a network and always the same."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat

from utils.authoring.notebook import NotebookError, find_notebooks, read_notebook
from utils.evidence.red_flags import RED_FLAGS
from utils.setup.bundler import add_bundler
from utils.setup.places import ROOT
from utils.setup.trouble import Trouble
from utils.site import assets, extras, search
from utils.site.asked import map_data, recall_data
from utils.site.pages import Page, cell_html, read_page, write_page
from utils.site.shown import Shown
from utils.site.words import choose_language, words_for_scripts

OUT = ROOT / "site"
MARK = "assets/livechart.js"
NAME = "Multiple myeloma in sequence"


def main(argv: list[str]) -> int:
    """Build the pages of the notebooks named (all when none is) into a folder; print where they lie."""
    parser = argparse.ArgumentParser(prog="course.py site", description="Write the course as pages.")
    parser.add_argument(
        "words", nargs="*", metavar="OUT | NN", help="a folder (site), and notebooks; all when none is named"
    )
    parser.add_argument("--language", default="en", help="language of the furniture: en, de")
    options = parser.parse_args(argv)
    numbers = [word for word in options.words if word.isdigit()]
    folders = [word for word in options.words if not word.isdigit()]
    if len(folders) > 1:
        raise Trouble(f"One folder to write to, please: {', '.join(folders)}.")
    try:
        paths = find_notebooks(numbers)
    except NotebookError as problem:
        print(problem, file=sys.stderr)
        return 1
    begin = time.monotonic()
    out = Path(folders[0]).resolve() if folders else OUT
    choose_language(options.language)
    add_bundler()
    count, size = write_site(out, build(paths, options.language), paths)
    print(
        f"Written: {out / 'index.html'} ({count} files, {size / 1e6:.1f} MB, {time.monotonic() - begin:.0f} s)"
    )
    return 0


def build(paths: Sequence[Path], language: str = "en") -> dict[str, str]:
    """File -> text of the whole site but the notebooks. Raises PageTrouble, by name, for what cannot become a page."""
    with empty_passport():
        notebooks = {path.stem: read_notebook(path) for path in paths}
        road = [read_page(stem, notebook) for stem, notebook in notebooks.items()]
        shown = {page.stem: show(page, notebooks[page.stem]) for page in road}
        around = told_everywhere(road, language)
        files = {
            page.file: write_page(page, notebooks[page.stem], shown[page.stem], road, around) for page in road
        }
    rows = [row for page in road for row in search.passages(page, notebooks[page.stem], shown[page.stem])]
    return (
        files | extras.write_extras(around, files) | assets.asset_files(search.as_script(rows), recall_data())
    )


def show(page: Page, notebook: nbformat.NotebookNode) -> Shown:
    """What the cells of one notebook show."""
    shown = Shown(page.number)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown.add(cell)
    return shown


def told_everywhere(road: list[Page], language: str) -> dict:
    """What the frame of every page asks for."""
    return {
        "name": NAME,
        "version": version(),
        "language": "en-GB" if language == "en" else language,
        "road": road,
        "extras": extras.extra_files(),
        "early": assets.EARLY,
        "words": words_for_scripts(),
        "map": map_data(),
        "red_flags": cell_html(RED_FLAGS.removeprefix("> ")),
    }


def version() -> str:
    """The course's version."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@contextmanager
def empty_passport() -> Iterator[None]:
    """What the pages say never depends on the progress of whoever builds them."""
    former = os.environ.get("COURSE_PASSPORT")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_PASSPORT"] = str(Path(folder) / "passport.jsonl")
        try:
            yield
        finally:
            os.environ.pop("COURSE_PASSPORT")
            if former is not None:
                os.environ["COURSE_PASSPORT"] = former


def write_site(out: Path, files: dict[str, str], paths: Sequence[Path]) -> tuple[int, int]:
    """Put everything in place of what an earlier build left; Trouble for a folder that holds something else."""
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise Trouble(f"{out} holds something else than these pages: name another folder.")
    shutil.rmtree(out, ignore_errors=True)
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    (out / "notebooks").mkdir()
    for path in paths:
        shutil.copy(path, out / "notebooks" / path.name)
    written = [path for path in out.rglob("*") if path.is_file()]
    return len(written), sum(path.stat().st_size for path in written)

"""`course.py refresh [NN]`: run notebooks from the top and write them in canonical form."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from utils.activities.live import MISSING
from utils.authoring.links import FactBook, mend_links, stale_values
from utils.authoring.notebook import NotebookError, find_notebooks, join_source, read_notebook, write_notebook
from utils.authoring.pace import mend_minutes
from utils.evidence import CourseDataError
from utils.evidence.red_flags import restore_red_flags

SECONDS_PER_CELL = 180
UNLOGGED = (
    "Cell {cell!r} says {said!r}, the tables say {now!r} ({fact}). If readers may have seen the old number, write the correction into "
    "course_data/changes.csv (day, row, before, now, why, source, and notebook {notebook}), so that returning readers are told; "
    "if it was only mistyped here, correct it by hand. Then refresh again."
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def main(argv: list[str]) -> int:
    """Refresh the notebooks named (all of them when none is); 1 when one could not be refreshed."""
    try:
        paths = find_notebooks(argv)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    return max([_refresh_aloud(path) for path in paths], default=0)


def _refresh_aloud(path: Path) -> int:
    print(f"{path.name}: running ...", flush=True)
    try:
        changes = refresh_notebook(path)
    except (NotebookError, CourseDataError) as error:
        print(f"{path.name} was left as it is. {error}", file=sys.stderr)
        return 1
    print(f"{path.name}: " + ("; ".join(changes) or "nothing to change"))
    return 0


def refresh_notebook(path: Path, book: FactBook | None = None) -> list[str]:
    """Run one notebook in its folder with an empty passport and write canonical form; says what changed.

    Stale evidence links are rewritten from the tables first, when the log of changes tells of them. A failing cell raises `NotebookError`
    with the cell's id and the reason, and leaves the file untouched.
    """
    before = path.read_bytes()
    notebook = read_notebook(path)
    book = book or FactBook.from_course_data()
    _refuse_unlogged(notebook, path.stem[:2], book)
    changes = _mend_prose(notebook, book)
    _refuse_semicolons(notebook)
    run_notebook(notebook, path.parent)
    _refuse_unbuilt(notebook)
    if path.read_bytes() != before:
        raise NotebookError("It was edited while it ran: save your work and refresh again.")
    return changes + (["written"] if write_notebook(path, notebook) else [])


def _refuse_unlogged(notebook: nbformat.NotebookNode, number: str, book: FactBook) -> None:
    # A number that changed without a word would leave those who read the old one believing it.
    for cell in notebook.cells:
        for link in stale_values(join_source(cell), book) if cell.cell_type == "markdown" else []:
            if not book.logs(link.fact_id, number):
                now = book.value(link.fact_id)
                raise NotebookError(
                    UNLOGGED.format(cell=cell.id, said=link.text, now=now, fact=link.fact_id, notebook=number)
                )


def _mend_prose(notebook: nbformat.NotebookNode, book: FactBook) -> list[str]:
    changes: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            source = restore_red_flags(join_source(cell))
            changes += ["the red flags now read as everywhere"] if source != join_source(cell) else []
            cell.source, mended = mend_links(source, book)
            changes += mended
    return changes + mend_minutes(notebook)


def _refuse_semicolons(notebook: nbformat.NotebookNode) -> None:
    # IPython hides the output of such a cell, and a hidden output is never compared.
    for cell in notebook.cells:
        if cell.cell_type == "code" and join_source(cell).rstrip().endswith(";"):
            raise NotebookError(f"Cell {cell.id!r} ends in ';', which hides its output: drop the ';'.")


def _refuse_unbuilt(notebook: nbformat.NotebookNode) -> None:
    # The words that stand in for a picture's moving parts would be stored for every reader.
    for cell in notebook.cells:
        if any(MISSING in str(output.get("data", "")) for output in cell.get("outputs", [])):
            raise NotebookError(
                f"Cell {cell.id!r} drew without its moving parts: run python3 course.py prepare --test, then refresh again."
            )


def run_notebook(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run every cell from the top, in a fresh kernel and with a fresh, empty passport."""
    resources = {"metadata": {"path": str(folder)}}
    quiet = ["--IPKernelApp.log_level=40"]  # a notice about transport encryption, for every kernel
    client = NotebookClient(
        notebook,
        extra_arguments=quiet,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources=resources,
        store_widget_state=False,
    )
    with tempfile.TemporaryDirectory(prefix="course-") as empty:
        passport = str(Path(empty) / "passport.jsonl")
        try:
            client.execute(env={**os.environ, "COURSE_PASSPORT": passport})
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise NotebookError(_say_why(notebook, error)) from error


def _say_why(notebook: nbformat.NotebookNode, error: Exception) -> str:
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        for output in cell.outputs:
            if output.output_type == "error":
                why = _COLOURS.sub("", f"{output.ename}: {output.evalue}")
                return f"Code cell {number} ({cell.id}) failed: {why}\n    {_blamed_line(cell, output)}"
    return f"{type(error).__name__}: {str(error)[:500]}"


def _blamed_line(cell: dict, output: dict) -> str:
    text = _COLOURS.sub("", "\n".join(output.traceback))
    arrow = re.search(r"^-+> \d+ (.*)$", text, re.MULTILINE)
    return arrow[1].strip() if arrow else join_source(cell).splitlines()[0]

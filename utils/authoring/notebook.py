"""The notebook as a file: finding it, reading it, and the one form in which it is kept."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"

TAGS = {"essential", "optional", "exercise", "solution", "quiz", "nbval-ignore-output"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
DRAWING = "application/vnd.vegalite.v5+json"  # its metadata tells JupyterLab how to fit it into a narrow page
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

# JupyterLab and nbformat hand out random ids: eight hexadecimal digits, or a whole UUID.
_RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?")


class NotebookError(Exception):
    """Something about a notebook that its author has to mend; the message says what and where."""


def find_notebooks(names: list[str] | None = None, folder: Path = NOTEBOOKS) -> list[Path]:
    """Notebooks by number (`01`), by name or by path; all of them, in reading order, when none is named.

    Raises `NotebookError` when a name fits no notebook.
    """
    everything = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not names:
        return everything
    return [_find_one(name, everything) for name in names]


def _find_one(name: str, everything: list[Path]) -> Path:
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name).resolve()
    number = name.zfill(2) if name.isdigit() else name.removesuffix(".ipynb")
    for path in everything:
        if number in (path.stem, path.stem[:2]):
            return path
    closest = difflib.get_close_matches(number, [p.stem for p in everything], 1, 0.3)
    hint = f" Closest: {closest[0]!r}." if closest else ""
    known = ", ".join(p.stem[:2] for p in everything)
    raise NotebookError(f"{name!r} is not a notebook of the course.{hint} There are: {known}.")


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """One notebook, upgraded to nbformat 4.5; a broken file raises `NotebookError` with the line."""
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.validator.NotebookValidationError) as error:
        raise NotebookError(f"{path.name} is not a readable notebook: {str(error)[:300]}") from error


def join_source(cell: dict) -> str:
    """A cell's text, whether it is kept as one string or as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def canonical_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook in the form in which the course keeps it: nothing random, timed or addressed.

    Readable cell ids are kept, others are derived from the text; counts run 1..n; widget views go, the still
    chart and its text stay; metadata is empty but for tags (and the reason beside an ignored output), and for how
    a still chart fits into its page.
    """
    cells = [cell for cell in notebook.cells if join_source(cell).strip()]
    taken: set[str] = set()
    kept = [_canonical_cell(cell, taken) for cell in cells]
    for count, cell in enumerate((c for c in kept if c.cell_type == "code"), start=1):
        _number(cell, count)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return nbformat.from_dict({"cells": kept, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _canonical_cell(cell: dict, taken: set[str]) -> nbformat.NotebookNode:
    metadata = {key: cell.metadata[key] for key in ("reason", "tags") if cell.metadata.get(key)}
    source = join_source(cell).strip("\n").rstrip()
    kept = {"cell_type": cell.cell_type, "metadata": metadata, "source": source, "id": _cell_id(cell, taken)}
    if cell.cell_type == "code":
        kept["outputs"] = _canonical_outputs(cell.get("outputs", []))
        kept["execution_count"] = None
    return nbformat.from_dict(kept)


def _cell_id(cell: dict, taken: set[str]) -> str:
    given = cell.get("id", "")
    name = given if given and not _RANDOM_ID.fullmatch(given) else _slug(join_source(cell))
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name}-{count}"
    taken.add(unique)
    return unique


def _slug(source: str) -> str:
    words = re.findall(r"[a-z0-9]+", source.lower().replace("'", ""))
    slug = "-".join(words[:6])[:40].strip("-")
    return slug or "cell"


def _canonical_outputs(outputs: list[dict]) -> list[dict]:
    kept: list[dict] = []
    for output in outputs:
        _add_output(kept, dict(output))
    return kept


def _add_output(kept: list[dict], output: dict) -> None:
    if output["output_type"] == "stream":
        # A kernel splits what is printed at arbitrary moments: one block a stream is stable.
        same = [o for o in kept[-1:] if o["output_type"] == "stream" and o["name"] == output["name"]]
        if same:
            same[0]["text"] += output["text"]
            return
    if "data" in output:
        output["data"] = {mime: body for mime, body in output["data"].items() if mime != WIDGET_VIEW}
        output["metadata"] = {
            mime: said for mime, said in output.get("metadata", {}).items() if mime == DRAWING
        }
        output.pop("transient", None)
        if not output["data"]:
            return
    kept.append(output)


def _number(cell: dict, count: int) -> None:
    cell.execution_count = count
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = count


def canonical_text(notebook: nbformat.NotebookNode) -> str:
    """The canonical notebook as the text of its file: sorted keys, indent 1, a newline at the end."""
    return nbformat.writes(canonical_notebook(notebook)).rstrip("\n") + "\n"


def write_notebook(path: Path, notebook: nbformat.NotebookNode) -> bool:
    """Write canonical form in one step (a reader never sees half a file); True when something changed."""
    text = canonical_text(notebook)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(name).chmod(0o644)
    os.replace(name, path)
    return True

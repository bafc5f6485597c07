"""Canonical form: nothing random, timed or addressed stays in a notebook."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from utils.authoring.notebook import (
    NOTEBOOKS,
    WIDGET_VIEW,
    NotebookError,
    canonical_notebook,
    canonical_text,
    find_notebooks,
    read_notebook,
    write_notebook,
)

CHART = "application/vnd.vegalite.v5+json"


def canonical(*cells, **metadata):
    return canonical_notebook(new_notebook(cells=list(cells), metadata=metadata))


def test_readable_ids_stay_and_random_ones_are_derived_from_the_text():
    made = canonical(
        new_markdown_cell("# 01 · From plasma cell to myeloma", id="0f3a9c2e"),
        new_markdown_cell("text", id="crab"),
        new_markdown_cell("Marta's story", id="123e4567-e89b-12d3-a456-426614174000"),
        new_markdown_cell("Marta's story", id="0a0b0c0d"),
    )
    assert [c.id for c in made.cells] == [
        "01-from-plasma-cell-to-myeloma",
        "crab",
        "martas-story",
        "martas-story-2",
    ]


def test_counts_run_from_one_and_empty_cells_go():
    result = new_output("execute_result", {"text/plain": "3"}, execution_count=41)
    made = canonical(
        new_code_cell("x = 1", execution_count=40), new_code_cell(" "), new_code_cell("x", outputs=[result])
    )
    assert [c.execution_count for c in made.cells] == [1, 2]
    assert made.cells[1].outputs[0].execution_count == 2


def test_the_widget_view_goes_and_the_still_chart_stays():
    live = {WIDGET_VIEW: {"model_id": "abc"}, CHART: {"mark": "line"}, "text/plain": "A line."}
    only_view = {WIDGET_VIEW: {"model_id": "def"}}
    made = canonical(
        new_code_cell("x", outputs=[new_output("display_data", data) for data in (live, only_view)])
    )
    (kept,) = made.cells[0].outputs
    assert kept.data == {CHART: {"mark": "line"}, "text/plain": "A line."}


def test_how_a_chart_fits_its_page_stays_beside_it():
    fit = {CHART: {"embed_options": {"defaultStyle": ".vega-embed{}"}}}
    shown = new_output(
        "display_data",
        {CHART: {"mark": "line"}},
        metadata={**fit, "image/png": {"width": 3}, "isolated": True},
    )
    assert canonical(new_code_cell("x", outputs=[shown])).cells[0].outputs[0].metadata == fit


def test_metadata_is_empty_but_for_tags_and_their_reason():
    cell = new_code_cell(
        "x", metadata={"tags": ["optional"], "reason": "slow", "execution": {"a": "1"}, "collapsed": True}
    )
    made = canonical(cell, widgets={"state": {}}, language_info={"name": "python", "version": "3.11.7"})
    assert made.cells[0].metadata == {"tags": ["optional"], "reason": "slow"}
    assert set(made.metadata) == {"kernelspec", "language_info"}
    assert made.metadata.language_info == {"name": "python"}


def test_what_is_printed_in_pieces_is_kept_as_one():
    pieces = [
        new_output("stream", name=name, text=text) for name, text in (("stdout", "a"), ("stdout", "b\n"))
    ]
    made = canonical(new_code_cell("x", outputs=pieces))
    assert [o.text for o in made.cells[0].outputs] == ["ab\n"]


def test_canonical_text_is_sorted_indented_by_one_and_stable():
    notebook = new_notebook(cells=[new_markdown_cell("# É\nline", id="0f3a9c2e"), new_code_cell("x = 1\n\n")])
    text = canonical_text(notebook)
    assert text.startswith('{\n "cells": [')
    assert text.endswith("}\n")
    assert "É" in text
    assert canonical_text(nbformat.reads(text, as_version=4)) == text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_writing_twice_changes_nothing_and_leaves_no_scraps(tmp_path):
    path = tmp_path / "01 à b.ipynb"
    notebook = new_notebook(cells=[new_code_cell("x = 1", id="set-x")])
    assert write_notebook(path, notebook) is True
    assert write_notebook(path, notebook) is False
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert b"\r" not in path.read_bytes()


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "01_broken.ipynb"
    path.write_text('{"cells": [')
    with pytest.raises(NotebookError, match="01_broken.ipynb is not a readable notebook"):
        read_notebook(path)


def test_notebooks_are_found_by_number_name_and_path(tmp_path):
    for name in ("01_plasma.ipynb", "00_start.ipynb", "scratch.ipynb"):
        (tmp_path / name).write_text("{}")
    assert [p.name for p in find_notebooks(folder=tmp_path)] == ["00_start.ipynb", "01_plasma.ipynb"]
    for name in ("1", "01", "01_plasma", "01_plasma.ipynb"):
        assert [p.name for p in find_notebooks([name], tmp_path)] == ["01_plasma.ipynb"]
    assert find_notebooks([str(tmp_path / "scratch.ipynb")]) == [tmp_path / "scratch.ipynb"]


def test_an_unknown_notebook_is_met_with_the_closest(tmp_path):
    (tmp_path / "01_plasma.ipynb").write_text("{}")
    with pytest.raises(NotebookError, match="Closest: '01_plasma'"):
        find_notebooks(["plasma"], tmp_path)


def test_the_course_has_its_notebooks():
    assert NOTEBOOKS.name == "notebooks"
    assert NOTEBOOKS.is_dir()

"""Every notebook is kept in canonical form, so that each of its outputs is compared and nothing loads from afar."""

import json
import re

import pytest

from tests.charts.test_lighten import nulls
from utils.authoring.lint import lint_notebook
from utils.authoring.notebook import (
    TAGS,
    WIDGET_VIEW,
    canonical_text,
    find_notebooks,
    join_source,
    read_notebook,
)
from utils.charts.renderer import MIME, WHERE, WHERE_LIVE

NOTEBOOKS = find_notebooks()
BYTES = 200_000
# Nothing in an output may carry a script or fetch anything: not a library, not a table, not a picture.
AFAR = re.compile(
    r"<script|<iframe|<link|\bcdn\.|jsdelivr|unpkg|cdnjs|esm\.sh|skypack|require\.js"
    r'|"url": ?"(?!data:)|src=\\?["\']https?:',
    re.IGNORECASE,
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem, scope="module")
def path(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(path):
    return read_notebook(path)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_the_file_is_in_canonical_form(path, notebook):
    assert path.read_text(encoding="utf-8") == canonical_text(notebook), (
        f"run: course.py refresh {path.stem[:2]}"
    )


def test_every_output_is_compared(notebook):
    # nbval stops comparing, without a word, where a count is missing.
    assert [cell.execution_count for cell in code_cells(notebook)] == list(
        range(1, len(code_cells(notebook)) + 1)
    )


def test_no_output_is_an_error_or_a_live_widget(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert not [o for o in outputs if WIDGET_VIEW in o.get("data", {})]
    assert "widgets" not in notebook.metadata


def test_where_no_picture_is_drawn_words_say_where_it_is(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    said = ["".join(o.data["text/plain"]) for o in outputs if MIME in o.get("data", {})]
    assert [words for words in said if not says_where(words)] == []


def test_no_picture_holds_a_null(notebook):
    # A kernel in the browser loses nulls on the way to the page, and draws what was switched off.
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert [lost for o in outputs for lost in nulls(o.get("data", {}).get(MIME, {}))] == []


def says_where(words: str) -> bool:
    """Whether what GitHub and exported pages show instead of a picture begins with words and ends with its place."""
    said, _, place = words.rpartition("\n")
    return len(said) > 20 and place in (WHERE, WHERE_LIVE)


@pytest.mark.parametrize(
    ("output", "loads"),
    [
        ({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "line"}, False),
        ({"text/plain": "'https://doi.org/10.1056/NEJMoa1709974'"}, False),
        ({"data": {"url": "https://example.org/table.csv"}}, True),
        ({"text/html": '<script src="https://cdn.jsdelivr.net/npm/vega@5"></script>'}, True),
        ({"text/html": '<img src="https://example.org/a.png">'}, True),
    ],
)
def test_what_counts_as_loading(output, loads):
    assert bool(AFAR.search(json.dumps(output))) is loads


def test_outputs_load_nothing(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            text = json.dumps(output.get("data", output.get("text", "")))
            assert not AFAR.findall(text), cell.id


def test_prose_loads_nothing(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"<script|<iframe|!\[[^\]]*\]\(https?:", join_source(cell)), cell.id


def test_no_output_names_this_machine_or_moment(notebook):
    text = json.dumps([output for cell in code_cells(notebook) for output in cell.outputs])
    assert not re.findall(r"0x[0-9a-f]{6,}|/(?:home|root|tmp)/|\\\\Users\\\\|site-packages", text)


def test_it_is_small(path):
    assert path.stat().st_size < BYTES


def test_tags_are_known_and_an_ignored_output_has_its_reason(notebook):
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        assert tags <= TAGS, cell.id
        assert "nbval-ignore-output" not in tags or cell.metadata.get("reason"), cell.id


def test_code_cells_are_short_plain_python(notebook):
    for cell in code_cells(notebook):
        source = join_source(cell)
        assert not source.rstrip().endswith(";"), cell.id
        assert not re.search(r"^\s*[%!]", source, re.MULTILINE), cell.id
        assert len([line for line in source.splitlines() if line.strip()]) <= 10, cell.id


def test_every_number_in_prose_has_its_source(path):
    assert [str(finding) for finding in lint_notebook(path)] == []

"""Refresh: runs from the top with an empty passport, mends links, and never leaves half a notebook behind."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from utils.authoring import refresh
from utils.authoring.lint import lint_notebook
from utils.authoring.notebook import NotebookError, read_notebook, write_notebook
from utils.authoring.refresh import refresh_notebook
from utils.evidence import RED_FLAGS

PERSEUS = "https://doi.org/10.1056/NEJMoa2312054"


@pytest.fixture
def save(tmp_path):
    folder = tmp_path / "with space and é"
    folder.mkdir()

    def write(*cells):
        path = folder / "77_test.ipynb"
        write_notebook(path, new_notebook(cells=list(cells)))
        return path

    return write


def test_it_runs_in_its_folder_with_a_fresh_empty_passport(save, book):
    source = (
        "import os\nfrom pathlib import Path\npassport = Path(os.environ['COURSE_PASSPORT'])\n"
        "print(passport.exists(), Path.cwd().name, Path('77_test.ipynb').exists())"
    )
    stale = f'[1 %]({PERSEUS} "x (perseus-d_vrd-pfs_pct_at_48)")'
    path = save(new_markdown_cell(stale, id="stale"), new_code_cell(source, id="look"))
    changes = refresh_notebook(path, book)
    cells = read_notebook(path).cells
    assert cells[0].source.startswith("[84.3 %](")
    assert cells[1].outputs[0].text == "False with space and é True\n"
    assert cells[1].execution_count == 1
    assert changes[-1] == "written"
    assert refresh_notebook(path, book) == []


def test_the_red_flags_are_written_from_their_one_place(save, book):
    path = save(new_markdown_cell("Before.\n\n> **Some things cannot wait.** Ring.\n\nAfter.", id="flags"))
    assert [finding.text for finding in lint_notebook(path, book)] == ["the red flags"]
    refresh_notebook(path, book)
    assert read_notebook(path).cells[0].source == f"Before.\n\n{RED_FLAGS}\n\nAfter."
    assert lint_notebook(path, book) == []


def test_a_failing_cell_is_named_and_the_file_stays(save, capsys, book):
    path = save(new_code_cell("x = 1", id="set-x"), new_code_cell("y = 2\nx / 0", id="divide"))
    before = path.read_bytes()
    with pytest.raises(
        NotebookError, match=r"Code cell 2 \(divide\) failed: ZeroDivisionError: division by zero"
    ):
        refresh_notebook(path, book)
    assert path.read_bytes() == before
    assert refresh.main([str(path)]) == 1
    err = capsys.readouterr().err
    assert "77_test.ipynb was left as it is." in err
    assert "x / 0" in err


def test_a_cell_that_hides_its_output_is_refused(save, book):
    path = save(new_code_cell("x = 1;", id="hidden"))
    with pytest.raises(NotebookError, match="'hidden' ends in ';'"):
        refresh_notebook(path, book)


def test_an_edit_made_while_it_runs_is_not_lost(save, book):
    path = save(new_code_cell("open('77_test.ipynb', 'a').write(' ')", id="edit"))
    with pytest.raises(NotebookError, match="edited while it ran"):
        refresh_notebook(path, book)


def test_an_unknown_notebook_is_refused(capsys):
    assert refresh.main(["no_such_notebook"]) == 1
    assert "is not a notebook of the course" in capsys.readouterr().err

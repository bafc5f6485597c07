"""Refresh: runs from the top with an empty passport, mends links, and never leaves half a notebook behind."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from utils.activities.live import MISSING
from utils.authoring import refresh
from utils.authoring.lint import lint_notebook
from utils.authoring.notebook import NotebookError, read_notebook, write_notebook
from utils.authoring.refresh import refresh_notebook
from utils.evidence import RED_FLAGS
from utils.evidence.corrections import LoggedValue

PERSEUS = "https://doi.org/10.1056/NEJMoa2312054"
STALE = f'[1 %]({PERSEUS} "x (perseus-d_vrd-pfs_pct_at_48)")'


def log_change(book, now="84.3", notebooks=("77",)):
    """The same book, with a correction of the number that `STALE` quotes."""
    last = LoggedValue(now, frozenset(notebooks))
    return replace(book, logged={"perseus-d_vrd-pfs_pct_at_48": last})


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
    path = save(new_markdown_cell(STALE, id="stale"), new_code_cell(source, id="look"))
    book = log_change(book)
    changes = refresh_notebook(path, book)
    cells = read_notebook(path).cells
    assert cells[0].source.startswith("[84.3 %](")
    assert cells[1].outputs[0].text == "False with space and é True\n"
    assert cells[1].execution_count == 1
    assert changes[-1] == "written"
    assert refresh_notebook(path, book) == []


@pytest.mark.parametrize("logged", [{}, {"now": "84"}, {"notebooks": ("07",)}])
def test_a_number_does_not_change_without_a_word_to_those_who_read_the_old_one(save, book, logged):
    path = save(new_markdown_cell(STALE, id="stale"))
    before = path.read_bytes()
    told = log_change(book, **logged) if logged else book
    with pytest.raises(NotebookError, match=r"Cell 'stale' says '1 %', the tables say '84.3'.*changes.csv"):
        refresh_notebook(path, told)
    assert path.read_bytes() == before
    refresh_notebook(path, log_change(book))
    assert "[84.3 %]" in read_notebook(path).cells[0].source


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


def test_a_picture_without_its_moving_parts_is_not_stored(save, book):
    path = save(new_code_cell(f"{MISSING!r}", id="still"))
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="'still' drew without its moving parts"):
        refresh_notebook(path, book)
    assert path.read_bytes() == before


def test_an_edit_made_while_it_runs_is_not_lost(save, book):
    path = save(new_code_cell("open('77_test.ipynb', 'a').write(' ')", id="edit"))
    with pytest.raises(NotebookError, match="edited while it ran"):
        refresh_notebook(path, book)


def test_an_unknown_notebook_is_refused(capsys):
    assert refresh.main(["no_such_notebook"]) == 1
    assert "is not a notebook of the course" in capsys.readouterr().err

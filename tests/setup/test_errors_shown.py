"""Errors in a kernel of the course: a few lines, the cell's own line, the nearest column."""

import nbformat
import pytest
from nbclient import NotebookClient

from utils.setup import settings

TABLE = "import pandas as pd\ntable = pd.DataFrame({'name': ['MAIA'], 'year': [2019]})\n"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each of these cells shows in a kernel with the course's settings."""
    place = tmp_path_factory.mktemp("ipython")
    (place / "profile_default").mkdir()
    (place / "profile_default" / "ipython_kernel_config.py").write_text(settings.KERNEL)
    cells = [
        TABLE + "table['nme']",
        "table[['name', 'yaer']]",
        "1 / 0",
        "table.nme",
        "table.query('nme == 1')",
        "from utils.evidence import cite\ncite('mia')",
        "''.nme",
        "%xmode Context",
        "1 / 0",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, allow_errors=True, kernel_name="python3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(place))
        client.execute()
    return [[output for output in cell.outputs if output.output_type == "error"] for cell in notebook.cells]


def words(outputs) -> str:
    return "\n".join(outputs[0].traceback)


def test_a_mistyped_column_shows_its_line_and_the_nearest_one(shown):
    assert words(shown[0]).splitlines() == [
        "----> 3 table['nme']",
        "KeyError: 'nme'",
        "There is no column 'nme' in this table. Closest: 'name'. The columns: name, year.",
    ]
    assert "Closest: 'year'" in words(shown[1])
    assert len(words(shown[1]).splitlines()) == 3


@pytest.mark.parametrize("place", [3, 4])
def test_it_does_so_however_the_column_was_asked_for(shown, place):
    *_, last = words(shown[place]).splitlines()
    assert last == "There is no column 'nme' in this table. Closest: 'name'. The columns: name, year."


def test_only_a_table_has_columns(shown):
    assert "column" not in words(shown[6])


def test_an_error_of_the_course_bears_its_own_name_only(shown):
    assert words(shown[5]).splitlines()[1].startswith("UnknownSource: 'mia' is not in")


def test_the_cell_counts_as_failed(shown):
    assert [len(outputs) for outputs in shown] == [1] * 7 + [0, 1]
    assert (shown[2][0].ename, shown[2][0].evalue) == ("ZeroDivisionError", "division by zero")


def test_the_long_form_comes_back_on_request(shown):
    assert len(words(shown[2]).splitlines()) == 2
    assert "Traceback (most recent call last)" in words(shown[-1])

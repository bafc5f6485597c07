"""A notebook finds the course without set-up, and says the one command that helps where packages are missing."""

import shutil
import subprocess
import sys

from utils.setup.places import NOTEBOOKS, ROOT

# As a kernel starts: the notebook's folder first, and here without the path that set-up would have named.
BARE = f"import sys; sys.path[:] = [''] + [place for place in sys.path if place not in ('', {str(ROOT)!r})]\n"


def run(code, folder=NOTEBOOKS):
    return subprocess.run(
        [sys.executable, "-P", "-c", BARE + code], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_first_cell_of_a_notebook_runs_without_set_up():
    answer = run("from utils.evidence import fact\nimport utils\nprint(utils.__path__[0])")
    assert answer.stdout.strip() == str(ROOT / "utils"), answer.stderr


def test_a_copy_of_the_notebooks_elsewhere_uses_the_course_that_set_up_named(tmp_path):
    shutil.copy(NOTEBOOKS / "utils.py", tmp_path)
    code = f"sys.path.append({str(ROOT)!r})\nimport utils\nprint(utils.__path__[0])"
    assert run(code, tmp_path).stdout.strip() == str(ROOT / "utils")


def test_without_the_course_or_its_packages_one_command_is_named(tmp_path):
    shutil.copy(NOTEBOOKS / "utils.py", tmp_path)
    lost = run("from utils.evidence import fact", tmp_path)
    assert "run: python3 course.py" in lost.stderr.splitlines()[-1]
    hidden = "import importlib.util as u; find = u.find_spec\nu.find_spec = lambda n: None if n == 'altair' else find(n)\n"
    bare = run(hidden + "from utils.evidence import fact")
    assert "this Python lacks altair" in bare.stderr.splitlines()[-1]
    assert "run: python3 course.py" in bare.stderr.splitlines()[-1]

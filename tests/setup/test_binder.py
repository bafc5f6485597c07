"""What Binder would do with this checkout, told by repo2docker itself: nothing is built, only its plan is read."""

import os
import re
import subprocess
import sys

import pytest

from utils.setup.fetching import fetch
from utils.setup.places import ROOT, running_environment


@pytest.fixture(scope="module")
def told():
    packages = fetch(
        running_environment(), "repo2docker", "binder", "what reads a repository as Binder does (7 MB)"
    )
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "repo2docker",
            "--no-build",
            "--debug",
            "--user-id=1000",
            "--user-name=jovyan",
            str(ROOT),
        ],
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    return answer.stdout + answer.stderr


def test_it_is_a_conda_environment_with_the_python_asked_for(told):
    python = re.search(r"python=([\d.]+)", (ROOT / "environment.yml").read_text(encoding="utf-8"))[1]
    assert f"Building conda environment for python={python}" in told


def test_our_own_file_fills_it_and_no_other_is_looked_at(told):
    (update,) = re.findall(r"env update .*", told)
    assert '--file "environment.yml"' in update
    assert "pip install" not in told  # the lock is named inside environment.yml, and nowhere beside it


def test_the_set_up_runs_once_as_an_ordinary_user_where_the_files_lie(told):
    before, after = told.split("RUN ./postBuild")
    assert re.findall(r"^USER (.+)$", before, re.MULTILINE)[-1] == "${NB_USER}"
    assert before.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/") > before.index("WORKDIR ${REPO_DIR}")
    assert "RUN ./postBuild" not in after

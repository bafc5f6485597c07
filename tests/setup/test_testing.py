"""`python3 course.py test`: what it runs, how it sums up, and what it does without a browser."""

import sys
from pathlib import Path

import pytest

from utils.setup import browser, older, testing
from utils.setup.places import Environment
from utils.setup.testing import Bench, Result
from utils.setup.trouble import Trouble


@pytest.fixture
def bench(tmp_path):
    return Bench(Environment(tmp_path, tmp_path / "lock", here=True), {"COURSE_CHROMIUM": ""})


def test_every_promised_check_is_a_stage():
    assert list(testing.STAGES) == ["style", "unit", "older", "notebooks", "lint", "browser"]


def test_an_unknown_stage_is_said():
    with pytest.raises(Trouble, match="There is no stage 'units'. The stages: style, unit"):
        testing.main(["units"])


@pytest.mark.parametrize(
    ("line", "closes"),
    [
        ("======= 3 failed, 212 passed, 1 skipped in 20.31s =======", True),
        ("============ 101 passed in 75.20s (0:01:15) ============", True),
        ("================ no tests ran in 0.01s =================", True),
        ("=============== short test summary info ================", False),
        ("101 passed", False),
    ],
)
def test_pytests_closing_line_is_recognised(line, closes):
    assert bool(testing.CLOSING.match(line)) == closes


def test_the_summary_ends_with_pytests_own_lines():
    results = [Result("style", "passed", 1), Result("unit", "passed", 62, "== 9 passed in 62.00s ==")]
    lines = testing.summary(results).splitlines()
    assert lines[-1] == "== 9 passed in 62.00s =="
    assert lines[2].split() == ["style", "passed", "1", "s"]
    assert lines[4].split() == ["all", "63", "s"]


@pytest.mark.parametrize(("ci", "outcome"), [("true", "failed"), ("", "skipped")])
def test_without_a_browser_ci_fails_and_a_laptop_skips(bench, monkeypatch, capsys, ci, outcome):
    monkeypatch.setenv("CI", ci)
    assert testing.browser(bench) == (outcome, "")
    assert "No Chromium, Chrome or Edge was found" in capsys.readouterr().out


def test_a_run_without_tests_has_not_passed():
    assert testing.verdict(5, "== no tests ran in 0.01s ==")[0] == "failed"
    assert testing.verdict(0)[0] == "passed"


@pytest.mark.parametrize(("cores", "words"), [(1, []), (2, ["-n", "2"]), (64, ["-n", "4"])])
def test_there_are_as_many_workers_as_cores_up_to_four(monkeypatch, cores, words):
    monkeypatch.setattr(testing.os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert testing.at_once()[:2] == words


@pytest.mark.parametrize("stage", [testing.unit, testing.notebooks, testing.browser])
def test_what_shares_a_kernel_or_a_page_stays_in_one_process(monkeypatch, stage):
    """Plain `-n 2` would spread the cells of one notebook over two kernels."""
    seen = []
    monkeypatch.setattr(testing, "call", lambda command, *_: (seen.extend(command), (0, ""))[1])
    monkeypatch.setattr(testing, "workers", lambda: 2)
    stage(Bench(Environment(Path("venv"), Path("lock")), {"COURSE_CHROMIUM": "chromium"}))
    assert seen[-4:] == ["-n", "2", "--dist", "loadfile"]


def test_a_command_is_shown_as_it_runs_and_its_closing_line_kept(bench, capsys, tmp_path):
    (tmp_path / "test_one.py").write_text("def test_one(): assert True")
    code, closing = testing.call(["pytest", str(tmp_path), "-p", "no:cacheprovider"], bench)
    assert code == 0
    assert "1 passed" in closing
    assert closing in capsys.readouterr().out


@pytest.mark.parametrize("outcome", ["passed", "failed", "skipped"])
def test_one_failed_stage_fails_the_whole(monkeypatch, outcome, capsys):
    monkeypatch.setattr(testing, "ensure", lambda kind: Environment(Path("venv"), Path("lock")))
    monkeypatch.setattr(
        testing, "STAGES", {"style": lambda bench: ("passed", ""), "unit": lambda bench: (outcome, "")}
    )
    assert testing.main([]) == (outcome == "failed")
    assert f"unit       {outcome}" in capsys.readouterr().out


def test_tests_never_see_the_persons_passport(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PASSPORT", "/mine")
    monkeypatch.setenv("PYTHONPATH", "/theirs")
    variables = testing.variables(tmp_path)
    assert Path(variables["COURSE_PASSPORT"]).parent == tmp_path
    assert "PYTHONPATH" not in variables


def test_a_named_browser_is_used(monkeypatch):
    monkeypatch.setenv("COURSE_CHROMIUM", sys.executable)
    assert browser.find_browser() == sys.executable


def test_no_browser_is_an_empty_answer(monkeypatch):
    monkeypatch.delenv("COURSE_CHROMIUM", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser.sys, "platform", "linux")
    assert browser.find_browser() == ""


def test_the_second_environment_replaces_only_pandas(tmp_path):
    environment = Environment(tmp_path, tmp_path / "requirements-dev.txt")
    words = older.install_words(environment, tmp_path / "override.txt")
    assert words[-2:] == ["-r", str(environment.lock)]
    assert "--override" in words
    assert older.PANDAS.startswith("pandas==2.2.")


def test_without_a_newer_python_this_one_is_used(monkeypatch):
    monkeypatch.setattr(older, "NEWER", ())
    assert older.newer_python("uv") == sys.executable


def test_a_newer_python_that_pyenv_keeps_is_found(monkeypatch, tmp_path):
    kept = tmp_path / "versions" / "3.99.1" / "bin" / "python3"
    kept.parent.mkdir(parents=True)
    kept.symlink_to(sys.executable)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(older, "NEWER", ("3.99", "3.10"))
    monkeypatch.setattr(older, "known_to_uv", lambda uv, version: [])
    assert older.newer_python("uv") == str(kept)


def test_a_newer_python_that_only_complains_is_not_used(monkeypatch, tmp_path):
    monkeypatch.setattr(older, "NEWER", ("3.99",))
    monkeypatch.setattr(older, "known_to_uv", lambda uv, version: ["/a/shim"])
    monkeypatch.setattr(older, "kept_by_pyenv", lambda version: [])
    monkeypatch.setattr(older, "runs", lambda python: False)
    assert older.newer_python("uv") == sys.executable


def test_a_strange_folder_is_not_deleted(tmp_path):
    environment = Environment(tmp_path / ".venv-older", tmp_path / "lock")
    environment.folder.mkdir()
    with pytest.raises(Trouble, match="was not made by the course"):
        older.build(environment, "uv", sys.executable)


def test_tests_of_one_opened_notebook_stay_on_one_worker():
    """Held here in words, since a scheduler that is not asked says nothing."""
    from tests.browser.conftest import shared_by

    first, second, other = (
        f"tests/browser/test_activities.py::test_{test}"
        for test in ("tab[mgus_explorer]", "forty[mgus_explorer-40]", "tab[line_builder]")
    )
    assert shared_by(first) == shared_by(second) != shared_by(other)
    assert shared_by("tests/browser/test_live.py::test_a[1]") == "tests/browser/test_live.py"

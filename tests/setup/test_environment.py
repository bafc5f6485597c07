"""Locks, environment.yml and postBuild say the same, and say it the way pip, uv, conda and Binder read it."""

import re
import subprocess
import tomllib

import pytest
import yaml

from utils.setup import lock, verbs
from utils.setup.places import LOCKS, ROOT
from utils.setup.prepare import SLOW

PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[tuple[str, str]]]:
    """Package to its (version, marker) pairs."""
    found: dict[str, set[tuple[str, str]]] = {}
    for package, version, marker in PIN.findall(text(name)):
        found.setdefault(package.lower(), set()).add((version, marker.strip()))
    return found


def plain(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-")


def tracked() -> list[str]:
    answer = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.splitlines() or [path.name for path in ROOT.iterdir()]


@pytest.mark.parametrize("kind", ["test", "build", "slides"])
def test_every_shared_pin_is_equal(kind):
    learner, other = pins(LOCKS["learner"]), pins(LOCKS[kind])
    shared = learner.keys() & other.keys()
    versions = lambda found, name: {version for version, _ in found[name]}  # noqa: E731
    assert {name for name in shared if versions(learner, name) != versions(other, name)} == set()


def test_the_test_lock_contains_the_learners_lock():
    assert pins(LOCKS["learner"]).keys() <= pins(LOCKS["test"]).keys()


@pytest.mark.parametrize("name", LOCKS.values())
def test_locks_hold_no_addresses_and_a_hash_for_every_package(name):
    assert "://" not in text(name)
    assert not re.search(r"^\s*(--(index|extra|find|trusted)|-[if]\b)", text(name), re.MULTILINE)
    blocks = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text(name), flags=re.MULTILINE)[1:]
    assert len(blocks) == sum(len(found) for found in pins(name).values())
    assert all("--hash=sha256:" in block for block in blocks)


def test_learners_install_at_most_110_packages():
    assert len(pins(LOCKS["learner"])) <= 110


@pytest.mark.parametrize(
    ("kind", "extra"),
    [("learner", None), ("test", "test"), ("build", "build"), ("slides", "slides"), ("binder", "binder")],
)
def test_every_direct_dependency_is_locked(kind, extra):
    wanted = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    assert {plain(requirement) for requirement in wanted} <= pins(LOCKS[kind]).keys()


def test_the_bundler_is_not_on_the_learners_disk():
    assert "vl-convert-python" not in pins(LOCKS["learner"])


def test_what_set_up_removes_is_locked_so_that_plain_pip_can_check_hashes():
    assert set(SLOW) <= pins(LOCKS["learner"]).keys()


def test_every_direct_dependency_has_its_reason():
    lines = [
        line for line in text("pyproject.toml").splitlines() if re.match(r'\s+"[a-z][a-z0-9-]*[>=]', line)
    ]
    assert len(lines) == len(PROJECT["dependencies"]) + sum(
        map(len, PROJECT["optional-dependencies"].values())
    )
    assert [line for line in lines if not re.search(r"#\s+\w+.*\w", line)] == []


def test_one_documented_command_makes_the_locks():
    assert verbs.find("lock").target == "utils.setup.lock:main"
    for name in LOCKS.values():
        assert text(name).splitlines()[1].strip() == "#    python3 course.py lock"
    assert "--generate-hashes" in lock.OPTIONS
    assert "--universal" in lock.OPTIONS
    assert lock.EXTRAS["test"][-2:] == ["-c", "requirements.txt"]


# --- Binder, as repo2docker reads a repository ---------------------------------------------------------------


def test_nothing_hides_environment_yml_from_binder():
    hiding = {"binder", ".binder", "Dockerfile", "Project.toml", "setup.py"}
    assert {path.split("/")[0] for path in tracked()} & hiding == set()


def test_environment_yml_installs_exactly_the_learners_lock():
    spec = yaml.safe_load(text("environment.yml"))
    python, pip, packages = spec["dependencies"]
    assert packages == {"pip": ["-r requirements.txt"]}
    assert pip == "pip"
    version = tuple(map(int, python.removeprefix("python=").split(".")))
    oldest = tuple(map(int, PROJECT["requires-python"].removeprefix(">=").split(".")))
    assert version >= oldest
    assert (3, 11) <= version <= (3, 13)


def test_postbuild_is_a_script_that_runs_the_same_set_up():
    lines = text("postBuild").splitlines()
    assert lines[0].startswith("#!")
    assert lines[-1] == "python3 course.py prepare --here"
    assert "\r" not in (ROOT / "postBuild").read_bytes().decode()


@pytest.mark.parametrize("name", ["postBuild", ".ci/run"])
def test_scripts_may_be_executed(name):
    answer = subprocess.run(
        ["git", "ls-files", "-s", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if not answer.stdout:
        pytest.skip("not a git checkout")
    assert answer.stdout.startswith("100755")


def test_ci_calls_exactly_the_one_command():
    calls = [line for line in text(".ci/run").splitlines() if "course.py" in line]
    assert calls == ["python3 course.py test"]
    workflow = yaml.safe_load(text(".github/workflows/test.yml"))["jobs"]
    assert workflow["linux"]["steps"][-1]["run"] == "bash .ci/run"
    assert workflow["elsewhere"]["steps"][-1]["run"] == "python course.py test"
    assert set(workflow["elsewhere"]["strategy"]["matrix"]["os"]) == {"windows-latest", "macos-latest"}

"""What a newcomer reads first is true: the map, the commands, the licences, the names."""

import json
import re
import subprocess
import tomllib

import pytest
import yaml

from utils.setup import verbs
from utils.setup.places import FIRST_NOTEBOOK, NOTEBOOKS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def row_of(path) -> str:
    """The README's row for a notebook, from its own first cell."""
    lines = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]).splitlines()
    title = lines[0].removeprefix("# ")
    minutes = next(line for line in lines if re.match(r"\d+ minutes", line)).split(" · ")[0]
    return f"| [{title}](notebooks/{path.name}) | {minutes.replace(' minutes', '', 1)} |"


def test_the_map_lists_every_notebook_with_its_minutes():
    rows = [line for line in README.splitlines() if line.startswith("| [") and "(notebooks/" in line]
    expected = [row_of(path) for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    assert rows == expected, "the map in README.md should hold these rows:\n" + "\n".join(expected)


def test_the_launcher_opens_a_notebook_that_exists():
    assert (NOTEBOOKS / FIRST_NOTEBOOK).is_file()
    assert f"urlpath=lab/tree/notebooks/{FIRST_NOTEBOOK}" in README


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_files_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_command_shown_is_a_verb(text):
    shown = re.findall(r"python3 course\.py[ \t]+([a-z]+)", text)
    assert shown
    assert set(shown) <= {verb.name for verb in verbs.VERBS}


def test_the_first_lines_say_what_it_is_and_for_whom():
    start = README.split("![", 1)[0]
    assert len(start.strip().splitlines()) <= 8
    for word in ("patients", "students", "clinicians", "teach"):
        assert word in start


def test_it_says_that_it_is_not_medical_advice_and_what_was_not_tried():
    assert "**Not medical advice.**" in README
    assert re.search(r"Not tried on real hardware:\*\* Windows and macOS", README)


def test_the_binder_link_says_which_words_to_replace():
    assert "mybinder.org/v2/gh/OWNER/REPOSITORY/main" in README
    assert "`OWNER` and `REPOSITORY`" in README


def test_licences_and_version_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project["version"]
    assert citation["license"] == [project["license"], "CC-BY-4.0"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("BSD 3-Clause")
    assert "licenses/by/4.0" in (ROOT / "LICENSE-CONTENT").read_text(encoding="utf-8")


def test_environments_and_progress_are_not_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".venv*", "progress/", "__pycache__/", "screenshots/"} <= set(ignored)


def test_text_is_stored_with_plain_line_ends():
    answer = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        pytest.skip("not a git checkout")
    assert [line for line in answer.stdout.splitlines() if line.startswith(("i/crlf", "i/mixed"))] == []


def walks() -> list[str]:
    """The steps of the two walks, from a row to a picture and from an answer to what is reported."""
    text = CONTRIBUTING[CONTRIBUTING.index("### From a row") : CONTRIBUTING.index("## Add a fact")]
    return re.findall(r"^\d+\. .*$", text, re.MULTILINE)


@pytest.mark.parametrize("step", walks())
def test_a_newcomer_finds_what_the_walks_name(step):
    for name in re.findall(r"`([^`{ ]+)`", step):
        bare = name.split("(")[0]
        files = [str(path) for path in ROOT.glob(f"[cnu]*/**/{bare.rpartition('/')[2]}")]
        written = ["git", "grep", "-q", "-F", bare, "--", "utils", "course_data", "notebooks"]
        assert (
            any(path.endswith(bare) for path in files) or subprocess.run(written, cwd=ROOT).returncode == 0
        ), name


def test_each_walk_has_ten_steps():
    assert len(walks()) == 20

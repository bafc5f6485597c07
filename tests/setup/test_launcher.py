"""`python3 course.py`: its words, what it says when something is wrong, and how it opens JupyterLab."""

import ast
import http.server
import importlib
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from utils.setup import launcher, opening, places, verbs
from utils.setup.places import ROOT, Environment
from utils.setup.trouble import MEANINGS, Trouble, explain

COURSE = ROOT / "course.py"


def course(*words, cwd=None, **variables):
    """Run the real launcher; its exit code, output and errors."""
    answer = subprocess.run(
        [sys.executable, str(COURSE), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **variables},
        check=False,
    )
    return answer.returncode, answer.stdout, answer.stderr


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}


# --- course.py -----------------------------------------------------------------------------------------------


def test_help_lists_every_verb():
    code, said, _ = course("--help")
    assert code == 0
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")][: len(verbs.VERBS)] == [
        verb.name for verb in verbs.VERBS
    ]


def test_an_unknown_word_names_the_nearest():
    code, _, error = course("refesh")
    assert code == 1
    assert (
        error.strip()
        == "There is no 'refesh'. Closest: 'refresh'. See them all with: python3 course.py --help"
    )


def test_old_pythons_can_read_the_launcher():
    ast.parse(COURSE.read_text(encoding="utf-8"), feature_version=(3, 4))


def test_a_wrong_python_gets_one_sentence_with_the_way_out(monkeypatch, capsys):
    module = importlib.import_module("course")
    monkeypatch.setattr(module, "OLDEST", (99, 0))
    monkeypatch.setattr(module, "newer_python", lambda: "python3.13")
    assert module.main() == 1
    seen = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert capsys.readouterr().out == (
        f"This is Python {seen}; the course needs Python 3.11 or newer: run: python3.13 course.py.\n"
    )


def test_the_launcher_works_from_any_folder(tmp_path):
    assert course("--help", cwd=tmp_path)[0] == 0


def test_what_runs_before_set_up_needs_only_the_standard_library():
    names = "launcher verbs prepare opening testing older lock browser guard installer places settings stamps trouble"
    for name in names.split():
        for module in imports_of(ROOT / "utils" / "setup" / f"{name}.py"):
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names or module.startswith("utils.setup"), (name, module)


@pytest.mark.parametrize(
    "words",
    [["--here", "--help"], ["-h"], ["help"], ["open", "--help"], ["prepare", "-h"], ["lock", "--help"]],
)
def test_asking_for_help_starts_nothing(words, monkeypatch, capsys):
    monkeypatch.setattr(launcher.verbs, "run", lambda name, argv: pytest.fail("something was started"))
    assert launcher.dispatch(words) == 0
    assert "python3 course.py" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--browser"], ["prepare", "--her"], ["lock", "--upgarde"]])
def test_an_unknown_option_starts_nothing(words):
    with pytest.raises(Trouble, match=f"There is no option {words[-1]} here"):
        launcher.dispatch(words)


# --- verbs ---------------------------------------------------------------------------------------------------


def test_the_table_holds_the_promised_verbs():
    promised = "open test prepare refresh lint evidence freshness questions calibrate plan key exercises slides handout room report verify export site lock"
    assert [verb.name for verb in verbs.VERBS] == promised.split()
    assert {verb.needs for verb in verbs.VERBS} == {"", "learner", "test"}


@pytest.mark.parametrize("verb", verbs.VERBS, ids=lambda verb: verb.name)
def test_every_verb_resolves_to_a_function(verb):
    module, _, function = verb.target.partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_a_missing_room_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr(verbs, "VERBS", (verbs.Verb("plan", "", "utils.nowhere.plan:main"),))
    with pytest.raises(
        Trouble, match="'plan' is not in this copy of the course: utils.nowhere.plan is missing"
    ):
        verbs.run("plan", [])


def test_a_missing_package_is_said_in_one_line(monkeypatch, tmp_path):
    (tmp_path / "verb_with_need.py").write_text("import a_package_nobody_has")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(verbs, "VERBS", (verbs.Verb("plan", "", "verb_with_need:main"),))
    with pytest.raises(Trouble, match="'plan' needs the package a_package_nobody_has"):
        verbs.run("plan", [])


def test_a_verb_that_returns_nothing_has_succeeded(monkeypatch, tmp_path):
    (tmp_path / "quiet_verb.py").write_text("def main(argv): return None if argv == ['08'] else 2")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(verbs, "VERBS", (verbs.Verb("plan", "", "quiet_verb:main"),))
    assert verbs.run("plan", ["08"]) == 0
    assert verbs.run("plan", []) == 2


# --- handing over --------------------------------------------------------------------------------------------


@pytest.fixture
def handed(monkeypatch):
    """What the launcher would run: ("here", words) or ("elsewhere", words)."""
    seen = []
    monkeypatch.setattr(launcher.verbs, "run", lambda name, argv: seen.append(("here", [name, *argv])) or 0)
    monkeypatch.setattr(launcher, "elsewhere", lambda verb, words: seen.append(("elsewhere", words)) or 0)
    monkeypatch.setattr(launcher, "is_ready", lambda environment: False)
    return seen


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ("here", ["open"])),
        (["--no-browser"], ("here", ["open", "--no-browser"])),
        (["test"], ("here", ["test"])),
        (["prepare", "--here"], ("here", ["prepare", "--here"])),
        (["--here"], ("here", ["open", "--here"])),
        (["--here", "refresh", "08"], ("here", ["refresh", "08"])),
        (["refresh", "08"], ("elsewhere", ["refresh", "08"])),
        (["evidence"], ("elsewhere", ["evidence"])),
    ],
)
def test_words_go_to_the_right_python(handed, words, expected):
    assert launcher.dispatch(words) == 0
    assert handed == [expected]


def test_a_prepared_python_is_used_as_it_is(handed, monkeypatch):
    monkeypatch.setattr(launcher, "is_ready", lambda environment: environment.here)
    launcher.dispatch(["evidence"])
    assert handed == [("here", ["evidence"])]


def test_elsewhere_passes_words_and_exit_code_and_not_the_callers_path(monkeypatch, tmp_path):
    seen = {}
    monkeypatch.setattr(launcher, "ensure", lambda kind: Environment(tmp_path, tmp_path / "lock"))
    monkeypatch.setattr(
        launcher.subprocess, "call", lambda command, env: seen.update(command=command, env=env) or 3
    )
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    assert launcher.elsewhere(verbs.find("plan"), ["plan", "08"]) == 3
    assert seen["command"][1:] == ["-P", "-m", "utils.setup", "plan", "08"]
    assert "PYTHONPATH" not in seen["env"]


# --- trouble -------------------------------------------------------------------------------------------------


def raising(error):
    def action():
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (Trouble("The disk is full: free some."), "The disk is full: free some."),
        (OSError(28, "No space left on device"), "The disk is full"),
        (PermissionError(13, "Permission denied"), "The course may not write where it is"),
        (OSError(30, "Read-only file system"), "The course may not write where it is"),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(error, begins, capsys):
    assert launcher.told(raising(error)) == 1
    said = capsys.readouterr().err
    assert said.startswith(begins)
    assert said.count("\n") == 1


def test_faults_of_the_course_itself_keep_their_traceback():
    with pytest.raises(ZeroDivisionError):
        launcher.told(raising(ZeroDivisionError()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes, only errors of its own")
def test_a_reader_who_stops_reading_is_not_an_error():
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, str(COURSE), "--help"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


def test_ctrl_c_is_not_an_error_message(capsys):
    assert launcher.told(raising(KeyboardInterrupt())) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("printed", "begins"),
    [
        ("error: Failed to fetch\n Caused by: dns error: failed to lookup address", "No network"),
        (
            "WARNING: Retrying ... NewConnectionError('<urllib3...>: [Errno 111] Connection refused')",
            "No network",
        ),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A download differs"),
        ("error: externally-managed-environment", "This Python belongs to the operating system"),
        ("invalid peer certificate: UnknownIssuer", "The package index was reached but its certificate"),
        ("ERROR: No matching distribution found for numpy==9", "A package has no ready-made build"),
        ("No module named ensurepip", "This Python cannot make environments"),
        ("PermissionError: [WinError 5] Access is denied", "The course may not write where it is"),
    ],
)
def test_installers_words_become_a_sentence(printed, begins):
    sentence = explain(printed)
    assert sentence.startswith(begins)
    assert "\n" not in sentence


def test_every_sentence_offers_a_way_out():
    for _, sentence in MEANINGS:
        assert ": " in sentence
        assert sentence.endswith(".")


def test_unknown_words_are_passed_on_with_the_log():
    assert explain("first\nsecond thing\n\n", "/a/log") == (
        "Set-up stopped and nothing half-installed is kept. The last words were: second thing. "
        "All of it is in /a/log. Run the same command again."
    )


# --- places --------------------------------------------------------------------------------------------------


def test_the_environment_lies_in_the_checkout_or_in_the_persons_data(monkeypatch):
    monkeypatch.delenv("COURSE_HOME", raising=False)
    inside, outside = places.candidates("learner")
    assert inside.folder == ROOT / ".venv"
    assert outside.folder.parent.parent == places.data_folder()


def test_a_named_home_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    assert places.candidates("test")[0].folder.is_relative_to(tmp_path)


def test_two_checkouts_do_not_share_an_environment(monkeypatch):
    here = places.candidates("learner")[1].folder
    monkeypatch.setattr(places, "ROOT", Path("/another/checkout"))
    assert places.candidates("learner")[1].folder != here


def test_a_read_only_checkout_uses_the_data_folder(monkeypatch, tmp_path):
    inside, outside = (
        Environment(tmp_path / "in" / "v", tmp_path),
        Environment(tmp_path / "out" / "v", tmp_path),
    )
    monkeypatch.setattr(places, "writable", lambda folder: folder.name == "out")
    assert places.first_writable([inside, outside]) == outside


def test_nowhere_to_write_says_where_it_tried(tmp_path):
    (tmp_path / "file").touch()
    blocked = Environment(tmp_path / "file" / "venv", tmp_path)
    with pytest.raises(Trouble, match="name a folder that you own in COURSE_HOME"):
        places.first_writable([blocked])


# --- opening -------------------------------------------------------------------------------------------------


@pytest.fixture
def server():
    """A stranger's web server on a port of its own."""
    httpd = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd.server_address[1]
    httpd.shutdown()
    httpd.server_close()


def test_a_taken_port_is_passed_over(server):
    assert server not in list(opening.free_ports(server))[:3]


def test_a_strangers_server_is_not_ours(server):
    assert not opening.knows_token(server, "secret")


def test_a_port_nobody_answers_on_is_not_ours():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert not opening.knows_token(probe.getsockname()[1], "secret")


def test_the_token_is_not_on_the_command_line(tmp_path):
    environment = Environment(tmp_path, tmp_path / "lock")
    assert opening.surroundings(environment, "secret")["JUPYTER_TOKEN"] == "secret"
    assert "secret" not in " ".join(opening.command(environment, 8888))


@pytest.mark.parametrize("root", [True, False])
def test_root_is_allowed_and_told(root, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(opening, "is_root", lambda: root)
    words = opening.command(Environment(tmp_path, tmp_path), 8888)
    assert ("--allow-root" in words) == root
    assert ("administrator" in capsys.readouterr().out) == root


@pytest.mark.parametrize("argv", [["--port"], ["--port", "many"]])
def test_a_port_that_is_no_number_is_said(argv):
    with pytest.raises(Trouble, match="--port needs a number"):
        opening.first_port(argv)


def test_a_port_may_be_named():
    assert opening.first_port(["--port", "9001"]) == 9001
    assert opening.first_port([]) == 8888


def test_without_a_display_the_address_is_the_persons_to_open(monkeypatch, capsys):
    monkeypatch.setattr(opening.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(opening.webbrowser, "open", lambda address: pytest.fail("a browser was opened"))
    opening.show("http://localhost:1/lab", [])
    assert "copy the address" in capsys.readouterr().out


def test_a_jupyterlab_that_dies_is_explained(monkeypatch, tmp_path):
    environment = Environment(tmp_path, tmp_path / "lock")
    dies = [sys.executable, "-c", "import sys; sys.exit('ModuleNotFoundError: jupyterlab')"]
    monkeypatch.setattr(opening, "command", lambda environment, port: dies)
    with pytest.raises(Trouble, match=r"JupyterLab did not start: ModuleNotFoundError: jupyterlab"):
        opening.start(environment, 8888)

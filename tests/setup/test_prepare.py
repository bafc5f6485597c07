"""Set-up: each step once, again when stale, never half; two at once; a fault leaves the former environment."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from traitlets.config import Config

from utils.setup import guard, installer, prepare, settings, stamps
from utils.setup.places import ROOT, Environment
from utils.setup.trouble import Trouble


@pytest.fixture
def environment(tmp_path):
    """An environment with a small lock, nowhere near the real one."""
    lock = tmp_path / "requirements.txt"
    lock.write_text("pandas==3.1.1 \\\n    --hash=sha256:00\nnumpy==2.4.0 \\\n    --hash=sha256:11\n")
    return Environment(tmp_path / "Übung é venv", lock)


@pytest.fixture
def acts(monkeypatch, environment):
    """Replaces every step by one that only notes its name; "packages" also makes a Python."""
    noted = []

    def put_packages(target, say):
        noted.append("packages")
        with prepare.fresh_folder(target.folder, target.share, say):
            target.python.parent.mkdir(parents=True)
            target.python.touch()

    def act(name):
        return lambda target, say: noted.append(name)

    steps = [
        step._replace(act=put_packages if step.name == "packages" else act(step.name), mark=prepare.lock_mark)
        for step in prepare.STEPS
    ]
    monkeypatch.setattr(prepare, "STEPS", tuple(steps))
    return noted


ALL = ["packages", "import path", "settings", "runtime", "trim"]


def quiet(words):
    """A `say` that says nothing."""


# --- steps ---------------------------------------------------------------------------------------------------


def test_steps_are_done_once_and_in_order(environment, acts):
    prepare.prepare(environment, quiet)
    assert acts == ALL
    prepare.prepare(environment, quiet)
    assert acts == ALL
    assert prepare.is_ready(environment)


def test_a_changed_lock_makes_it_stale(environment, acts):
    prepare.prepare(environment, quiet)
    environment.lock.write_text("pandas==3.1.2\n")
    assert not prepare.is_ready(environment)
    prepare.prepare(environment, quiet)
    assert acts == ALL * 2


def test_windows_line_ends_do_not_make_it_stale(environment, acts):
    prepare.prepare(environment, quiet)
    environment.lock.write_bytes(environment.lock.read_bytes().replace(b"\n", b"\r\n"))
    assert prepare.is_ready(environment)


def test_a_set_up_cut_off_between_steps_goes_on_where_it_was(environment, acts, monkeypatch):
    def cut(target, say):
        raise KeyboardInterrupt

    whole = prepare.STEPS
    monkeypatch.setattr(prepare, "STEPS", (*whole[:2], whole[2]._replace(act=cut), *whole[3:]))
    with pytest.raises(KeyboardInterrupt):
        prepare.prepare(environment, quiet)
    assert not prepare.is_ready(environment)
    monkeypatch.setattr(prepare, "STEPS", whole)
    prepare.prepare(environment, quiet)
    assert acts == ALL


def test_an_environment_whose_python_is_gone_is_made_again(environment, acts):
    prepare.prepare(environment, quiet)
    environment.python.unlink()
    assert not prepare.is_ready(environment)
    prepare.prepare(environment, quiet)
    assert acts == ALL * 2


def test_progress_names_the_step_and_how_many_there_are(environment, acts):
    said = []
    prepare.prepare(environment, said.append)
    assert said[0] == "[1/5] Installing 2 packages from requirements.txt (a minute or two, once)"
    assert [words[:5] for words in said] == [f"[{number}/5]" for number in range(1, 6)]


def test_a_prepared_python_needs_no_second_environment(monkeypatch):
    monkeypatch.setattr(prepare, "is_ready", lambda environment: environment.here)
    monkeypatch.setattr(prepare, "prepare", lambda *words: pytest.fail("something was installed"))
    assert prepare.ensure("learner").here


# --- building aside ------------------------------------------------------------------------------------------


def finished(folder: Path) -> Path:
    share = folder / "share" / "myeloma-course"
    share.mkdir(parents=True)
    (share / stamps.RECORD).write_text('{"packages": "1"}')
    (folder / "former").touch()
    return share


def test_the_former_environment_comes_back_when_building_fails(tmp_path):
    share = finished(tmp_path / ".venv")
    with pytest.raises(Trouble), prepare.fresh_folder(tmp_path / ".venv", share, quiet):
        raise Trouble("No network.")
    assert (tmp_path / ".venv" / "former").exists()
    assert [path.name for path in tmp_path.iterdir()] == [".venv"]


def test_a_half_built_environment_is_not_kept(tmp_path):
    share = tmp_path / ".venv" / "share" / "myeloma-course"
    share.mkdir(parents=True)
    (tmp_path / ".venv" / "half").touch()
    with prepare.fresh_folder(tmp_path / ".venv", share, quiet):
        assert not (tmp_path / ".venv" / "half").exists()
    assert share.exists()


def test_a_killed_rebuild_keeps_the_former_one_for_the_next_try(tmp_path):
    share = finished(tmp_path / ".venv")
    (tmp_path / ".venv").rename(tmp_path / ".venv.old")
    share.mkdir(parents=True)
    with pytest.raises(Trouble), prepare.fresh_folder(tmp_path / ".venv", share, quiet):
        raise Trouble("No network.")
    assert (tmp_path / ".venv" / "former").exists()


def test_somebody_elses_folder_is_moved_aside_not_deleted(tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "theirs").touch()
    said = []
    with prepare.fresh_folder(
        tmp_path / ".venv", tmp_path / ".venv" / "share" / "myeloma-course", said.append
    ):
        pass
    assert (tmp_path / ".venv.not-the-course" / "theirs").exists()
    assert ".venv.not-the-course" in said[0]


# --- the record ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "{", "[1]", "\x00"])
def test_an_unreadable_record_counts_as_none(environment, text):
    environment.share.mkdir(parents=True)
    (environment.share / stamps.RECORD).write_text(text)
    assert stamps.done(environment) == {}


def test_the_record_grows_step_by_step(environment):
    stamps.record(environment, "packages", "1")
    stamps.record(environment, "trim", "2")
    assert stamps.done(environment) == {"packages": "1", "trim": "2"}
    assert [path.name for path in environment.share.iterdir()] == [stamps.RECORD]


def test_a_deleted_runtime_is_built_again(environment):
    before = prepare.runtime_mark(environment)
    environment.share.mkdir(parents=True)
    (environment.share / "livechart.js").touch()
    assert prepare.runtime_mark(environment) != before


# --- two at once ---------------------------------------------------------------------------------------------

HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from utils.setup.guard import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def holder(path: Path, seconds: float) -> subprocess.Popen:
    words = [sys.executable, "-c", textwrap.dedent(HOLDER), str(path), str(ROOT), str(seconds)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_set_up_waits_for_the_first(tmp_path):
    said = []
    first = holder(tmp_path / "lock", 600)

    def hear(words: str) -> None:
        said.append(words)
        first.kill()

    with guard.only_one(tmp_path / "lock", hear):
        assert first.wait() != 0
    assert said == ["Another set-up of this course is running; waiting for it ..."]


def test_a_killed_set_up_does_not_block_the_next(tmp_path):
    first = holder(tmp_path / "lock", 600)
    first.kill()
    first.wait()
    said = []
    with guard.only_one(tmp_path / "lock", said.append):
        pass
    assert said == [], "it never had to wait"


def test_patience_ends_with_a_sentence(tmp_path):
    first = holder(tmp_path / "lock", 60)
    with (
        pytest.raises(Trouble, match="Another set-up"),
        guard.only_one(tmp_path / "lock", quiet, patience_s=0.1),
    ):
        pass
    first.kill()
    first.wait()


# --- installing ----------------------------------------------------------------------------------------------


def test_a_full_disk_is_refused_before_anything_is_written(environment, monkeypatch):
    monkeypatch.setattr(
        installer.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 20_000_000})
    )
    with pytest.raises(Trouble, match="has 20 MB free and set-up needs 700 MB"):
        installer.check_disk(environment.lock.parent, environment.lock)


@pytest.mark.parametrize("uv", ["", "uv"])
def test_every_download_is_checked_against_its_hash(environment, monkeypatch, uv):
    commands = []
    monkeypatch.setattr(installer, "uv", lambda: uv)
    monkeypatch.setattr(installer, "run", lambda command, tick=None: commands.append(command))
    installer.install(environment, environment.lock)
    assert "--require-hashes" in commands[0]
    assert str(environment.lock) in commands[0]


def test_a_uv_that_only_complains_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(installer.shutil, "which", lambda name: sys.executable)
    monkeypatch.setattr(
        installer.subprocess,
        "run",
        lambda *words, **named: subprocess.CompletedProcess(words, returncode=127),
    )
    assert installer.uv.__wrapped__() == ""


def test_an_installer_that_fails_becomes_a_sentence():
    code = "import sys; print('dns error: failed to lookup address'); sys.exit(2)"
    with pytest.raises(Trouble, match="No network"):
        installer.run([sys.executable, "-c", code])


def test_a_missing_program_becomes_a_sentence(tmp_path):
    with pytest.raises(Trouble, match="Set-up stopped"):
        installer.run([str(tmp_path / "none")])


def test_progress_hears_how_many_packages_were_reached():
    reached = []
    code = "import time; print('Collecting pandas==3 (from -r x)', flush=True); time.sleep(1.2)"
    installer.run([sys.executable, "-c", code], reached.append)
    assert reached[-1] == 1


def test_progress_off_a_terminal_is_a_line_every_ten_seconds(monkeypatch):
    said = []
    progress = installer.Progress(107, said.append)
    progress.live = False
    progress(3)
    progress.start -= 10.1
    progress(31)
    progress(32)
    assert said == ["      31 of at most 107 packages, 10 s"]


def test_the_import_path_survives_accents_in_any_encoding(environment, monkeypatch, tmp_path):
    file = tmp_path / "course.pth"
    monkeypatch.setattr(prepare, "import_path", lambda environment: file)
    monkeypatch.setattr(prepare, "ROOT", Path("/tmp/Übung é"))
    prepare.put_import_path(environment, quiet)
    line = file.read_text(encoding="ascii")
    found = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", line + "print(sys.path[-1])"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout.strip() == str(Path("/tmp/Übung é"))


# --- the calm --------------------------------------------------------------------------------------------------


def test_settings_silence_the_news_and_show_the_notebooks_folder(environment):
    settings.write_settings(environment)
    lab = json.loads((environment.folder / "share/jupyter/lab/settings/overrides.json").read_text())
    assert lab["@jupyterlab/apputils-extension:notification"] == {
        "checkForUpdates": False,
        "fetchNews": "false",
    }
    assert lab["@jupyterlab/filebrowser-extension:browser"]["navigateToCurrentDirectory"]
    page = json.loads((environment.folder / "etc/jupyter/labconfig/page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]


def test_set_up_brings_lab_a_small_extension_that_it_can_load(environment):
    settings.write_settings(environment)
    settings.write_settings(environment)
    folder = environment.folder / "share" / "jupyter" / "labextensions" / "myeloma-course"
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    script = (folder / package["jupyterlab"]["_build"]["load"]).read_text(encoding="utf-8")
    assert f'_JUPYTERLAB ??= {{}})["{package["name"]}"]' in script
    assert "__esModule" in script


def test_settings_leave_what_others_wrote(environment):
    server = environment.folder / "etc" / "jupyter" / "jupyter_server_config.py"
    lab = environment.folder / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    for path, text in ((server, "c.ServerApp.tornado_settings = {}"), (lab, '{"theirs": {"a": 1}}')):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    settings.write_settings(environment)
    settings.write_settings(environment)
    assert server.read_text() == "c.ServerApp.tornado_settings = {}\n" + settings.SERVER
    assert json.loads(lab.read_text())["theirs"] == {"a": 1}


def test_overrides_name_settings_that_this_jupyterlab_has():
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    for name, values in settings.OVERRIDES.items():
        package, _, plugin = name.partition(":")
        schema = json.loads((schemas / package / f"{plugin}.json").read_text(encoding="utf-8"))
        assert set(values) <= set(schema["properties"]), name


def test_the_websocket_answers_without_delay(monkeypatch):
    import asyncio

    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    seen = []

    async def connect(self, kernel_id):
        seen.append(kernel_id)

    monkeypatch.setattr(KernelWebsocketHandler, "open", connect)
    for _ in range(2):  # Jupyter may read its settings twice
        exec(settings.SERVER, {"c": Config()})
    handler = type("Handler", (), {"set_nodelay": lambda self, value: seen.append(value)})()
    asyncio.run(KernelWebsocketHandler.open(handler, "kernel"))
    assert seen == [True, "kernel"]


def test_another_major_version_of_the_server_is_left_alone(monkeypatch):
    import jupyter_server
    from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

    before = KernelWebsocketHandler.open
    monkeypatch.setattr(jupyter_server, "version_info", (3, 0, 0))
    exec(settings.SERVER, {"c": (config := Config())})
    assert KernelWebsocketHandler.open is before
    assert config == {}

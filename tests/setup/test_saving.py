"""Saved notebooks: whole the next day, unchanged when nothing was changed, and never in the way of saving."""

import asyncio
import copy
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from utils.setup import saving, settings
from utils.setup.places import NOTEBOOKS, ROOT
from utils.setup.saving import DRAWING, VIEW, keep_whole, settle

EVERY = sorted(NOTEBOOKS.glob("*.ipynb"))
LAB_SAYS = {"name": "python", "version": "3.13.1", "codemirror_mode": {"name": "ipython", "version": 3}}


def view(model: str) -> dict:
    return {"version_major": 2, "version_minor": 0, "model_id": model}


def code(name: str, *outputs: dict, source: str = "quiz()", count: int | None = 1) -> dict:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": list(outputs),
        "execution_count": count,
    }


def shown(**forms) -> dict:
    data = {name.replace("__", "/"): body for name, body in forms.items()}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def live(text: str, model: str) -> dict:
    output = shown(text__plain=text)
    output["data"][VIEW] = view(model)
    return output


def notebook(*cells: dict) -> dict:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def in_lab(stored: dict) -> dict:
    """The same notebook after JupyterLab has drawn it, run it in the dark theme, and widened it by a last cell."""
    opened = json.loads(json.dumps(stored), parse_float=lambda text: _as_script(float(text)))
    opened["metadata"]["language_info"] = LAB_SAYS
    opened["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for number, cell in enumerate(opened["cells"]):
        cell["metadata"]["trusted"] = True
        for output in cell.get("outputs", []):
            output["execution_count"] = number + 40
            if DRAWING in output.get("data", {}):
                output["data"]["image/png"] = "iVBORw0KGgo="
                output["metadata"][DRAWING]["embed_options"]["theme"] = "dark"
            if "data" in output:
                output["data"][VIEW] = view(f"model-{number}")
        if "execution_count" in cell:
            cell["execution_count"] = number + 40
    opened["cells"].append(code("added", source="", count=None))
    return opened


def _as_script(number: float) -> float | int:
    """A browser writes 1.0 as 1."""
    return int(number) if number.is_integer() else number


def as_file(content: dict) -> str:
    kept = copy.deepcopy(content)
    for cell in kept["cells"]:
        cell["metadata"].pop("trusted", None)
    return nbformat.writes(nbformat.from_dict(kept)).rstrip("\n") + "\n"


# --- what is written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem[:2])
def test_a_notebook_that_was_read_and_run_is_written_as_it_was(path):
    stored = json.loads(json.dumps(nbformat.read(path, as_version=4)))
    opened = in_lab(stored)
    assert as_file(opened) != path.read_text(encoding="utf-8")
    settled, views = settle(opened, stored)
    assert as_file(settled) == path.read_text(encoding="utf-8")
    assert len(views) == sum("data" in o for c in stored["cells"] for o in c.get("outputs", []))


def test_only_the_widget_view_goes_and_every_other_output_stays():
    stream = {"output_type": "stream", "name": "stdout", "text": "hello\n"}
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["KeyError: 'x'"]}
    other = shown(text__html="<b>1</b>", image__png="iVBO", text__plain="1")
    settled, views = settle(notebook(code("a", stream, live("A question", "m1"), error, other)))
    assert settled["cells"][0]["outputs"] == [stream, shown(text__plain="A question"), error, other]
    assert views == {("a", 1): view("m1")}


def test_an_output_that_is_only_live_leaves_words_behind():
    only = {"output_type": "display_data", "data": {VIEW: view("m1")}, "metadata": {}}
    settled, _ = settle(notebook(code("a", only)))
    assert "run this cell" in settled["cells"][0]["outputs"][0]["data"]["text/plain"]


def test_the_notebook_in_the_page_is_not_touched():
    page = notebook(code("a", live("A question", "m1")))
    before = copy.deepcopy(page)
    settle(page, notebook(code("a", shown(text__plain="A question"))))
    assert page == before


def test_changed_code_and_changed_results_are_written():
    stored = notebook(code("a", shown(text__plain="97"), source="len(trials())"))
    changed = notebook(code("a", shown(text__plain="98"), source="1 + len(trials())", count=7))
    assert settle(changed, stored)[0] == changed
    added = notebook(stored["cells"][0], code("b", source="", count=None), code("c", source="1", count=None))
    assert settle(added, stored)[0] == added
    assert (
        settle(notebook(code("a", source="len(trials())", count=None)), stored)[0]["cells"][0]["outputs"]
        == []
    )


def test_a_picture_that_a_learner_drew_keeps_what_jupyterlab_made_of_it():
    drawn = {"output_type": "execute_result", "data": {DRAWING: {"mark": "bar"}, "image/png": "iVBO"}}
    other = {"output_type": "execute_result", "data": {DRAWING: {"mark": "line"}}, "metadata": {}}
    settled, _ = settle(notebook(code("a", drawn)), notebook(code("a", other)))
    assert settled["cells"][0]["outputs"] == [drawn]


def test_another_kernel_is_written():
    stored = notebook(code("a")) | {"metadata": {"language_info": {"name": "python"}}}
    ours = notebook(code("a")) | {"metadata": {"language_info": {"name": "R"}}}
    assert settle(ours, stored)[0]["metadata"] == {"language_info": {"name": "R"}}


# --- the contents manager ------------------------------------------------------------------------------------


class Server:
    """A contents manager on a folder, with one kernel per notebook that answers which widgets are alive."""

    def __init__(self, folder: Path, monkeypatch):
        self.folder, self.alive = folder, set()
        self.manager = keep_whole(AsyncLargeFileManager)(root_dir=str(folder))

        async def living(server, path):
            return self.alive

        monkeypatch.setattr(saving, "living", living)

    def save(self, content: dict, name: str = "a.ipynb") -> dict:
        model = {"type": "notebook", "format": "json", "content": content}
        asyncio.run(self.manager.save(model, name))
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def open(self, name: str = "a.ipynb", type: str | None = "notebook") -> list[dict]:
        content = asyncio.run(self.manager.get(name, type=type))["content"]
        return [output for cell in content["cells"] for output in cell.get("outputs", [])]


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "notebooks").mkdir()
    return Server(tmp_path / "notebooks", monkeypatch)


def views_of(outputs: list[dict]) -> list[str]:
    return [output["data"][VIEW]["model_id"] for output in outputs if VIEW in output.get("data", {})]


def test_a_reload_finds_the_widgets_that_are_alive_and_the_next_day_finds_none(server, tmp_path, monkeypatch):
    server.alive = {"m1", "m2"}
    saved = server.save(notebook(code("a", live("One", "m1")), code("b", live("Two", "m2"))))
    assert VIEW not in json.dumps(saved)
    assert views_of(server.open()) == ["m1", "m2"]
    server.alive = {"m2"}  # the first cell was run again
    assert views_of(server.open()) == ["m2"]
    server.alive = set()  # the kernel was restarted
    assert views_of(server.open()) == []
    server.alive = {"m1", "m2"}
    assert views_of(Server(tmp_path / "notebooks", monkeypatch).open()) == []  # the server was restarted


def test_what_is_exported_or_copied_holds_no_live_parts(server):
    server.alive = {"m1"}
    server.save(notebook(code("a", live("One", "m1"))))
    assert views_of(server.open(type=None)) == []


def test_a_file_that_another_jupyter_saved_opens_whole(server):
    stale = notebook(code("a", live("A question", "gone")))
    (server.folder / "b.ipynb").write_text(json.dumps(stale), encoding="utf-8")
    assert server.open("b.ipynb")[0]["data"] == {"text/plain": "A question"}


def test_a_notebook_that_was_trusted_stays_trusted(server):
    cell = code("a", live("One", "m1"))
    cell["metadata"]["trusted"] = True
    server.save(notebook(cell))
    opened = asyncio.run(server.manager.get("a.ipynb", type="notebook"))["content"]
    assert opened["cells"][0]["metadata"]["trusted"] is True


HOSTILE = {
    "outputs are no list": [{**code("a"), "outputs": {"x": 1}}],
    "data is a list": [code("a", {"output_type": "display_data", "data": [1], "metadata": {}})],
    "cells have no id": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [live("x", "m")]}],
    "two cells with one id": [code("a", live("x", "m")), code("a", live("y", "n"))],
    "view is a word": [code("a", {"output_type": "display_data", "data": {VIEW: "m"}, "metadata": {}})],
    "note is a word": [
        code("a", {"output_type": "display_data", "data": {DRAWING: 1}, "metadata": {DRAWING: "x"}})
    ],
    "no cells": [],
}


@pytest.mark.parametrize("cells", HOSTILE.values(), ids=HOSTILE)
def test_tidying_never_refuses_what_jupyter_would_save(server, tmp_path, cells):
    """Whatever a plain contents manager writes without complaint, this one writes too."""
    plain = AsyncLargeFileManager(root_dir=str(tmp_path))
    model = {"type": "notebook", "format": "json", "content": notebook(*cells)}
    try:
        asyncio.run(plain.save(copy.deepcopy(model), "plain.ipynb"))
    except Exception as refusal:
        with pytest.raises(type(refusal)):
            server.save(copy.deepcopy(model["content"]))
        return
    server.save(model["content"])
    server.save(model["content"])
    server.open()


def test_a_huge_notebook_loses_nothing(server):
    outputs = [live("x" * 1000, f"m{i}") for i in range(3000)]
    saved = server.save(notebook(code("a", *outputs)))
    assert len(saved["cells"][0]["outputs"]) == 3000
    assert "".join(saved["cells"][0]["outputs"][-1]["data"]["text/plain"]) == "x" * 1000


def test_files_that_are_no_notebooks_are_saved_as_ever(server):
    asyncio.run(server.manager.save({"type": "file", "format": "text", "content": "words"}, "a.txt"))
    assert (server.folder / "a.txt").read_text() == "words"
    assert asyncio.run(server.manager.get("a.txt"))["content"] == "words"


def test_a_kernel_that_does_not_answer_is_no_reason_to_wait():
    async def no_sessions():
        return [{"path": "other.ipynb", "kernel": {"id": "k"}}]

    server = SimpleNamespace(session_manager=SimpleNamespace(list_sessions=no_sessions))
    assert asyncio.run(saving.living(server, "a.ipynb")) == set()


def test_set_up_gives_every_server_this_manager(tmp_path):
    """The settings file is run as Jupyter runs it; without the course or jupyter-server it stays silent."""
    file = tmp_path / "jupyter_server_config.py"
    settings.merge_block(file, settings.SERVER)
    load = (
        "import sys\nfrom traitlets.config.loader import PyFileConfigLoader as Loader\n"
        "found = Loader(sys.argv[1]).load_config()\n"
        "print(getattr(found.ServerApp.get('contents_manager_class', None), '__name__', 'usual'))"
    )
    for folder, wanted in ((ROOT, "WholeNotebooks"), (tmp_path, "usual")):
        answer = subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path[:] = [p for p in sys.path if p != {str(ROOT)!r}]; "
             f"sys.path.append({str(folder)!r})\n{load}", str(file)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert answer.stdout.strip() == wanted, answer.stderr

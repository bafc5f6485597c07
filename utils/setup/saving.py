"""What a saved notebook holds: everything a reader sees without a kernel, and nothing that dies with one.

A live widget is stored as the name of an object in a running kernel. The next day nothing bears that name, and
JupyterLab shows "model not found" where question and picture stood, although both lie in the same output. So these
names stay out of the file; while their kernel lives, the server adds them again to what it hands to a page.

What says the same as the file already does is written in the file's own words (JupyterLab writes 1.0 as 1, adds a
picture of each chart, and numbers the runs), so that reading a notebook, or running it unchanged, leaves it as it was.
"""

import itertools

VIEW = "application/vnd.jupyter.widget-view+json"
DRAWING = "application/vnd.vegalite.v5+json"
ANSWER_S = 20  # how long a kernel on a slow machine may take to say which of its widgets live
PICTURES = {"image/png", "image/svg+xml"}  # beside a drawing: made from it, by JupyterLab or by the course
ALONE = {"text/plain": "Something live stood here: run this cell to bring it back."}

Views = dict[tuple[str, int], dict]


def settle(notebook: dict, stored: dict | None = None) -> tuple[dict, Views]:
    """A notebook as it goes to disk, and the widget views taken out of it, by cell id and place of the output.

    stored: the same notebook as the file holds it now. Neither is changed; nothing but views is ever dropped, save
    for the empty cell that running the last one adds.
    """
    before = {cell.get("id"): cell for cell in (stored or {}).get("cells", [])}
    views: Views = {}
    cells = [_settle_cell(cell, before.get(cell.get("id")), views) for cell in notebook["cells"]]
    while len(cells) > 1 and _is_blank(cells[-1]) and stored and cells[-1].get("id") not in before:
        cells.pop()
    metadata = _settle_metadata(notebook.get("metadata", {}), (stored or {}).get("metadata", {}))
    return {**notebook, "cells": cells, "metadata": metadata}, views


def revive(notebook: dict, views: Views, alive: set[str]) -> None:
    """Give the notebook back those of the views whose widget is alive in its kernel, and take out all others."""
    for cell in notebook["cells"]:
        for place, output in enumerate(cell.get("outputs", [])):
            bare, own = _part(output)
            view = own or views.get((cell.get("id"), place), {})
            if "data" in output and view.get("model_id") in alive:
                output["data"][VIEW] = view
            elif own:
                output.update(bare)


def _settle_cell(cell: dict, before: dict | None, views: Views) -> dict:
    if cell.get("cell_type") != "code":
        return cell
    outputs = []
    for place, output in enumerate(cell.get("outputs", [])):
        bare, view = _part(output)
        outputs.append(bare)
        if view:
            views[cell.get("id"), place] = view
    stored = (before or {}).get("outputs", [])
    old = [was if _essence(now) == _essence(was) else None for now, was in zip(outputs, stored, strict=False)]
    if (
        before
        and len(outputs) == len(stored)
        and None not in old
        and cell.get("source") == before.get("source")
    ):
        return {**cell, "outputs": stored, "execution_count": before.get("execution_count")}
    kept = [_renumbered(was, now) if was else now for now, was in itertools.zip_longest(outputs, old)]
    return {**cell, "outputs": kept}


def _renumbered(was: dict, now: dict) -> dict:
    count = {key: now[key] for key in ("execution_count",) if key in now}
    return {**was, **count}


def _part(output: dict) -> tuple[dict, dict]:
    """An output without its widget view, and the view."""
    if VIEW not in output.get("data", {}):
        return output, {}
    forms = {mime: body for mime, body in output["data"].items() if mime != VIEW}
    said = {mime: words for mime, words in output.get("metadata", {}).items() if mime != VIEW}
    return {**output, "data": forms or ALONE, "metadata": said}, output["data"][VIEW]


def _essence(output: dict) -> dict:
    """What an output says, whoever wrote it: without run numbers, the theme it was shown in, and derived pictures."""
    drawn = DRAWING in output.get("data", {})
    left_out = PICTURES if drawn else set()
    said = {key: _joined(value) for key, value in output.items() if key not in ("data", "metadata")}
    forms = {m: _joined(body) for m, body in output.get("data", {}).items() if m not in left_out}
    notes = {m: _unthemed(note) for m, note in output.get("metadata", {}).items() if m not in left_out}
    return {**said, "execution_count": None, "data": forms, "metadata": {m: n for m, n in notes.items() if n}}


def _unthemed(note: dict) -> dict:
    options = note.get("embed_options") if isinstance(note, dict) else None
    if not isinstance(options, dict):
        return note
    return {**note, "embed_options": {key: value for key, value in options.items() if key != "theme"}}


def _joined(value):
    """Text is kept as one string or as a list of lines."""
    lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return "".join(value) if lines else value


def _is_blank(cell: dict) -> bool:
    return cell.get("cell_type") == "code" and not (_joined(cell.get("source")) or cell.get("outputs"))


def _settle_metadata(now: dict, before: dict) -> dict:
    """Without the state of widgets (half a megabyte of script each), and the kernel in the file's own words."""
    kept = {key: value for key, value in now.items() if key != "widgets"}
    for key in ("kernelspec", "language_info"):
        if key in before and before[key].get("name") == now.get(key, before[key]).get("name"):
            kept[key] = before[key]
    return kept


def keep_whole(manager: type) -> type:
    """The given contents manager of a Jupyter server, saving and opening notebooks as this module says.

    A notebook that this module cannot read is saved and opened as it is: nobody's work waits for tidiness.
    """

    class WholeNotebooks(manager):
        async def save(self, model, path=""):
            views: Views = {}
            if model.get("type") == "notebook":
                try:
                    content, views = settle(model["content"], await self._stored(path))
                    model = {**model, "content": content}
                except Exception:
                    self.log.warning("%s is saved as it is", path, exc_info=True)
            answer = await super().save(model, path)
            if model.get("type") == "notebook":
                _taken(self)[path.strip("/")] = views
            return answer

        async def get(self, path, content=True, type=None, format=None, require_hash=False):
            model = await super().get(path, content, type, format, require_hash=require_hash)
            if content and model.get("type") == "notebook":
                try:
                    views = _taken(self).get(path.strip("/"), {}) if type == "notebook" else {}
                    alive = await living(self.parent, path.strip("/")) if views else set()
                    revive(model["content"], views, alive)
                except Exception:
                    self.log.warning("%s is opened as it is", path, exc_info=True)
            return model

        async def _stored(self, path):
            if not await self.file_exists(path):
                return None
            return (await super().get(path, True, "notebook"))["content"]

    return WholeNotebooks


def _taken(manager) -> dict[str, Views]:
    """The views of each notebook's last save, for as long as the server runs."""
    return manager.__dict__.setdefault("_views_taken", {})


async def living(server, path: str) -> set[str]:
    """Names of all widgets that are alive in the kernel of a notebook; none when it has none, or does not answer."""
    sessions = await server.session_manager.list_sessions()
    kernel = next((session["kernel"]["id"] for session in sessions if session["path"] == path), None)
    if kernel is None:
        return set()
    client = server.kernel_manager.get_kernel(kernel).client()
    client.start_channels(shell=False, iopub=False, stdin=False, hb=False, control=True)
    try:
        # The control channel answers while a cell is running.
        message = client.session.msg("comm_info_request", {"target_name": "jupyter.widget"})
        client.control_channel.send(message)
        while True:
            reply = await client.control_channel.get_msg(timeout=ANSWER_S)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return set(reply["content"].get("comms", {}))
    finally:
        client.stop_channels()

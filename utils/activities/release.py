"""One cell, one set of pictures: what a cell made before is closed when the cell runs again."""

from typing import Protocol

from IPython import get_ipython


class Closable(Protocol):
    """Anything that holds widgets and can let go of them."""

    def close(self) -> None:
        """Let go of everything."""


_made: dict[str, tuple[str, list[Closable]]] = {}


def adopt(thing: Closable) -> None:
    """Remember what the running cell made, and close what its earlier runs made.

    Two cells, or two pictures in one cell, do not touch each other. Outside a notebook nothing is closed.
    """
    cell, run = _running_cell()
    if cell is None:
        return
    last_run, things = _made.get(cell, (run, []))
    if last_run != run:
        for old in things:
            old.close()
        things = []
    _made[cell] = (run, [*things, thing])


def _running_cell() -> tuple[str | None, str]:
    """The id of the cell that is running and of this run of it, as the notebook's front end names them."""
    shell = get_ipython()
    message = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = message.get("metadata", {}).get("cellId")
    return cell, message.get("header", {}).get("msg_id", "")

"""Fetches a package that one verb reads and no kernel needs, beside the environment and not into it. Standard library only."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from utils.setup import installer
from utils.setup.places import LOCKS, ROOT, Environment
from utils.setup.stamps import done, fingerprint, record


def fetch(
    environment: Environment, step: str, kind: str, words: str, say: Callable[[str], None] = print
) -> Path:
    """The folder that holds what a lock names, filled anew unless it stands there whole from today's lock.

    step: the folder's name. kind: of lock, see `places.LOCKS`. It is filled aside and moved into place, so a fetch that was
    cut off leaves nothing that looks whole. Raises Trouble when it cannot be fetched.
    """
    folder, lock = environment.share / step, ROOT / LOCKS[kind]
    if folder.is_dir() and done(environment).get(step) == fingerprint(lock):
        return folder
    say(f"      fetching {words}")
    environment.share.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=environment.share, prefix=f".{step}-") as draft:
        whole = Path(draft) / step  # readable to a class that shares the environment, as the draft is not
        installer.install(environment, lock, target=whole)
        shutil.rmtree(folder, ignore_errors=True)
        whole.rename(folder)
    record(environment, step, fingerprint(lock))
    return folder

"""The bundler: 84 MB that build the charts' runtime and draw the stills of the pages, and that no kernel needs. Standard library only."""

import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from utils.setup.fetching import fetch
from utils.setup.places import LOCKS, Environment, running_environment

STEP = "bundler"


def add_bundler(say: Callable[[str], None] = print) -> None:
    """Make `vl_convert` importable: as installed, or from a folder beside the environment, which is filled when it is not."""
    if find_spec("vl_convert") is None:
        sys.path.append(str(fetch_bundler(running_environment(), say)))


def fetch_bundler(environment: Environment, say: Callable[[str], None] = print) -> Path:
    """The folder that holds it; Trouble when it cannot be fetched."""
    return fetch(environment, STEP, "build", "what draws pictures (84 MB)", say)


def drop_bundler(environment: Environment) -> None:
    """Throw it away where only learners work; tests and pages draw with it again and again."""
    if environment.lock.name != LOCKS["test"]:
        shutil.rmtree(environment.share / STEP, ignore_errors=True)

"""reveal.js, which shows slides: 3 MB of scripts that a package carries, and that no kernel needs. Standard library only."""

from collections.abc import Callable
from pathlib import Path

from utils.setup.fetching import fetch
from utils.setup.places import running_environment

INSIDE = Path("sphinx_revealjs") / "_static" / "revealjs"


def find_reveal(say: Callable[[str], None] = print) -> Path:
    """The folder with reveal.js' own `dist` and `plugin`; Trouble when it is neither there nor can be fetched."""
    return fetch(running_environment(), "reveal", "slides", "what shows slides (3 MB)", say) / INSIDE

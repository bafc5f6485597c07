"""Writes the five locks from the direct dependencies in pyproject.toml: the one documented way to change them."""

import subprocess

from utils.setup import installer
from utils.setup.places import LOCKS, ROOT
from utils.setup.trouble import Trouble, explain
from utils.setup.verbs import refuse_unknown

OPTIONS = [
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--custom-compile-command", "python3 course.py lock",
]  # fmt: skip
EXTRAS = {
    "learner": [],
    "test": ["--extra", "test", "-c", LOCKS["learner"]],
    "slides": ["--no-deps"],
    "binder": [],
}
# What stands apart from an environment, each compiled from its own lines and not with the learners'.
OWN = ("build", "slides", "binder")


def main(argv: list[str]) -> int:
    """`lock [--upgrade]`: keep today's pins where they still fit; with --upgrade take the newest."""
    refuse_unknown(argv, ("--upgrade",))
    if not installer.uv():
        raise Trouble(
            "The locks are written by uv: install it (pip install uv), then run `python3 course.py lock` again."
        )
    for kind in LOCKS:
        compile_lock(kind, ["--upgrade"] if "--upgrade" in argv else [])
        print(f"Wrote {LOCKS[kind]}")
    return 0


def compile_lock(kind: str, options: list[str]) -> None:
    """Resolve one lock."""
    source = "-" if kind in OWN else "pyproject.toml"
    words = [*OPTIONS, *EXTRAS.get(kind, ["-c", LOCKS["learner"]]), *options]
    answer = subprocess.run(
        [installer.uv(), "pip", "compile", source, *words, "-o", LOCKS[kind]],
        input=own_requirements(kind) if kind in OWN else None,
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if answer.returncode:
        raise Trouble(explain(answer.stderr))


def own_requirements(kind: str) -> str:
    """An extra of pyproject.toml, one requirement a line."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return "\n".join(project["optional-dependencies"][kind]) + "\n"

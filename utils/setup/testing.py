"""Every check of the course, in one go and with one summary. Standard library only."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from utils.setup.browser import find_browser
from utils.setup.older import older_environment
from utils.setup.places import ROOT, Environment
from utils.setup.prepare import ensure
from utils.setup.trouble import Trouble

CLOSING = re.compile(r"^=+ .*\b(passed|failed|error|errors|skipped|no tests ran)\b.* in [\d.]+s.* =+$")
# Rooms whose code learners run; the second environment proves them on older pandas and a newer Python.
MOST_WORKERS = 4  # each browser worker has a JupyterLab, a Chromium and a kernel of its own: about 1 GB
ROOMS = ("evidence", "clinic", "models", "charts", "activities", "learning")


class Result(NamedTuple):
    """How a stage ended: its name, "passed", "failed" or "skipped", seconds, and pytest's own closing line."""

    stage: str
    outcome: str
    seconds: float
    closing: str = ""


class Bench(NamedTuple):
    """What stages work with."""

    environment: Environment
    variables: dict[str, str]


def main(argv: list[str]) -> int:
    """`test [stage ...]`: run every stage, or only the named ones; 0 when none failed."""
    unknown = [word for word in argv if word not in STAGES]
    if unknown:
        raise Trouble(f"There is no stage '{unknown[0]}'. The stages: {', '.join(STAGES)}.")
    environment = ensure("test")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(environment, variables(Path(folder)))
        results = [timed(stage, bench) for stage in STAGES if not argv or stage in argv]
    print(summary(results), flush=True)
    return int(any(result.outcome == "failed" for result in results))


def variables(folder: Path) -> dict[str, str]:
    """What the tests see: an empty passport, the browser, and nothing from the caller's Python."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    clean["COURSE_PASSPORT"] = str(folder / "passport.jsonl")
    clean["COURSE_CHROMIUM"] = find_browser()
    return clean


def timed(stage: str, bench: Bench) -> Result:
    """Run one stage, with a heading before it."""
    print(f"\n--- {stage} ---", flush=True)
    begin = time.monotonic()
    outcome, closing = STAGES[stage](bench)
    return Result(stage, outcome, time.monotonic() - begin, closing)


def summary(results: list[Result]) -> str:
    """One table, then pytest's closing lines, which readers of CI logs look for."""
    table = [f"{result.stage:<10} {result.outcome:<8} {result.seconds:6.0f} s" for result in results]
    total = f"{'all':<10} {'':<8} {sum(result.seconds for result in results):6.0f} s"
    closings = [result.closing for result in results if result.closing]
    return "\n".join(["", "--- summary ---", *table, total, *closings])


def call(command: list[str], bench: Bench, python: Path | None = None) -> tuple[int, str]:
    """Run `python -m ...` in an environment, showing its lines; the exit code and pytest's closing line."""
    process = subprocess.Popen(
        [str(python or bench.environment.python), "-m", *command],
        cwd=ROOT,
        env=bench.variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    closing = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        closing = line.strip() if CLOSING.match(line.strip()) else closing
    return process.wait(), closing


def workers() -> int:
    """How many test processes run at once: one for each core that this process may use, at most four."""
    mine = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    return min(MOST_WORKERS, len(mine))


def at_once() -> list[str]:
    """pytest-xdist's words; a file's tests stay in one process (tests/browser/conftest.py divides three files further)."""
    return ["-n", str(workers()), "--dist", "loadfile"] if workers() > 1 else []


def verdict(code: int, closing: str = "") -> tuple[str, str]:
    """pytest's 5 ("no tests ran") is a failure too: a check that checks nothing has not passed."""
    return ("failed" if code else "passed"), closing


def style(bench: Bench) -> tuple[str, str]:
    """Ruff: lint and form."""
    codes = [call(["ruff", *words], bench)[0] for words in (["check", "."], ["format", "--check", "."])]
    return verdict(max(codes))


def unit(bench: Bench) -> tuple[str, str]:
    """All tests that need no browser."""
    return verdict(*call(["pytest", "tests", "--ignore=tests/browser", *at_once()], bench))


def older(bench: Bench) -> tuple[str, str]:
    """The learners' code once more: pandas 2.2, and a newer Python where one is installed."""
    environment = older_environment(bench.environment)
    folders = [f"tests/{room}" for room in ROOMS if (ROOT / "tests" / room).is_dir()]
    return verdict(*call(["pytest", *folders, *at_once()], bench, environment.python))


def notebooks(bench: Bench) -> tuple[str, str]:
    """Strict nbval: every notebook re-run, every output compared, the cells of one notebook in one kernel."""
    return verdict(*call(["pytest", "--nbval", "notebooks", *at_once()], bench))


def lint(bench: Bench) -> tuple[str, str]:
    """Numbers, links and form of the notebooks."""
    return verdict(call(["utils.setup", "lint"], bench)[0])


def browser(bench: Bench) -> tuple[str, str]:
    """The real JupyterLab in a real browser; without one the stage is skipped, or fails when CI=true."""
    if bench.variables["COURSE_CHROMIUM"]:
        return verdict(*call(["pytest", "tests/browser", *at_once()], bench))
    print(
        "No Chromium, Chrome or Edge was found: install one, or name it in COURSE_CHROMIUM, to run these tests."
    )
    return ("failed" if os.environ.get("CI", "").lower() == "true" else "skipped"), ""


STAGES: dict[str, Callable[[Bench], tuple[str, str]]] = {
    "style": style,
    "unit": unit,
    "older": older,
    "notebooks": notebooks,
    "lint": lint,
    "browser": browser,
}

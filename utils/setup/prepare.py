"""Sets the course up: the same steps on a laptop, in CI, and on Binder (`--here`). Standard library only."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from utils.setup import installer, settings
from utils.setup.bundler import drop_bundler, fetch_bundler
from utils.setup.guard import only_one
from utils.setup.places import LOCKS, ROOT, Environment, candidates, first_writable, running_environment
from utils.setup.stamps import RECORD, done, fingerprint, record
from utils.setup.trouble import Trouble
from utils.setup.verbs import refuse_unknown

RUNTIME = ROOT / "utils" / "activities" / "runtime.py"
# A format check that jsonschema skips when it is absent, and that costs every Python process two seconds.
SLOW = ["rfc3987-syntax", "lark"]
Say = Callable[[str], None]


class Step(NamedTuple):
    """One step: its name, what is said, what it is made from, and how it is done."""

    name: str
    words: str
    mark: Callable[[Environment], str]
    act: Callable[[Environment, Say], None]


def main(argv: list[str]) -> int:
    """`prepare [--here] [--test]`: set up and say where."""
    refuse_unknown(argv, ("--here", "--test"))
    kind = "test" if "--test" in argv else "learner"
    environment = prepare(running_environment(kind)) if "--here" in argv else ensure(kind)
    print(f"Ready: {environment.folder}")
    return 0


def ensure(kind: str, say: Say = print) -> Environment:
    """A prepared environment: the running Python's (Binder, a hub), else the course's own, made first if need be."""
    places = candidates(kind)
    ready = next((place for place in [running_environment(kind), *places] if is_ready(place)), None)
    return ready or prepare(first_writable(places), say)


def is_ready(environment: Environment) -> bool:
    """True when every step is recorded as done from what is in the checkout now."""
    return environment.python.exists() and not pending(environment)


def pending(environment: Environment) -> list[Step]:
    """Steps that are not done, or were done from something else."""
    if not environment.python.exists():
        return list(STEPS)
    found = done(environment)
    return [step for step in STEPS if found.get(step.name) != step.mark(environment)]


def prepare(environment: Environment, say: Say = print) -> Environment:
    """Do what is pending, in order; each step is recorded only once it is finished."""
    with only_one(environment.guard, say):
        count = len(installer.locked_names(environment.lock))
        while steps := pending(environment):
            step = steps[0]
            say(
                f"[{STEPS.index(step) + 1}/{len(STEPS)}] {step.words.format(count=count, lock=environment.lock.name)}"
            )
            step.act(environment, say)
            record(environment, step.name, step.mark(environment))
    return environment


def put_packages(environment: Environment, say: Say) -> None:
    """Install the lock; the course's own environment is made afresh, Binder's or a hub's is added to."""
    parent = environment.folder if environment.here else environment.folder.parent
    installer.check_disk(parent, environment.lock)
    if environment.here:
        install_lock(environment, say)
        return
    with fresh_folder(environment.folder, environment.share, say):
        installer.make_environment(environment)
        install_lock(environment, say)


def install_lock(environment: Environment, say: Say) -> None:
    """Install with progress."""
    progress = installer.Progress(len(installer.locked_names(environment.lock)), say)
    try:
        installer.install(environment, environment.lock, tick=progress)
    finally:
        progress.close()


@contextlib.contextmanager
def fresh_folder(folder: Path, mark: Path, say: Say) -> Iterator[None]:
    """An empty folder to build in; what stood there before comes back if the building fails.

    A folder that the course did not make (without `mark`) is never deleted: it is moved aside and named.
    """
    former = folder.with_name(folder.name + ".old")
    if folder.exists() and not mark.exists():
        set_aside(folder, say)
    elif (mark / RECORD).exists():
        shutil.rmtree(former, ignore_errors=True)
        folder.rename(former)
    shutil.rmtree(folder, ignore_errors=True)
    mark.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def set_aside(folder: Path, say: Say) -> None:
    """Move away a folder that somebody else made."""
    aside = folder.with_name(folder.name + ".not-the-course")
    if aside.exists():
        raise Trouble(f"{folder} was not made by the course: move it away, then run the same command again.")
    folder.rename(aside)
    say(f"      {folder.name} was there already and is not the course's: it is now {aside.name}")


def import_path(environment: Environment) -> Path:
    """The file through which notebooks find `utils` from anywhere."""
    command = [str(environment.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(installer.run(command).strip()) / "myeloma_course.pth"


def put_import_path(environment: Environment, say: Say) -> None:
    """Name the checkout's folder to every Python of the environment.

    Pythons differ in the encoding they read .pth files in, so a path with accents is written in plain ASCII.
    """
    line = str(ROOT) if str(ROOT).isascii() else f"import sys; sys.path.append({ascii(str(ROOT))})"
    import_path(environment).write_text(line + "\n", encoding="ascii")


def put_settings(environment: Environment, say: Say) -> None:
    """Write the calm settings."""
    settings.write_settings(environment)


def put_runtime(environment: Environment, say: Say) -> None:
    """Build the chart runtime with a bundler that is then thrown away (84 MB that no kernel needs), save for tests."""
    try:
        bundler = fetch_bundler(environment, say)
        code = (
            "import sys, pathlib; sys.path.insert(0, sys.argv[2]); from utils.activities import runtime; "
            "runtime.build(runtime.installed(), pathlib.Path(sys.argv[1]))"
        )
        installer.run([str(environment.python), "-P", "-c", code, str(bundler), str(ROOT)])
    finally:
        drop_bundler(environment)
    (environment.share / "livechart.js").chmod(0o644)  # readable to a class that shares the environment


def drop_slow(environment: Environment, say: Say) -> None:
    """Remove the two packages that slow every start and that nothing needs."""
    installer.uninstall(environment, SLOW)


def lock_mark(environment: Environment) -> str:
    """Changes with the lock."""
    return fingerprint(environment.lock)


def runtime_mark(environment: Environment) -> str:
    """Changes with the bundler and with what is bundled; a script that was deleted counts as changed."""
    sources = sorted((RUNTIME.parent / "js").glob("*.js"))
    built = (environment.share / "livechart.js").exists()
    return fingerprint(ROOT / LOCKS["build"], RUNTIME, *sources, str(built))


STEPS = (
    Step(
        "packages", "Installing {count} packages from {lock} (a minute or two, once)", lock_mark, put_packages
    ),
    Step(
        "import path",
        "Telling notebooks where the course is",
        lambda _: fingerprint(str(ROOT)),
        put_import_path,
    ),
    Step("settings", "Making JupyterLab calm", lambda _: settings.mark(), put_settings),
    Step("runtime", "Building the charts' runtime", runtime_mark, put_runtime),
    Step("trim", "Removing two packages that slow every start", lock_mark, drop_slow),
)

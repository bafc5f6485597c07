"""Finds the right environment for a word of the command line and hands over. Standard library only."""

import os
import subprocess
import sys

from utils.setup import verbs
from utils.setup.places import running_environment
from utils.setup.prepare import ensure, is_ready
from utils.setup.trouble import Trouble, explain


def launch(argv: list[str]) -> int:
    """Run a command line to its exit code; trouble becomes one sentence."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a Windows console may lack a letter
    return told(lambda: dispatch(argv))


def here(argv: list[str]) -> int:
    """Run a verb in this very Python."""
    return told(lambda: verbs.run(argv[0], argv[1:]))


def told(action) -> int:
    """Turn whatever a person can mend into one sentence on the error stream."""
    try:
        code = action()
        sys.stdout.flush()
        return code
    except (
        BrokenPipeError
    ):  # who read along, such as `head`, has read enough; the last flush must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as a shell counts it
    except Trouble as trouble:
        sentence = str(trouble)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except (PermissionError, OSError) as error:
        if not isinstance(error, PermissionError) and error.errno not in (
            28,
            30,
            122,
        ):  # full, read-only, quota
            raise
        sentence = explain(str(error))
    print(sentence, file=sys.stderr)
    return 1


def dispatch(argv: list[str]) -> int:
    """Pick the verb, and the Python to run it in."""
    use_this = argv[:1] == ["--here"]
    words = argv[1:] if use_this else argv
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(verbs.overview())
        return 0
    if not words or words[0].startswith("-"):
        words = ["open", *words]
    verb = verbs.find(words[0])
    if not verb.needs and {"-h", "--help"} & set(words):
        print(verbs.explain(verb))
        return 0
    if use_this and verb.name in ("open", "prepare"):
        words = [*words, "--here"]
    if use_this or not verb.needs or is_ready(running_environment(verb.needs)):
        return verbs.run(words[0], words[1:])
    return elsewhere(verb, words)


def elsewhere(verb: verbs.Verb, words: list[str]) -> int:
    """Run a verb in the course's own environment, made first if need be."""
    environment = ensure(verb.needs)
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    # -P keeps the folder it is called from out of the import path; the .pth file names the checkout.
    return subprocess.call([str(environment.python), "-P", "-m", "utils.setup", *words], env=clean)

"""The one command of the course: `python3 course.py` sets it up and opens it, `--help` lists the rest.

Only the standard library is used here, in words that old Pythons can still read, so that a Python which is
too old gets a sentence instead of a traceback. Everything else lives in `utils/setup`.
"""

import os
import sys

OLDEST = (3, 11)


def newer_python():
    """Name of a Python on this machine that is new enough, or an empty string."""
    from shutil import which

    names = ["python3.%d" % minor for minor in (14, 13, 12, 11)]  # noqa: UP031 - old Pythons read this file
    return next((name for name in names if which(name)), "")


def too_old():
    """Say in one sentence what this Python lacks, and which one to use."""
    seen = "%d.%d" % sys.version_info[:2]  # noqa: UP031
    found = newer_python()
    way_out = "run: " + found + " course.py" if found else "install one from python.org, then run this again"
    return "This is Python " + seen + "; the course needs Python 3.11 or newer: " + way_out + "."


def main():
    """Check the Python, then hand over to the launcher."""
    if sys.version_info < OLDEST:
        print(too_old())
        return 1
    root = os.path.dirname(os.path.abspath(__file__))
    if root not in sys.path:
        sys.path.insert(0, root)
    from utils.setup.launcher import launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

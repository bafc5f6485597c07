"""Runs one verb inside an environment: `python -P -m utils.setup WORD ...`."""

import sys

from utils.setup.launcher import here

if __name__ == "__main__":
    sys.exit(here(sys.argv[1:]))

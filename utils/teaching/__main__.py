"""Runs one verb inside an environment: `python -P -m utils.teaching WORD ...`."""

import sys

from utils.teaching.launcher import here

if __name__ == "__main__":
    sys.exit(here(sys.argv[1:]))

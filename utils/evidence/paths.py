"""Where the course's evidence lies."""

from pathlib import Path

COURSE_DATA = Path(__file__).resolve().parents[2] / "course_data"

"""For every test: a passport of its own, and property tests that find the same examples on every machine."""

import os

import pytest
from hypothesis import settings

settings.register_profile("course", max_examples=60, deadline=None)
settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI", "").lower() == "true" else "course")


@pytest.fixture(autouse=True)
def own_passport(tmp_path_factory, monkeypatch):
    """Nobody's real progress is read or written by a test."""
    file = tmp_path_factory.mktemp("passport") / "passport.jsonl"
    monkeypatch.setenv("COURSE_PASSPORT", str(file))
    return file

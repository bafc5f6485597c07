"""A fresh, empty passport for every test."""

import pytest


@pytest.fixture(autouse=True)
def passport_file(tmp_path, monkeypatch):
    file = tmp_path / "passport.jsonl"
    monkeypatch.setenv("COURSE_PASSPORT", str(file))
    for name in ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST"):
        monkeypatch.delenv(name, raising=False)
    return file

"""The browser's half is built once, whole, and only counts while it matches its sources."""

import pytest

from utils.activities import runtime


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_it_lives_beside_the_environment(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    assert runtime.installed() == tmp_path / "share" / "myeloma-course" / "livechart.js"


def test_what_is_missing_is_not_current(tmp_path):
    assert not runtime.is_current(tmp_path / "nowhere.js")


def test_what_was_built_from_older_sources_is_not_current(tmp_path, monkeypatch):
    built = write(tmp_path / "livechart.js", f"{runtime.MARK}{runtime.stamp()}\ncode")
    assert runtime.is_current(built)
    monkeypatch.setattr(runtime, "source", lambda: "changed")
    assert not runtime.is_current(built)


def test_the_bundler_is_borrowed_and_given_back(tmp_path):
    fake = write(tmp_path / "vl_convert.py", "def javascript_bundle(code, vl_version): return code")
    before = list(runtime.sys.path)
    real = runtime.sys.modules.pop("vl_convert", None)
    try:
        built = runtime.build(tmp_path / "new" / "livechart.js", fake.parent)
    finally:
        runtime.sys.modules.pop("vl_convert", None)
        if real:
            runtime.sys.modules["vl_convert"] = real
    assert runtime.sys.path == before
    assert runtime.is_current(built)
    assert "__STAMP__" not in built.read_text(encoding="utf-8")


def test_a_build_that_fails_leaves_nothing_half_written(tmp_path, monkeypatch):
    old = write(tmp_path / "livechart.js", "old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        runtime._write_whole(old, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["livechart.js"]
    assert old.read_text(encoding="utf-8") == "old"


def test_the_sources_ask_nothing_of_a_network():
    assert "http:" not in runtime.source()
    assert "https:" not in runtime.source()
    assert "import " not in runtime.source()

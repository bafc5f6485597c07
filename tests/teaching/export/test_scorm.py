"""The page of a SCORM unit, and what has none (`tests/browser/test_scorm.py` opens a whole package)."""

import pytest

from utils.teaching.export import verb
from utils.teaching.export.scorm import make_unit


def test_core_questions_count_and_the_report_is_ready_before_the_page_wakes():
    unit = make_unit(
        '<a href="07_first_relapse.html">07</a><script src="assets/site.js"></script>', ["01-q1"]
    )
    assert unit.startswith("07<script")
    assert '["01-q1"]' in unit
    assert unit.index("assets/scorm.js") < unit.index("assets/site.js")


@pytest.mark.parametrize("name", ["post", "77"])
def test_what_has_no_page_is_refused_by_name(name, tmp_path, capsys):
    assert verb.main([name, "--to", "scorm", "--out", str(tmp_path)]) == 1
    assert f"'{name}'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

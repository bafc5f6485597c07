import re

import pandas as pd

from utils.evidence import report


def test_evidence_prints_counts_against_targets(capsys):
    assert report.evidence([]) == 0
    out = capsys.readouterr().out
    assert re.search(r"outcomes  target 500: met", out)
    assert re.search(r"web_claims  target 77: met", out)
    assert "every target is met" in out
    assert "every check passes" in out


def test_evidence_fails_below_a_target(capsys, monkeypatch):
    monkeypatch.setitem(report.TARGETS, "trials", 10_000)
    assert report.evidence([]) == 1
    assert "below target: trials" in capsys.readouterr().out


def test_freshness_lists_the_stale_before_the_soonest(capsys, monkeypatch):
    rows = report.reviewed_rows()
    rows.loc[0, ["reviewed", "expires"]] = pd.Timestamp("2020-01-01"), pd.Timestamp("2020-12-31")
    monkeypatch.setattr(report, "reviewed_rows", lambda: rows)
    assert report.freshness(["--next", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 of ")
    assert "2020-12-31" in lines[1]
    assert lines[2] == "soonest to need another look:"
    assert len(lines) == 5


def test_a_row_expires_twelve_months_after_its_review():
    rows = report.reviewed_rows()
    assert ((rows["expires"] - rows["reviewed"]).dt.days == 365).all()
    assert rows["expires"].is_monotonic_increasing
    assert "sources" in set(rows["table"])

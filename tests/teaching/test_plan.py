"""Plans fit the time exactly, keep the core, and say the shortest plan when there is too little time."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from utils.authoring.notebook import find_notebooks, read_notebook
from utils.teaching import plan, sessions
from utils.teaching.paper import as_page
from utils.teaching.screen import name_cells

NOTES = {
    "title": "08 · A test session",
    "audience": "students",
    "objectives": ["say why"],
    "core_minutes": 16,
    "full_minutes": 30,
    "sections": [
        {"id": "open", "title": "Open", "kind": "opening", "minutes": [2, 4, 8], "core": True},
        {"id": "teach", "title": "Teach", "kind": "teach", "minutes": [8, 12, 30], "core": True},
        {"id": "try", "title": "Try", "kind": "exercise", "minutes": [5, 10, 20]},
        {"id": "talk", "title": "Talk", "kind": "discussion", "minutes": [2, 4, 40]},
    ],
    "prompts": ["What would change your mind?"],
}


def write_notes(folder, **changes):
    notes = {**NOTES, **changes}
    filled = [
        {"cells": ["title"], "say": "Look.", "cut": "Read the title only.", **s} for s in notes["sections"]
    ]
    (folder / "08.yaml").write_text(yaml.safe_dump({**notes, "sections": filled}), encoding="utf-8")
    return folder


@pytest.fixture
def session(tmp_path):
    return sessions.read_session("08", write_notes(tmp_path))


@given(minutes=st.integers(10, 98))
def test_a_plan_fills_the_time_exactly(tmp_path_factory, minutes):
    session = sessions.read_session("08", write_notes(tmp_path_factory.mktemp("notes")))
    steps = plan.fit(session, minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(s.section.least <= s.minutes <= s.section.most for s in steps)
    assert {"open", "teach"} <= {step.section.id for step in steps}
    assert [s.start for s in steps] == [sum(t.minutes for t in steps[:k]) for k in range(len(steps))]


def test_too_little_time_names_the_shortest_plan(session):
    with pytest.raises(sessions.SessionError, match="at least 10 minutes"):
        plan.fit(session, 9)


def test_too_much_time_names_the_longest_plan(session):
    with pytest.raises(sessions.SessionError, match="at most 98 minutes"):
        plan.fit(session, 99)


def test_what_does_not_fit_is_named(session):
    sheet = plan.run_sheet(session, plan.fit(session, 16))
    assert "## Left out of this plan\n\n- Try\n- Talk" in sheet


def test_the_clock_starts_when_the_class_does(session):
    sheet = plan.run_sheet(session, plan.fit(session, 30), first=14 * 60 + 50)
    assert "| 14:50 | 4 | Open |" in sheet
    assert "| 14:54 | 12 | Teach |" in sheet
    assert "| 15:06 | 10 | Try |" in sheet


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_minutes": 31}, "take 30 minutes, the header says 31"),
        ({"core_minutes": 20}, "take 16 minutes, the header says 20"),
        ({"sections": [{**NOTES["sections"][0], "minutes": [4, 2, 8]}]}, "minutes must rise"),
        ({"sections": [{**NOTES["sections"][0], "kind": "lecture"}]}, "kind is one of"),
        ({"sections": [{"id": "open"}]}, "'minutes'|'title' is missing"),
        ({"prompts": [{"Only then": "let them guess."}]}, "prompts: put the line with the colon in quotes"),
    ],
)
def test_notes_that_do_not_add_up_are_refused(tmp_path, changes, said):
    with pytest.raises(sessions.SessionError, match=said):
        sessions.read_session("08", write_notes(tmp_path, **changes))


def test_an_unknown_session_names_those_there_are(tmp_path):
    with pytest.raises(sessions.SessionError, match="There are notes for: 08"):
        sessions.read_session("99", write_notes(tmp_path))


def test_both_files_are_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(plan, "read_session", lambda name: sessions.read_session(name, write_notes(tmp_path)))
    assert plan.main(["08", "--minutes", "45", "--start", "9:00", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "08_45_minutes.html").read_text(encoding="utf-8")
    assert "<table>" in page
    assert "09:00" in page
    assert "| 09:00 |" in capsys.readouterr().out


def test_a_start_that_is_no_time_of_day_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(plan, "read_session", lambda name: sessions.read_session(name, write_notes(tmp_path)))
    assert plan.main(["08", "--start", "noon"]) == 1
    assert "14:15" in capsys.readouterr().err


@pytest.mark.parametrize("name", sessions.session_names())
@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_every_session_has_a_plan_of_each_length(name, minutes):
    session = sessions.read_session(name)
    assert sum(step.minutes for step in plan.fit(session, minutes)) == minutes


@pytest.mark.parametrize("name", sessions.session_names())
def test_every_cell_named_is_in_its_notebook(name):
    cells = {path.stem[:2]: {c.id for c in read_notebook(path).cells} for path in find_notebooks()}
    for section in sessions.read_session(name).sections:
        assert set(section.cells) <= cells[section.notebook], section.id


@pytest.mark.parametrize("name", sessions.session_names())
def test_a_run_sheet_names_what_can_be_seen_and_no_cell(name):
    session = sessions.read_session(name)
    sheet = plan.run_sheet(session, plan.fit(session, 90))
    shown = {(s.notebook, cell) for s in session.sections for cell in s.cells}
    assert not [cell for _, cell in shown if f"`{cell}`" in sheet]
    for section in session.sections:
        assert len(name_cells(section.notebook, section.cells)) > 10, section.id


def test_headings_and_pictures_are_named_as_the_page_shows_them():
    said = name_cells("08", ["read-marta", "show-hidden", "quiz", "marta"])
    assert said == (
        "1 · What the laboratory sees; 2 · What is left, and how it comes to resist: picture “For 7 months the test sees "
        "nothing, and the resistant cells grow”; Limits: “Self-check 08”; the top of the page: “Marta, November 2023”"
    )


def test_a_number_may_be_typed_without_its_nought(tmp_path, capsys):
    assert plan.main(["8", "--minutes", "45", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "08_45_minutes.html").is_file()
    assert "# 08 · " in capsys.readouterr().out


def test_a_plan_shorter_than_usual_says_so_and_what_is_cut(session):
    tight = plan.run_sheet(session, plan.fit(session, 12))
    assert "These 2 sections take 16 minutes as a rule. In 12 there is no time" in tight
    assert "cut short: Open; Teach." in tight
    assert "This is tight" not in plan.run_sheet(session, plan.fit(session, 16))


def test_what_is_printed_has_no_pilcrows_and_keeps_headings_with_their_text():
    page = as_page("A sheet", "# One\n\ntext\n\n## Two\n\nmore")
    assert "¶" not in page
    assert "break-after: avoid" in page
    assert page.count("<section>") == 2
    assert page.index("<section><h2") < page.index("more</p>") < page.rindex("</section>")


def test_a_part_longer_than_a_sheet_begins_on_the_sheet_of_its_title():
    page = as_page("A sheet", f"# One\n\ntext\n\n## Two\n\n{'more ' * 400}\n\n## Three\n\nend")
    assert page.count('<section class="long"><h2') == page.count("<section><h2") == 1
    assert "section:not(.long) { break-inside: avoid }" in page

"""Minutes are counted from what a notebook asks, and the core path leaves out what says that it is optional."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from utils.authoring import pace

TITLE = "# 08 · A title\n\n9 minutes (9 for the core path) · for everybody"


def a_notebook(*cells):
    made = [new_markdown_cell(c) if c.startswith(("#", "w")) else new_code_cell(c) for c in cells]
    return new_notebook(cells=[new_markdown_cell(TITLE), *made])


def minutes(notebook):
    stretches = list(pace.read_stretches(notebook))
    return tuple(
        round(sum(s.minutes for s in some), 6) for some in (stretches, [s for s in stretches if s.core])
    )


def test_words_are_read_at_two_hundred_a_minute_and_addresses_are_not_read():
    words = "word " * 199 + '[word](https://example.org/a-b-c "a long title")'
    bare, _ = minutes(a_notebook())
    assert round(minutes(a_notebook(words))[0] - bare, 3) == 1


def test_a_heading_that_says_optional_ends_the_core_path_until_the_next_one():
    cell = (
        "## 1 · Needed\n"
        + "word " * 200
        + "\n\n## 2 · More (optional)\n"
        + "word " * 400
        + "\n\n## 3 · Needed"
    )
    everything, core = minutes(a_notebook(cell, "w " * 200))
    assert round(everything - core) == 2


def test_activities_questions_and_exercises_have_their_minutes():
    start = "from utils.activities import attrition_window, resistance_timeline"
    bare, _ = minutes(a_notebook())
    assert round(minutes(a_notebook(start, "attrition_window()"))[0] - bare, 3) == 5
    assert round(minutes(a_notebook('quiz("08")'))[0] - bare, 3) == 4
    assert round(minutes(a_notebook('exercise("08-1")'))[0] - bare, 3) == 5
    assert round(minutes(a_notebook('predict("08")', 'reflect("08")'))[0] - bare, 3) == 2
    assert round(minutes(a_notebook("pretest()"))[0] - bare, 3) == 12


def test_a_tagged_cell_of_code_is_off_the_core_path():
    notebook = a_notebook('exercise("08-1")')
    notebook.cells[1].metadata["tags"] = ["optional"]
    everything, core = minutes(notebook)
    assert everything - core == 5


def test_refresh_mends_what_the_title_says():
    notebook = a_notebook("word " * 2500)
    assert pace.mend_minutes(notebook) == ["minutes: 15 minutes (15 for the core path)"]
    assert "15 minutes (15 for the core path) · for everybody" in notebook.cells[0].source
    assert pace.mend_minutes(notebook) == []


def test_a_notebook_that_names_no_minutes_is_left_alone():
    notebook = nbformat.v4.new_notebook(cells=[new_markdown_cell("# A draft")])
    assert pace.mend_minutes(notebook) == []


def test_a_case_on_the_core_path_takes_five_minutes_and_those_for_other_days_none():
    core = 'case("T4")'
    bare, _ = minutes(a_notebook())
    assert round(minutes(a_notebook(core))[0] - bare, 3) == 5
    later = a_notebook("## More (optional)", core, core)
    assert minutes(later)[0] < bare + 1

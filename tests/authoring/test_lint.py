"""The lint: what counts as a quoted number, what is exempt, and what a finding tells its author."""

from dataclasses import replace

import nbformat
import pytest

from utils.authoring import lint
from utils.authoring.lint import check_promises, lint_notebook, lint_text
from utils.authoring.notebook import write_notebook
from utils.evidence import CourseDataError
from utils.evidence.corrections import LoggedValue

PERSEUS = "https://doi.org/10.1056/NEJMoa2312054"
FACT = "perseus-d_vrd-pfs_pct_at_48"
LINK = f'[84.3 %]({PERSEUS} "PERSEUS: free of progression ({FACT})")'


@pytest.fixture
def problems(book):
    return lambda text, **options: [f.problem for f in lint_text(text, "here", book, **options)]


def test_a_good_link_passes(problems):
    assert problems(f"At 48 months {LINK} were free of progression.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 84 % stayed free.", "percentage"),
        ("About 84.3% stayed free.", "percentage"),
        ("Some 40 to 50 per cent stayed free.", "percentage"),
        ("It was 6, 18 and 44 % in the three groups.", "percentage"),
        ("About 1 in 100 progress each year.", "percentage"),
        ("About one in a hundred progress each year.", "percentage"),
        ("The rate was 1.07 per 100 person-years.", "percentage"),
        ("About forty per cent stayed free.", "percentage"),
        ("The hazard ratio was 0.42.", "hazard ratio"),
        ("A 34-month median survival.", "median"),
        ("HR 0.42, in favour of four drugs.", "hazard ratio"),
        ("Median survival was 34 months.", "median"),
        ("The median follow-up came to 47.5.", "median"),
        ("People lived for 2 to 4 years.", "survival time"),
        ("A first remission lasts four years.", "survival time"),
        ("Remissions of 2-4 years were usual.", "survival time"),
        ("| drug | relapse |\n|---|---|\n| a | 12 months to relapse |", "survival time"),
        ("# Half relapse: 50 % in brief", "percentage"),
        ("- In 90 % of people", "percentage"),
        ("![A curve that falls to 40 %](curve.png)", "percentage"),
    ],
)
def test_a_quoted_number_needs_a_link(text, kind, problems):
    assert problems(text) == [f"is a {kind} without a link to its source"]


@pytest.mark.parametrize(
    "text",
    [
        "The interval (95 % CI) is wide.",
        "A 95 % confidence interval says how sure we are.",
        "Type `curves.query('km_pct > 20 %')` here.",
        "```python\nshare = '20 %'\n```",
        "See Table 25.1 and Figure 3.",
        "This takes 30 minutes.",
        "At 10, 20 and 25 years we ask who has progressed.",
        "Within 2 years of progression we look again.",
        "The 5-year survival comes later.",
        "Everybody was watched for 30 years.",
        "She was 62 years old when the disease relapsed.",
        "Marta's remission lasted 4 years.",
        "Twenty years on, more had died.",
        "Go on to [05 What is a line?](05_what_is_a_line.ipynb).",
        "Sensitivity is 1 in 100,000 cells.",
        "Imagine 100 people with MGUS.",
        '<img src="a.png" width="100%">',
        "A hazard ratio of 1 means no difference.",
        "The paper of [2018](https://a.org) says so, as does [Kyle 2018](https://a.org).",
        "Read https://a.org/50%20off for more.",
        "<!-- 50 % --> Nothing.",
    ],
)
def test_what_is_exempt(text, problems):
    assert problems(text) == []


def test_marta_is_fictional_but_a_percentage_about_her_is_not(problems):
    assert problems("Marta has a chance of 50 %.") == ["is a percentage without a link to its source"]


def test_an_exercise_has_its_own_numbers_but_no_stale_links(problems):
    text = f'Of 50 % in your sample ... [1 %]({PERSEUS} "x ({FACT})")'
    assert problems(text, own_numbers=True) == [f"does not begin with the stored value 84.3 of {FACT}"]


def test_a_wrong_value_a_wrong_address_and_an_unknown_fact_are_told_apart(book):
    wrong = lint_text(f'[83 %]({PERSEUS} "x ({FACT})")', "here", book)
    assert str(wrong[0]) == f"here: '83 %' does not begin with the stored value 84.3 of {FACT}."
    away = lint_text(f'[84.3 %](https://a.org "x ({FACT})")', "here", book)
    assert str(away[0]) == f"here: '84.3 %' leads to https://a.org, but the source of {FACT} is {PERSEUS}."
    unknown = lint_text(f'[84.3 %]({PERSEUS} "x (perseus-d_vrd-pfs_pct_at_4)")', "here", book)
    assert "which is in no fact table" in unknown[0].problem
    assert unknown[0].nearest[0] == FACT


def test_a_linked_number_without_a_fact_id_is_named(book):
    (finding,) = lint_text("[84.3 per cent](https://a.org) of them", "here", book)[:1]
    assert "does not end with a fact id" in finding.problem
    assert finding.nearest[0] == FACT


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("The 84.3 % of PERSEUS", FACT),
        ("The hazard ratio was 0.42", "perseus-d_vrd-pfs_hr"),
        ("About 1 in 100 people with MGUS each year", "mgus-progression_pct_per_year"),
    ],
)
def test_a_finding_names_the_fact_that_may_be_meant(text, nearest, book):
    (finding,) = lint_text(text, "here", book)
    assert finding.nearest[0] == nearest
    assert nearest in str(finding)


def test_a_notebook_is_linted_by_its_markdown_cells(tmp_path, book):
    cells = [
        nbformat.v4.new_markdown_cell("Half, or 50 %.", id="claim"),
        nbformat.v4.new_code_cell("share = '50 %'", id="code"),
        nbformat.v4.new_markdown_cell("If 50 % relapse?", id="task", metadata={"tags": ["exercise"]}),
    ]
    path = tmp_path / "77_test.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    (finding,) = lint_notebook(path, book)
    assert finding.where == "notebooks/77_test.ipynb cell claim"
    assert finding.text == "50 %"


def test_a_notebook_that_stands_is_not_called_coming(tmp_path):
    said = (
        "| [01 Cells](01.ipynb) | 02 Stage and risk (coming) | 11 T cells (coming) |\n\nNotebook 11 (coming)."
    )
    path = tmp_path / "77_test.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(said, id="map")]), path)
    assert [finding.text for finding in check_promises(path, {"01", "02"})] == ["02 Stage and risk (coming)"]
    assert len(check_promises(path, {"11"})) == 2


def test_the_verb_says_what_is_wrong_and_fails(tmp_path, capsys, monkeypatch, book):
    monkeypatch.setattr(lint.FactBook, "from_course_data", lambda: book)
    path = tmp_path / "77 with space.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Half, or 50 %.", id="claim")])
    write_notebook(path, notebook)
    assert lint.main([str(path)]) == 1
    assert "cell claim: '50 %' is a percentage" in capsys.readouterr().out
    notebook.cells[0].source = f"So {LINK}."
    write_notebook(path, notebook)
    assert lint.main([str(path)]) == 0
    assert "1 linted: every number in prose has its source." in capsys.readouterr().out


def test_the_verb_finds_a_notebook_that_was_not_refreshed(tmp_path, capsys, monkeypatch, book):
    monkeypatch.setattr(lint.FactBook, "from_course_data", lambda: book)
    path = tmp_path / "77_test.ipynb"
    nbformat.write(nbformat.v4.new_notebook(metadata={"widgets": {}}), path)
    assert lint.main([str(path)]) == 1
    assert "is not in canonical form: refresh it" in capsys.readouterr().out


def test_the_verb_names_a_broken_table(capsys, monkeypatch):
    def broken():
        raise CourseDataError("outcomes.csv", 5, "value", "'abc'", "a number", "correct the cell")

    monkeypatch.setattr(lint.FactBook, "from_course_data", broken)
    assert lint.main([]) == 1
    assert "outcomes.csv, row 5, column 'value'" in capsys.readouterr().err


def test_the_verb_refuses_an_unknown_notebook(capsys):
    assert lint.main(["no_such_notebook"]) == 1
    assert "is not a notebook of the course" in capsys.readouterr().err


def test_a_quoted_number_that_left_its_log_behind_is_reported(book):
    text = f'[0.42]({PERSEUS} "PERSEUS (perseus-d_vrd-pfs_hr)")'
    last = LoggedValue("0.41", frozenset({"06"}))
    (finding,) = lint_text(text, "x", replace(book, logged={"perseus-d_vrd-pfs_hr": last}))
    assert "changes.csv ends in 0.41" in finding.problem
    agrees = LoggedValue("0.42", frozenset({"06"}))
    assert lint_text(text, "x", replace(book, logged={"perseus-d_vrd-pfs_hr": agrees})) == []

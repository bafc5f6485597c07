"""Every call, command, picture and page that a text promises exists: each is run, or found, where it is promised."""

import ast
import builtins
import re

import pandas as pd
import pytest
import yaml

from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.evidence.paths import COURSE_DATA
from utils.learning.exercises import all_exercises, judge
from utils.learning.passport.course_map import course_titles
from utils.learning.questions.bank import all_questions
from utils.setup import verbs

ROOT = COURSE_DATA.parent
NOTEBOOKS = {path.stem[:2]: read_notebook(path) for path in find_notebooks()}
CODE = re.compile(r"`([^`\n]+)`")
CALL = re.compile(r"^(\w+)\(.*\)$")
COMMAND = re.compile(r"python3 course\.py[ \t]+([a-z]+)((?:[ \t]+[\w:.-]+)*)")


def imported_in(notebook):
    """The names that a notebook's cells have at hand when all of them were run."""
    names = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(join_source(cell))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                names |= {alias.asname or alias.name for alias in node.names}
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return names


def texts_of(name):
    """What a learner of this exercise reads: task, hints, and what the check says."""
    found = all_exercises()[name]
    said = [
        found.task,
        *found.hints,
        *found.messages.values(),
        repr(judge(name)),
        repr(judge(name, object())),
    ]
    return [code for text in said for code in CODE.findall(text)]


@pytest.mark.parametrize("name", all_exercises())
def test_every_call_that_an_exercise_names_is_at_hand_in_its_notebook(name):
    notebook = NOTEBOOKS[name.split("-")[0]]
    at_hand = imported_in(notebook) | imported_in_code(all_exercises()[name].stub) | set(vars(builtins))
    for code in texts_of(name):
        call = CALL.match(code)
        if call:
            assert call[1] in at_hand, f"{name} names `{code}`"


def imported_in_code(code):
    return {
        a.asname or a.name
        for n in ast.walk(ast.parse(code))
        if isinstance(n, ast.ImportFrom | ast.Import)
        for a in n.names
    }


@pytest.mark.parametrize("name", all_exercises())
def test_the_help_that_is_promised_answers(name):
    calls = [code for code in texts_of(name) if code.startswith(("hint(", "solution("))]
    assert {f'hint("{name}")', f'solution("{name}")'} <= set(calls)
    from utils import learning

    for code in set(calls):
        said = eval(code, {n: getattr(learning, n) for n in ("hint", "solution")})
        assert repr(said)


@pytest.mark.parametrize("name", all_exercises())
def test_every_hint_is_code_that_can_be_read(name):
    for hint in all_exercises()[name].hints:
        for code in CODE.findall(hint):
            if CALL.match(code):
                ast.parse(code)


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_every_call_that_prose_names_is_at_hand(number):
    notebook = NOTEBOOKS[number]
    at_hand = imported_in(notebook) | set(vars(builtins))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for code in CODE.findall(join_source(cell)):
                call = CALL.match(code)
                if call and not hasattr(pd.DataFrame, call[1]):  # `head(5)` is said of a table
                    assert call[1] in at_hand, f"cell {cell.id} names `{code}`"


def places_that_name_commands():
    yield from (
        (path.name, path.read_text(encoding="utf-8"))
        for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md")
    )
    for number, notebook in NOTEBOOKS.items():
        yield number, "\n".join(join_source(cell) for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize(("place", "text"), [*places_that_name_commands()])
def test_every_command_named_is_a_verb_and_its_options_are_known(place, text, monkeypatch, tmp_path, capsys):
    for verb, words in COMMAND.findall(text):
        row = verbs.find(verb)
        if row.name in ("plan", "key", "questions"):
            options = [] if row.name == "questions" else ["--out", str(tmp_path)]
            assert verbs.run(row.name, [*words.split(), *options]) == 0, f"{place}: {verb}{words}"


def test_every_question_and_notebook_that_session_notes_name_exists():
    for path in sorted((COURSE_DATA / "teaching").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for section in yaml.safe_load(text)["sections"]:
            assert set(section.get("questions", ())) <= set(all_questions()), f"{path.name} {section['id']}"
        for number in re.findall(r"\bnotebooks? (\d\d)\b", text):
            assert number in course_titles(), f"{path.name}: notebook {number}"


def test_session_notes_name_no_cell():
    cells = {cell.id for notebook in NOTEBOOKS.values() for cell in notebook.cells if "-" in cell.id}
    for path in sorted((COURSE_DATA / "teaching").glob("*.yaml")):
        spoken = re.sub(r"^    cells: \[.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not cells & set(CODE.findall(spoken)), path.name


def test_what_asks_for_help_is_imported_wherever_there_is_an_exercise():
    for number, notebook in NOTEBOOKS.items():
        if any(name.startswith(number) for name in all_exercises()):
            assert {"hint", "solution"} <= imported_in(notebook), number

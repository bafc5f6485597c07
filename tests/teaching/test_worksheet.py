"""Sheets of exercises, and the page for the room."""

import json
import re

import pytest

from utils.learning.exercises import all_exercises
from utils.learning.questions import bank
from utils.learning.questions.marking import key_of
from utils.teaching import worksheet
from utils.teaching.room import verb as room


@pytest.mark.parametrize("name", bank.sheet_names())
def test_a_sheet_asks_everything_and_tells_nothing_until_it_is_asked_to(name):
    bare, solved = worksheet.write_worksheet(name), worksheet.write_worksheet(name, solutions=True)
    sheet = bank.load_sheet(name)
    for question in sheet.questions:
        assert f"**{question.id}**" in bare
        assert f"## {question.id} (" in solved
        assert f"## {question.id} (" not in bare
    for exercise in all_exercises().values():
        if exercise.id.startswith(f"{name}-"):
            assert exercise.task.strip() in bare
            assert exercise.solution.rstrip() not in bare
            assert exercise.solution.rstrip() in solved
    assert "{{" not in solved
    assert "✓" not in bare


def test_choices_stand_in_the_order_of_the_notebook_not_of_the_key():
    orders = []
    for question in bank.all_questions().values():
        if question.type == "order":
            steps = re.findall(r"\\_\\_\\_ (.+?)(?:  |$)", worksheet.ask_on_paper(question), re.MULTILINE)
            orders.append(steps == [option.text for option in question.options])
    assert orders
    assert not any(orders)


def test_sheets_and_rooms_are_written_or_the_reason_is_said(tmp_path, capsys):
    assert worksheet.main(["8", "1", "--solutions", "--out", str(tmp_path)]) == 0
    assert room.main(["8", "--out", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"exercises_08_solutions.html", "exercises_01_solutions.md", "room_08.html"} <= names
    assert worksheet.main(["77"]) == room.main(["77"]) == 1
    assert room.main(["8", "--seconds", "0"]) == 1
    (tmp_path / "file").write_text("")
    for act in (worksheet.main, room.main):
        assert act(["8", "--out", str(tmp_path / "file" / "x")]) == 1
    said = capsys.readouterr().err
    assert "'77' is not in" in said
    assert said.count("Choose another folder") == 2
    assert "from 5 to 3600" in said


@pytest.mark.parametrize("name", bank.sheet_names())
def test_the_room_holds_every_question_its_key_and_nothing_from_a_network(name):
    page = room.write_room(bank.load_sheet(name))
    data = json.loads(re.search(r'id="questions">(.*?)</script>', page, re.DOTALL)[1])
    assert page.count("<script") == page.count("</script>") == 2
    assert not re.search(r"(src|href)=\"?https?:[^\"]*\.(js|css)", page)
    for told in data["questions"]:
        question = bank.find_question(told["id"])
        assert told["key"]
        if question.type == "single":
            (right,) = [option for option in told["options"] if option["right"]]
            assert right["why"]
            assert question.options[key_of(question)].right

"""Every stub says not yet, every solution passes, every usual mistake gets its own message."""

import pytest

from utils.authoring.notebook import find_notebooks
from utils.learning import exercises
from utils.learning.exercises import all_exercises, exercise, hint, judge, solution
from utils.learning.pages.answers import check
from utils.learning.passport.passports import open_passport
from utils.learning.questions.bank import UnknownQuestion, objectives

EVERY = all_exercises()
WRONG = [(e.id, wrong["says"], wrong["code"]) for e in EVERY.values() for wrong in e.wrong]


def run(code):
    names = {}
    exec(compile(code, "answer", "exec"), names)
    return names["answer"]


def test_each_notebook_has_two():
    numbers = [path.stem[:2] for path in find_notebooks() if path.stem[:2] != "00"]
    assert [e.split("-")[0] for e in EVERY] == [number for number in numbers for _ in "12"]
    for found in EVERY.values():
        assert len({wrong["says"] for wrong in found.wrong}) >= 2
        assert len(found.hints) >= 2
        assert found.objective in objectives()


@pytest.mark.parametrize("name", EVERY)
def test_the_stub_says_not_yet(name):
    said = judge(name, run(EVERY[name].stub))
    assert "Not yet" in repr(said)
    assert open_passport().events() == []


@pytest.mark.parametrize("name", EVERY)
def test_the_solution_passes_and_is_short(name):
    said = judge(name, run(EVERY[name].solution))
    assert said.heading.startswith("✓"), said.body
    assert open_passport().events()[-1]["right"] is True
    own = set(EVERY[name].solution.splitlines()) - set(EVERY[name].stub.splitlines()) - {""}
    assert 1 <= len(own) <= 6


@pytest.mark.parametrize(("name", "says", "code"), WRONG, ids=[f"{n}-{s}" for n, s, _ in WRONG])
def test_a_usual_mistake_gets_its_own_message(name, says, code):
    said = judge(name, run(code))
    assert "not quite" in said.heading
    assert open_passport().events()[-1]["finding"] == says
    assert "hint(" in said.body
    assert "{" not in said.body.replace("{}", "")


class Hostile:
    """An answer that breaks whatever looks at it."""

    def __getattr__(self, name):
        raise RuntimeError("no")


STRANGE = [7, 2.5, "text", [], {}, [1, 2, 3], object(), Hostile(), float("nan"), print, {"a": 1}]


@pytest.mark.parametrize("name", EVERY)
def test_no_answer_at_all_makes_a_check_fail(name):
    for answer in STRANGE:
        said = judge(name, answer)
        assert "not quite" in said.heading
        assert said._repr_html_().startswith("<div>")


def test_help_is_a_button_under_the_answer_and_the_saved_form_says_the_same():
    exercises._HINTED.clear()
    shown = check("08-1", 7)
    saved = shown._repr_mimebundle_()
    assert saved["text/plain"] == repr(shown.words)
    assert "not quite yet" in saved["text/html"]
    shown.hint.click()
    assert "Hint 1 of 3" in shown.help.value
    shown.hint.click()
    assert "Hint 2 of 3" in shown.help.value
    shown.solution.click()
    assert "sort_values" in shown.help.value
    assert saved == shown._repr_mimebundle_()


def test_numbers_are_said_with_few_digits():
    assert "About half (50.7 %)" in repr(judge("01-2", 50.7074))


def test_hints_come_in_steps_and_then_point_to_the_solution():
    exercises._HINTED.clear()
    steps = [hint("08-1") for _ in range(len(EVERY["08-1"].hints) + 2)]
    assert [step.heading for step in steps[:2]] == ["Hint 1 of 3", "Hint 2 of 3"]
    assert "solution(" in steps[-2].body
    assert steps[-1].heading == "Hint 1 of 3"


def test_the_task_and_the_solution_are_shown_as_words_and_code():
    assert "answer = ..." in repr(exercise("08-2"))
    assert "<pre><code>" in exercise("08-2")._repr_html_()
    assert "mark_bar" in repr(solution("08-2"))


def test_an_unknown_exercise_names_the_nearest():
    with pytest.raises(UnknownQuestion, match="Closest: '08-2'"):
        exercise("08-22")

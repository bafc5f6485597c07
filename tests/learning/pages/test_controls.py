import pytest

from utils.learning.pages.controls import instruction, make_control, read_number
from utils.learning.questions.bank import all_questions

EVERY = all_questions()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.5", 12.5),
        ("84,3 %", 84.3),
        (" about 7 months", 7.0),
        ("\u22125", -5.0),
        ("1e2", 100.0),
        ("", None),
        ("many", None),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_every_control_has_words_for_every_part(question):
    control = make_control(question, 1)
    assert control.read() is None
    assert control.missing.endswith(".")
    for widget in control.widgets:
        labels = [label for label, _ in widget.options] if question.type == "single" else [widget.description]
        assert all(label.strip() and "{{" not in label for label in labels)
    assert instruction(question)


def test_two_steps_on_one_place_are_not_an_order():
    control = make_control(EVERY["08-q2"], 1)
    for menu in control.widgets:
        menu.value = 1
    assert control.read() is None

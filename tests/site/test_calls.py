"""What a cell shows is read from its last line; what cannot be repeated outside its notebook is refused."""

import pytest

from utils.site.calls import Call, UnreadableCall, find_call


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ("resistance_timeline()", Call("activities", "resistance_timeline")),
        ("relapse_planner(lines=3)", Call("activities", "relapse_planner", (), {"lines": 3})),
        ('import x\n\nquiz("08")', Call("learning", "quiz", ("08",))),
        ('glossary("a, b",\n         "c")', Call("learning", "glossary", ("a, b", "c"))),
        ('answer = ...\ncheck("08-1", answer)', Call("learning", "check", ("08-1",))),
        ("rates.head()", None),
        ("plot_serum(table('serum_traces'))", None),
        ("x = quiz", None),
        ("", None),
    ],
)
def test_the_last_line_says_what_is_shown(source, call):
    assert find_call(source) == call


def test_an_activity_whose_arguments_are_computed_is_refused():
    with pytest.raises(UnreadableCall, match="relapse_planner has arguments that are computed"):
        find_call("relapse_planner(history)")


def test_a_call_can_be_run():
    assert find_call('solution("01-1")').run().heading == "A solution of exercise 01-1"

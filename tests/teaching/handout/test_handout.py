"""A handout holds what a learner needs on paper, its answers are those of the activity, and nothing in it comes from elsewhere."""

import re
from types import SimpleNamespace

import pytest

from utils.activities.controls import Checkbox, Choices, Range, Select, Settings, Text, accept_all
from utils.activities.timeline import describe_remissions, follow_lines, timeline_controls
from utils.authoring.notebook import find_notebooks, read_notebook
from utils.learning.questions import bank
from utils.setup.bundler import add_bundler
from utils.teaching.handout import verb
from utils.teaching.handout.sheet import choose_questions, find_words, make_handout, write_handout
from utils.teaching.handout.twin import choose_settings, mix, say_setting
from utils.teaching.paper import finish
from utils.teaching.sessions import read_session


@pytest.fixture(scope="module")
def handout():
    add_bundler()
    (path,) = find_notebooks(["08"])
    return make_handout("08", read_notebook(path), read_session("08"))


@pytest.fixture(scope="module")
def page(handout):
    return write_handout(handout)


def test_two_pages_hold_picture_words_questions_and_the_activity(page, handout):
    assert page.count('class="sheet"') == 2
    front, back = page.split('class="sheet"')[1:]
    assert handout.picture.title in front
    assert "residual" in front or "remission" in front
    assert len(handout.questions) == 3
    assert front.count('class="boxes"') + front.count('class="rule"') == 3
    assert back.count("<figcaption>") == len(handout.twin.panels) == 4
    assert 'class="answers"' in back
    assert 'class="answers"' not in front
    assert "what their labels warn of" in back


def test_nothing_comes_from_elsewhere(page):
    assert re.findall(r"<(?:script|link|img|iframe)\b", page) == []
    assert re.findall(r'(?:src=|url\()["\']?(?!#)[a-z]', page) == []
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_answers_are_what_the_activity_says_at_those_settings(handout):
    told = read_session("08").paper["settings"]
    for panel in handout.twin.panels:
        settings = Settings(**accept_all(timeline_controls(), told[panel.number - 1]))
        assert panel.sentence == describe_remissions(settings, follow_lines(settings))
    assert len({panel.sentence for panel in handout.twin.panels}) == 4
    assert "Caution: the trials in the last row" in handout.twin.about


def test_pictures_stand_in_another_order_than_their_settings(handout):
    assert [panel.number for panel in handout.twin.panels] != [1, 2, 3, 4]
    assert [panel.letter for panel in handout.twin.panels] == list("ABCD")
    assert all(mix(count, "a") != list(range(count)) for count in range(2, 6))


@pytest.mark.parametrize(
    ("controls", "starts", "settings"),
    [
        ([Range("a", "A", 0, 3, 1)], {}, [{"a": 0}, {"a": 1}, {"a": 2}, {"a": 3}]),
        ([Range("a", "A", 0, 9, 1)], {}, [{"a": 0}, {"a": 3}, {"a": 6}, {"a": 9}]),
        ([Text("t", "T"), Select("s", "S", ["x", "y"])], {}, [{"s": "x"}, {"s": "y"}]),
        ([Range("a", "A", 0, 3, 1)], {"one": {"a": 1}, "two": {"a": 2}}, [{"a": 1}, {"a": 2}]),
        ([Text("t", "T")], {}, [{}]),
    ],
)
def test_settings_differ_and_are_at_most_four(controls, starts, settings):
    assert choose_settings(SimpleNamespace(controls=controls, starts=starts)) == settings


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"a": 3}, "A: 3\N{NO-BREAK SPACE}%"),
        ({"s": 2}, "S: second"),
        ({"c": True}, "C: yes"),
        ({"m": ["x", "y"], "a": 1}, "M: x, y; A: 1\N{NO-BREAK SPACE}%"),
        ({"m": []}, "M: none"),
        ({"a": 2, "c": False}, "the usual"),
    ],
)
def test_a_setting_is_said_in_words(values, said):
    controls = [Range("a", "A", 0, 9, 1, unit="%"), Select("s", "S", {"first": 1, "second": 2}),
                Checkbox("c", "C"), Choices("m", "M", ["x", "y"])]  # fmt: skip
    activity = SimpleNamespace(controls=controls, starts={"the usual": {"a": 2, "c": False}})
    assert say_setting(activity, values) == said


@pytest.mark.parametrize("name", bank.notebook_names())
def test_every_notebook_has_three_questions_that_a_mark_answers(name):
    chosen = choose_questions(name)
    assert len(chosen) == 3
    assert {question.type for question in chosen} <= {"single", "multiple", "numeric"}


def test_words_stop_where_the_page_is_full():
    (path,) = find_notebooks(["08"])
    few, many = (list(find_words(read_notebook(path), room)) for room in (300, 5000))
    assert 0 < len(few) < len(many)
    assert many[: len(few)] == few


def test_unknown_notebooks_a_missing_browser_and_a_full_disk_are_said(tmp_path, capsys, monkeypatch):
    assert verb.main(["resistence"]) == 1
    assert "Closest: '08_resistance_timeline'" in capsys.readouterr().err
    monkeypatch.setattr("utils.teaching.printing.find_browser", lambda: "")
    assert finish(tmp_path, "a", "<p>x", "The handout", "<p>x") == 1
    assert "COURSE_CHROMIUM" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    assert finish(tmp_path / "full", "a", "<p>x", "The handout") == 1
    assert "No space left" in capsys.readouterr().err
    assert list((tmp_path / "full").iterdir()) == []


@pytest.mark.parametrize(
    ("program", "said"),
    [("#!/bin/sh\necho no display >&2\nexit 3\n", "no display"), ("#!/bin/sh\nexit 0\n", "no reason given")],
)
def test_a_browser_that_does_not_print_is_named(tmp_path, capsys, monkeypatch, program, said):
    fake = tmp_path / "chrome"
    fake.write_text(program)
    fake.chmod(0o755)
    monkeypatch.setenv("COURSE_CHROMIUM", str(fake))
    assert finish(tmp_path, "a", "<p>x", "The handout", "<p>x") == 1
    assert said in capsys.readouterr().err

"""The class code: what went in comes out, one wrong character is always noticed, and nothing of the person is in it."""

import random

import pytest

from utils.learning.passport.class_code import (
    ALPHABET,
    CodeError,
    _stamp,
    coded_questions,
    first_answers,
    read_code,
    write_code,
)
from utils.learning.passport.log import new_event
from utils.learning.passport.progress import SURENESS, Progress
from utils.learning.questions import bank
from utils.learning.questions.marking import mark_answer

SHEETS = bank.sheet_names()


def guess(question, chance):
    """Some answer to a question, as its card would record it."""
    places = list(range(len(question.options)))
    if question.type == "single":
        return chance.choice(places)
    if question.type in ("multiple", "text"):
        return [place for place in places if chance.random() < 0.5]
    if question.type == "numeric":
        return chance.choice([0, 1.5, -3.0, 59.049, 1e300])
    if question.type == "match":
        return [chance.choice(places) for _ in question.lefts]
    return chance.sample(places, len(places))


def some_progress(questions, chance, share=0.8):
    events = [
        new_event(
            "answer", n, question=q.id, answer=guess(q, chance), confidence=chance.choice([*SURENESS, "?"])
        )
        for n, q in enumerate(questions)
        if chance.random() < share
    ]
    return Progress.from_events(events)


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_went_in_comes_out_in_whatever_way_it_is_typed(sheet):
    chance = random.Random(sheet)
    for _ in range(20):
        progress = some_progress(coded_questions(sheet), chance)
        code = write_code(sheet, progress)
        told = first_answers(coded_questions(sheet), progress)
        assert read_code(code) == (sheet, told)
        assert read_code(f"  {code.lower().replace('-', ' ')} ") == (sheet, told)
        for answer in told:
            given = progress.answers[answer.question.id][0]["answer"]
            assert answer.right == mark_answer(answer.question, given).right


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_single_wrong_character_and_every_pair_that_changed_places_is_noticed(sheet):
    code = write_code(sheet, some_progress(coded_questions(sheet), random.Random(7)))
    head, _, letters = code.partition("-")
    letters = letters.replace("-", "")
    wrong = [
        letters[:place] + letter + letters[place + 1 :]
        for place in range(len(letters))
        for letter in ALPHABET
        if letter != letters[place]
    ]
    wrong += [
        letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        for place in range(len(letters) - 1)
        if letters[place] != letters[place + 1]
    ]
    wrong += [letters[:-1], letters + "2", letters[1:]]
    for typed in wrong:
        with pytest.raises(CodeError):
            read_code(f"{head}-{typed}")


def test_a_code_read_as_another_notebooks_is_noticed():
    assert len({_stamp(sheet) for sheet in SHEETS}) == len(SHEETS)
    code = write_code("08", some_progress(coded_questions("08"), random.Random(3)))
    for other in SHEETS:
        if other != "08":
            with pytest.raises(CodeError):
                read_code(code.replace("08", other, 1))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "begins with a notebook"),
        ("hello", "begins with a notebook"),
        ("77-ABCD", "no questions of 77"),
        ("08-O0I1", "nor 0, O, 1, I, L"),
        ("08-AB", "characters after the dash"),
        ("08-<script>", "has no"),
        ("9" * 5000, "begins with a notebook"),
    ],
)
def test_what_is_no_code_is_told_in_words(typed, said):
    with pytest.raises(CodeError, match=said) as problem:
        read_code(typed)
    assert len(str(problem.value)) < 300


def test_junk_in_a_passport_is_left_out_of_the_code():
    junk = [None, "x", -1, 99, True, [1, "a"], {"a": 1}, float("nan"), [[0]], 10**30]
    for question in bank.all_questions().values():
        for value in junk:
            event = new_event("answer", 1, question=question.id, answer=value, confidence=value)
            told = first_answers([question], Progress.from_events([event]))
            assert all(read is not None for read in told)
    event = new_event("answer", 1, question="08-q1", answer="no place", confidence="sure")
    assert read_code(write_code("08", Progress.from_events([event])))[1] == []


def test_the_code_holds_neither_name_nor_time_and_tells_equal_answers_apart():
    events = [new_event("answer", 1, question="08-q1", answer=1, confidence="sure")]
    named = Progress.from_events([*events, new_event("name", 2, name="Ana Example")])
    assert write_code("08", named) == write_code("08", Progress.from_events(events))
    other = [new_event("answer", 1, question="08-q1", answer=1, confidence="sure") for _ in range(40)]
    assert len({write_code("08", Progress.from_events([event])) for event in other}) > 30


def test_the_code_after_the_course_tells_of_both_tests():
    both = [
        new_event("answer", n, question=f"{test}-q1", answer=0, confidence="guess")
        for n, test in enumerate(("pre", "post"))
    ]
    sheet, told = read_code(write_code("post", Progress.from_events(both)))
    assert sheet == "post"
    assert [answer.question.id for answer in told] == ["pre-q1", "post-q1"]
    assert [answer.sure for answer in told] == ["guess", "guess"]

"""Robots sit the exam: whoever knows nothing of myeloma, but knows how tests are written, does no better than chance.

Each robot goes by one published flaw of item writing (Haladyna and others 2002, doi 10.1207/S15324818AME1503_5): the longest
option is right, or the shortest, or the one with cautious words, or the one that repeats the stem; or it knows the order.
"""

import re
from math import sqrt

import pytest

from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.learning.questions import bank
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_text

SINGLE = [question for question in bank.all_questions().values() if question.type == "single"]
CAUTIOUS = re.compile(
    r"\b(may|might|can|some|often|usually|perhaps|mostly|rather|likely|depends|almost|at least|about|not sure)\b",
    re.I,
)
ABSOLUTE = re.compile(r"\b(always|never|all|every|only|surely|none|cannot|must|no)\b", re.I)
LIMIT = 3  # standard errors of a guesser's score


def words(text):
    return set(re.findall(r"[a-z]{4,}", text.lower()))


def said(question, place):
    return as_text(question.options[place].text, question.given)


def plain_box(number):
    """The words of a notebook's box in plain words; of a test none."""
    for path in find_notebooks([number]) if number.isdigit() else ():
        for cell in read_notebook(path).cells:
            if cell.id == "plain-words":
                return words(join_source(cell))
    return set()


BOXES = {name: plain_box(name) for name in bank.notebook_names()}
ROBOTS = {
    "takes the longest": lambda q, place: len(said(q, place)),
    "takes the shortest": lambda q, place: -len(said(q, place)),
    "takes the most cautious": lambda q, place: (
        len(CAUTIOUS.findall(said(q, place))) - len(ABSOLUTE.findall(said(q, place)))
    ),
    "takes what repeats the stem": lambda q, place: len(
        words(said(q, place)) & words(as_text(q.stem, q.given))
    ),
    "takes what repeats the plain box": lambda q, place: len(
        words(said(q, place)) & BOXES.get(q.notebook, set())
    ),
    **{f"takes place {k + 1}": lambda q, place, k=k: shown_order(q).index(place) == k for k in range(4)},
}


def expected_score(robot):
    """Right answers a robot can expect; among options that look alike to it, it guesses."""
    total = 0.0
    for question in SINGLE:
        liked = [robot(question, place) for place in range(len(question.options))]
        best = [place for place, value in enumerate(liked) if value == max(liked)]
        total += sum(question.options[place].right for place in best) / len(best)
    return total


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robot_that_knows_how_tests_are_written_scores_as_a_guesser(name):
    shares = [1 / len(question.options) for question in SINGLE]
    chance, error = sum(shares), sqrt(sum(share * (1 - share) for share in shares))
    assert expected_score(ROBOTS[name]) <= chance + LIMIT * error


def test_a_bank_with_a_flaw_would_be_seen():
    """A robot that knows the key gets everything; the limit lies far below that."""
    shares = [1 / len(question.options) for question in SINGLE]
    assert expected_score(lambda q, place: q.options[place].right) == len(SINGLE)
    assert sum(shares) + LIMIT * sqrt(sum(share * (1 - share) for share in shares)) < 0.55 * len(SINGLE)


def test_no_option_says_all_or_none_of_the_others():
    filler = re.compile(r"\b(all|none|both|neither) of the (above|others?|these)\b", re.I)
    assert [q.id for q in bank.all_questions().values() for o in q.options if filler.search(o.text)] == []

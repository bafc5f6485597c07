"""The question bank: form, sources, numbers, and keys that give nothing away."""

import json
import random
import re
from collections import Counter
from dataclasses import fields

import pytest
import yaml
from jsonschema import Draft202012Validator

from utils.authoring.notebook import find_notebooks
from utils.evidence import sources
from utils.learning.questions import bank
from utils.learning.questions.expressions import evaluate
from utils.learning.questions.marking import key_of
from utils.learning.questions.shuffling import shown_order
from utils.learning.questions.wording import as_html, as_text

PAIRED = ["01", "05", "06", "07", "08", "10"]  # the tests before and after ask about these
WRITTEN = bank.notebook_names()
EVERY = bank.all_questions()
CHOICES = [q for q in EVERY.values() if q.type == "single"]
SCHEMA = json.loads((bank.QUESTIONS / "schema.json").read_text(encoding="utf-8"))
# A share, a median or a ratio typed into a text instead of filled in from course_data.
TYPED_RESULT = re.compile(r"\d+(?:\.\d+)? ?(?:%|per cent|months\b)|(?:ratio|HR)[^.]{0,20} \d\.\d")
# Limits of definitions, doses and the numbers that a question makes up for itself.
OWN_NUMBERS = re.compile(
    r"(?:fewer than |needs an event.*|someone without symptoms has )?(?:10|22|60) %|42 % longer|95 % interval|48 months|36 months"
    r"|hazard ratio of 0\.\d|(?:4|25) % plasma cells in the marrow"
)


def texts(question):
    yield from (question.stem, question.hint, question.explanation, question.otherwise, question.model)
    yield from (text for option in question.options for text in (option.text, option.why))
    yield from (slip.why for slip in question.slips)
    yield from question.lefts


@pytest.mark.parametrize("name", bank.sheet_names())
def test_every_file_keeps_to_the_schema(name):
    raw = yaml.safe_load((bank.QUESTIONS / f"{name}.yaml").read_text(encoding="utf-8"))
    problems = [f"{list(e.path)}: {e.message[:200]}" for e in Draft202012Validator(SCHEMA).iter_errors(raw)]
    assert problems == []
    assert raw["notebook"] == name


def test_every_notebook_that_stands_has_questions():
    assert set(PAIRED) <= set(WRITTEN)
    assert {path.stem[:2] for path in find_notebooks()} - {"00"} == set(WRITTEN)


def test_the_schema_knows_every_field_of_a_question():
    known = set(SCHEMA["$defs"]["question"]["properties"])
    assert {f.name for f in fields(bank.Question)} - {"lefts"} <= known


@pytest.mark.parametrize("name", WRITTEN)
def test_each_notebook_has_ten_questions_four_of_them_core_and_a_third_above_remembering(name):
    sheet = bank.load_sheet(name)
    assert len(sheet.questions) >= 10
    assert sum(question.core for question in sheet.questions) == 4
    deeper = sum(question.bloom != "remember" for question in sheet.questions)
    assert deeper >= len(sheet.questions) / 3
    assert {question.objective for question in sheet.questions} == set(sheet.objectives)
    assert {question.type for question in sheet.questions} >= {"single", "numeric", "order", "match", "text"}
    assert sheet.prediction.id == f"{name}-p"


def test_no_question_of_a_test_is_asked_twice():
    stems = [q.stem for name in bank.TESTS for q in bank.load_sheet(name).questions]
    assert len(set(stems)) == len(stems) == 36


def test_ids_are_unique_and_say_where_they_belong():
    listed = [q.id for name in bank.sheet_names() for q in bank.load_sheet(name).questions]
    assert len(listed) == len(set(listed))
    for name in bank.notebook_names():
        for number, question in enumerate(bank.load_sheet(name).questions, 1):
            assert question.id == f"{name}-q{number}"
            assert question.notebook == name


@pytest.mark.parametrize("name", ["post", "delayed"])
def test_each_later_test_mirrors_the_pre_test_question_by_question(name):
    pre, post = bank.load_sheet("pre").questions, bank.load_sheet(name).questions
    assert len(pre) == len(post) == 12
    for before, after in zip(pre, post, strict=True):
        assert after.pair == before.id
        assert (after.objective, after.type, after.bloom) == (before.objective, before.type, before.bloom)
        assert after.stem != before.stem
    assert Counter(question.notebook for question in pre) == dict.fromkeys(PAIRED, 2)


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_sources_facts_and_claims_hold(question):
    assert question.sources, "every question says where it comes from"
    assert set(question.sources) <= set(sources()["source_id"])
    assert question.objective in bank.objectives()
    assert not question.holds or evaluate(question.holds, question.given) is True
    for text in filter(None, texts(question)):
        assert as_text(text, question.given)
        assert as_html(text, question.given).count("<a ") == text.count("{{fact:")


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_no_result_is_typed_by_hand(question):
    for text in filter(None, texts(question)):
        bare = OWN_NUMBERS.sub("", re.sub(r"\{\{[^}]*\}\}", "", text))
        assert not TYPED_RESULT.search(bare), text


@pytest.mark.parametrize("question", EVERY.values(), ids=list(EVERY))
def test_every_option_says_why(question):
    assert question.hint
    assert question.explanation
    assert all(len(option.why) > 11 for option in question.options)
    assert len({option.text for option in question.options}) == len(question.options)
    if question.type == "single":
        assert sum(option.right for option in question.options) == 1
    if question.type == "multiple":
        assert 1 < sum(option.right for option in question.options) < len(question.options)


def test_a_numeric_key_is_worked_out_and_its_slips_are_other_numbers():
    numeric = [question for question in EVERY.values() if question.type == "numeric"]
    assert len(numeric) >= 15
    for question in numeric:
        key = key_of(question)
        for slip in question.slips:
            wrong = float(evaluate(slip.expression, question.given))
            assert abs(wrong - key) > 2 * question.tolerance, (question.id, slip.expression)


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(bank.UnknownQuestion, match="Closest: '08-q1'"):
        bank.find_question("08-q1x")
    with pytest.raises(bank.UnknownQuestion, match="'99' is not in"):
        bank.load_sheet("99")
    assert bank.load_sheet(8).name == "08"


def test_answering_at_random_scores_at_chance():
    chance = sum(1 / len(question.options) for question in CHOICES) / len(CHOICES)
    draw = random.Random(7)
    tries = [draw.randrange(len(q.options)) == key_of(q) for q in CHOICES for _ in range(200)]
    assert sum(tries) / len(tries) == pytest.approx(chance, abs=0.02)


def length(question, option):
    return len(as_text(option.text, question.given))


def score(choose):
    return sum(choose(question) == key_of(question) for question in CHOICES) / len(CHOICES)


def longest(q):
    return max(range(len(q.options)), key=lambda i: length(q, q.options[i]))


def shortest(q):
    return min(range(len(q.options)), key=lambda i: length(q, q.options[i]))


def mildest(q):
    """Choose the option with the fewest words of certainty, the longest one of these."""
    strong = re.compile(
        r"\b(all|always|never|nobody|only|none|every\w*|surely|exactly|any\w*|nothing|cannot|proven?|cure[ds]?)\b",
        re.I,
    )
    return min(
        range(len(q.options)),
        key=lambda i: (len(strong.findall(q.options[i].text)), -length(q, q.options[i])),
    )


def test_length_gives_nothing_away():
    assert 0.12 < score(longest) < 0.38
    assert 0.12 < score(shortest) < 0.38


def test_words_of_certainty_give_little_away():
    assert score(mildest) < 0.5


def test_no_place_in_the_list_is_better_than_another():
    for place in range(4):
        assert 0.12 < score(lambda q, place=place: shown_order(q)[place]) < 0.38
    places = Counter(shown_order(q, seed).index(key_of(q)) for q in CHOICES for seed in range(200))
    share = [places[place] / (200 * len(CHOICES)) for place in range(4)]
    assert share == pytest.approx([0.25] * 4, abs=0.015)


def test_several_right_answers_are_not_the_first_nor_the_longest():
    many = [question for question in EVERY.values() if question.type == "multiple"]
    right = [length(q, o) for q in many for o in q.options if o.right]
    wrong = [length(q, o) for q in many for o in q.options if not o.right]
    assert sum(right) / len(right) == pytest.approx(sum(wrong) / len(wrong), rel=0.15)
    for place in range(4):
        share = sum(q.options[shown_order(q)[place]].right for q in many) / len(many)
        assert 0.1 < share < 0.95

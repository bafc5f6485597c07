"""Prose is cut into whole sentences, lists lose nothing, and each idea has the title a reader would give it."""

import re

import pytest

from utils.authoring.notebook import find_notebooks, join_source, read_notebook
from utils.teaching.slides.ideas import LINES, lines_of, pick, read_ideas, shorten, split_sentences

LONG = "This sentence has been made exactly as long as is needed here to fill half of a whole slide. "


def ideas(source, heading="Above"):
    return [(idea.title, idea.text, idea.items) for idea in read_ideas(source, heading)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Plain words.", [("Above", "Plain words.", ())]),
        ("## 3 · Line after line\n\nIt falls.", [("Line after line", "It falls.", ())]),
        ("## More (optional)\n\nIt falls.", [("More", "It falls.", ())]),
        ("**Marta, 2023.** She is well.", [("Marta, 2023", "She is well.", ())]),
        ("**Key points**\n\n1. One.\n2. Two.", [("Key points", "", ("One.", "Two."))]),
        ("**Exposed** means given.", [("Above", "**Exposed** means given.", ())]),
        ("*Questions to ask*\n\n- What?", [("Questions to ask", "", ("What?",))]),
        ("Before.\n\n## 2 · Next\n\nAfter.", [("Above", "Before.", ()), ("Next", "After.", ())]),
        ("Two things:\n\n- one\n- two\n\nSo it is.", [("Above", "Two things:", ("one", "two")), ("Above", "So it is.", ())]),
        ("Here.\n\n*Exercise:* write code.", [("Above", "Here.", ())]),
        ("Here.\n\n<details><summary>Show</summary>\n\nFolded away.\n\n</details>", [("Above", "Here.", ())]),
        ("*Done.* **Next:** [10 Salvage](10.ipynb)", [("Above", "*Done.*", ())]),
        ("", []),
    ],
)  # fmt: skip
def test_ideas_have_their_titles(source, found):
    assert ideas(source) == found


def test_a_date_stays_with_what_it_dates():
    ((_, text, _),) = ideas(LONG * 5 + "*As of November 2026.*")
    assert text.endswith("*As of November 2026.*")
    assert text.count("This sentence") == 2


def test_a_box_of_warning_is_told_whole():
    (idea,) = read_ideas("> **Call now.** " + LONG * 9, "Above")
    assert idea.warning
    assert idea.text.count("This sentence") == 9


def test_a_table_is_a_slide_of_its_own():
    first, second = read_ideas("Look.\n\n| a | b |\n|---|---|\n| 1 | 2 |", "Above")
    assert (first.text, first.table) == ("Look.", "")
    assert (second.text, second.table[:9]) == ("", "| a | b |")


@pytest.mark.parametrize(
    ("item", "short"),
    [
        ("Few words.", "Few words."),
        ("*Cells.* " + LONG * 3, "*Cells.* " + LONG.strip()),
        (LONG * 3, LONG.strip()),
        ("*" + (LONG * 3).strip() + "*", "*" + (LONG * 3).strip() + "*"),
    ],
)
def test_an_item_keeps_its_lead_and_a_sentence(item, short):
    assert shorten(item) == short


def test_emphasis_that_runs_over_sentences_is_not_cut():
    text = "*" + (LONG * 4).strip() + "*"
    assert pick(text) == text


@pytest.mark.parametrize("path", find_notebooks(), ids=lambda path: path.stem[:2])
def test_whatever_a_slide_says_stands_so_in_its_notebook(path):
    for cell in read_notebook(path).cells:
        if cell.cell_type != "markdown":
            continue
        source = " ".join(re.sub(r"^> ?", "", join_source(cell), flags=re.MULTILINE).split())
        shown = 0
        for idea in read_ideas(join_source(cell), "Above"):
            for sentence in (s for text in (idea.text, *idea.items) for s in split_sentences(text)):
                assert " ".join(sentence.split()) in source
            assert sum(map(lines_of, idea.items)) <= LINES or len(idea.items) == 1
            shown += len(idea.items)
        listed = [
            line
            for line in join_source(cell).split("<details>")[0].splitlines()
            if line[:2] in ("- ", "1.", "2.", "3.", "4.")
        ]
        assert shown >= len(listed)

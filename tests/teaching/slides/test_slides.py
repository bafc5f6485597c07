"""A deck is one file that asks for nothing, follows the plan, tells the speaker what the note says, and refuses in words."""

import re
from html import escape

import pytest

from utils.learning.questions import bank
from utils.setup.reveal import find_reveal
from utils.teaching.fitting import fit
from utils.teaching.sessions import read_session
from utils.teaching.slides import closing, shown, speaker, verb
from utils.teaching.slides import deck as deck_of
from utils.teaching.slides.deck import read_cells
from utils.teaching.slides.ideas import read_ideas
from utils.teaching.slides.page import write_deck
from utils.teaching.slides.slide import Slide, make_idea, write_html

SLIDES = [
    Slide("How long?", "<p>x</p>", "title", "<p>Say this</p>", seconds=120),
    Slide("`2-4 years`", "<p>y</p>", "prose", ""),
]


@pytest.fixture(scope="module")
def deck():
    return write_deck("08 <b>", SLIDES, find_reveal())


def test_a_deck_is_one_file_with_the_speakers_words_inside(deck):
    assert "reveal.js 5" in deck
    assert "MIT licensed" in deck
    assert re.findall(r"<(?:link|img|iframe)\b[^>]*(?:href|src)=", deck.split("<body")[0]) == []
    assert re.findall(r"<script[^>]*src=", deck) == []
    assert '<aside class="notes"><p>Say this</p></aside>' in deck
    assert 'data-timing="120"' in deck
    assert "<title>08 &lt;b&gt;: slides</title>" in deck
    assert "<code>2-4 years</code></h2>" in deck


def test_every_script_ends_where_it_should(deck):
    assert deck.count("<script") - deck.count("\\x3cscript") >= 3
    scripts = re.findall(r"<script>(.*?)</script>", deck, re.DOTALL)
    assert len(scripts) == 3
    assert scripts[-1].rstrip().endswith("})();")


def test_without_moving_pictures_the_runtime_stays_out(deck):
    assert len(deck) < 400_000


def test_the_speaker_hears_the_note_the_clock_and_what_to_cut():
    session = read_session("08")
    steps = fit(session, 60)
    told = [speaker.section(session, step, 855, last=step is steps[-1]) for step in steps]
    for step, words in zip(steps, told, strict=True):
        assert escape(step.section.cut) in words
    assert told[0].startswith("<p><b>14:15 to 14:")
    assert "Demonstration" in next(
        words for step, words in zip(steps, told, strict=True) if step.section.kind == "activity"
    )
    assert sum("Wrong ideas to expect" in words for words in told) == 1
    assert "To discuss" in told[-1]
    assert "S opens this view" in speaker.opening(session, 60)


@pytest.mark.parametrize("number", ["03", "05", "08"])
def test_boxed_warnings_of_every_drug_named_follow_the_deck(number):
    slides = list(closing.make_appendix(read_cells(number), number))
    body = "".join(slide.body for slide in slides)
    from utils.learning import warnings_box

    boxed = [whose for whose, what in warnings_box(number).lines if what.startswith("BOXED")]
    assert boxed
    assert all(f"<strong>{whose}</strong>" in body for whose in boxed)
    assert slides[0].title == "For learning, not for treatment decisions."
    assert sum(slide.title == closing.REFERENCES for slide in slides) >= 1


@pytest.mark.parametrize(
    "question", [bank.load_sheet("08").prediction, *bank.load_sheet("08").questions], ids=lambda q: q.id
)
def test_a_question_shows_its_choices_and_keeps_its_answer_for_the_speaker(question):
    slide = shown.ask(question, "Vote")
    if question.type in ("single", "multiple"):
        assert slide.body.count("<li>") == len(question.options)
        assert slide.notes.count("✓") == sum(option.right for option in question.options)
    assert "✓" not in slide.body


@pytest.mark.parametrize(
    ("rows", "columns", "shown_there"), [(3, 3, True), (8, 6, True), (9, 3, False), (3, 7, False)]
)
def test_a_table_is_shown_whole_or_not_at_all(rows, columns, shown_there):
    row = f"<tr>{'<td>a</td>' * columns}</tr>"
    html = f"<table><tr>{'<th>b</th>' * columns}</tr>{row * rows}</table>"
    assert bool(list(shown._show_table(html, "H"))) is shown_there


def test_links_to_notebooks_are_words_and_sources_stay_links():
    html = write_html('See [07](07_first_relapse.ipynb) and [34 months](https://a.org "MAIA (maia-x)").')
    assert "07_first" not in html
    assert 'href="https://a.org"' in html


def test_a_list_that_goes_on_counts_on():
    pages = list(read_ideas("\n".join(f"{n}. {'word ' * 30}" for n in range(1, 8)), "Seven"))
    assert [page.first for page in pages] == [1, 4, 7]
    assert sum(len(page.items) for page in pages) == 7
    assert f'start="{pages[1].first}"' in make_idea(items=pages[1].items, ordered=True, first=pages[1].first)


def test_a_list_keeps_its_order():
    assert make_idea(items=["a", "b"], ordered=True) == '<ol class="roomy"><li>a</li><li>b</li></ol>'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["resistence"], "Closest: '08_resistance_timeline'"),
        (["08", "--minutes", "3"], "needs at least"),
        (["08", "--minutes", "900"], "at most"),
        (["08", "--start", "25:99"], "14:15"),
    ],
)
def test_what_cannot_be_done_is_said(words, said, capsys, tmp_path):
    assert verb.main([*words, "--out", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_words_that_stand_under_no_heading_take_the_sections_title(monkeypatch):
    session = read_session("08")
    steps = fit(session, 60)
    monkeypatch.setattr(deck_of, "_cell_slides", lambda step: iter([Slide("", "<p>x</p>", "prose", "")]))
    assert [slide.title for slide in deck_of._step_slides(session, steps[0], 0, False)] == [
        steps[0].section.title
    ]

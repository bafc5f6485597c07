"""A deck on a projector of 1024 x 768: nothing cut, letters of 24 pixels, activities alive by keyboard, paper page for slide."""

import pytest

from utils.activities import resistance_timeline
from utils.setup.bundler import add_bundler
from utils.setup.reveal import find_reveal
from utils.teaching.fitting import fit
from utils.teaching.printing import count_pages, print_pdf
from utils.teaching.sessions import read_session
from utils.teaching.slides.deck import make_deck
from utils.teaching.slides.page import write_deck, write_print

SHOWN = """() => {
  const slide = document.querySelector("section.present"), body = slide.querySelector(".body");
  const words = [...slide.querySelectorAll("h1, h2, p, li, td, th, pre")]
    .filter((part) => part.getClientRects().length && !part.closest(".live, svg, .notes"));
  const signs = [...body.querySelectorAll("svg")].filter((svg) => svg.getClientRects().length).flatMap((svg) =>
    [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim())
      .map((text) => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a));
  return {
    name: slide.id, over: Math.max(slide.scrollHeight - slide.clientHeight, body.scrollHeight - body.clientHeight),
    wide: Math.max(slide.scrollWidth - slide.clientWidth, body.scrollWidth - body.clientWidth),
    words: Math.min(99, ...words.map((part) => parseFloat(getComputedStyle(part).fontSize))), signs: Math.min(99, ...signs),
  };
}"""
WORDS, SIGNS = 24, 14  # pixels: of what a slide says, and of the smallest letter inside a chart


@pytest.fixture(scope="module")
def slides():
    add_bundler()
    session = read_session("08")
    return make_deck(session, fit(session, session.shortest))


@pytest.fixture(scope="module")
def deck(browser, slides, tmp_path_factory):
    path = tmp_path_factory.mktemp("deck") / "slides.html"
    path.write_text(write_deck("08", slides, find_reveal()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector(".reveal.ready")
    yield page
    page.close()


def test_every_slide_fits_and_can_be_read(deck, slides):
    faults = []
    for place in range(len(slides)):
        deck.evaluate("place => Reveal.slide(place)", place)
        seen = deck.evaluate(SHOWN)
        if max(seen["over"], seen["wide"]) > 1 or seen["words"] < WORDS or seen["signs"] < SIGNS:
            faults.append({**seen, "title": slides[place].title})
    assert faults == []


def test_an_activity_is_alive_says_what_python_says_and_a_clicker_goes_on(deck, slides):
    place = next(place for place, slide in enumerate(slides) if slide.state)
    deck.evaluate("place => Reveal.slide(place)", place)
    deck.wait_for_selector("section.present [data-drawn='true']")
    deck.locator("section.present input[type=range]").first.focus()
    deck.keyboard.press("ArrowLeft")
    activity = resistance_timeline()
    activity.update(resistant_pct=0.1)
    deck.wait_for_function(
        "said => document.querySelector('section.present .mc-sentence').innerText.includes(said)",
        arg=activity.sentence,
    )
    activity.close()
    assert deck.evaluate("Reveal.getState().indexh") == place
    deck.keyboard.press("PageDown")
    assert deck.evaluate("Reveal.getState().indexh") == place + 1


def test_nothing_is_asked_of_a_network_and_the_speaker_has_notes(deck, slides):
    assert deck.wrong == []
    assert {address for address in deck.asked if not address.startswith(("data:", "blob:"))} == {
        deck.url.split("#")[0]
    }
    deck.evaluate("Reveal.slide(2)")
    with deck.expect_popup() as opened:
        deck.keyboard.press("s")
    notes = opened.value
    notes.wait_for_function("document.body.innerText.includes('If you are late')")
    notes.close()


def test_a_printed_deck_has_a_page_for_every_slide(slides):
    assert count_pages(print_pdf(write_print("08", slides))) == len(slides)

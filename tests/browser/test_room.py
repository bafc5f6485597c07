"""The quiz for the room, driven by keys alone: raised hands become bars, the reasons come after, nothing leaves the page."""

import pytest

from tests.browser.axe import grave_violations
from utils.learning.questions import bank
from utils.teaching.room.verb import write_room


@pytest.fixture
def projected(browser, tmp_path):
    path = tmp_path / "room.html"
    path.write_text(write_room(bank.load_sheet("08"), 7), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    yield page
    assert set(asked) == {path.as_uri()}
    assert wrong == []
    page.close()


def test_hands_are_counted_by_keyboard_and_the_reasons_come_after(projected):
    page = projected
    assert page.locator(".why").count() == 0
    page.keyboard.press("Tab")
    for hands in ("3", "12", "0", "x5"):
        page.keyboard.type(hands)
        page.keyboard.press("Tab")
    page.keyboard.press("r")
    assert page.locator(".rail").evaluate_all("all => all.map((bar) => bar.ariaLabel)") == [
        "3 hands", "12 hands", "0 hands", "5 hands",
    ]  # fmt: skip
    assert page.locator(".bar").nth(1).evaluate("bar => bar.style.width") == "60%"
    assert page.locator(".why").count() == 4
    assert page.locator("li.right .letter").all_inner_texts() == ["✓"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.locator("input").nth(1).input_value() == "12"


def test_every_question_fits_its_page_and_no_letter_is_small(projected):
    page = projected
    count = len(bank.load_sheet("08").questions) + 1
    for place in range(count):
        assert page.locator("header").inner_text().count(f"{place + 1} of {count}") == 1
        sizes = page.locator(".stem, .how, .options span, .lefts").evaluate_all(
            "all => all.filter((e) => e.innerText).map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 20
        assert page.evaluate("document.documentElement.scrollWidth") <= 1024
        page.keyboard.press("r")
        assert page.locator(".after").count() == 1
        page.keyboard.press("ArrowRight")
    assert grave_violations(page, "body") == []


def test_the_clock_starts_stops_and_ends_by_itself(projected):
    page = projected
    page.clock.install()
    page.reload()
    page.keyboard.press("t")
    page.clock.run_for(3500)
    assert page.locator("#clock").inner_text() == "0:04"
    page.keyboard.press("t")
    page.clock.run_for(5000)
    assert page.locator("#clock").inner_text() == "0:04"
    page.keyboard.press("t")
    page.clock.run_for(9000)
    assert page.locator("#clock").inner_text() == "0:00"
    assert "over" in page.locator("#clock").get_attribute("class")
